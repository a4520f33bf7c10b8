// A sign-in passkey in software: made and used as a browser with an authenticator would, with everything that they fill in to be set wrong.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { MakingAnswer, SignInAnswer } from '../src/adapters/identity/passkeys.ts'
import { base64url, base64urlToBytes, concat, utf8 } from '../src/core/bytes.ts'

export const PAGES = { origin: 'http://localhost:3900', rpId: 'localhost' } as const

/** What browser and authenticator claim; each is as it should be unless said otherwise. */
export interface SignInClaims {
  readonly type?: string
  readonly origin?: string
  readonly rpId?: string
  readonly crossOrigin?: boolean
  readonly present?: boolean
  readonly verified?: boolean
  readonly synced?: boolean
  readonly counter?: number
  readonly userHandle?: string | null
  readonly signedWith?: 'another key'
}

const PRESENT = 0x01, VERIFIED = 0x04, MAY_SYNC = 0x08, ATTESTED = 0x40
const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())
const clientDataOf = (type: string, challenge: string, { origin = PAGES.origin, crossOrigin = false, ...claims }: SignInClaims): Uint8Array => utf8(JSON.stringify({ type: claims.type ?? type, challenge, origin, crossOrigin }))

function headOf({ rpId = PAGES.rpId, present = true, verified = true, synced = false }: SignInClaims, counter: number, flags = 0): Uint8Array {
  const count = new Uint8Array(4)
  new DataView(count.buffer).setUint32(0, counter)
  return concat(sha256(utf8(rpId)), Uint8Array.of(flags | (present ? PRESENT : 0) | (verified ? VERIFIED : 0) | (synced ? MAY_SYNC : 0)), count)
}

export class SoftSignIn {
  readonly id = base64url(new Uint8Array(randomBytes(16)))
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  /** Rises at every use, as an authenticator's does. */
  counter = 0

  make(challenge: string, claims: SignInClaims = {}): MakingAnswer {
    const jwk = this.#keys.publicKey.export({ format: 'jwk' }), of = (name: 'x' | 'y'): Uint8Array => base64urlToBytes(jwk[name]!), id = base64urlToBytes(this.id)
    const cose = new Uint8Array(isoCBOR.encode(new Map<number, number | Uint8Array<ArrayBuffer>>([[1, 2], [3, -7], [-1, 1], [-2, Uint8Array.from(of('x'))], [-3, Uint8Array.from(of('y'))]])))
    const authData = concat(headOf(claims, claims.counter ?? this.counter, ATTESTED), new Uint8Array(16), Uint8Array.of(0, id.length), id, cose)
    const attestation = new Uint8Array(isoCBOR.encode(new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([['fmt', 'none'], ['attStmt', new Map()], ['authData', Uint8Array.from(authData)]])))
    return { id: this.id, clientData: base64url(clientDataOf('webauthn.create', challenge, claims)), attestation: base64url(attestation), transports: ['internal'] }
  }

  use(challenge: string, claims: SignInClaims = {}): SignInAnswer {
    this.counter++
    const clientData = clientDataOf('webauthn.get', challenge, claims), authData = headOf(claims, claims.counter ?? this.counter), { privateKey } = claims.signedWith ? this.#other : this.#keys
    const signature = new Uint8Array(sign('sha256', concat(authData, sha256(clientData)), privateKey))
    return { id: this.id, clientData: base64url(clientData), authData: base64url(authData), signature: base64url(signature), userHandle: claims.userHandle ?? null }
  }
}
