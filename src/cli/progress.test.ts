// Progress is for a terminal, and never among the answers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { terminal } from './fixture.ts'
import { progressOn } from './progress.ts'

test('progress is said on a terminal, on standard error alone', () => {
  const seen = terminal(), progress = progressOn(seen.io, true)
  progress.add(1_200)
  progress.end()
  assert.match(seen.error(), /1,200 lines, [\d,]+ a second \n$/)
  assert.equal(seen.out(), '')
})

test('where nobody looks on, nothing is said', () => {
  const seen = terminal(), progress = progressOn(seen.io, false)
  progress.add(5)
  progress.end()
  assert.equal(seen.error() + seen.out(), '')
})
