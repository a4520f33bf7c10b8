// A report for a person: the mark stands under the words, and nothing in a post can steer the terminal.
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { loadRulebookFolder } from '../adapters/rulebook/read.ts'
import { check } from '../check/check.ts'
import { readPost } from '../check/post.ts'
import { columns, reportToText } from './show-report.ts'

const loaded = loadRulebookFolder(fileURLToPath(new URL('../../rulebooks/uk-government', import.meta.url)))
assert.ok(loaded.ok)
const { rulebook } = loaded.value

function shown(input: object): readonly string[] {
  const post = readPost(input)
  assert.ok(post.ok)
  return reportToText(check(rulebook, post.value), post.value, false).split('\n')
}
const markUnder = (lines: readonly string[]) => {
  const at = lines.findIndex(line => /^ *\^+$/.test(line))
  return { words: lines[at - 1]!, mark: lines[at]! }
}

test('the mark takes wide, invisible and combining signs into account', () => {
  assert.deepEqual([columns('ａｂ'), columns('a\u200bb'), columns('e\u0301'), columns('😀')], [4, 2, 1, 2])
  const { words, mark } = markUnder(shown({ text: '😀 ａ activist lawyers' }))
  assert.equal(columns(words.slice(0, words.indexOf('activist'))), mark.indexOf('^'))
})

test('only the line of the match is shown, shortened at either side', () => {
  const { words } = markUnder(shown({ text: `First line\n${'word '.repeat(40)}activist lawyers ${'more '.repeat(40)}\nLast line` }))
  assert.match(words, /^ {2}….*activist lawyers.*…$/)
  assert.ok(!words.includes('line'))
})

test('a control sign in a post never reaches the terminal', () => {
  const lines = shown({ text: 'See \u001b[2J\u202eactivist lawyers\u0007' }).join('\n')
  for (const sign of ['\u001b', '\u202e', '\u0007']) assert.ok(!lines.includes(sign))
})

test('a picture, a line without its words and somebody else’s words are named', () => {
  const text = shown({
    parts: [{ kind: 'text', text: 'x' }], media: [{ kind: 'image', alt: false }], repostOf: { text: 'activist lawyers' }, lines: [{ text: 'words that nobody used in the post', supplier: 'party' }],
  }).join('\n')
  for (const words of ['In picture or video 1:', 'Picture or video 1 has no alt text', 'A line in this post was supplied by a party', 'In the reposted post (part 1):']) assert.ok(text.includes(words), words)
})

test('a source from memory is marked as one', () => {
  assert.match(shown({ text: 'x', media: [{ kind: 'image', alt: false }] }).join(' ').replace(/\s+/g, ' '), /from memory: confirm it before relying on it/)
})
