// Splitting: at sentences where that is possible, never through a sign, and nothing lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { COUNTED_PLATFORMS, lengthOn } from './length.ts'
import { splitAll, splitHere } from './split.ts'

const at = (text: string, most: number) => splitHere('wall', text, most)

test('a text that fits is not split', () => {
  assert.equal(at('The ferry is late.', 18), undefined)
})

test('the last sentence that fits ends the first post', () => {
  assert.deepEqual(at('The ferry is late. Check before you travel! Buses run. Thank you.', 55), { first: 'The ferry is late. Check before you travel! Buses run.', rest: 'Thank you.' })
  assert.deepEqual(at('“Is it late?” Yes (again.) No.', 26), { first: '“Is it late?” Yes (again.)', rest: 'No.' })
})

test('a line ends as a sentence does', () => {
  assert.deepEqual(at('Ferry times\n\nsix o’clock and seven o’clock', 30), { first: 'Ferry times', rest: 'six o’clock and seven o’clock' })
})

test('titles, initials and numbers end no sentence', () => {
  for (const text of ['Ask the office. Dr. Kelby of No. 10 and J. Folio will help, e.g. Monday', 'Ask the office. It opens at 9 a.m. on most days and closes late']) {
    assert.equal(at(text, text.length - 1)?.first, 'Ask the office.')
  }
})

test('a sentence that does not fit is cut between words, and a word that does not fit between signs', () => {
  assert.deepEqual(at('Ferries to Saltmere are late today', 20), { first: 'Ferries to Saltmere', rest: 'are late today' })
  assert.deepEqual(splitHere('bluesky', `${'👩‍👩‍👧'.repeat(3)} x`, 2), { first: '👩‍👩‍👧'.repeat(2), rest: '👩‍👩‍👧 x' })
})

test('an address is not cut in two', () => {
  const address = `https://harbour.gov.uk/${'a'.repeat(400)}`
  assert.equal(splitHere('bluesky', address), undefined)
  assert.deepEqual(splitHere('bluesky', `Read this. ${address}`), { first: 'Read this.', rest: address })
  assert.equal(splitHere('x', `Read this. ${address}`), undefined)
})

test('the first post fits, and together the posts hold every word in its order', () => {
  const atom = fc.constantFrom('The ferry', 'is late.', 'Check!', '日本語', '👩‍👩‍👧', 'https://gov.uk/bins', '\n\n', 'word', 'e.g.', '(so.)', '@a@b.example')
  const text = fc.array(atom, { maxLength: 60 }).map(atoms => atoms.join(' '))
  fc.assert(fc.property(text, fc.constantFrom(...COUNTED_PLATFORMS), fc.integer({ min: 30, max: 120 }), (words, platform, most) => {
    const items = splitAll(platform, words, most), bare = (all: string) => all.replaceAll(/\s+/g, '')
    assert.equal(bare(items.join('')), bare(words))
    for (const item of items) assert.equal(lengthOn(platform, item, most).over, 0, item)
  }))
})
