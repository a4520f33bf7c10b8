// Matching: exact places in the original, the bounds of gaps, and joined or disguised words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldText } from '../../core/fold-text.ts'
import { readPattern } from '../rulebook/pattern.ts'
import { findAll, tableOf } from './find.ts'

function found(pattern: string | readonly string[], text: string): readonly string[] {
  const folded = foldText(text)
  const patterns = [pattern].flat().map(words => readPattern(words, new Map()))
  return findAll(tableOf(patterns), folded).map(hit => text.slice(folded.from[hit.start], folded.to[hit.end - 1]))
}

test('a phrase is found in each of its disguises, with its exact words', () => {
  for (const words of ['activist lawyers', 'ACTIVIST  LAWYERS', 'ActivistLawyers', 'activistlawyers', 'ａｃｔｉｖｉｓｔ lawyers', 'activist\u200blawyers', 'activist\n\nlawyers', 'activist-lawyers', 'activist_lawyers', 'áctivist “lawyers', 'асtivist lаwyers', '𝗮𝗰𝘁𝗶𝘃𝗶𝘀𝘁 lawyers']) {
    assert.deepEqual(found('activist lawyers', `so #${words}, he said`), [words])
    assert.deepEqual(found('activist ..1 lawyers', `so #${words}, he said`), [words])
  }
})

test('a word inside another is not found', () => {
  assert.deepEqual(found('activist lawyers', 'hyperactivist lawyers and activist lawyersville'), [])
})

test('a phrase does not cross a comma or the end of a sentence', () => {
  assert.deepEqual(found('activist lawyers', 'an activist, lawyers. Activist. Lawyers'), [])
})

test('a gap skips up to so many words', () => {
  assert.deepEqual(found('judges ..2 blocked', 'judges blocked; judges have blocked; judges have not blocked'), ['judges blocked', 'judges have blocked', 'judges have not blocked'])
  assert.deepEqual(found('judges ..2 blocked', 'judges have not yet blocked'), [])
})

test('a short gap stays in its phrase, a longer one may cross a comma, none crosses a full stop', () => {
  assert.deepEqual(found('judges ..2 blocked', 'judges, they blocked'), [])
  assert.deepEqual(found('judges ..3 blocked', 'judges, they blocked'), ['judges, they blocked'])
  assert.deepEqual(found('judges ..3 blocked', 'judges. They blocked'), [])
})

test('a possessive is skipped between words and left out at the end', () => {
  assert.deepEqual(found('Labour plan', 'Labour’s plan'), ['Labour’s plan'])
  assert.deepEqual(found('green party', "the Green Party's fund"), ['Green Party'])
  assert.deepEqual(found('green party', 'the green partys'), [])
})

test('a capital in the rule asks for one in the text', () => {
  assert.deepEqual(found('Labour', 'labour and Labour and LABOUR'), ['Labour', 'LABOUR'])
})

test('a phrase that begins with one letter is found', () => {
  assert.deepEqual(found('a single judge', 'It took a single judge'), ['a single judge'])
})

test('figures, shares, sums and accounts are read', () => {
  assert.deepEqual(found('<number>', '3,000 and 1.4 million, seven, 12k, abc3'), ['3,000', '1.4 million', 'seven', '12k'])
  assert.deepEqual(found('<large>', '99, 100, 3,000, 2k, two million, seven, hundred'), ['100', '3,000', '2k', 'two million', 'hundred'])
  assert.deepEqual(found('<percent>', '50% 50 per cent, five percent, 3 percentage points, 50'), ['50%', '50 per cent', 'five percent', '3 percentage points'])
  assert.deepEqual(found('<money>', '£1.4m $20 million €5 £ 500'), ['£1.4m', '$20 million', '€5'])
  assert.deepEqual(found('that is misleading <handle>', 'That is misleading, @Rivers_First-ish'), ['That is misleading, @Rivers_First-ish'])
  assert.deepEqual(found('<handle>', 'no one here'), [])
})

test('half a million is one figure', () => {
  assert.deepEqual(found('<number>', 'half a million'), ['half a million'])
})

test('matches come by place and then by pattern, and one pattern does not overlap itself', () => {
  assert.deepEqual(found(['b c', 'a', 'a a'], 'a a a b c'), ['a', 'a a', 'a', 'a', 'b c'])
})
