// Inclusion and consistency proofs: made from stored nodes, and checked by the algorithms of RFC 9162.
import { sameBytes } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { HASH_LENGTH, nodeHash, rootOf, type NodeAt } from './merkle.ts'

/** Gives a complete node of the tree; a node that is not there is a fault of the caller. */
export type NodeReader = (at: NodeAt) => Uint8Array

/** A run of leaves whose hash is one element of a proof; `from` is a multiple of the largest power of two in its length. */
interface Span { readonly from: number; readonly until: number }

/** The largest h with 2^h <= length; counted, since Math.log2 rounds beyond 2^47. */
function heightIn(length: number): number {
  let height = 0
  while (2 ** (height + 1) <= length) height++
  return height
}

/** The largest power of two below `length`, which is at least 2: where RFC 9162 splits a range. */
const half = (length: number): number => 2 ** heightIn(length - 1)

/** PATH(m, D[n]) of RFC 9162 section 2.1.3.1, as spans. */
function inclusionSpans(index: number, { from, until }: Span): readonly Span[] {
  if (until - from === 1) return []
  const middle = from + half(until - from)
  const left = { from, until: middle }, right = { from: middle, until }
  return index < middle ? [...inclusionSpans(index, left), right] : [...inclusionSpans(index, right), left]
}

/** SUBPROOF(m, D[n], b) of RFC 9162 section 2.1.4.1, as spans; `whole` is its b. */
function consistencySpans(old: number, { from, until }: Span, whole: boolean): readonly Span[] {
  if (old === until) return whole ? [] : [{ from, until }]
  const middle = from + half(until - from)
  const left = { from, until: middle }, right = { from: middle, until }
  return old <= middle ? [...consistencySpans(old, left, whole), right] : [...consistencySpans(old, right, false), left]
}

/** The complete nodes that a span falls into, from left to right. */
function nodesOf(span: Span): readonly NodeAt[] {
  const nodes: NodeAt[] = []
  for (let from = span.from; from < span.until; ) {
    const height = heightIn(span.until - from), width = 2 ** height
    nodes.push({ height, index: from / width })
    from += width
  }
  return nodes
}

const hashOf = (crypto: Crypto, span: Span, node: NodeReader): Uint8Array => rootOf(crypto, nodesOf(span).map(node))

function spansOfInclusion(index: number, size: number): readonly Span[] {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) throw new TypeError('no such entry in a tree of this size')
  return inclusionSpans(index, { from: 0, until: size })
}
function spansOfConsistency(old: number, size: number): readonly Span[] {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(old) || old < 0 || old > size) throw new TypeError('no consistency between trees of these sizes')
  return old === 0 ? [] : consistencySpans(old, { from: 0, until: size }, true)
}

/** The nodes that a proof of inclusion needs, so that they can be fetched in one go. */
export const nodesForInclusion = (index: number, size: number): readonly NodeAt[] => spansOfInclusion(index, size).flatMap(nodesOf)
export const nodesForConsistency = (old: number, size: number): readonly NodeAt[] => spansOfConsistency(old, size).flatMap(nodesOf)

/** The audit path of leaf `index` in the tree of `size` leaves, from the leaf's sibling upwards. */
export const inclusionProof = (crypto: Crypto, index: number, size: number, node: NodeReader): readonly Uint8Array[] =>
  spansOfInclusion(index, size).map(span => hashOf(crypto, span, node))

/** The proof that the tree of `size` leaves begins with the tree of `old` leaves. */
export const consistencyProof = (crypto: Crypto, old: number, size: number, node: NodeReader): readonly Uint8Array[] =>
  spansOfConsistency(old, size).map(span => hashOf(crypto, span, node))

const isHash = (element: Uint8Array): boolean => element.length === HASH_LENGTH

export interface Inclusion { readonly index: number; readonly size: number; readonly leafHash: Uint8Array; readonly proof: readonly Uint8Array[]; readonly root: Uint8Array }

/** Whether the leaf stands at `index` of the tree with this size and root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(crypto: Crypto, { index, size, leafHash, proof, root }: Inclusion): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size || ![leafHash, ...proof].every(isHash)) return false
  let fn = index, sn = size - 1, hash = leafHash
  for (const element of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(crypto, element, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else hash = nodeHash(crypto, hash, element)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && sameBytes(hash, root)
}

export interface Consistency { readonly oldSize: number; readonly oldRoot: Uint8Array; readonly size: number; readonly root: Uint8Array; readonly proof: readonly Uint8Array[] }

/** Whether the newer tree begins with the older one (RFC 9162 section 2.1.4.2). Every tree begins with the empty one, so nothing is proved by that: false. */
export function verifyConsistency(crypto: Crypto, { oldSize, oldRoot, size, root, proof }: Consistency): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize <= 0 || oldSize > size || !proof.every(isHash)) return false
  if (oldSize === size) return proof.length === 0 && sameBytes(oldRoot, root)
  if (proof.length === 0) return false
  const [first, ...path] = 2 ** heightIn(oldSize) === oldSize ? [oldRoot, ...proof] : proof
  let fn = oldSize - 1, sn = size - 1
  while (fn % 2 === 1) [fn, sn] = [(fn - 1) / 2, Math.floor(sn / 2)]
  let oldHash = first!, hash = first!
  for (const element of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      oldHash = nodeHash(crypto, element, oldHash)
      hash = nodeHash(crypto, element, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else hash = nodeHash(crypto, hash, element)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && sameBytes(oldHash, oldRoot) && sameBytes(hash, root)
}
