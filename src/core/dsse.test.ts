// Tests of DSSE: the encoding that is signed, and the two envelopes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base64url, utf8, utf8ToText } from './bytes.ts'
import { conformEnvelope, isDemoEnvelope, payloadOf, preAuthentication, type DemoEnvelope, type PasskeyEnvelope } from './dsse.ts'
import { makeDemoKey, makePasskey } from '../../test/soft-passkey.ts'

test('the pre-authentication encoding is that of DSSE version 1', () => {
  assert.equal(utf8ToText(preAuthentication(utf8('hello world'), 'http://example.com/HelloWorld')), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world', 'the example of the specification')
  assert.equal(utf8ToText(preAuthentication(utf8('é'))), 'DSSEv1 28 application/vnd.in-toto+json 2 é', 'lengths are in bytes')
})

test('an envelope is exactly one of the two', () => {
  const passkey: PasskeyEnvelope = makePasskey().sign(utf8('x')), demo: DemoEnvelope = makeDemoKey().sign(utf8('x'))
  assert.deepEqual(conformEnvelope(passkey), passkey)
  assert.deepEqual(conformEnvelope(demo), demo)
  assert.deepEqual([passkey, demo].map(isDemoEnvelope), [false, true])
  assert.deepEqual(payloadOf(passkey), utf8('x'))
  for (const wrong of [{ ...passkey, more: 1 }, { ...passkey, key: demo.key }, { ...demo, clientData: '' }, { ...passkey, signature: 'A' }, { ...passkey, payload: base64url(new Uint8Array(8_193)) }, { payload: '' }, null, [], 'x']) assert.throws(() => conformEnvelope(wrong), TypeError)
})
