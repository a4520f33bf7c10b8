// An Ed25519 public key in its two spellings: the 32 bytes of RFC 8032, as notes want them, and SubjectPublicKeyInfo (RFC 8410), as the crypto port wants it.
import { concat, hexToBytes, sameBytes } from '../core/bytes.ts'

const ED25519_PREFIX = hexToBytes('302a300506032b6570032100')
const RAW_LENGTH = 32

/** Throws unless the key is 32 bytes. */
export function ed25519ToSpki(publicKey: Uint8Array): Uint8Array {
  if (publicKey.length !== RAW_LENGTH) throw new TypeError('an Ed25519 public key is 32 bytes')
  return concat(ED25519_PREFIX, publicKey)
}

/** Throws on the SubjectPublicKeyInfo of anything but an Ed25519 key. */
export function spkiToEd25519(spki: Uint8Array): Uint8Array {
  const publicKey = spki.slice(ED25519_PREFIX.length)
  if (publicKey.length !== RAW_LENGTH || !sameBytes(spki.subarray(0, ED25519_PREFIX.length), ED25519_PREFIX)) throw new TypeError('not the SubjectPublicKeyInfo of an Ed25519 key')
  return publicKey
}
