// Tests of the trust file: its one form, and what it refuses to pin.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base64url, utf8, utf8ToText } from '../core/bytes.ts'
import type { Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import { bytesToTrustFile, isDemoOrigin, trustFileToBytes, type TrustFile } from './trust-file.ts'

const key = (digit: string) => ({ person: `${digit.repeat(8)}-0000-4000-8000-000000000000` as PersonId, credential: digit.repeat(64) as Digest, spki: base64url(utf8(`key ${digit}`)) })
const trust: TrustFile = { v: 1, origin: 'press.example', logKey: base64url(new Uint8Array(32)), signingOrigin: 'https://sign.press.example', rpId: 'press.example', first: [key('1'), key('2')] }
const text = utf8ToText(trustFileToBytes(trust))
const read = (changed: string) => bytesToTrustFile(utf8(changed))

test('a trust file is read as it was written, with or without its last newline', () => {
  assert.deepEqual(read(text), trust)
  assert.deepEqual(read(text.trimEnd()), trust)
  for (const first of [[], [key('1')]]) assert.deepEqual(bytesToTrustFile(trustFileToBytes({ ...trust, first })), { ...trust, first })
})

test('another spelling, a member more or less, or a doubled one is refused', () => {
  for (const changed of [text + '\n', ' ' + text, text.replace('{', '{ '), text.replace('"v":1', '"v":1,"w":2'), text.replace(',"v":1', ''), text.replace('"v":1', '"v":1,"v":1'), text.replace('"v":1', '"v":2'), '', 'null', '[]']) assert.throws(() => read(changed), JSON.stringify(changed))
})

test('it pins at most two keys, of two people', () => {
  assert.throws(() => trustFileToBytes({ ...trust, first: [key('1'), key('2'), key('3')] }), /more than 2/)
  for (const same of ['person', 'credential', 'spki'] as const) assert.throws(() => trustFileToBytes({ ...trust, first: [key('1'), { ...key('2'), [same]: key('1')[same] }] }), /one person or key twice/)
})

test('the log’s key is 32 bytes, and passkeys belong to the signing pages’ own host or one above it', () => {
  assert.throws(() => trustFileToBytes({ ...trust, logKey: base64url(new Uint8Array(31)) }), /logKey/)
  assert.equal(bytesToTrustFile(trustFileToBytes({ ...trust, signingOrigin: 'http://sign.localhost:3001', rpId: 'sign.localhost' })).rpId, 'sign.localhost')
  for (const [signingOrigin, rpId] of [['https://sign.example', 'other.example'], ['https://signpress.example', 'press.example'], ['https://sign.example/', 'sign.example'], ['ftp://sign.example', 'sign.example']] as const)
    assert.throws(() => trustFileToBytes({ ...trust, signingOrigin, rpId }), TypeError)
})

test('an origin is a demonstration’s only by its end', () => {
  assert.deepEqual(['press.demo.invalid', 'press.example', 'press.demo.invalid.example', 'demo.invalid'].map(isDemoOrigin), [true, false, false, false])
})
