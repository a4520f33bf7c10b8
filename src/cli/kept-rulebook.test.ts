// The kept rulebook: the same as the loaded one, and believed only whole and the user's own.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadRulebookFolder } from '../adapters/rulebook/read.ts'
import { check } from '../check/check.ts'
import { readText } from '../check/post.ts'
import { keep, keyOf, takeKept } from './kept-rulebook.ts'
import { OWN_RULEBOOK } from './rulebook.ts'

const home = mkdtempSync(join(tmpdir(), 'countersign-kept-'))
after(() => rmSync(home, { recursive: true, force: true }))
const loaded = loadRulebookFolder(OWN_RULEBOOK), key = keyOf(OWN_RULEBOOK)
assert.ok(loaded.ok && key !== undefined)
keep(key, loaded.value, home)
const path = join(home, readdirSync(home)[0]!)

test('what is kept gives the same reports as what was loaded', () => {
  const kept = takeKept(key, home), post = readText('Allowing 4ctivist lawyers to delay. Crime is down 50%.')
  assert.ok(kept && post.ok)
  assert.deepEqual(kept.document, loaded.value.document)
  assert.deepEqual(check(kept.rulebook, post.value), check(loaded.value.rulebook, post.value))
})

test('another rulebook has another key, and a folder that is not there has none', () => {
  const folder = join(home, 'own')
  assert.equal(keyOf(folder), undefined)
  assert.equal(takeKept('0'.repeat(64), home), undefined)
})

test('what was changed, cut short or may be written by others is not believed', () => {
  const whole = readFileSync(path)
  for (const at of [0, 40, whole.length >> 1, whole.length - 1]) {
    const changed = Buffer.from(whole)
    changed[at]! ^= 1
    writeFileSync(path, changed)
    assert.equal(takeKept(key, home), undefined, String(at))
  }
  writeFileSync(path, whole.subarray(0, 1_000))
  assert.equal(takeKept(key, home), undefined)
  writeFileSync(path, whole)
  assert.ok(takeKept(key, home))
  chmodSync(path, 0o666)
  assert.equal(takeKept(key, home), undefined)
})

test('a cache that cannot be written is no fault', () => {
  keep(key, loaded.value, join(path, 'in a file'))
})
