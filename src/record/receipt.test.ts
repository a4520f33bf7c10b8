// Tests of the two spellings of a receipt: each reads back what it was made from, and refuses every other text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { generateKey, signerFromPem } from '../adapters/crypto/signer.ts'
import { base64urlToBytes, utf8, utf8ToText } from '../core/bytes.ts'
import { bytesToCheckpoint, signCheckpoint } from './checkpoint.ts'
import { leafHash } from './merkle.ts'
import { verifyInclusion } from './proof.ts'
import { bytesToReceipt, makeReceipt, receiptToBytes, receiptToTlogProof, tlogProofToReceipt } from './receipt.ts'
import { Tree } from './tree.ts'

const leaves = ['one', 'two', 'three', 'four', 'five'].map(utf8), tree = new Tree(nodeCrypto)
for (const leaf of leaves) tree.append(leafHash(nodeCrypto, leaf))
const checkpoint = signCheckpoint(nodeCrypto, { origin: 'press.example', size: 5, root: tree.rootAt(5) }, signerFromPem(generateKey()))
const receiptOf = (index: number) => makeReceipt(nodeCrypto, { index, leaf: leaves[index]!, checkpoint, node: tree.node })

test('a receipt proves the leaf that it carries, and both spellings give it back', () => {
  for (let index = 0; index < 5; index++) {
    const receipt = receiptOf(index)
    assert.deepEqual(bytesToReceipt(receiptToBytes(receipt)), receipt)
    assert.deepEqual(tlogProofToReceipt(utf8(receiptToTlogProof(receipt))), receipt)
    const { size, root } = bytesToCheckpoint(utf8(receipt.checkpoint))
    assert.ok(verifyInclusion(nodeCrypto, { index, size, root, leafHash: leafHash(nodeCrypto, base64urlToBytes(receipt.leaf)), proof: receipt.proof.map(base64urlToBytes) }))
  }
})

test('the tlog-proof text is that of the specification, line by line', () => {
  const lines = receiptToTlogProof(receiptOf(4)).split('\n')
  assert.deepEqual(lines.slice(0, 3), ['c2sp.org/tlog-proof@v1', 'extra Zml2ZQ==', 'index 4'])
  assert.match(lines[3]!, /^[A-Za-z0-9+/]{43}=$/)
  assert.deepEqual(lines.slice(4), ['', ...checkpoint.split('\n')])
})

test('the only leaf of a log needs no hashes', () => {
  const single = new Tree(nodeCrypto).append(leafHash(nodeCrypto, leaves[0]!))
  const receipt = makeReceipt(nodeCrypto, { index: 0, leaf: leaves[0]!, checkpoint: signCheckpoint(nodeCrypto, { origin: 'press.example', size: 1, root: single.rootAt(1) }, signerFromPem(generateKey())), node: single.node })
  assert.deepEqual(receipt.proof, [])
  assert.deepEqual(tlogProofToReceipt(utf8(receiptToTlogProof(receipt))), receipt)
})

test('an entry beyond the checkpoint gets no receipt', () => {
  assert.throws(() => makeReceipt(nodeCrypto, { index: 5, leaf: leaves[0]!, checkpoint, node: tree.node }), /no such entry/)
})

test('other spellings are refused', () => {
  const json = utf8ToText(receiptToBytes(receiptOf(2))), text = receiptToTlogProof(receiptOf(2))
  for (const changed of [json + '\n', json.replace('"v":1', '"v":2'), json.replace('"index":2', '"index":-2'), json.replace('"kind":"receipt"', '"kind":"pack"'), '{}']) assert.throws(() => bytesToReceipt(utf8(changed)), TypeError, changed)
  for (const changed of ['', text.replace('@v1', '@v2'), text.replace(/extra .*\n/, ''), text.replace('index 2', 'index 02'), text.replace('index 2', 'index 9007199254740993'), text.replace('index 2\n', ''), text.replace(/\n\n[^]*/, ''), text.replace('=\n', '\n'), 'x'.repeat(500_000)])
    assert.throws(() => tlogProofToReceipt(utf8(changed)), TypeError, changed.slice(0, 100))
})
