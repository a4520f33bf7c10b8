// Merkle tree hashing (RFC 6962 section 2.1, RFC 9162 section 2.1.1), and the tree as a compact range of its peaks.
import { base64url, base64urlToBytes } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'

const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1)

/** Every hash of the tree is SHA-256. */
export const HASH_LENGTH = 32

export const leafHash = (crypto: Crypto, leaf: Uint8Array): Uint8Array => crypto.sha256(LEAF, leaf)
export const nodeHash = (crypto: Crypto, left: Uint8Array, right: Uint8Array): Uint8Array => crypto.sha256(NODE, left, right)

/** A node over the leaves `index * 2^height` up to `(index + 1) * 2^height`, all of which the tree has. */
export interface NodeAt { readonly height: number; readonly index: number }

/** The root over a list of peaks, largest first; no peaks at all give the root of the empty tree. */
export const rootOf = (crypto: Crypto, peaks: readonly Uint8Array[]): Uint8Array =>
  peaks.length === 0 ? crypto.sha256() : peaks.reduceRight((right, left) => nodeHash(crypto, left, right))

/** A range as it is kept in a snapshot; peaks are base64url. */
export interface KeptRange { readonly size: number; readonly peaks: readonly string[] }

/** A tree of which only size and peaks are held: appending costs one hash on average, a root log n. */
export class Range {
  readonly #crypto: Crypto
  readonly #peaks: Uint8Array[]
  #size: number

  private constructor(crypto: Crypto, size: number, peaks: readonly Uint8Array[]) {
    this.#crypto = crypto
    this.#size = size
    this.#peaks = [...peaks]
  }

  static empty = (crypto: Crypto): Range => new Range(crypto, 0, [])

  /** Reads a kept range; throws when the peaks are not as many and as long as the size wants. It proves nothing: compare the root. */
  static read(crypto: Crypto, kept: KeptRange): Range {
    const peaks = kept.peaks.map(base64urlToBytes)
    if (!Number.isSafeInteger(kept.size) || kept.size < 0 || peaks.length !== peakHeights(kept.size).length) throw new TypeError('the range has other peaks than its size wants')
    if (peaks.some(peak => peak.length !== HASH_LENGTH)) throw new TypeError('a peak of the range is not a SHA-256 hash')
    return new Range(crypto, kept.size, peaks)
  }

  get size(): number { return this.#size }
  get peaks(): readonly Uint8Array[] { return [...this.#peaks] }

  /** Takes in the next leaf's hash, and hands every node that this completes to `complete`, the leaf's own first. */
  append(leaf: Uint8Array, complete?: (at: NodeAt, node: Uint8Array) => void): this {
    let node = leaf, height = 0, index = this.#size++
    complete?.({ height, index }, node)
    while (index % 2 === 1) {
      node = nodeHash(this.#crypto, this.#peaks.pop()!, node)
      index = (index - 1) / 2
      height++
      complete?.({ height, index }, node)
    }
    this.#peaks.push(node)
    return this
  }

  root = (): Uint8Array => rootOf(this.#crypto, this.#peaks)

  copy = (): Range => new Range(this.#crypto, this.#size, this.#peaks)

  kept = (): KeptRange => ({ size: this.#size, peaks: this.#peaks.map(base64url) })
}

/** The heights of a tree's peaks, largest first: the ones in the binary form of its size. */
export function peakHeights(size: number): readonly number[] {
  const heights: number[] = []
  for (let rest = size, height = 0; rest > 0; rest = Math.floor(rest / 2), height++) if (rest % 2 === 1) heights.unshift(height)
  return heights
}
