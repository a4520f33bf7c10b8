// Reading a post: what is known, what is ignored, every bound and every refusal.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Refusal } from '../core/result.ts'
import { BOUNDS, readPost, readText, type CheckedPost } from './post.ts'
import { reasons } from './reasons.ts'

function read(input: unknown): CheckedPost {
  const post = readPost(input)
  assert.ok(post.ok, JSON.stringify(post))
  return post.value
}
function refused(input: unknown): Refusal {
  const post = readPost(input)
  assert.ok(!post.ok, 'it was read')
  return post
}

test('a text alone is one part of a departmental post', () => {
  const post = read({ text: 'Hello' })
  assert.deepEqual(post.parts, [{ kind: 'text', text: 'Hello' }])
  assert.deepEqual([post.act, post.channel.kind, post.channel.jurisdiction, post.at, post.id, post.held], ['post', 'departmental', 'uk', null, null, false])
  assert.deepEqual(readText('Hello'), readPost({ text: 'Hello' }))
})

test('somebody else’s words follow the post’s own, in the order of the contract', () => {
  const post = read({
    links: [{ url: 'https://example.org', title: 'Title', text: 'Text' }, { url: 'https://example.org/2', title: 'Second' }],
    target: { handle: 'x', text: 'target' }, replyTo: { text: 'reply' }, quoteOf: { text: 'quote' }, repostOf: { text: 'repost' }, parts: [{ kind: 'text', text: 'own' }],
  })
  assert.deepEqual(post.parts.map(part => [part.of ?? 'own', part.text]), [['own', 'own'], ['repostOf', 'repost'], ['quoteOf', 'quote'], ['replyTo', 'reply'], ['target', 'target'], ['links', 'Title'], ['links', 'Text'], ['links', 'Second']])
  assert.equal(post.links, 2)
})

test('members that are not known are ignored, and an id is kept', () => {
  assert.equal(read({ id: 'a1', text: 'x', mood: { happy: true } }).id, 'a1')
})

test('everything but words is optional, and a post without any words is one', () => {
  assert.deepEqual(read({}).parts, [])
  assert.deepEqual(read({ act: 'follow', target: { handle: 'ElectoralCommUK' } }).parts, [])
})

test('media keep what was not said apart from no', () => {
  assert.deepEqual(read({ media: [{ kind: 'image' }, { kind: 'video', captions: false }] }).media, [{ kind: 'image', alt: null, captions: null }, { kind: 'video', alt: null, captions: false }])
})

test('a time may be an instant, a day, a month or a year', () => {
  for (const at of ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00.123+01:00', '2026-11-22', '2026-11', '2026']) assert.equal(read({ at }).at, at)
})

test('what is not an object is refused', () => {
  for (const input of [undefined, null, 'text', 5, ['text']]) assert.equal(refused(input).code, 'POST_NOT_A_POST')
  assert.match(reasons.POST_NOT_A_POST.says(), /is a JSON object/)
})

test('text beside parts is refused', () => {
  assert.equal(refused({ text: 'x', parts: [] }).code, 'POST_TEXT_AND_PARTS')
  assert.match(reasons.POST_TEXT_AND_PARTS.says(), /Give its words once/)
})

test('half a letter is refused wherever it stands', () => {
  for (const input of [{ text: 'a\ud800' }, { parts: [{ kind: 'text', text: '\udc00' }] }, { text: 'x', id: '\ud800' }, { lines: [{ text: '\ud800', supplier: 'party' }] }, { quoteOf: { text: '\ud800' } }]) {
    const refusal = refused(input)
    assert.equal(refusal.code, 'POST_BROKEN_LETTERS')
    assert.match(reasons.POST_BROKEN_LETTERS.says(refusal.facts), /half a letter/)
  }
})

test('a member of the wrong form is refused by its name', () => {
  const long = 'x'.repeat(301)
  const wrong: readonly (readonly [unknown, string])[] = [
    [{ text: 5 }, 'text is not a text'],
    [{ parts: 'x' }, 'parts is not a list'],
    [{ parts: ['x'] }, 'parts[0] is not an object'],
    [{ parts: [{ kind: 'song', text: 'x' }] }, 'parts[0].kind is not one of'],
    [{ parts: [{ kind: 'text' }] }, 'parts[0].text is not a text'],
    [{ act: 'shout' }, 'act is not one of'],
    [{ channel: 'x' }, 'channel is not an object'],
    [{ channel: { kind: 'secret' } }, 'channel.kind is not one of'],
    [{ channel: { platform: long } }, 'channel.platform is longer than 300 letters'],
    [{ id: 'x'.repeat(201) }, 'id is longer than 200 letters'],
    [{ media: [{ kind: 'song' }] }, 'media[0].kind is not one of'],
    [{ media: ['x'] }, 'media[0] is not an object'],
    [{ media: [{ kind: 'image', alt: 'yes' }] }, 'media[0].alt is not true or false'],
    [{ lines: ['x'] }, 'lines[0] is not an object'],
    [{ lines: [{ text: 'x', supplier: 'nobody' }] }, 'lines[0].supplier is not one of'],
    [{ lines: [{ text: 'x'.repeat(2001), supplier: 'party' }] }, 'lines[0].text is longer than 2000 letters'],
    [{ lines: [{ text: 'x', supplier: 'party', clearedFor: ['all'] }] }, 'lines[0].clearedFor[0] is not one of'],
    [{ links: ['x'] }, 'links[0] is not an object'],
    [{ links: [{ title: 1 }] }, 'links[0].title is not a text'],
    [{ repostOf: 'x' }, 'repostOf is not an object'],
    [{ paid: 1 }, 'paid is not true or false'],
    [{ regimes: [1] }, 'regimes[0] is not a text'],
    [{ at: 'tomorrow' }, 'at is not a time'],
    [{ at: '2026-13-45' }, 'at is not a time'],
    [{ parts: Array.from({ length: BOUNDS.parts + 1 }, () => ({ kind: 'text', text: '' })) }, 'parts has more than 5000 elements'],
    [{ media: Array.from({ length: BOUNDS.media + 1 }, () => ({ kind: 'image' })) }, 'media has more than 100 elements'],
  ]
  for (const [input, words] of wrong) {
    const refusal = refused(input)
    assert.equal(refusal.code, 'POST_MEMBER_WRONG')
    assert.ok(reasons.POST_MEMBER_WRONG.says(refusal.facts).includes(words), `${reasons.POST_MEMBER_WRONG.says(refusal.facts)} <> ${words}`)
  }
})

test('words beyond a bound are cut, never inside a letter, and the post is held', () => {
  const fits = read({ text: 'x'.repeat(BOUNDS.part) })
  assert.equal(fits.held, false)
  const long = read({ text: 'x'.repeat(BOUNDS.part - 1) + '😀' })
  assert.deepEqual([long.held, long.parts[0]!.text.length], [true, BOUNDS.part - 1])
  const many = read({ parts: Array.from({ length: 11 }, () => ({ kind: 'text', text: 'x'.repeat(BOUNDS.part) })) })
  assert.deepEqual([many.held, many.parts.at(-1)!.text], [true, ''])
})

test('whatever comes in is read or refused, never thrown', () => {
  const input = fc.record({ text: fc.anything(), parts: fc.anything(), channel: fc.anything(), media: fc.anything(), lines: fc.anything(), links: fc.anything(), at: fc.anything(), id: fc.anything(), quoteOf: fc.anything() }, { requiredKeys: [] })
  fc.assert(fc.property(fc.oneof(input, fc.anything()), value => typeof readPost(value).ok === 'boolean'))
})

test('a text alone is read as a post with one text part', () => {
  for (const text of ['', 'Words', 'x'.repeat(BOUNDS.part + 1), '\ud800']) assert.deepEqual(readText(text), readPost({ text }))
})
