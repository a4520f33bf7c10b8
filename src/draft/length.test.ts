// Length: hand-counted by each platform's published rules.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countSigns, lengthOn, type CountedPlatform } from './length.ts'

const used = (platform: CountedPlatform, text: string) => lengthOn(platform, text).used

/** By twitter-text 3.1.0's configuration version 3 (config/v3.json): scale 100, weight 200 but for four ranges of 100, transformedURLLength 23, emoji parsing on. */
const ON_X: readonly (readonly [string, number])[] = [
  ['hello', 5], ['é', 1], ['e\u0301', 1], ['Ж', 1], ['日本', 4], ['“x” – y', 7], ['…', 2], ['€', 2], ['™', 2], ['©', 1],
  ['😀😀', 4], ['👩‍👩‍👧', 2], ['👨🏽‍⚕️', 2], ['🇬🇧', 2], ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', 2], ['1️⃣', 2], ['1⃣', 2], ['©️', 2], ['❤️', 2], ['☺︎', 4], ['\u200d', 1],
  ['gov.uk', 23], ['gov.uk/bins', 23], ['https://gov.uk', 23], [`https://gov.uk/${'a'.repeat(300)}`, 23], ['Visit gov.uk.', 30], ['gov.uk,gov.uk', 47],
  ['clerk@gov.uk', 12], ['#gov.uk', 7], ['e.g.this', 8], ['https://example', 15], ['港gov.uk/x', 25],
]

test('X counts Latin letters once, others and emoji twice, and an address as 23', () => {
  assert.deepEqual(ON_X.map(([text]) => [text, used('x', text)]), ON_X)
})

test('X takes 280, and says how many are too many', () => {
  assert.deepEqual(lengthOn('x', 'a'.repeat(280)), { used: 280, most: 280, over: 0 })
  assert.deepEqual(lengthOn('x', '日'.repeat(146)), { used: 292, most: 280, over: 12 })
})

test('Bluesky counts what a reader takes for a sign, addresses in full', () => {
  assert.equal(used('bluesky', 'é👩‍👩‍👧🇬🇧e\u0301'), 4)
  assert.equal(used('bluesky', 'https://gov.uk/bins'), 19)
  assert.deepEqual(lengthOn('bluesky', '日'.repeat(300)), { used: 300, most: 300, over: 0 })
  assert.deepEqual(lengthOn('bluesky', 'a'.repeat(301)), { used: 301, most: 300, over: 1 })
})

test('Bluesky stops few but heavy signs by their bytes', () => {
  const family = '👩‍👩‍👧‍👦'
  assert.deepEqual(lengthOn('bluesky', family.repeat(120)), { used: 120, most: 300, over: 0 })
  assert.deepEqual(lengthOn('bluesky', `${family.repeat(120)}a`), { used: 3_001, most: 3_000, over: 1 })
})

test('Mastodon counts addresses as 23 and mentions without their server', () => {
  assert.equal(used('mastodon', 'https://gov.uk'), 23)
  assert.equal(used('mastodon', 'gov.uk'), 6)
  assert.equal(used('mastodon', 'Ask @clerk@harbour.example.'), 'Ask @clerk.'.length)
  assert.equal(used('mastodon', '(@a.b_c@港.example), @local'), '(@a.b_c), @local'.length)
  assert.equal(used('mastodon', 'clerk@gov.uk'), 12)
  assert.equal(used('mastodon', '👩‍👩‍👧'), 1)
})

test('a Mastodon server may take more', () => {
  assert.deepEqual(lengthOn('mastodon', 'a'.repeat(700), 1_000), { used: 700, most: 1_000, over: 0 })
  assert.equal(lengthOn('mastodon', 'a'.repeat(700)).over, 200)
})

test('the wall takes as much as a part may hold', () => {
  assert.deepEqual(lengthOn('wall', 'a'.repeat(5_001)), { used: 5_001, most: 5_000, over: 1 })
})

test('half a letter is counted and breaks nothing', () => {
  assert.deepEqual((['wall', 'bluesky', 'x', 'mastodon'] as const).map(platform => used(platform, 'a\ud83d')), [2, 2, 3, 2])
  assert.equal(countSigns(''), 0)
})
