// Holds canonical JSON to the published vectors of RFC 8785, and the parser to the definition: it takes what is written canonically, and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8, utf8ToText } from '../../src/core/bytes.ts'
import { canonical, parseCanonical, type Json } from '../../src/core/canonical.ts'
import { bytesOf, filesIn, jsonOf, vectorTest } from './vectors.ts'

/** Fractions and other numbers that we never write. */
const WITH_FRACTIONS = ['arrays.json', 'structures.json', 'values.json']

vectorTest('RFC 8785: what is published as canonical is what we write and read', 'jcs/testdata', folder => {
  const names = filesIn(folder).filter(path => path.startsWith('input/')).map(path => path.slice('input/'.length))
  assert.ok(names.length >= 6)
  for (const name of names) {
    const value = jsonOf<Json>(folder, `input/${name}`), output = bytesOf(folder, `output/${name}`)
    if (WITH_FRACTIONS.includes(name) && !isOurs(value)) assert.throws(() => canonical(value), /whole numbers/)
    else {
      assert.equal(canonical(value), utf8ToText(output), name)
      assert.deepEqual(parseCanonical(output), value)
    }
  }
})
function isOurs(value: Json): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  return value === null || typeof value !== 'object' || Object.values(value as object).every(isOurs)
}

const member = fc.oneof(fc.constantFrom('1', '10', '2', '01', '-1', '__proto__', 'é', '€', '\u{10000}', '\uffff', 'a', 'b'), fc.string({ maxLength: 4 }))
const value = fc.letrec(tie => ({
  any: fc.oneof({ maxDepth: 4 }, fc.constantFrom(null, true, false), fc.maxSafeInteger().map(number => number + 0), fc.string({ unit: 'binary', maxLength: 6 }), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(member, tie('any'), { maxKeys: 4 })),
})).any as fc.Arbitrary<Json>

test('what is written canonically is read, also with members that look like numbers', () => {
  fc.assert(fc.property(value, given => assert.deepEqual(canonical(parseCanonical(utf8(canonical(given)))), canonical(given))), { numRuns: 2000 })
})

test('JSON in any other spelling is refused', () => {
  fc.assert(fc.property(value, given => {
    const text = JSON.stringify(given)
    if (text === canonical(given)) assert.ok(parseCanonical(utf8(text)) !== undefined)
    else assert.throws(() => parseCanonical(utf8(text)), /not canonical/)
    assert.throws(() => parseCanonical(utf8(text + ' ')), /not canonical/)
  }), { numRuns: 2000 })
  for (const text of ['{"b":1,"a":2}', '{"a":1,"a":1}', '{"10":1,"9":1,"1":1}', '{"2":1,"10":1}', '-0', '1.0', '1e3', '0.5', '9007199254740993', '"\\ud800"', '"\\u0041"', '"\\/"', '\ufeff1', '', '[1,]', '[1, 2]', '['.repeat(34) + ']'.repeat(34), '['.repeat(33) + '1' + ']'.repeat(33)]) assert.throws(() => parseCanonical(utf8(text)), JSON.stringify(text))
  for (const text of ['{"1":1,"10":1,"9":1}', '['.repeat(33) + ']'.repeat(33), '['.repeat(32) + '1' + ']'.repeat(32), '{"__proto__":1}', '"\\ud83d"'.replace('\\ud83d', '\u{1f600}')]) assert.ok(parseCanonical(utf8(text)) !== undefined, text)
})
