// Tests of proofs: each one made is held, each one bent is refused, at every size up to 40.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { utf8 } from '../core/bytes.ts'
import { leafHash, Range, type NodeAt } from './merkle.ts'
import { consistencyProof, inclusionProof, nodesForConsistency, nodesForInclusion, verifyConsistency, verifyInclusion } from './proof.ts'

const MOST = 40
const leaves = Array.from({ length: MOST }, (_, i) => leafHash(nodeCrypto, utf8(`leaf ${i}`)))
const nodes = new Map<string, Uint8Array>(), roots: Uint8Array[] = []
const range = Range.empty(nodeCrypto)
roots.push(range.root())
for (const leaf of leaves) roots.push(range.append(leaf, (at, node) => nodes.set(`${at.height}/${at.index}`, node)).root())
const node = ({ height, index }: NodeAt) => nodes.get(`${height}/${index}`)!

const flipped = (hash: Uint8Array) => Uint8Array.from(hash, (byte, i) => (i === 7 ? byte ^ 1 : byte))
const bent = (proof: readonly Uint8Array[]) => [...proof.map((_, i) => proof.with(i, flipped(proof[i]!))), [...proof, leaves[0]!], ...(proof.length > 0 ? [proof.slice(1), proof.slice(0, -1)] : [])]

test('every leaf of every tree is proved to stand where it stands, and nowhere else', () => {
  for (let size = 1; size <= MOST; size++) {
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(nodeCrypto, index, size, node)
      const claim = { index, size, leafHash: leaves[index]!, proof, root: roots[size]! }
      assert.ok(verifyInclusion(nodeCrypto, claim))
      for (const wrong of bent(proof)) assert.ok(!verifyInclusion(nodeCrypto, { ...claim, proof: wrong }))
      for (let other = 0; other <= size; other++) if (other !== index) assert.ok(!verifyInclusion(nodeCrypto, { ...claim, index: other }))
    }
  }
})

test('every tree is proved to begin with every smaller one, and with no other', () => {
  for (let size = 1; size <= MOST; size++) {
    for (let oldSize = 1; oldSize <= size; oldSize++) {
      const proof = consistencyProof(nodeCrypto, oldSize, size, node)
      const claim = { oldSize, oldRoot: roots[oldSize]!, size, root: roots[size]!, proof }
      assert.ok(verifyConsistency(nodeCrypto, claim))
      for (const wrong of bent(proof)) assert.ok(!verifyConsistency(nodeCrypto, { ...claim, proof: wrong }))
      assert.ok(!verifyConsistency(nodeCrypto, { ...claim, oldRoot: flipped(claim.oldRoot) }))
    }
  }
})

test('the nodes named beforehand are exactly the ones that making the proof reads', () => {
  for (const [small, size] of [[0, 1], [6, 7], [12, 40], [33, 39]] as const) {
    const read: NodeAt[] = []
    const noting = (at: NodeAt) => (read.push(at), node(at))
    inclusionProof(nodeCrypto, small, size, noting)
    assert.deepEqual(read, nodesForInclusion(small, size))
    read.length = 0
    consistencyProof(nodeCrypto, small, size, noting)
    assert.deepEqual(read, nodesForConsistency(small, size))
  }
})

test('a proof of an entry that the tree does not have cannot be asked for', () => {
  for (const index of [-1, 5, 1.5, Number.NaN]) assert.throws(() => inclusionProof(nodeCrypto, index, 5, node), /no such entry/)
  assert.throws(() => consistencyProof(nodeCrypto, 6, 5, node), /no consistency/)
})

test('trees too large for exact numbers are split exactly', () => {
  const size = 2 ** 52 + 1
  assert.deepEqual(nodesForInclusion(size - 1, size), [{ height: 52, index: 0 }])
  assert.equal(nodesForInclusion(0, 2 ** 48 - 1).length, 48 + 46)
})
