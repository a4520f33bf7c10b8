// Reads a SubjectPublicKeyInfo of the three kinds of key that sign for us, in its one spelling, so that every implementation takes the same keys.
import { hexToBytes, sameBytes } from '../../core/bytes.ts'

export type PublicKey =
  | { readonly kind: 'ed25519'; readonly bytes: Uint8Array }
  /** Uncompressed: 0x04, x, y. */
  | { readonly kind: 'p256'; readonly bytes: Uint8Array }
  | { readonly kind: 'rsa'; readonly modulus: bigint; readonly exponent: bigint; readonly length: number }

/** RFC 8410, RFC 5480 with a named curve, RFC 3279 with its NULL. */
const ED25519 = hexToBytes('302a300506032b6570032100')
const P256 = hexToBytes('3059301306072a8648ce3d020106082a8648ce3d030107034200')
const RSA_ALGORITHM = hexToBytes('300d06092a864886f70d0101010500')

/** Shorter RSA keys are too weak; an exponent of more than 32 bits only costs time. */
const SHORTEST_RSA = 256, LONGEST_RSA = 1024, LONGEST_EXPONENT = 4

/** The key, or nothing when the bytes are not exactly one of ours. A point that is not on its curve is for the caller to find. */
export function readSpki(spki: Uint8Array): PublicKey | undefined {
  const ed25519 = after(spki, ED25519)
  if (ed25519) return ed25519.length === 32 ? { kind: 'ed25519', bytes: ed25519 } : undefined
  const p256 = after(spki, P256)
  if (p256) return p256.length === 65 && p256[0] === 0x04 ? { kind: 'p256', bytes: p256 } : undefined
  return readRsa(spki)
}

const after = (bytes: Uint8Array, prefix: Uint8Array): Uint8Array | undefined =>
  sameBytes(bytes.subarray(0, prefix.length), prefix) ? bytes.slice(prefix.length) : undefined

function readRsa(spki: Uint8Array): PublicKey | undefined {
  const outer = readOnly(spki, 0x30), bits = outer && after(outer, RSA_ALGORITHM)
  const string = bits && readOnly(bits, 0x03)
  const numbers = string?.[0] === 0 ? readOnly(string.subarray(1), 0x30) : undefined
  const modulus = numbers && readDer(numbers, 0x02), exponent = modulus && readOnly(modulus.rest, 0x02)
  const [n, e] = [modulus && positive(modulus.value), exponent && positive(exponent)]
  if (!n || !e || n.length < SHORTEST_RSA || n.length > LONGEST_RSA || e.length > LONGEST_EXPONENT || n[0]! < 0x80) return undefined
  const key = { kind: 'rsa', modulus: toBigInt(n), exponent: toBigInt(e), length: n.length } as const
  return key.modulus % 2n === 1n && key.exponent % 2n === 1n && key.exponent > 1n ? key : undefined
}

/** One DER element (X.690) with a length in its shortest form, and what follows it. */
function readDer(bytes: Uint8Array, tag: number): { readonly value: Uint8Array; readonly rest: Uint8Array } | undefined {
  const [found, first] = bytes
  if (found !== tag || first === undefined) return undefined
  const more = first < 0x80 ? 0 : first - 0x80
  if (more > 2 || (first >= 0x80 && more === 0)) return undefined
  const length = more === 0 ? first : bytes.subarray(2, 2 + more).reduce((sum, byte) => sum * 256 + byte, 0)
  const from = 2 + more, until = from + length
  if (until > bytes.length || (more > 0 && length < (more === 1 ? 0x80 : 0x100))) return undefined
  return { value: bytes.subarray(from, until), rest: bytes.subarray(until) }
}

/** An element with nothing after it. */
function readOnly(bytes: Uint8Array, tag: number): Uint8Array | undefined {
  const read = readDer(bytes, tag)
  return read?.rest.length === 0 ? read.value : undefined
}

/** The digits of a positive DER integer, without the nought that keeps it positive. */
function positive(value: Uint8Array): Uint8Array | undefined {
  const [first = 0, second = 0] = value
  if (value.length === 0 || first >= 0x80) return undefined
  if (first > 0) return value
  return second >= 0x80 ? value.subarray(1) : undefined
}

export const toBigInt = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
