// Digests as they stand in statements and entries, and commitments that reveal nothing until their salt is shown.
import { base64urlToBytes, hex, utf8 } from './bytes.ts'
import { canonicalBytes, type Json } from './canonical.ts'
import type { Crypto } from './crypto.ts'

declare const digest: unique symbol
/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Digest = string & { readonly [digest]: true }

export const isDigest = (value: unknown): value is Digest => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

export const digestOf = (crypto: Crypto, bytes: Uint8Array): Digest => hex(crypto.sha256(bytes)) as Digest

/** The digest of a value's canonical bytes. */
export const digestOfJson = (crypto: Crypto, value: Json): Digest => digestOf(crypto, canonicalBytes(value))

/**
 * A commitment to a value (a name, a handle, a reason, a remark): SHA-256 over a domain label, the field's name, a fresh 32-byte salt
 * and the value. It stands in the record; value and salt lie sealed beside it and can be destroyed without breaking a proof.
 */
export function commitmentOf(crypto: Crypto, field: string, salt: string, value: string): Digest {
  const bytes = base64urlToBytes(salt)
  if (bytes.length !== 32) throw new TypeError('a salt is 32 bytes')
  return hex(crypto.sha256(utf8('countersign commitment v1\n'), utf8(field + '\n'), bytes, utf8(value))) as Digest
}
