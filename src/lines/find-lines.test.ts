// Finding lines: exactly where they stand, however they are typed, and not where they do not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Part } from '../draft/part.ts'
import { findLines, findLinesIn, type FoundLine } from './find-lines.ts'
import { indexLines } from './line-index.ts'
import { DEFAULT_THRESHOLDS } from './library.ts'
import { ABUSE, FARE, libraryOf, line, lineId } from './fixture.ts'

const index = indexLines(libraryOf(line(30, FARE), line(31, ABUSE)))
const shown = (parts: readonly Part[], found: readonly FoundLine[]) => found.map(({ line: id, part, start, end, how }) => `${Number(id.slice(-3))} ${how} in ${part}: ${parts[part]!.text.slice(start, end)}`)
const inText = (text: string) => shown([{ kind: 'text', text }], findLinesIn(index, text))

test('a line is found where it stands, whatever its case, signs and spaces', () => {
  assert.deepEqual(inText(`Fees change. COASTAL towns “have waited” long-enough, for a fair hearing on harbour fees! More on Thursday.`),
    ['30 exact in 0: COASTAL towns “have waited” long-enough, for a fair hearing on harbour fees'])
})

test('joined words, letters apart, lookalike letters and accents hide nothing', () => {
  for (const hidden of ['CoastalTownsHaveWaitedLongEnoughForAFairHearingOnHarbourFees', Array.from(FARE.slice(0, -1)).join(' '), FARE.slice(0, -1).replaceAll('a', 'а').replaceAll('e', 'é'), FARE.slice(0, -1).replaceAll('o', 'o\u200b')]) {
    assert.deepEqual(inText(`Now: #${hidden} (more)`), [`30 exact in 0: ${hidden}`])
  }
})

test('light edits leave it the line: words changed, left out and put between', () => {
  assert.deepEqual(inText('Our coastal towns have waited quite long enough for fair hearings on harbour fees, we hear.'), ['30 light in 0: coastal towns have waited quite long enough for fair hearings on harbour fees'])
})

test('a run of its words is a partial copy, cut at whole words', () => {
  assert.deepEqual(inText('The rules are rigid and open to abuses, says the union.'), ['31 partial in 0: rules are rigid and open to'])
  assert.deepEqual(inText('It is not right to let crusading surveyors delay and disrupt landings.'), ['31 partial in 0: crusading surveyors delay and disrupt landings'])
})

test('few words, or words that carry no sense, are nobody’s line', () => {
  assert.deepEqual(inText('Coastal towns have a festival. Allowing for the tide, landings are at noon.'), [])
  const sense = indexLines(libraryOf(line(1, 'You have the right to be there, and you will have it from me.')))
  assert.deepEqual(findLinesIn(sense, 'What will you do when you have the right to be at the quay?'), [])
})

test('telling words close together in other words are near, and only a question', () => {
  assert.deepEqual(inText('Harbour fees: the coast’s towns waited long and want a fairer hearing.'), ['30 near in 0: Harbour fees: the coast’s towns waited long and want a fairer hearing'])
  const far = ['Harbour fees', 'the coast’s towns', 'waited long', 'a fairer hearing'].join(` ${'and so on '.repeat(12)}`)
  assert.deepEqual(inText(far), [])
})

test('a line that stands there twice is found twice', () => {
  assert.equal(inText(`${FARE} We say it again. ${FARE}`).length, 2)
})

test('a line that runs over two subtitles is found in both, and one that runs over other parts is not', () => {
  const parts: readonly Part[] = [{ kind: 'cue', text: 'The harbour rules are rigid' }, { kind: 'text', text: 'A film about landings' }, { kind: 'cue', text: 'and open to abuse, allowing' }, { kind: 'cue', text: 'crusading surveyors to delay and disrupt landings.' }]
  const found = findLines(index, parts)
  assert.deepEqual(shown(parts, found), ['31 exact in 0: The harbour rules are rigid', '31 exact in 2: and open to abuse, allowing', '31 exact in 3: crusading surveyors to delay and disrupt landings'])
  assert.deepEqual(findLines(index, parts.map((part, i) => ({ ...part, kind: (['text', 'alt', 'caption', 'cue'] as const)[i]! }))).filter(({ how }) => how === 'exact' || how === 'light'), [])
})

test('the score is the share of the line’s five-letter sequences that stand there', () => {
  assert.equal(findLinesIn(index, FARE)[0]!.score, 1000)
  // Letters of the line: 60, so 56 sequences; of "towns have waited long enough": 25 letters, so 21 sequences.
  assert.deepEqual(findLinesIn(index, 'These towns have waited long enough, they say.').map(({ score }) => score), [Math.floor(21_000 / 56)])
})

test('thresholds of the library decide', () => {
  const strict = indexLines({ ...libraryOf(line(30, FARE)), thresholds: { ...DEFAULT_THRESHOLDS, letters: 30, partial: 900, near: 1000 } })
  assert.deepEqual(findLinesIn(strict, 'These towns have waited long enough, they say.'), [])
})

test('an empty library, an empty text and half a letter find nothing and break nothing', () => {
  assert.deepEqual(findLinesIn(indexLines(libraryOf()), FARE), [])
  assert.deepEqual(findLinesIn(index, ''), [])
  assert.equal(inText(`\ud83d ${FARE.slice(0, -1)} \udc00`).length, 1)
})

test('wherever a whole line is put, it is found there and nowhere else', () => {
  const around = fc.array(fc.constantFrom('harbour', 'fees', 'the', 'rules', '👩‍👩‍👧', '\n', ' ', '…', 'é', 'abuse'), { maxLength: 20 }).map(words => words.join(' '))
  fc.assert(fc.property(around, around, fc.constantFrom(30, 31), (before, after, number) => {
    const words = number === 30 ? FARE.slice(0, -1) : ABUSE.slice(0, -1), text = `${before}. ${words}. ${after}`
    const exact = findLinesIn(index, text).filter(({ line: id, how }) => id === lineId(number) && how === 'exact')
    assert.ok(exact.some(({ start, end }) => text.slice(start, end).includes(words)), text)
  }))
})

test('of two lines that share words, both are found', () => {
  const both = indexLines(libraryOf(line(1, FARE), line(2, 'Coastal towns have waited long enough for a fair hearing, and we will give them one.')))
  assert.deepEqual(findLinesIn(both, FARE).map(({ line: id, how }) => `${Number(id.slice(-3))} ${how}`), ['1 exact', '2 light'])
})

test('two thousand lines are searched in a long text in little time, even when the text is made to be slow', () => {
  const towns = ['Saltmere', 'Kelby', 'Windholm', 'Farrow', 'Lowmarsh'], deeds = ['dredge the harbour', 'mend the sea wall', 'open the old pier', 'light the quay']
  const lines = Array.from({ length: 2_000 }, (_, n) => line(n + 1, `In ${towns[n % 5]!} we will ${deeds[n % 4]!} by the spring of ${2000 + n}, so that nobody waits for another winter`))
  const many = indexLines(libraryOf(...lines))
  const slow = lines.slice(0, 50).map(({ words }) => words).join('. ').slice(0, 5_000)
  // Processor time, and not the clock's: other tests run beside this one.
  const before = process.cpuUsage()
  for (let i = 0; i < 5; i++) assert.ok(findLinesIn(many, slow).length > 50)
  const { user } = process.cpuUsage(before)
  assert.ok(user < 5_000_000, `${user} microseconds for five`)
})
