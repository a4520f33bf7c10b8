// Rules of words: what is excused, what must stand near, and which of two overlapping matches is kept.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check } from '../check.ts'
import { readPost } from '../post.ts'
import { compileRule } from '../rulebook/compile.ts'
import type { FindWords } from '../rulebook/document.ts'
import { rule, wordsToFind } from '../rulebook/fixture.ts'

function found(find: Partial<FindWords>, input: string | object): readonly string[] {
  const post = readPost(typeof input === 'string' ? { text: input } : input)
  assert.ok(post.ok)
  const rulebook = { id: 'test', version: '1.0', title: 'A rulebook', rules: [compileRule(rule({ find: wordsToFind(find) }))] }
  return check(rulebook, post.value).findings.map(finding => `${finding.part}:${finding.match}`)
}
const match = (...words: readonly string[]) => words.map(each => ({ words: each, instead: [], says: null }))

test('an excuse counts within its distance in words', () => {
  const find = { unless: [{ words: 'museum', within: 2 }] }
  assert.deepEqual(found(find, 'activist lawyers at the museum'), [])
  assert.deepEqual(found(find, 'museum of the activist lawyers'), [])
  assert.deepEqual(found(find, 'activist lawyers at the old museum'), ['0:activist lawyers'])
})

test('an excuse by distance counts in the same sentence alone', () => {
  assert.deepEqual(found({ unless: [{ words: 'museum', within: 5 }] }, 'The museum is open. Activist lawyers'), ['0:Activist lawyers'])
})

test('an excuse at distance 0 touches or overlaps', () => {
  const find = { match: match('Labour'), unless: [{ words: 'labour market', within: 0 }] }
  assert.deepEqual(found(find, 'Labour market figures, and Labour'), ['0:Labour'])
})

test('an excuse may stand anywhere in the same text, or anywhere in the post', () => {
  const parts = { parts: [{ kind: 'text', text: 'activist lawyers' }, { kind: 'text', text: 'at the museum' }] }
  assert.deepEqual(found({ unless: [{ words: 'museum', within: 'part' }] }, parts), ['0:activist lawyers'])
  assert.deepEqual(found({ unless: [{ words: 'museum', within: 'post' }] }, parts), [])
})

test('somebody else’s words excuse nothing', () => {
  assert.deepEqual(found({ unless: [{ words: 'museum', within: 'post' }] }, { text: 'activist lawyers', quoteOf: { text: 'museum' } }), ['0:activist lawyers'])
})

test('where something must stand near, it must', () => {
  const find = { match: match('they'), near: [{ words: 'blocked', within: 3 }] }
  assert.deepEqual(found(find, 'Then they have blocked it.'), ['0:they'])
  assert.deepEqual(found(find, 'Then they came. Nobody was ever blocked.'), [])
})

test('a link or an address in the post’s own words excuses where the rule says so', () => {
  const find = { excusedByLink: true }
  for (const words of ['activist lawyers https://example.org/a', 'activist lawyers www.example.org', 'activist lawyers gov.uk/lawyers', 'activist lawyers ons.gov.uk']) assert.deepEqual(found(find, words), [], words)
  assert.deepEqual(found(find, { text: 'activist lawyers', links: [{ url: 'https://example.org' }] }), [])
  assert.deepEqual(found(find, { text: 'activist lawyers', quoteOf: { text: 'https://example.org' } }), ['0:activist lawyers'])
})

test('of overlapping matches the one whose pattern stands earlier is kept', () => {
  assert.deepEqual(found({ match: match('activist lawyers', 'lawyers to delay', 'delay returns') }, 'activist lawyers to delay returns'), ['0:activist lawyers', '0:delay returns'])
})

test('a pattern may offer words and say what is wrong in its own way', () => {
  const post = readPost({ text: 'activist lawyers' })
  assert.ok(post.ok)
  const rulebook = { id: 'test', version: '1.0', title: 'A rulebook', rules: [compileRule(rule({ find: wordsToFind({ match: [{ words: 'activist lawyers', instead: ['lawyers'], says: 'is unkind' }] }) }))] }
  const [finding] = check(rulebook, post.value).findings
  assert.deepEqual([finding?.instead, finding?.says], [['lawyers'], 'is unkind'])
})
