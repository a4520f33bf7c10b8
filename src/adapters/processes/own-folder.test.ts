// A part's own folder: what is written is there, closed to others, and a name never leads out of it.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readOwn, writeOwn } from './own-folder.ts'

const home = mkdtempSync(join(tmpdir(), 'countersign-own-'))
after(() => rmSync(home, { recursive: true }))

test('what was written is read without white space at its ends, and replaced whole', () => {
  writeOwn(home, 'checkpoint', 'one\n')
  assert.equal(readOwn(home, 'checkpoint'), 'one')
  writeOwn(home, 'checkpoint', 'two')
  assert.equal(readOwn(home, 'checkpoint'), 'two')
  assert.equal(statSync(join(home, 'checkpoint')).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(home), ['checkpoint'])
})

test('a file that is not there is no fault', () => assert.equal(readOwn(home, 'nothing'), undefined))

test('what a crash left beside a file is replaced', () => {
  writeFileSync(join(home, 'trust.json.new'), 'half of')
  writeOwn(home, 'trust.json', 'whole')
  assert.equal(readOwn(home, 'trust.json'), 'whole')
  assert.ok(!readdirSync(home).includes('trust.json.new'))
})

test('a name leads nowhere else', () => {
  for (const name of ['../web/database-password', '/etc/passwd', '', '.hidden', 'a/b', 'UPPER']) {
    assert.throws(() => readOwn(home, name), TypeError)
    assert.throws(() => writeOwn(home, name, 'x'), TypeError)
  }
})
