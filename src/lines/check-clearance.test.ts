// Clearance: which lines stop a post, on which channels, and what the writer is told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChannelKind } from '../draft/channel.ts'
import { checkClearance } from './check-clearance.ts'
import { findLinesIn } from './find-lines.ts'
import { indexLines } from './line-index.ts'
import type { Line } from './line.ts'
import { reasons } from './reasons.ts'
import { ABUSE, EVENING, FARE, MORNING, PROPRIETY, libraryOf, line, lineId } from './fixture.ts'

const cleared = (more: object): Partial<Line> => ({ cleared: { for: ['official'], by: PROPRIETY, at: MORNING, until: null, ...more } })
const MINISTER = cleared({ for: ['ministerial'] })

function stops(text: string, lines: readonly Line[], channels: readonly ChannelKind[] = ['departmental'], confirmed: readonly Line['id'][] = []) {
  const library = libraryOf(...lines), found = findLinesIn(indexLines(library), text)
  return checkClearance({ library, found, channels, confirmed, now: EVENING }).map(({ found: { start, end }, refusal }) => ({ words: text.slice(start, end), code: refusal.code, facts: refusal.facts }))
}
const codes = (...given: Parameters<typeof stops>) => stops(...given).map(({ code }) => code)

test('a line cleared for the minister only stops an official channel, in whole or in part', () => {
  const [stopped] = stops(ABUSE, [line(31, ABUSE, MINISTER)])
  assert.deepEqual(stopped, { words: ABUSE.slice(0, -1), code: 'LINE_FOR_MINISTER_ONLY', facts: { line: 31, ask: PROPRIETY } })
  assert.equal(reasons.LINE_FOR_MINISTER_ONLY.says({ line: 31, ask: 'Priya Serif' }), 'Line 31 is cleared for the minister only. Use other words here, or ask Priya Serif whether it can be cleared for this channel.')
  assert.deepEqual(codes('Rules that are rigid and open to abuse, allowing crusading surveyors to sit.', [line(31, ABUSE, MINISTER)]), ['LINE_FOR_MINISTER_ONLY'])
  assert.deepEqual(codes(ABUSE, [line(31, ABUSE, MINISTER)], ['arms-length']), ['LINE_FOR_MINISTER_ONLY'])
})

test('it may stand on the minister’s own channel, and not on both together', () => {
  assert.deepEqual(codes(ABUSE, [line(31, ABUSE, MINISTER)], ['ministerial']), [])
  assert.deepEqual(codes(ABUSE, [line(31, ABUSE, MINISTER)], ['ministerial', 'departmental']), ['LINE_FOR_MINISTER_ONLY'])
})

test('a line cleared for official channels stops nothing', () => {
  assert.deepEqual(codes(ABUSE, [line(31, ABUSE)], ['departmental', 'ministerial', 'arms-length']), [])
})

test('a line that was withdrawn stops every channel and names the one to use', () => {
  const withdrawn = { by: PROPRIETY, at: MORNING, why: 'the figure has been revised', instead: 34 }
  assert.deepEqual(stops(FARE, [line(12, FARE, { withdrawn })], ['ministerial']).map(({ code, facts }) => ({ code, facts })), [{ code: 'LINE_WITHDRAWN', facts: { line: 12, at: MORNING, why: 'the figure has been revised', instead: 34 } }])
  assert.equal(reasons.LINE_WITHDRAWN.says({ line: 12, at: '23 November', why: 'the figure has been revised', instead: 34 }), 'Line 12 was withdrawn on 23 November: the figure has been revised. Take it out, or use line 34.')
  assert.match(reasons.LINE_WITHDRAWN.says({ line: 12, at: '23 November', why: 'it is wrong', instead: null }), /Take it out, or use other words\.$/)
})

test('a clearance that ran out stops, from the very moment on', () => {
  assert.deepEqual(codes(FARE, [line(12, FARE, cleared({ until: EVENING }))]), ['LINE_RAN_OUT'])
  assert.deepEqual(codes(FARE, [line(12, FARE, cleared({ until: '2026-11-24T18:00:00.001Z' }))]), [])
})

test('an adviser’s line that nobody cleared stops; an official’s own words do not', () => {
  assert.deepEqual(codes(FARE, [line(12, FARE, { cleared: null })]), ['LINE_NOT_CLEARED'])
  assert.deepEqual(codes(FARE, [line(12, FARE, { cleared: null, supplier: { person: PROPRIETY, as: 'official', office: null } })]), [])
})

test('words close to a line stop only when the author says that it is that line', () => {
  const near = 'Harbour fees: the coast’s towns waited long and want a fairer hearing.', lines = [line(30, FARE, MINISTER)]
  assert.deepEqual(codes(near, lines), [])
  assert.deepEqual(codes(near, lines, ['departmental'], [lineId(30)]), ['LINE_FOR_MINISTER_ONLY'])
})

test('words inside an exact copy of a cleared line are that line’s, and beyond it they are not', () => {
  const shorter = 'The harbour rules are rigid, allowing surveyors to delay and disrupt landings.', lines = [line(31, ABUSE, MINISTER), line(32, shorter)]
  assert.deepEqual(codes(shorter, lines), [])
  assert.deepEqual(codes(ABUSE, lines), ['LINE_FOR_MINISTER_ONLY'])
  assert.deepEqual(codes(`${shorter} They are open to abuse, allowing crusading surveyors to delay and disrupt landings.`, lines), ['LINE_FOR_MINISTER_ONLY'])
})

test('every line that stops is named, in the order of the words', () => {
  assert.deepEqual(stops(`${FARE} ${ABUSE}`, [line(31, ABUSE, MINISTER), line(32, FARE, { cleared: null })]).map(({ facts }) => facts['line']), [32, 31])
})
