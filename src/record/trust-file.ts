// The trust file: what a verifier believes beforehand, kept outside the database and handed over by the body in person.
import { canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import type { Digest } from '../core/digest.ts'
import { binary, conform, digest, id, listOf, matching, members, oneOf } from '../core/form.ts'
import type { PersonId } from '../core/id.ts'
import { DEMO_ORIGIN } from '../core/statement.ts'

/** A first key: it needs no voucher. `credential` is the digest under which enrolments name it, `spki` base64url of its public key. */
export interface FirstKey { readonly person: PersonId; readonly credential: Digest; readonly spki: string }

/** Version 1. `logKey` is the log's Ed25519 key, 32 bytes in base64url; `first` the two first keys, fewer only until both are enrolled. */
export interface TrustFile {
  readonly v: 1
  readonly origin: string
  readonly logKey: string
  readonly signingOrigin: string
  readonly rpId: string
  readonly first: readonly FirstKey[]
}

const form = members({
  v: oneOf(1),
  origin: matching(/^[a-z0-9.-]{1,120}$/, 'is not a log origin'),
  logKey: binary(32, true),
  signingOrigin: matching(/^https?:\/\/[a-z0-9.-]{1,253}(?::[1-9]\d{0,4})?$/, 'is not an address such as https://sign.example'),
  rpId: matching(/^[a-z0-9.-]{1,253}$/, 'is not a host name'),
  first: listOf(members({ person: id, credential: digest, spki: binary(600) }), 2),
})
const LONGEST = 8_192

/** Whether this is the log of a demonstration or a trial (invariant 23). */
export const isDemoOrigin = (origin: string): boolean => origin.endsWith(DEMO_ORIGIN)

/** The file's bytes: canonical JSON and a newline. Throws on a trust file that could not be read again. */
export function trustFileToBytes(trust: TrustFile): Uint8Array {
  const bytes = Uint8Array.of(...canonicalBytes(trust as unknown as Json), 0x0a)
  bytesToTrustFile(bytes)
  return bytes
}

/** Reads a trust file strictly, with or without its last newline; throws with what is wrong. */
export function bytesToTrustFile(bytes: Uint8Array): TrustFile {
  const trust = conform<TrustFile>('the trust file', form, parseCanonical(bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes, LONGEST))
  const host = trust.signingOrigin.replace(/^https?:\/\//, '').replace(/:\d+$/, '')
  if (host !== trust.rpId && !host.endsWith('.' + trust.rpId)) throw new TypeError('the trust file names an rpId that is not the host of its signingOrigin, nor above it')
  const [one, other] = trust.first
  if (one && other && (one.person === other.person || one.credential === other.credential || one.spki === other.spki)) throw new TypeError('the trust file pins one person or key twice')
  return trust
}
