// The screen: nothing that a pattern would find is left out, places are exact, and the work has a bound.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { check } from '../check.ts'
import { readPost } from '../post.ts'
import { compileRule, type Rulebook } from '../rulebook/compile.ts'
import { rule, wordsToFind } from '../rulebook/fixture.ts'
import { prepare } from './prepare.ts'
import { Reading } from './reading.ts'
import { findWords } from './words.ts'

const match = (...words: readonly string[]) => words.map(each => ({ words: each, instead: [], says: null }))
const ruleOf = (id: string, ...words: readonly string[]) => compileRule(rule({ id, find: wordsToFind({ match: match(...words) }) }))
const rulebook: Rulebook = {
  id: 'test', version: '1.0', title: 'A rulebook',
  rules: [ruleOf('TST-01', 'activist lawyers', 'illegal migrants', 'lies', 'tax and spend'), ruleOf('TST-02', '(judge|judges|court) ..2 (blocked|have blocked)', 'Labour (will|failed)', '(up|down) ..2 <percent>', '<money> (boost|gap)', '<large> (jobs|homes)')],
}

function found(text: string): readonly { readonly start: number; readonly end: number; readonly match: string }[] {
  const post = readPost({ text })
  assert.ok(post.ok)
  return check(rulebook, post.value).findings
}
const spans = (text: string) => found(text).map(({ start, end }) => `${start}-${end}`)

const WORDS = ['activist', 'lawyers', 'lawyer', 'Activist', 'illegal', 'migrants', 'lies', 'families', 'Labour', 'labour', 'will', 'failed', 'judges', 'have', 'blocked', 'up', 'group', 'down', 'by', '50%', '12 per cent', '£3m', 'boost', '300', 'jobs', 'tax', '&', 'spend', 'the', '’s', '.', ', ', '\n', '-', '“', '😀', 'é', 'ﬁ', 'а']
const text = fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', ' ', ' ', '', '-', '. ')), { maxLength: 14 }).map(pieces => pieces.map(([word, gap]) => word + gap).join(''))

test('whatever a pattern finds by itself the screen lets through, at the same place', () => {
  fc.assert(fc.property(text, whole => {
    const post = readPost({ text: whole })
    assert.ok(post.ok)
    const reading = new Reading(post.value), all = spans(whole)
    for (const { compiled } of rulebook.rules) {
      assert.ok(compiled.kind === 'words')
      for (const { start, end } of findWords(compiled, reading, { sheet: reading.sheet(0), whole: () => reading.sheet(0), orders: compiled.table.patterns.map((_, order) => order) })) assert.ok(all.includes(`${start}-${end}`), `${start}-${end} of ${JSON.stringify(whole)}`)
    }
  }), { numRuns: 3_000 })
})

test('every place slices back to what was hit', () => {
  fc.assert(fc.property(text, whole => found(whole).every(({ start, end, match: words }) => whole.slice(start, end) === words && words !== '')), { numRuns: 500 })
})

test('no hit depends on a sentence before it or after it', () => {
  fc.assert(fc.property(text, whole => {
    const before = 'The library opens at nine today. ', after = ' . Please bring a card.'
    assert.deepEqual(spans(`${before}${whole}${after}`), spans(`${whole}${after}`).map(span => span.split('-').map(at => Number(at) + before.length).join('-')))
  }), { numRuns: 500 })
})

test('the same rules compiled twice give the same bytes', () => {
  const one = prepare(rulebook.rules).screen.automaton, two = prepare([...rulebook.rules]).screen.automaton
  assert.notEqual(one, two)
  assert.deepEqual([Buffer.from(one.next.buffer).equals(Buffer.from(two.next.buffer)), one.ends, one.accepting], [true, two.ends, two.accepting])
})

test('words in disguise are found at their exact place, and innocent words are not', () => {
  for (const words of ['4ct1v1st l4wy3rs', 'a c t i v i s t  l a w y e r s', 'activisttt lawyers', 'act🔥ivist lawyers', 'activist 🔥 lawyers', 'act*vist l*wyers', 'acitvist lawyers', '🅐🅒🅣🅘🅥🅘🅢🅣 lawyers', 'ACTlVlST lawyers', 'l1es', 'L.I.E.S', 'l i e s']) {
    const whole = `So ${words} again`
    assert.deepEqual(found(whole).map(finding => finding.match), [words])
  }
  for (const words of ['@activist_l4wyers', 'https://example.org/activist-l4wyers', 'l1es@example.org', 'families', 'legal migrants', 'an activist, lawyers', 'Activist. Lawyers', 'tax or spend', 'He lives here', 'Mae’r llyfrgell ar agor', 'Dún Laoghaire', 'Fàilte gu Inbhir Nis', 'à bientôt, chère Zoë']) assert.deepEqual(found(words), [], words)
})

test('any code units at all end in bounded time', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 40 }), (unit, times) => {
    const post = readPost({ text: '' })
    assert.ok(post.ok)
    const before = process.threadCpuUsage()
    check(rulebook, { ...post.value, parts: [{ kind: 'text', text: (unit + '\ud800').repeat(times) }] })
    const { user, system } = process.threadCpuUsage(before)
    assert.ok(user + system < 500_000)
  }), { numRuns: 200 })
})
