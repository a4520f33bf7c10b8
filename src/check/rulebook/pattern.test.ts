// The rule language: what it reads, and every sentence with which it refuses.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOST, readList, readPattern, type Lists } from './pattern.ts'

const lists: Lists = new Map([['people', readList('people', ['lawyers', '{judge}'])]])
const read = (words: string) => readPattern(words, lists)

test('a phrase, a lemma, alternatives, a list, a gap and a sort are read in order', () => {
  const { elements } = read('activist {lawyer} (to|who would) ..3 <people> <percent>')
  assert.deepEqual(elements.map(element => element.kind), ['choice', 'choice', 'gap', 'choice', 'sort'])
})

test('the longest spelling is tried first', () => {
  const first = read('{judge}').elements[0]!
  assert.ok(first.kind === 'choice')
  assert.equal(first.alternatives[0]!.spellings[0]!.words[0], 'judging')
})

test('a hyphen parts words and a capital is asked for', () => {
  const first = read('Left-wing').elements[0]!
  assert.ok(first.kind === 'choice')
  assert.deepEqual(first.alternatives[0]!.spellings, [{ words: ['left', 'wing'], capitals: [true, false] }])
})

test('what the language does not know is refused with a sentence', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /is empty/],
    ['a ..3', /begins or ends with a gap/],
    ['..3 a', /begins or ends with a gap/],
    ['a ..2 ..3 b', /two gaps side by side/],
    [`a ..${MOST.gap + 1} b`, /gap that is not/],
    ['a ..12 b', /gap that is not/],
    ['a ..0 b', /gap that is not/],
    ['a ..1 b ..1 c ..1 d ..1 e', /more than 8 places/],
    ['(a) (b) (c) (d) (e) (f) (g) (h) (i)', /more than 8 places/],
    ['(a|b', /leaves a bracket open|sign that the rule language/],
    ['(a||b)', /empty alternative/],
    ['<nobody>', /list that is not there/],
    ['law.*yers', /sign that the rule language does not know/],
    ['[abc]', /sign that the rule language does not know/],
    ['a b c d e f g', /more than 6 words/],
    ['{a} {b} {c} {d} {e} {f}', /too many spellings/],
  ]
  for (const [words, sentence] of refused) assert.throws(() => read(words), sentence, words)
})

test('a list may not be empty or take the name of a sort', () => {
  assert.throws(() => readList('people', []), /is empty/)
  assert.throws(() => readList('percent', ['x']), /fixed sort/)
})

test('so many spellings in one place are too many', () => {
  assert.throws(() => readList('many', Array.from({ length: MOST.spellings + 1 }, () => 'word')), /too many spellings/)
})
