// The server's programs, copied for a package that is closed to others: whole, readable by all, and made once.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { nativeCopy, nativeFolder } from './native.ts'

const shelf = mkdtempSync(join(tmpdir(), 'countersign-shelf-'))
after(() => rmSync(shelf, { recursive: true }))

const files = (folder: string): readonly string[] => readdirSync(folder, { recursive: true }).map(String).toSorted()

test('the copy has every file, runs from where it is, is open to all and is made once', () => {
  const before = process.umask(0o077)
  const copy = nativeCopy(shelf)
  process.umask(before)
  assert.deepEqual(files(copy), files(nativeFolder()))
  for (const name of files(copy)) {
    const path = join(copy, name)
    if (!lstatSync(path).isSymbolicLink()) assert.equal(statSync(path).mode & 0o044, 0o044, name)
  }
  assert.match(spawnSync(join(copy, 'bin/postgres'), ['--version'], { encoding: 'utf8' }).stdout, /^postgres \(PostgreSQL\) 18/)
  const { ctimeMs } = statSync(copy)
  assert.equal(nativeCopy(shelf), copy)
  assert.equal(statSync(copy).ctimeMs, ctimeMs)
  assert.deepEqual(readdirSync(shelf).length, 1)
})
