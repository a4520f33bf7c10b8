// Holds our check of a passkey's assertion equal to @simplewebauthn/server's, over good assertions and each thing that can be wrong with one.
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { test } from 'node:test'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { base64url, base64urlToBytes, concat, utf8 } from '../../src/core/bytes.ts'
import { preAuthentication, type PasskeyEnvelope } from '../../src/core/dsse.ts'
import { checkAssertion } from '../../src/record/verify/assertion.ts'
import { assertionOf, PLACE, type Bent } from './record-story.ts'

interface Passkey { readonly name: string; readonly spki: Uint8Array; readonly cose: Uint8Array; readonly signs: (bytes: Uint8Array) => Uint8Array }

/** A passkey with its public key in both forms: as the browser gives it (SPKI) and as the authenticator does (COSE, RFC 9053). */
function passkeyOf(name: string, { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }, labels: (member: (name: string) => Uint8Array) => [number, number | Uint8Array][]): Passkey {
  const jwk = publicKey.export({ format: 'jwk' }) as { readonly [member: string]: string }
  const cose = isoCBOR.encode(new Map(labels(member => base64urlToBytes(jwk[member]!))))
  return { name, cose, spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })), signs: bytes => new Uint8Array(sign(name === 'EdDSA' ? null : 'sha256', bytes, privateKey)) }
}
const passkeys = [
  passkeyOf('ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }), of => [[1, 2], [3, -7], [-1, 1], [-2, of('x')], [-3, of('y')]]),
  passkeyOf('EdDSA', generateKeyPairSync('ed25519'), of => [[1, 1], [3, -8], [-1, 6], [-2, of('x')]]),
  passkeyOf('RS256', generateKeyPairSync('rsa', { modulusLength: 2048 }), of => [[1, 3], [3, -257], [-1, of('n')], [-2, of('e')]]),
]

const payload = utf8('{"what":"is signed"}'), id = utf8('a credential id'), challenge = base64url(nodeCrypto.sha256(preAuthentication(payload)))

/** Both ways of its "no" count: it throws on most things, and answers `verified: false` on a wrong signature. */
async function peerAccepts(envelope: PasskeyEnvelope, { cose }: Passkey): Promise<boolean> {
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: { id: envelope.credential, rawId: envelope.credential, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: envelope.clientData, authenticatorData: envelope.authData, signature: envelope.signature } },
      expectedChallenge: challenge, expectedOrigin: PLACE.signingOrigin, expectedRPID: PLACE.rpId,
      credential: { id: envelope.credential, publicKey: new Uint8Array(cose), counter: 0 }, requireUserVerification: true,
    })
    return verified
  } catch {
    return false
  }
}
const oursAccepts = (envelope: PasskeyEnvelope, { spki }: Passkey) => checkAssertion(nodeCrypto, envelope, spki, PLACE) === undefined

/** `appid: true` as extension data, in CBOR. */
const EXTENSION = concat(Uint8Array.of(0xa1, 0x65), utf8('appid'), Uint8Array.of(0xf5))
const clientData = (members: object) => JSON.stringify({ type: 'webauthn.get', challenge, origin: PLACE.signingOrigin, ...members })

const good: { readonly [name: string]: Bent } = {
  'as a browser makes it': {},
  'with members that a browser may add, in another order and spacing': { clientData: `{ "origin": "${PLACE.signingOrigin}",\n "other_keys_can_be_added_here": "do not compare against a template", "challenge": "${challenge}", "type": "webauthn.get" }` },
  'without crossOrigin': { clientData: clientData({}) },
  'by a passkey that is neither backed up nor could be': { flags: 0x05 },
  'by a passkey that could be backed up': { flags: 0x0d },
  'with extension data under its flag': { flags: 0x85, tail: EXTENSION },
}
const wrong: { readonly [name: string]: Bent } = {
  'of another type': { type: 'webauthn.create' },
  'of another challenge': { challenge: base64url(nodeCrypto.sha256(utf8('other'))) },
  'with its challenge padded': { challenge: challenge + '=' },
  'of the origin’s other scheme': { origin: 'http://sign.example' },
  'of the origin with a port': { origin: 'https://sign.example:8443' },
  'of an origin below': { origin: 'https://a.sign.example' },
  'of the origin with a slash': { origin: 'https://sign.example/' },
  'in another page, with that page’s origin': { more: { crossOrigin: true, topOrigin: 'https://web.example' } },
  'with a top origin though not in another page': { more: { topOrigin: 'https://web.example' } },
  'of another site': { rpId: 'web.example' },
  'without the person being there': { flags: 0x04 },
  'without the person being verified': { flags: 0x01 },
  'backed up though it cannot be': { flags: 0x15 },
  'with bytes after the authenticator data': { tail: utf8('x') },
  'with the flag of extensions and none': { flags: 0x85 },
  'with the flag of an attested credential and none': { flags: 0x45 },
  'over other bytes': { signs: utf8('other bytes') },
  'with client data that is no JSON': { clientData: 'approved' },
  'with client data that is no object': { clientData: '"approved"' },
  'with client data that is null': { clientData: 'null' },
  'with client data without its members': { clientData: '{}' },
}
/** Where we are stricter, on purpose: a signature made inside any other page, said so by the browser, and an assertion that carries a key. */
const stricter: { readonly [name: string]: Bent } = {
  'in another page, by a browser that does not name it': { more: { crossOrigin: true } },
  'with a crossOrigin that is no truth value': { more: { crossOrigin: 0 } },
}

for (const key of passkeys) {
  test(`${key.name}: what is good is accepted by both`, async () => {
    for (const [name, bent] of Object.entries(good)) {
      const envelope = assertionOf(payload, key.signs, id, bent)
      assert.deepEqual([oursAccepts(envelope, key), await peerAccepts(envelope, key)], [true, true], name)
    }
  })

  test(`${key.name}: each thing wrong is refused by both`, async () => {
    for (const [name, bent] of Object.entries(wrong)) {
      const envelope = assertionOf(payload, key.signs, id, bent)
      assert.deepEqual([oursAccepts(envelope, key), await peerAccepts(envelope, key)], [false, false], name)
    }
  })

  test(`${key.name}: a bit changed in what was signed or in the signature is refused by both`, async () => {
    const envelope = assertionOf(payload, key.signs, id)
    for (const member of ['clientData', 'authData', 'signature'] as const) {
      const bytes = base64urlToBytes(envelope[member])
      for (let at = 0; at < bytes.length; at += 7) {
        const bent = { ...envelope, [member]: base64url(bytes.with(at, bytes[at]! ^ 4)) }
        assert.deepEqual([oursAccepts(bent, key), await peerAccepts(bent, key)], [false, false], `${member} ${at}`)
      }
    }
  })

  test(`${key.name}: another key’s signature is refused by both`, async () => {
    for (const other of passkeys.filter(one => one !== key)) {
      const envelope = assertionOf(payload, other.signs, id)
      assert.deepEqual([oursAccepts(envelope, key), await peerAccepts(envelope, key)], [false, false], other.name)
    }
  })
}

test('where we are stricter we are so on purpose', async () => {
  const key = passkeys[0]!
  for (const [name, bent] of Object.entries(stricter)) {
    const envelope = assertionOf(payload, key.signs, id, bent)
    assert.deepEqual([oursAccepts(envelope, key), await peerAccepts(envelope, key)], [false, true], name)
  }
})

test('another payload under the same assertion is refused', () => {
  const key = passkeys[0]!, envelope = assertionOf(payload, key.signs, id)
  assert.equal(checkAssertion(nodeCrypto, { ...envelope, payload: base64url(utf8('{"what":"was not"}')) }, key.spki, PLACE), 'SIGNATURE_CHALLENGE')
})
