// How times and lists are written: the body's clock, summer and winter, and what a box of a form holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atOf, boxOf, digestWords, instantOfBox, listed, momentOf, plural, whenOf } from './words.ts'

test('a time is the body’s own, by the 24-hour clock, in winter and in summer', () => {
  assert.equal(momentOf('2026-11-24T11:31:00.000Z', '2026-11-24T18:00:00.000Z'), '11:31')
  assert.equal(momentOf('2026-07-01T11:31:00.000Z', '2026-07-01T18:00:00.000Z'), '12:31')
  assert.equal(momentOf('2026-11-23T16:20:00.000Z', '2026-11-24T09:00:00.000Z'), 'Mon 23 Nov, 16:20')
  assert.equal(atOf('2026-11-23T16:20:00.000Z', '2026-11-24T09:00:00.000Z'), 'on Mon 23 Nov at 16:20')
  assert.equal(whenOf('2026-11-25T09:00:00.000Z', '2026-11-24T09:00:00.000Z'), 'on Wednesday 25 November at 09:00')
})

test('midnight belongs to the day that begins', () => {
  assert.equal(momentOf('2026-11-24T00:00:00.000Z', '2026-11-24T09:00:00.000Z'), '00:00')
  assert.equal(momentOf('2026-06-30T23:30:00.000Z', '2026-07-01T09:00:00.000Z'), '00:30')
})

test('a box gives back the moment that it shows, whatever the clocks do', () => {
  for (const instant of ['2026-11-24T11:31:00.000Z', '2026-07-01T11:31:00.000Z', '2026-03-29T00:30:00.000Z', '2026-03-29T02:30:00.000Z', '2026-10-24T23:30:00.000Z', '2026-10-25T03:30:00.000Z']) assert.equal(instantOfBox(boxOf(instant)), instant)
  for (const box of ['', 'tomorrow', '2026-11-24', '2026-13-40T10:00']) assert.equal(instantOfBox(box), undefined)
})

test('lists, counts and digests read as words', () => {
  assert.equal(listed([]), '')
  assert.equal(listed(['Ben']), 'Ben')
  assert.equal(listed(['Ben', 'Dora', 'Priya'], 'or'), 'Ben, Dora or Priya')
  assert.equal(plural(1, 'finding'), '1 finding')
  assert.equal(plural(10_482, 'entry', 'entries'), '10,482 entries')
  assert.equal(digestWords(`9f2c71aa30d5e1b8${'0'.repeat(40)}77c204be`), '9f2c71aa 30d5e1b8 … 77c204be')
})
