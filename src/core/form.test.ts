// Tests of strict forms: what each takes, and that a wrong value is named by its place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binary, conform, digest, flag, id, instant, listOf, mapOf, matching, members, natural, oneOf, optional, setOf, words, type Form } from './form.ts'

const takes = (form: Form, ...values: readonly unknown[]) => values.forEach(value => assert.equal(form(value), undefined, JSON.stringify(value)))
const refuses = (form: Form, ...values: readonly unknown[]) => values.forEach(value => assert.ok(form(value), JSON.stringify(value)))

test('digests, ids and instants have one spelling', () => {
  takes(digest, 'a'.repeat(64))
  refuses(digest, 'A'.repeat(64), 'a'.repeat(63), 'a'.repeat(64) + '\n', null, 1)
  takes(id, '00000000-0000-4000-8000-00000000000a')
  refuses(id, '00000000-0000-4000-8000-00000000000A', '00000000-0000-4000-8000-00000000000a\n', '__proto__', null)
  takes(instant, '2026-11-24T09:00:00.000Z', '2024-02-29T23:59:59.999Z')
  refuses(instant, '2026-11-24T09:00:00Z', '2026-02-30T09:00:00.000Z', '2026-11-24T24:00:00.000Z', '2026-11-24T09:00:60.000Z', '2026-11-24T09:00:00.000+00:00', 'now', 0)
})

test('numbers are whole and from nought, flags are true or false', () => {
  takes(natural, 0, 1, Number.MAX_SAFE_INTEGER)
  refuses(natural, -1, 1.5, 2 ** 53, '1', Number.NaN, null)
  takes(flag, true, false)
  refuses(flag, 0, 'true', null)
})

test('words are counted and well formed', () => {
  takes(words(3), '', 'abc', '\ud83d\ude02')
  refuses(words(3, 1), '', 'abcd', '\ud800', 1, null)
  takes(matching(/^[a-z]+$/, 'is not small'), 'abc')
  refuses(matching(/^[a-z]+$/, 'is not small'), 'abc\n', 'A', 1)
})

test('binary is base64url in its one spelling, within its length', () => {
  takes(binary(3), '', 'AAAA', 'AA')
  takes(binary(3, true), 'AAAA')
  refuses(binary(3), 'AAAAAA', 'AB', 'A', 'AA==', 'A+/A', ' AAA', 1)
  refuses(binary(3, true), 'AAA', 'AAAAAA')
})

test('lists have a length, sets an order and no doubles', () => {
  takes(listOf(natural, 2), [], [2, 1])
  refuses(listOf(natural, 2), [1, 2, 3], [-1], {}, 'ab')
  takes(setOf(words(3)), [], ['a', 'b'])
  refuses(setOf(words(3)), ['b', 'a'], ['a', 'a'], [1])
})

test('an object has exactly its members, its own', () => {
  const form = members({ a: natural, b: optional(natural) })
  takes(form, { a: 1, b: null }, { b: 2, a: 1 })
  refuses(form, { a: 1 }, { a: 1, b: 2, c: 3 }, { a: 1, b: undefined }, [], null, 'a', Object.create({ a: 1, b: 2 }), JSON.parse('{"a":1,"b":2,"__proto__":{}}'))
})

test('freely named members follow their pattern', () => {
  const form = mapOf(/^[a-z]+$/, natural, 2)
  takes(form, {}, { a: 1, b: 2 })
  refuses(form, { A: 1 }, { a: -1 }, { a: 1, b: 2, c: 3 }, [], null, JSON.parse('{"__proto__":1}'))
})

test('what is wrong is said with its place', () => {
  const form = members({ list: listOf(members({ at: natural })), kind: oneOf('x', 'y') })
  assert.equal(form({ list: [{ at: 1 }, { at: -1 }], kind: 'x' }), 'list[1].at is not a whole number from 0')
  assert.equal(form({ list: [], kind: 'z' }), 'kind is not one of x, y')
  assert.equal(form({ list: [] }), 'lacks the member kind')
  assert.throws(() => conform('the thing', form, { list: [], kind: 'x', more: 1 }), /the thing has a member that is not known: more/)
  assert.deepEqual(conform('the thing', form, { list: [], kind: 'x' }), { list: [], kind: 'x' })
})
