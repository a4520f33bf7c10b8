// Tests that the deliberate breaks can still be made: `npm run breaks` makes them and takes a minute, this says at once when one no longer fits.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './root.ts'

const patches = globSync('test/breaks/*.patch', { cwd: root }).toSorted((a, b) => (a < b ? -1 : 1))

test('every break still applies, and names a test that is there', () => {
  assert.ok(patches.length > 0)
  for (const patch of patches) {
    const text = readFileSync(join(root, patch), 'utf8'), line = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1]
    const file = join(root, line('Test') ?? 'none')
    assert.ok(line('Break') && existsSync(file), `${patch} names no test file that is there`)
    assert.ok(readFileSync(file, 'utf8').includes(line('Name')!), `${patch} names a test that ${line('Test')} does not have: ${line('Name')}`)
    const applied = spawnSync('git', ['apply', '--check', '--whitespace=nowarn', patch], { cwd: root, encoding: 'utf8' })
    assert.equal(applied.status, 0, `${patch} no longer applies: ${applied.error?.message ?? applied.stderr}`)
  }
})

test('invariants of the spine have a break each', () => {
  const broken = new Set(patches.map(patch => Number(/(\d\d)-/.exec(patch)![1])))
  assert.deepEqual([1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 21, 23].filter(number => !broken.has(number)), [])
})
