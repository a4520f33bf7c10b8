// Differences: word by word inside a part, part by part inside a post, and never a letter lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { differenceOf, wordDifference, type Piece } from './difference.ts'
import type { Part } from './part.ts'

const marked = (pieces: readonly Piece[]): string => pieces.map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `[+${text}+]`)).join('')

test('changed words stand beside each other, the rest stays as it was', () => {
  assert.equal(marked(wordDifference('If they agree, the return stops.', 'If the court agrees, the return stops.')), 'If [-they agree-][+the court agrees+], the return stops.')
})

test('an added sentence is one piece', () => {
  assert.equal(marked(wordDifference('Ferries are late.', 'Ferries are late. Check before you travel.')), 'Ferries are late.[+ Check before you travel.+]')
})

test('equal texts have no difference, and an empty text was added whole', () => {
  assert.equal(marked(wordDifference('Same words.', 'Same words.')), 'Same words.')
  assert.equal(marked(wordDifference('', 'All new')), '[+All new+]')
  assert.deepEqual(wordDifference('', ''), [])
})

test('the pieces always give both texts back', () => {
  const text = fc.array(fc.constantFrom('the', 'court', 'agrees', ' ', '  ', '\n', ',', '.', '’', 'é', '👩‍👩‍👧', '#Tag'), { maxLength: 40 }).map(words => words.join(''))
  fc.assert(fc.property(text, text, (before, after) => {
    const pieces = wordDifference(before, after)
    assert.equal(pieces.filter(piece => piece.kind !== 'added').map(piece => piece.text).join(''), before)
    assert.equal(pieces.filter(piece => piece.kind !== 'removed').map(piece => piece.text).join(''), after)
  }))
})

test('texts that are too long to compare word by word are removed and added whole', () => {
  const before = 'a '.repeat(2_499), after = 'b '.repeat(2_499)
  const pieces = wordDifference(before, after)
  assert.equal(pieces.filter(piece => piece.kind !== 'removed').map(piece => piece.text).join(''), after)
})

test('parts are paired by kind and place, and the same ones are named', () => {
  const before: readonly Part[] = [{ kind: 'text', text: 'How returns work' }, { kind: 'cue', text: 'One' }, { kind: 'cue', text: 'If they agree' }, { kind: 'alt', text: 'A harbour' }]
  const after: readonly Part[] = [{ kind: 'text', text: 'How returns work' }, { kind: 'cue', text: 'One' }, { kind: 'cue', text: 'If the court agrees' }, { kind: 'caption', text: 'New' }]
  const { changed, same } = differenceOf(before, after)
  assert.deepEqual(changed.map(({ name, change }) => [name, change]), [['subtitle 2', 'changed'], ['the caption', 'added'], ['the alt text', 'removed']])
  assert.deepEqual(same, ['the words', 'subtitle 1'])
})
