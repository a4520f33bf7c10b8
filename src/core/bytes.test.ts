// Tests of bytes and their spellings, held against Node's own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { base64, base64ToBytes, base64url, base64urlToBytes, hex, hexToBytes, isBase64url, utf8, utf8ToText } from './bytes.ts'

const anyBytes = fc.uint8Array({ maxLength: 100 })

test('every spelling is Node’s, and is read back', () => {
  fc.assert(fc.property(anyBytes, bytes => {
    const buffer = Buffer.from(bytes)
    assert.deepEqual([hex(bytes), base64(bytes), base64url(bytes)], [buffer.toString('hex'), buffer.toString('base64'), buffer.toString('base64url')])
    assert.deepEqual([hexToBytes(hex(bytes)), base64ToBytes(base64(bytes)), base64urlToBytes(base64url(bytes))], [bytes, bytes, bytes])
  }))
})

test('a text is read as base64url only when it is the one spelling of its bytes', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('A', 'Q', 'g', 'w', 'Z', '9', '-', '_', '=', '+', '/', ' ', '\n', 'é', '€'), maxLength: 9 }), text => {
    const canonical = Buffer.from(text, 'base64url').toString('base64url') === text
    assert.equal(isBase64url(text), canonical)
    if (canonical) assert.deepEqual(base64urlToBytes(text), new Uint8Array(Buffer.from(text, 'base64url')))
    else assert.throws(() => base64urlToBytes(text), TypeError)
  }), { numRuns: 1000 })
})

test('other spellings of base64 and hexadecimal are refused', () => {
  for (const text of ['A', 'AA', 'AA=', 'AB==', 'AA==\n', 'AAA_', 'A A=']) assert.throws(() => base64ToBytes(text), TypeError, text)
  for (const text of ['a', 'AB', '0x00', 'zz', ' 00']) assert.throws(() => hexToBytes(text), TypeError, text)
})

test('text that has no UTF-8 form, and bytes that are none, are refused; a byte order mark is kept', () => {
  assert.throws(() => utf8('\ud800'), TypeError)
  assert.throws(() => utf8ToText(Uint8Array.of(0xff)), TypeError)
  assert.throws(() => utf8ToText(Uint8Array.of(0xc0, 0x80)), TypeError)
  assert.equal(utf8ToText(utf8('\ufeffx')), '\ufeffx')
})
