// Tests of hashing and of the compact range, against the definition of RFC 6962 written out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { hex, utf8 } from '../core/bytes.ts'
import { leafHash, nodeHash, peakHeights, Range, rootOf } from './merkle.ts'

const leaves = Array.from({ length: 70 }, (_, i) => leafHash(nodeCrypto, utf8(`leaf ${i}`)))

/** MTH(D[n]) of RFC 6962, section 2.1. */
function definition(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return nodeCrypto.sha256()
  if (hashes.length === 1) return hashes[0]!
  let k = 1
  while (k * 2 < hashes.length) k *= 2
  return nodeHash(nodeCrypto, definition(hashes.slice(0, k)), definition(hashes.slice(k)))
}

test('the empty tree and the empty leaf have the hashes that RFC 6962 gives them', () => {
  assert.equal(hex(rootOf(nodeCrypto, [])), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  assert.equal(hex(leafHash(nodeCrypto, new Uint8Array())), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
})

test('a range gives the root of the definition at every size', () => {
  const range = Range.empty(nodeCrypto)
  for (const [i, leaf] of leaves.entries()) {
    assert.equal(hex(range.root()), hex(definition(leaves.slice(0, i))))
    range.append(leaf)
    assert.deepEqual([range.size, range.peaks.length], [i + 1, peakHeights(i + 1).length])
  }
})

test('appending hands over every node that it completes, once', () => {
  const seen = new Map<string, string>()
  const range = Range.empty(nodeCrypto)
  for (const leaf of leaves) {
    range.append(leaf, ({ height, index }, node) => {
      assert.ok(!seen.has(`${height}/${index}`))
      seen.set(`${height}/${index}`, hex(node))
    })
  }
  assert.equal(seen.size, 70 + 35 + 17 + 8 + 4 + 2 + 1)
  assert.equal(seen.get('3/2'), hex(definition(leaves.slice(16, 24))))
})

test('a kept range goes on where it was, and a copy goes its own way', () => {
  const range = Range.empty(nodeCrypto)
  for (const leaf of leaves.slice(0, 37)) range.append(leaf)
  const again = Range.read(nodeCrypto, JSON.parse(JSON.stringify(range.kept())))
  const copy = again.copy().append(leaves[0]!)
  for (const leaf of leaves.slice(37)) again.append(leaf)
  assert.equal(hex(again.root()), hex(definition(leaves)))
  assert.equal(copy.size, 38)
})

test('a kept range with too few peaks, a short peak or no whole size is refused', () => {
  const kept = Range.empty(nodeCrypto).append(leaves[0]!).append(leaves[1]!).append(leaves[2]!).kept()
  assert.throws(() => Range.read(nodeCrypto, { ...kept, peaks: kept.peaks.slice(1) }), /other peaks/)
  assert.throws(() => Range.read(nodeCrypto, { ...kept, size: 1.5 }), /other peaks/)
  assert.throws(() => Range.read(nodeCrypto, { ...kept, peaks: ['AAAA', 'AAAA'] }), /not a SHA-256/)
})
