// Tests of the keeper's folder on disk: files replaced whole, lines never joined to one that a crash cut short, nothing open to others.
import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { utf8 } from '../core/bytes.ts'
import { openFolder } from './folder.ts'

const home = mkdtempSync(join(tmpdir(), 'keeper-folder-'))
after(() => rmSync(home, { recursive: true }))

test('what was written is read, byte for byte, and is closed to others', () => {
  const folder = openFolder(home)
  assert.equal(folder.read('checkpoint'), undefined)
  folder.write('checkpoint', 'one\n\n— line\n')
  folder.write('checkpoint', 'two\n')
  assert.deepEqual(folder.read('checkpoint'), utf8('two\n'))
  assert.equal(statSync(join(home, 'checkpoint')).mode & 0o777, 0o600)
})

test('lines are added, and one that a crash cut short is ended first', () => {
  openFolder(home).append('arm', 'first')
  appendFileSync(join(home, 'arm'), 'cut sho')
  openFolder(home).append('arm', 'second')
  openFolder(home).append('arm', 'third')
  assert.equal(readFileSync(join(home, 'arm'), 'utf8'), 'first\ncut sho\nsecond\nthird\n')
  assert.equal(statSync(join(home, 'arm')).mode & 0o777, 0o600)
})
