// Tests of the static form: which tiles a log of each size has, where they lie, and that proofs can be made from them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { utf8 } from '../core/bytes.ts'
import { leafHash } from './merkle.ts'
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts'
import { bundlePath, bundleToLeaves, leavesToBundle, lengthOfBundle, newSince, nodesFromTiles, pathsOf, tilePath, tilesOf } from './tiles.ts'
import { Tree } from './tree.ts'

const leaf = (i: number) => utf8(`leaf ${i}`)
function treeOf(size: number): Tree {
  const tree = new Tree(nodeCrypto)
  for (let i = 0; i < size; i++) tree.append(leafHash(nodeCrypto, leaf(i)))
  return tree
}

test('paths are those of tlog-tiles', () => {
  assert.equal(tilePath({ level: 0, index: 0, width: 256 }), 'tile/0/000')
  assert.equal(tilePath({ level: 1, index: 1234067, width: 256 }), 'tile/1/x001/x234/067')
  assert.equal(bundlePath({ index: 5, width: 112 }), 'tile/entries/005.p/112')
  assert.equal(bundlePath({ index: 1000, width: 1 }), 'tile/entries/x001/000.p/1')
})

test('a tree of 70,000 has the tiles that the specification counts, and a tree of 256 one full and one partial', () => {
  const tiles = [...tilesOf(70_000)]
  const count = (level: number, full: boolean) => tiles.filter(tile => tile.level === level && (tile.width === 256) === full).length
  assert.deepEqual([count(0, true), count(0, false), count(1, true), count(1, false), count(2, false)], [273, 1, 1, 1, 1])
  assert.deepEqual(tiles.filter(tile => tile.width < 256).map(tile => tile.width), [112, 17, 1])
  assert.deepEqual([...pathsOf(256)], ['checkpoint', 'tile/0/000', 'tile/1/000.p/1', 'tile/entries/000'])
  assert.deepEqual([...pathsOf(0)], ['checkpoint'])
})

test('what is new since an earlier size is what that size did not have', () => {
  const had = (size: number) => new Set([...tilesOf(size)].map(tilePath))
  for (const [old, size] of [[0, 1], [3, 3], [255, 256], [256, 300], [300, 511], [300, 513], [65_535, 65_537], [65_000, 131_072]] as const) {
    const before = had(old)
    assert.deepEqual(newSince(old, size).tiles.map(tilePath), [...tilesOf(size)].map(tilePath).filter(path => !before.has(path)), `${old} to ${size}`)
  }
})

test('a bundle gives back its entries, and one cut short, going on or with a wrong length is refused', () => {
  const leaves = [utf8('one'), utf8(''), new Uint8Array(65_535), utf8('four')]
  const bundle = leavesToBundle(leaves)
  assert.deepEqual(bundleToLeaves(bundle, 4), leaves)
  assert.throws(() => bundleToLeaves(bundle, 3), /goes on after its 3/)
  assert.throws(() => bundleToLeaves(bundle, 5), /ends after 4 of its 5/)
  assert.throws(() => bundleToLeaves(bundle.subarray(0, -1), 4), /ends inside the entry 3/)
  assert.throws(() => leavesToBundle([new Uint8Array(65_536)]), /too long/)
})

test('the first entries of a bundle are measured, and never beyond its end', () => {
  const leaves = [utf8('one'), utf8(''), utf8('three')], bundle = leavesToBundle(leaves)
  for (let width = 0; width <= 3; width++) assert.equal(lengthOfBundle(bundle, width), leavesToBundle(leaves.slice(0, width)).length)
  assert.equal(lengthOfBundle(bundle, 9), bundle.length)
  assert.equal(lengthOfBundle(Uint8Array.of(255, 255, 1), 1), 3)
})

test('proofs made from tiles hold, over level borders too', () => {
  const size = 66_000, tree = treeOf(size), root = tree.rootAt(size)
  const node = nodesFromTiles(nodeCrypto, size, at => tree.tile(at))
  for (const index of [0, 255, 256, 65_535, 65_536, size - 1]) {
    const proof = inclusionProof(nodeCrypto, index, size, node)
    assert.deepEqual(proof, inclusionProof(nodeCrypto, index, size, tree.node))
    assert.ok(verifyInclusion(nodeCrypto, { index, size, leafHash: leafHash(nodeCrypto, leaf(index)), proof, root }))
  }
  for (const oldSize of [1, 256, 257, 65_536, 65_999]) {
    const proof = consistencyProof(nodeCrypto, oldSize, size, node)
    assert.ok(verifyConsistency(nodeCrypto, { oldSize, oldRoot: tree.rootAt(oldSize), size, root, proof }))
  }
})

test('a tile of another length is a fault of whoever stored it, and so is a node that is not there', () => {
  const tree = treeOf(3)
  assert.throws(() => nodesFromTiles(nodeCrypto, 3, () => new Uint8Array(31))({ height: 0, index: 0 }), /another length/)
  assert.throws(() => tree.node({ height: 1, index: 1 }), /no node/)
  assert.throws(() => tree.tile({ level: 0, index: 0, width: 4 }), /no tile/)
})
