// Keys in software for tests: a passkey that makes real P-256 assertions over what is to be signed, and a demo key; everything that a browser would fill in can be set wrong.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { base64url, concat, utf8 } from '../src/core/bytes.ts'
import { digestOf, type Digest } from '../src/core/digest.ts'
import { preAuthentication, type DemoEnvelope, type Envelope, type PasskeyEnvelope } from '../src/core/dsse.ts'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'

export const SIGNING_PLACE = { signingOrigin: 'http://sign.localhost:3001', rpId: 'sign.localhost' } as const

/** What browser and authenticator claim; each is as it should be unless said otherwise. */
export interface Claims {
  readonly type?: string
  readonly origin?: string
  readonly rpId?: string
  readonly crossOrigin?: boolean
  readonly topOrigin?: string
  readonly present?: boolean
  readonly verified?: boolean
  /** The bytes that the challenge is made of, where they are not the payload's own. */
  readonly over?: Uint8Array
}

/** A key that signs statements: a passkey, or a demo key. */
export interface SoftKey {
  /** SubjectPublicKeyInfo in base64url, the digest by which statements call the key, and that of the credential. */
  readonly spki: string
  readonly digest: Digest
  readonly credential: Digest
  sign(payload: Uint8Array, claims?: Claims): Envelope
}
export interface SoftPasskey extends SoftKey {
  /** The browser's own id of the key, base64url. */
  readonly id: string
  sign(payload: Uint8Array, claims?: Claims): PasskeyEnvelope
}

const PRESENT = 0x01, VERIFIED = 0x04
const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())
const spkiOf = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ format: 'der', type: 'spki' }))

export function makePasskey(id: Uint8Array = new Uint8Array(randomBytes(32))): SoftPasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = spkiOf(publicKey)
  return {
    id: base64url(id), spki: base64url(spki), digest: digestOf(nodeCrypto, spki), credential: digestOf(nodeCrypto, id),
    sign(payload, claims = {}) {
      const clientData = utf8(JSON.stringify({
        type: claims.type ?? 'webauthn.get', challenge: base64url(sha256(claims.over ?? preAuthentication(payload))), origin: claims.origin ?? SIGNING_PLACE.signingOrigin, crossOrigin: claims.crossOrigin ?? false,
        ...(claims.topOrigin === undefined ? {} : { topOrigin: claims.topOrigin }),
      }))
      const flags = (claims.present === false ? 0 : PRESENT) | (claims.verified === false ? 0 : VERIFIED)
      const authData = concat(sha256(utf8(claims.rpId ?? SIGNING_PLACE.rpId)), Uint8Array.of(flags, 0, 0, 0, 0))
      const signature = new Uint8Array(sign('sha256', concat(authData, sha256(clientData)), privateKey))
      return { payload: base64url(payload), credential: base64url(id), clientData: base64url(clientData), authData: base64url(authData), signature: base64url(signature) }
    },
  }
}

export interface SoftDemoKey extends SoftKey {
  sign(payload: Uint8Array): DemoEnvelope
}

export function makeDemoKey(): SoftDemoKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const spki = spkiOf(publicKey), key = base64url(spki), digest = digestOf(nodeCrypto, spki)
  return {
    spki: key, digest, credential: digest,
    sign: payload => ({ payload: base64url(payload), key, signature: base64url(new Uint8Array(sign(null, preAuthentication(payload), privateKey))) }),
  }
}
