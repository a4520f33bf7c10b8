// Tests of facts put into words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { worded } from './reason.ts'
import { done, refuse } from './result.ts'

test('a list reads as words do, and what is not there has a word too', () => {
  const facts = { one: ['Ben'], two: ['Ben', 'Dora'], three: ['Ben', 'Dora', 'Finn'], none: [], gone: null, empty: '', number: 0 }
  assert.deepEqual(['one', 'two', 'three', 'number'].map(name => worded(facts, name)), ['Ben', 'Ben or Dora', 'Ben, Dora or Finn', '0'])
  assert.deepEqual(['none', 'gone', 'empty', 'unknown'].map(name => worded(facts, name, 'nobody')), ['nobody', 'nobody', 'nobody', 'nobody'])
  assert.equal(worded({}, 'person'), 'somebody')
})

test('a refusal is a value, and so is what was done', () => {
  assert.deepEqual(refuse('NO_POST', { post: 'x' }), { ok: false, code: 'NO_POST', facts: { post: 'x' } })
  assert.deepEqual(refuse('NO_POST').facts, {})
  assert.deepEqual(done(1), { ok: true, value: 1 })
})
