// Tests of parts: what they are called, and which are sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partForm, partName, spokenParts, type Part, type PartKind } from './part.ts'

const parts = (...kinds: readonly PartKind[]): readonly Part[] => kinds.map(kind => ({ kind, text: kind }))

test('a part is called by its kind, and numbered where there are several', () => {
  const names = (...kinds: readonly PartKind[]) => parts(...kinds).map((_, index) => partName(parts(...kinds), index))
  assert.deepEqual(names('text', 'alt', 'caption', 'seen', 'card', 'quote', 'profile'), ['the words', 'the alt text', 'the caption', 'words in the picture', 'the link card', 'the quoted post', 'the profile text'])
  assert.deepEqual(names('text', 'text', 'text'), ['post 1 of 3', 'post 2 of 3', 'post 3 of 3'])
  assert.deepEqual(names('text', 'cue', 'cue'), ['the words', 'subtitle 1', 'subtitle 2'])
  assert.deepEqual(names('cue'), ['subtitle 1'])
  assert.deepEqual(names('poll', 'poll'), ['a poll option 1', 'a poll option 2'])
})

test('parts that say nothing are not sent', () => {
  assert.deepEqual(spokenParts([{ kind: 'text', text: 'words' }, { kind: 'alt', text: ' \n\t' }, { kind: 'caption', text: '' }]), [{ kind: 'text', text: 'words' }])
})

test('a part has a known kind, and well-formed words within its length', () => {
  for (const wrong of [{ kind: 'html', text: '' }, { kind: 'text', text: 1 }, { kind: 'text', text: '\udfff' }, { kind: 'text', text: 'x'.repeat(5_001) }, { kind: 'text', text: '', more: 1 }]) assert.ok(partForm(wrong), JSON.stringify(wrong).slice(0, 50))
  assert.equal(partForm({ kind: 'text', text: 'x'.repeat(5_000) }), undefined)
})
