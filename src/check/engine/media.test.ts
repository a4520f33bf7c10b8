// Pictures without alt text that says something, and videos without captions that somebody has read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check } from '../check.ts'
import { readPost } from '../post.ts'
import { compileRule } from '../rulebook/compile.ts'
import type { Find } from '../rulebook/document.ts'
import { rule } from '../rulebook/fixture.ts'

const pictures: Find = { kind: 'pictures', shortest: 10, longest: 60, endings: ['png', 'jpg'], empty: ['photo', 'image of', 'infographic'] }
const videos: Find = { kind: 'videos', automatic: ['[auto]', '(auto-generated)'], unless: [{ words: 'no speech', within: 'post' }] }

function found(find: Find, input: object): readonly string[] {
  const post = readPost(input)
  assert.ok(post.ok)
  const { findings } = check({ id: 'test', version: '1.0', title: 'A rulebook', rules: [compileRule(rule({ find }))] }, post.value)
  return findings.map(({ part, medium, start, end, match, says }) => (medium === undefined ? `${part}:${start}-${end} ${match}` : `medium ${medium} ${part}:${start}-${end}`) + ` ${says}`)
}
const alt = (text: string) => ({ parts: [{ kind: 'text', text: 'x' }, { kind: 'alt', text }] })

test('a picture or a GIF without alt text is found by its place in media', () => {
  assert.deepEqual(found(pictures, { media: [{ kind: 'image', alt: true }, { kind: 'image', alt: false }, { kind: 'gif', alt: false }, { kind: 'video', alt: false }, { kind: 'image' }] }), ['medium 1 0:0-0 has no alt text', 'medium 2 0:0-0 has no alt text'])
})

test('an alt text that says nothing is found whole', () => {
  assert.match(found(pictures, alt('final_v3.PNG'))[0]!, /^1:0-12 final_v3\.PNG is the name of a file/)
  assert.match(found(pictures, alt('Infographic 2'))[0]!, /does not say what the picture shows/)
  assert.match(found(pictures, alt('A nurse'))[0]!, /is too short/)
  assert.match(found(pictures, alt('x'.repeat(61)))[0]!, /is longer than 60 letters/)
  assert.deepEqual(found(pictures, alt('A nurse holds the door of a pharmacy open')), [])
})

test('a text that is not alt text is not judged as one', () => {
  assert.deepEqual(found(pictures, { parts: [{ kind: 'text', text: 'Photo' }] }), [])
})

test('a video without captions is found unless nobody speaks', () => {
  assert.deepEqual(found(videos, { text: 'Sound on!', media: [{ kind: 'video', captions: false }, { kind: 'video', captions: true }, { kind: 'video' }, { kind: 'gif', captions: false }] }), ['medium 0 0:0-0 has no captions'])
  assert.deepEqual(found(videos, { text: 'There is no speech in it.', media: [{ kind: 'video', captions: false }] }), [])
})

test('automatic captions are found once, at their mark', () => {
  assert.deepEqual(found(videos, { parts: [{ kind: 'text', text: '[auto]' }, { kind: 'cue', text: ' [AUTO] welcome' }, { kind: 'cue', text: '[auto] again' }] }), ['1:1-7 [AUTO] marks captions that a machine made and nobody has read'])
  assert.deepEqual(found(videos, { parts: [{ kind: 'cue', text: 'An [auto] part' }] }), [])
})
