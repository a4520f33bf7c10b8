// Taking lines: what a package names, what the checker is told, and who thereby contributed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { digestOf } from '../core/digest.ts'
import { findLinesIn } from './find-lines.ts'
import { indexLines } from './line-index.ts'
import { lineToBytes, type Line, type LineId } from './line.ts'
import { takeLines } from './take-lines.ts'
import { ABUSE, ADVISER, FARE, MORNING, PROPRIETY, libraryOf, line, lineId } from './fixture.ts'

const digest = (bytes: Uint8Array) => digestOf(nodeCrypto, bytes)
function take(text: string, lines: readonly Line[], confirmed: readonly LineId[] = []) {
  const library = libraryOf(...lines)
  const taken = takeLines({ library, found: findLinesIn(indexLines(library), text), confirmed, digestOf: digest })
  assert.ok(taken.ok, JSON.stringify(taken))
  return taken.value
}
const minister = line(31, ABUSE, { cleared: { for: ['ministerial'], by: PROPRIETY, at: MORNING, until: null } })

test('a package names each line by its digest, with place, supplier and clearance', () => {
  assert.deepEqual(take(`Now: ${ABUSE}`, [minister]).packed, [{ line: digest(lineToBytes(minister)), part: 0, start: 5, end: 4 + ABUSE.length, supplier: ADVISER, clearance: ['ministerial'] }])
})

test('the checker is told each line once, with the kinds of channel it is cleared for', () => {
  assert.deepEqual(take(`${ABUSE} Again: ${ABUSE}`, [minister]).checked, [{ text: ABUSE, supplier: 'special-adviser', clearedFor: ['ministerial'] }])
  assert.deepEqual(take(FARE, [line(30, FARE, { cleared: null })]).checked.map(({ clearedFor }) => clearedFor), [[]])
})

test('whoever supplied words that stand there contributed; an office is nobody', () => {
  const office = line(30, FARE, { supplier: { person: null, as: 'minister', office: 'the Harbour Secretary’s office' } })
  assert.deepEqual(take(`${FARE} ${ABUSE}`, [office, minister]).suppliers, [ADVISER])
  assert.deepEqual(take('Nothing of theirs.', [office, minister]), { packed: [], checked: [], suppliers: [] })
})

test('a near match is taken when the author says that it is that line', () => {
  const near = 'Harbour fees: the coast’s towns waited long and want a fairer hearing.'
  assert.deepEqual(take(near, [line(30, FARE)]).packed, [])
  assert.equal(take(near, [line(30, FARE)], [lineId(30)]).packed.length, 1)
})

const alike = (count: number) => Array.from({ length: count }, (_, n) => line(n + 1, `${FARE} The fee is ${1000 + n * 7} for each of them.`))

test('a package names at most a hundred places, every line before any is repeated', () => {
  const taken = take(`${FARE} ${FARE}`, alike(60))
  assert.equal(taken.packed.length, 100)
  assert.deepEqual([new Set(taken.packed.map(place => place.line)).size, taken.checked.length], [60, 60])
  assert.deepEqual(taken.packed.map(({ start }) => start), taken.packed.map(({ start }) => start).toSorted((a, b) => a - b))
})

test('more lines than a signer could be shown are refused', () => {
  const library = libraryOf(...alike(101))
  const taken = takeLines({ library, found: findLinesIn(indexLines(library), FARE), confirmed: [], digestOf: digest })
  assert.ok(!taken.ok)
  assert.deepEqual([taken.code, taken.facts], ['LINES_TOO_MANY', { most: 100 }])
})
