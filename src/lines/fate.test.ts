// Fate: what a supplier is told became of a line.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Part } from '../draft/part.ts'
import { fateOf } from './fate.ts'
import { findLines } from './find-lines.ts'
import { indexLines } from './line-index.ts'
import { FARE, libraryOf, line, lineId } from './fixture.ts'

const index = indexLines(libraryOf(line(30, FARE)))
const fate = (...texts: readonly string[]) => fateOf(lineId(30), findLines(index, texts.map((text): Part => ({ kind: 'alt', text }))))

test('a line is used when its words stand there, lightly edited or not', () => {
  assert.deepEqual(fate('A harbour.', FARE), { fate: 'used', parts: [1] })
  assert.deepEqual(fate('Coastal towns have waited quite long enough for a fair hearing on harbour fees'), { fate: 'used', parts: [0] })
})

test('it is reworded when part of it stands there, or words close to it', () => {
  assert.deepEqual(fate('These towns have waited long enough, they say.'), { fate: 'reworded', parts: [0] })
  assert.deepEqual(fate('Harbour fees: the coast’s towns waited long and want a fairer hearing.'), { fate: 'reworded', parts: [0] })
})

test('it is left when none of it stands there', () => {
  assert.deepEqual(fate('Harbour fees change on Thursday.'), { fate: 'left', parts: [] })
})

test('used once and reworded elsewhere is used', () => {
  assert.deepEqual(fate('These towns have waited long enough, they say.', 'A harbour.', FARE), { fate: 'used', parts: [0, 2] })
})
