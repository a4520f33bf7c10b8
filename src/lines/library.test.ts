// The library: each wording and each number once, in order, with thresholds of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_THRESHOLDS, MOST_LINES, bytesToLibrary, emptyLibrary, keepLine, libraryToBytes, type LineLibrary } from './library.ts'
import type { Line, LineId } from './line.ts'
import { ABUSE, BODY, FARE, libraryOf, line, lineId } from './fixture.ts'

function kept(library: LineLibrary, ...lines: readonly Line[]): LineLibrary {
  return lines.reduce((before, each) => {
    const result = keepLine(before, each)
    assert.ok(result.ok, JSON.stringify(result))
    return result.value
  }, library)
}
const refusal = (library: LineLibrary, each: Line) => {
  const result = keepLine(library, each)
  return result.ok ? 'kept' : { code: result.code, ...result.facts }
}

test('lines stand by number, and each change is a new version', () => {
  const library = kept(emptyLibrary(BODY), line(31, ABUSE), line(30, FARE))
  assert.deepEqual(library.lines.map(({ number }) => number), [30, 31])
  assert.equal(library.version, 2)
  assert.deepEqual(bytesToLibrary(libraryToBytes(library)), library)
})

test('a line that changes takes the place of what it was', () => {
  const library = kept(emptyLibrary(BODY), line(30, FARE), line(30, FARE, { cleared: null }))
  assert.deepEqual(library.lines.map(({ cleared }) => cleared), [null])
})

test('the same words are kept once, whatever their case and signs', () => {
  assert.deepEqual(refusal(libraryOf(line(30, FARE)), line(31, FARE.toUpperCase().replaceAll(' ', '  '))), { code: 'LINE_THERE_ALREADY', line: 30 })
})

test('words that could not be recognised in a post are no line', () => {
  assert.deepEqual(refusal(emptyLibrary(BODY), line(1, 'We act!')), { code: 'LINE_UNFINDABLE', why: 'they are too few' })
  assert.deepEqual(refusal(emptyLibrary(BODY), line(1, 'ha '.repeat(30))), { code: 'LINE_UNFINDABLE', why: 'they repeat themselves' })
})

test('a full library takes no more, and still lets a line change', () => {
  const full = { ...emptyLibrary(BODY), lines: Array.from({ length: MOST_LINES }, (_, n) => line(n + 1, `The ferry number ${n + 1000} leaves at noon`)) }
  assert.deepEqual(refusal(full, line(MOST_LINES + 1, FARE)), { code: 'LIBRARY_FULL', most: MOST_LINES })
  assert.equal(kept(full, line(7, FARE)).lines[6]!.words, FARE)
})

test('a library out of order, with a wording or an id twice, or with a line of another body is refused', () => {
  const other = { ...line(2, ABUSE), organisation: lineId(1) as unknown as Line['organisation'] }
  assert.throws(() => libraryToBytes(libraryOf(line(2, FARE), line(1, ABUSE))), /not in the order/)
  assert.throws(() => libraryToBytes(libraryOf(line(1, FARE), line(2, FARE))), /cannot be told apart/)
  assert.throws(() => libraryToBytes(libraryOf(line(1, FARE), { ...line(2, ABUSE), id: lineId(1) })), /two lines have one id/)
  assert.throws(() => libraryToBytes(libraryOf(line(1, FARE), other)), /belongs to another body/)
  assert.throws(() => libraryToBytes(libraryOf({ ...line(1, FARE), id: 'x' as LineId })), /id is not an id/)
})

test('thresholds are shares in thousandths, kept with the library', () => {
  assert.throws(() => libraryToBytes({ ...emptyLibrary(BODY), thresholds: { ...DEFAULT_THRESHOLDS, light: 0 } }), /light is not from 1 to 1000/)
  assert.deepEqual(bytesToLibrary(libraryToBytes({ ...emptyLibrary(BODY), thresholds: { ...DEFAULT_THRESHOLDS, letters: 40 } })).thresholds.letters, 40)
})
