// Refusals in words: names for ids, times for instants, and a sentence for every code.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuse } from '../core/result.ts'
import { reasons as commandReasons } from '../commands/reasons.ts'
import { reasons as queryReasons } from '../queries/reasons.ts'
import { catalogue, word } from './catalogue.ts'

const BEN = '00000000-0000-4000-8000-000000000002', NAMES = { [BEN]: 'Ben Folio' }

test('a person’s id becomes a name and an instant a time', () => {
  const today = new Date().toISOString().slice(0, 10)
  assert.equal(word(refuse('STALE_SAVE', { person: BEN, at: `${today}T12:02:00.000Z` }), NAMES).sentence.startsWith('Ben Folio changed the same words at 1'), true)
  assert.equal(word(refuse('SIGNER_WROTE_IT', { can: [BEN, 'Dora Galley'] }), NAMES).sentence, 'You wrote part of this post, so you cannot sign it. Ben Folio or Dora Galley can.')
})

test('every sentence stands by itself where nothing is known, and ends as a sentence', () => {
  for (const code of Object.keys({ ...commandReasons, ...queryReasons })) {
    const { sentence, status } = word(refuse(code), {})
    assert.match(sentence, /^\S.*[.?”\]]$/s, code)
    assert.ok([403, 409, 422].includes(status) && Object.hasOwn(catalogue, code), code)
    assert.doesNotMatch(sentence, /undefined|null|\bPending\b|Access denied/, code)
  }
})

test('a code of a newer version is named, and no fault', () => {
  assert.equal(word(refuse('SOMETHING_NEWER'), {}).sentence, 'This does not count in the record (SOMETHING_NEWER).')
})
