// Tests of canonical JSON: one spelling for each value, and nothing else is read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8, utf8ToText } from './bytes.ts'
import { canonical, canonicalBytes, parseCanonical, type Json } from './canonical.ts'

/** Any value of ours: whole numbers, well-formed texts, lists and objects, awkward member names among them. */
const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }).filter(text => text.isWellFormed()), fc.constantFrom('__proto__', 'constructor', '10', '1', '', 'é', '€', '\ud83d\ude02', 'ﬀ'))
const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof({ maxDepth: 5 }, fc.constant(null), fc.boolean(), fc.maxSafeInteger().map(number => number + 0), fc.string({ unit: 'binary', maxLength: 20 }).filter(text => text.isWellFormed()), fc.array(tie('value'), { maxLength: 4 }), fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }).map(members => Object.fromEntries(members))),
})).value

test('every value is read back as it was written, from exactly its own bytes', () => {
  fc.assert(fc.property(anyJson, value => {
    const bytes = canonicalBytes(value)
    assert.deepEqual(parseCanonical(bytes), value)
    assert.deepEqual(canonicalBytes(parseCanonical(bytes)), bytes)
  }), { numRuns: 500 })
})

test('the order in which members were set does not matter', () => {
  fc.assert(fc.property(fc.array(fc.tuple(name, anyJson), { maxLength: 6 }), members => {
    const unique = [...new Map(members)]
    assert.equal(canonical(Object.fromEntries(unique)), canonical(Object.fromEntries(unique.toReversed())))
  }), { numRuns: 300 })
})

test('every change of one byte is refused, or is another value', () => {
  fc.assert(fc.property(anyJson, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, place, flip) => {
    const bytes = canonicalBytes(value), changed = bytes.slice()
    changed[place % bytes.length]! ^= flip
    let read: Json
    try {
      read = parseCanonical(changed)
    } catch {
      return
    }
    assert.notDeepEqual(read, value)
    assert.deepEqual(canonicalBytes(read), changed)
  }), { numRuns: 2_000 })
})

test('members stand in the order of UTF-16 code units, numbers among them', () => {
  assert.equal(canonical({ b: 1, a: 2, '10': 3, '1': 4, A: 5, '': 6, '\ufb33': 7, '\ud83d\ude02': 8, '€': 9 }), '{"":6,"1":4,"10":3,"A":5,"a":2,"b":1,"€":9,"\ud83d\ude02":8,"\ufb33":7}')
})

test('what has no canonical form is not written', () => {
  for (const value of [1.5, 2 ** 53, -0, Number.NaN, Infinity, '\ud800', { '\udc00': 1 }, undefined, { a: undefined }, [undefined], 10n, () => 1, Symbol('x')]) assert.throws(() => canonical(value as Json), TypeError, typeof value)
  let deep: Json = 1
  for (let i = 0; i < 33; i++) deep = [deep]
  assert.throws(() => canonical(deep), /nested too deeply/)
  assert.throws(() => parseCanonical(utf8('['.repeat(34) + ']'.repeat(34))), /nested too deeply/)
  assert.ok(parseCanonical(utf8('['.repeat(33) + ']'.repeat(33))))
})

test('another spelling of a value is refused', () => {
  for (const text of [' {}', '{} ', '{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', '{"a":1,"a":2}', '1.0', '1e3', '-0', '01', '9007199254740993', '1.5', '"\\u0061"', '"\\/"', '"\\u000A"', '"\\ud800"', '\ufeff{}', '[1,]', '{"a":1,}', "'a'", '', 'nul', '[1]\n', '{"10":1,"1":2}']) {
    assert.throws(() => parseCanonical(utf8(text)), JSON.stringify(text))
  }
  for (const bytes of [[0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0xef, 0xbb, 0xbf, 0x31]]) assert.throws(() => parseCanonical(Uint8Array.from(bytes)))
})

test('what is longer than allowed is refused before it is read', () => {
  assert.throws(() => parseCanonical(utf8('"' + 'a'.repeat(100) + '"'), 100), /longer than 100 bytes/)
  assert.equal(parseCanonical(utf8('"' + 'a'.repeat(98) + '"'), 100), 'a'.repeat(98))
})

test('a member called __proto__ is a member like any other', () => {
  const bytes = utf8('{"__proto__":{"a":1}}'), value = parseCanonical(bytes) as { readonly [member: string]: Json }
  assert.deepEqual(Object.keys(value), ['__proto__'])
  assert.equal(Object.getPrototypeOf(value), Object.prototype)
  assert.equal(utf8ToText(canonicalBytes(value)), '{"__proto__":{"a":1}}')
})
