// Hashing and signature checks without anything of Node's: @noble in the browser and in verify.html, answering exactly as node.ts does.
import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { concat, hexToBytes, sameBytes } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { readSpki, toBigInt, type PublicKey } from './spki.ts'

export const browserCrypto: Crypto = {
  sha256(...pieces) {
    const hash = sha256.create()
    for (const piece of pieces) hash.update(piece)
    return hash.digest()
  },
  verify(spki, data, signature) {
    try {
      const key = readSpki(spki)
      return key !== undefined && verifyBy(key, data, signature)
    } catch {
      return false
    }
  },
}

function verifyBy(key: PublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  switch (key.kind) {
    case 'ed25519': return verifyEd25519(key.bytes, data, signature)
    case 'p256': return p256.verify(signature, data, key.bytes, { format: 'der', lowS: false })
    case 'rsa': return verifyRsa(key, data, signature)
  }
}

/**
 * RFC 8032 section 5.1.7 without the cofactor and without points of small order, as OpenSSL does it: R is made again and compared as bytes.
 * noble's own `verify` multiplies by the cofactor, so that a signer who meant to could make a signature that the one takes and the other refuses.
 */
function verifyEd25519(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false
  const { Point } = ed25519, order = Point.Fn.ORDER
  const r = signature.subarray(0, 32), s = littleEndian(signature.subarray(32))
  if (s >= order) return false
  const k = littleEndian(sha512(concat(r, publicKey, data))) % order
  const key = Point.fromBytes(publicKey, true), again = Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(k))
  return !key.isSmallOrder() && !again.isSmallOrder() && sameBytes(again.toBytes(), r)
}

const littleEndian = (bytes: Uint8Array): bigint => toBigInt(bytes.toReversed())

/** What stands before the hash in an RSASSA-PKCS1-v1_5 signature with SHA-256 (RFC 8017, section 9.2, note 1). */
const SHA256_IN_DER = hexToBytes('3031300d060960864801650304020105000420')

/** RFC 8017 section 8.2.2: the encoded message is made again and compared whole, so that nothing can hide in its padding. */
function verifyRsa({ modulus, exponent, length }: Extract<PublicKey, { readonly kind: 'rsa' }>, data: Uint8Array, signature: Uint8Array): boolean {
  const s = toBigInt(signature)
  if (signature.length !== length || s >= modulus) return false
  const end = concat(Uint8Array.of(0), SHA256_IN_DER, sha256(data))
  const encoded = concat(Uint8Array.of(0, 1), new Uint8Array(length - end.length - 2).fill(0xff), end)
  return power(s, exponent, modulus) === toBigInt(encoded)
}

/** Square and multiply. Everything here is public, so the time that it takes may show. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
