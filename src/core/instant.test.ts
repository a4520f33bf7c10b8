// Tests of instants: exactly the moments that JavaScript writes in this form.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY, instantOf, isInstant, later, millisecondsOf } from './instant.ts'

test('every moment of the years 0 to 9999 is an instant, and text order is time order', () => {
  const moment = fc.integer({ min: Date.parse('0000-01-01T00:00:00.000Z'), max: Date.parse('9999-12-31T23:59:59.999Z') })
  fc.assert(fc.property(moment, moment, (one, other) => {
    assert.ok(isInstant(instantOf(one)))
    assert.equal(millisecondsOf(instantOf(one)), one)
    assert.equal(one < other, instantOf(one) < instantOf(other))
  }))
})

test('a text in this form is an instant only if there was such a day and time', () => {
  const two = fc.integer({ min: 0, max: 62 }).map(number => String(number).padStart(2, '0'))
  fc.assert(fc.property(fc.integer({ min: 1896, max: 2104 }), two, two, two, two, two, (year, month, day, hour, minute, second) => {
    const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`, read = new Date(text)
    assert.equal(isInstant(text), !Number.isNaN(read.getTime()) && read.toISOString() === text)
  }), { numRuns: 5000 })
  for (const text of ['2023-02-29T00:00:00.000Z', '2026-04-31T00:00:00.000Z', '2026-11-24T24:00:00.000Z', '2026-11-24T17:00:00Z', '2026-11-24T17:00:00.000+00:00', '2026-11-24t17:00:00.000z', ' 2026-11-24T17:00:00.000Z', '2026-11-24T17:00:00.000Z\n', 'x', null, 7]) assert.ok(!isInstant(text), String(text))
  assert.ok(isInstant('2024-02-29T23:59:59.999Z'))
})

test('a day later is the same time of the next day', () => {
  const text = '2026-02-28T09:00:00.000Z'
  assert.ok(isInstant(text))
  assert.equal(later(text, DAY), '2026-03-01T09:00:00.000Z')
})
