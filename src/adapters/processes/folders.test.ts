// Who can reach a folder, tried on real ones.
import assert from 'node:assert/strict'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { CannotStart } from '../cannot-start.ts'
import { closedToOthers, makePassable, readableByOthers } from './folders.ts'
import { isRoot } from './user.ts'

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'countersign-folders-'))
  chmodSync(home, 0o755)
  mkdirSync(join(home, 'keeper'), { mode: 0o700 })
})

afterEach(() => rmSync(home, { recursive: true }))

const refused = (sentence: RegExp) => (fault: unknown): boolean => fault instanceof CannotStart && sentence.test(fault.message)

test('a folder of mode 0700 below folders that only their owner can change is closed', () => {
  closedToOthers(join(home, 'keeper'))
})

test('a folder that others may enter or read is open, with how to close it', () => {
  for (const mode of [0o710, 0o750, 0o701, 0o704]) {
    chmodSync(join(home, 'keeper'), mode)
    assert.throws(() => closedToOthers(join(home, 'keeper')), refused(/keeper is open to other users\. Close it: chmod 0700 /))
  }
})

test('a parent that others may change is open, since another folder could be put in the place', () => {
  chmodSync(home, 0o777)
  assert.throws(() => closedToOthers(join(home, 'keeper')), refused(/can be changed by other users.*chmod go-w /))
  chmodSync(home, 0o1777)
  closedToOthers(join(home, 'keeper'))
})

test('what counts is the folder that a link leads to', () => {
  mkdirSync(join(home, 'elsewhere'), { mode: 0o755 })
  symlinkSync(join(home, 'elsewhere'), join(home, 'link'))
  assert.throws(() => closedToOthers(join(home, 'link')), refused(/elsewhere is open/))
})

test('a folder of somebody else is not closed to them', () => {
  if (isRoot()) chownSync(join(home, 'keeper'), 65534, 65534)
  assert.throws(() => closedToOthers(isRoot() ? join(home, 'keeper') : '/usr'), refused(/belongs to another user \(\d+\)/))
})

test('others read a file when every folder above it lets them pass', () => {
  writeFileSync(join(home, 'keeper/file'), '', { mode: 0o644 })
  assert.equal(readableByOthers(join(home, 'keeper/file')), false)
  chmodSync(join(home, 'keeper'), 0o711)
  assert.equal(readableByOthers(join(home, 'keeper/file')), true)
  chmodSync(join(home, 'keeper/file'), 0o640)
  assert.equal(readableByOthers(join(home, 'keeper/file')), false)
})

test('folders are made open to pass and closed to read, whatever the umask is', () => {
  const before = process.umask(0o077)
  makePassable(join(home, 'a/b/c'))
  process.umask(before)
  for (const made of ['a', 'a/b', 'a/b/c']) assert.equal(statSync(join(home, made)).mode & 0o777, 0o711)
})
