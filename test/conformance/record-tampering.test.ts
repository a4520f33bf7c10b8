// Tampering with records and receipts: flips of single bytes over all that verification covers, named tamperings each with the sentence that must notice it, and garbage.
// COUNTERSIGN_FLIPS sets how many bytes of the export are flipped (1,000 unless said), spread evenly over all of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { base64url, concat, utf8, utf8ToText } from '../../src/core/bytes.ts'
import { entryToLeaf, leafToEntry, type Entry } from '../../src/core/entry.ts'
import { signCheckpoint } from '../../src/record/checkpoint.ts'
import { exportLog, filesToSource, type ExportedFile } from '../../src/record/export.ts'
import { bytesToReceipt, makeReceipt, receiptToBytes, receiptToTlogProof } from '../../src/record/receipt.ts'
import type { RecordCode } from '../../src/record/reasons.ts'
import { leavesToBundle } from '../../src/record/tiles.ts'
import { verifyCheckpoint, verifyLog } from '../../src/record/verify/log.ts'
import { verifyReceipt } from '../../src/record/verify/receipt.ts'
import { demoKey, everyKind, fixedSigner, passkey, personOf, postOf, Story } from './record-story.ts'

const DEMO = 'press.demo.invalid', ENTRIES = 22
const keys = () => ({ bea: demoKey('Bea'), ravi: demoKey('Ravi'), mina: passkey('Mina', 'ES256') })
const story = everyKind(new Story(DEMO), keys()), trust = story.trust()
const filesOf = (of: Story) => exportLog(nodeCrypto, of.leaves, of.checkpoint())
const files = filesOf(story)
const verify = (changed: readonly ExportedFile[]) => verifyLog(nodeCrypto, filesToSource(changed), trust)
const BUNDLE = `tile/entries/000.p/${ENTRIES}`, TILE = `tile/0/000.p/${ENTRIES}`

test('every flipped byte of an export is noticed', async () => {
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0), flips = Math.min(Number(process.env['COUNTERSIGN_FLIPS'] ?? 1000), total)
  assert.ok(flips > 0)
  for (let flip = 0; flip < flips; flip++) {
    let at = Math.floor((flip * total) / flips)
    const file = files.find(({ bytes }) => (at < bytes.length ? true : ((at -= bytes.length), false)))!
    const bytes = file.bytes.slice()
    bytes[at]! ^= 1 << flip % 8
    const verdict = await verify(files.map(one => (one === file ? { ...one, bytes } : one)))
    assert.equal(verdict.answer, 'fails', `bit ${flip % 8} of byte ${at} of ${file.path}`)
  }
})

const receipt = makeReceipt(nodeCrypto, { index: 13, leaf: story.leaves[13]!, checkpoint: story.checkpoint(), node: story.tree.node })

test('every flipped byte of a receipt is noticed, in both its spellings, and of a checkpoint', () => {
  for (const [name, whole, check] of [
    ['receipt', receiptToBytes(receipt), verifyReceipt], ['tlog-proof', utf8(receiptToTlogProof(receipt)), verifyReceipt], ['checkpoint', utf8(story.checkpoint()), verifyCheckpoint],
  ] as const) {
    assert.equal(check(nodeCrypto, whole, trust).answer, 'holds')
    for (let at = 0; at < whole.length; at++) {
      const bytes = whole.slice()
      bytes[at]! ^= 1 << at % 8
      assert.equal(check(nodeCrypto, bytes, trust).answer, 'fails', `bit ${at % 8} of byte ${at} of the ${name}`)
    }
  }
})

const changed = (path: string, change: (bytes: Uint8Array) => Uint8Array) => files.map(file => (file.path === path ? { path, bytes: change(file.bytes) } : file))
const without = (path: string) => files.filter(file => file.path !== path)
const withFile = (path: string, bytes: Uint8Array) => [...without(path), { path, bytes }]
/** Bundles and tiles made again over other leaves, under the checkpoint that was signed over the right ones. */
const remade = (leaves: readonly Uint8Array[]) => [...filesOf(storyOf(leaves)).filter(file => file.path !== 'checkpoint'), files[0]!]
/** Other leaves, signed by the holder of the log's key. */
function storyOf(leaves: readonly Uint8Array[]): Story {
  const other = new Story(DEMO)
  for (const leaf of leaves) other.push(leaf)
  return other
}
const swapped = story.leaves.with(12, story.leaves[13]!).with(13, story.leaves[12]!)
const edited = (index: number, edit: (entry: Entry) => object) => story.leaves.with(index, entryToLeaf(edit(leafToEntry(story.leaves[index]!)) as Entry))
const large = new Story(DEMO)
everyKind(large, keys())
while (large.tree.size < 300) large.stop({ act: 'pause', person: personOf('Bea'), reason: null })
const largeFiles = filesOf(large)

const tamperings: readonly (readonly [name: string, code: RecordCode, noticed: RegExp, files: readonly ExportedFile[]])[] = [
  ['a word of an entry changed', 'RECORD_ENTRY_DIFFERS', /^Entry 10 is not the one that was signed/, changed(BUNDLE, () => leavesToBundle(edited(10, entry => ({ ...entry, via: 'sign' }))))],
  ['two entries swapped', 'RECORD_ENTRY_DIFFERS', /^Entry 12 is not the one that was signed/, changed(BUNDLE, () => leavesToBundle(swapped))],
  ['an entry replaced by a copy of another', 'RECORD_ENTRY_DIFFERS', /^Entry 13 is not/, changed(BUNDLE, () => leavesToBundle(story.leaves.with(13, story.leaves[12]!)))],
  ['an entry removed', 'RECORD_BUNDLE_DAMAGED', /ends after 21 of its 22 entries/, changed(BUNDLE, () => leavesToBundle(story.leaves.toSpliced(9, 1)))],
  ['an entry put in', 'RECORD_BUNDLE_DAMAGED', /goes on after its 22 entries/, changed(BUNDLE, () => leavesToBundle(story.leaves.toSpliced(9, 0, story.leaves[3]!)))],
  ['a bundle cut short', 'RECORD_BUNDLE_DAMAGED', /ends inside the entry 21/, changed(BUNDLE, bytes => bytes.subarray(0, -1))],
  ['bytes after a bundle', 'RECORD_BUNDLE_DAMAGED', /goes on after/, changed(BUNDLE, bytes => concat(bytes, utf8('x')))],
  ['an empty bundle', 'RECORD_BUNDLE_DAMAGED', /ends after 0/, changed(BUNDLE, () => new Uint8Array())],
  ['a word changed and the tiles made again', 'RECORD_ROOT_DIFFERS', /do not give the root that the checkpoint signs/, remade(edited(10, entry => ({ ...entry, via: 'sign' })))],
  ['two entries swapped and the tiles made again', 'RECORD_ROOT_DIFFERS', /do not give the root/, remade(swapped)],
  ['a refusal replaced by a repeated sign-off', 'RECORD_ROOT_DIFFERS', /do not give the root/, remade(story.leaves.with(14, story.leaves[13]!))],
  ['the last entry removed everywhere', 'RECORD_FILE_MISSING', /tile\/entries\/000\.p\/22 is missing/, remade(story.leaves.slice(0, -1))],
  ['an entry added everywhere', 'RECORD_FILE_MISSING', /tile\/entries\/000\.p\/22 is missing/, remade([...story.leaves, story.leaves[10]!])],
  ['an entry of another log', 'RECORD_ROOT_DIFFERS', /do not give the root/, remade(story.leaves.with(13, everyKind(new Story('council.demo.invalid'), keys()).leaves[13]!))],
  ['a bundle missing', 'RECORD_FILE_MISSING', /^tile\/entries\/000\.p\/22 is missing/, without(BUNDLE)],
  ['a tile missing', 'RECORD_FILE_MISSING', /^tile\/0\/000\.p\/22 is missing/, without(TILE)],
  ['a hash in a tile changed', 'RECORD_TILE_DIFFERS', /^tile\/0\/000\.p\/22 is not the tile of this record/, changed(TILE, bytes => bytes.with(40, bytes[40]! ^ 1))],
  ['a tile that goes on', 'RECORD_TILE_DIFFERS', /is not the tile/, changed(TILE, bytes => concat(bytes, new Uint8Array(32)))],
  ['a tile of another level', 'RECORD_TILE_DIFFERS', /^tile\/1\/000\.p\/1 is not the tile/, largeFiles.map(file => (file.path === 'tile/1/000.p/1' ? { ...file, bytes: largeFiles.find(({ path }) => path === 'tile/0/000')!.bytes } : file))],
  ['a tile of a level that is not there', 'RECORD_FILE_EXTRA', /^tile\/1\/000\.p\/1 is no part of the record/, withFile('tile/1/000.p/1', new Uint8Array(32))],
  ['a file more', 'RECORD_FILE_EXTRA', /^notes\.txt is no part of the record/, withFile('notes.txt', utf8('it was approved'))],
  ['a bundle of an earlier size left behind', 'RECORD_FILE_EXTRA', /000\.p\/21 is no part/, withFile('tile/entries/000.p/21', leavesToBundle(story.leaves.slice(0, 21)))],
  ['no checkpoint', 'RECORD_NO_CHECKPOINT', /The checkpoint is missing/, without('checkpoint')],
  ['a checkpoint without a signature', 'RECORD_CHECKPOINT_UNREADABLE', /cannot be read/, changed('checkpoint', bytes => utf8(utf8ToText(bytes).replace(/— .*\n/, '')))],
  ['a checkpoint of another key', 'RECORD_NOT_SIGNED', /is not signed by the key of the log press\.demo\.invalid/, withFile('checkpoint', utf8(signCheckpoint(nodeCrypto, { origin: DEMO, size: ENTRIES, root: story.tree.rootAt(ENTRIES) }, fixedSigner('somebody else'))))],
  ['a checkpoint of another log', 'RECORD_OTHER_LOG', /is of the log council\.demo\.invalid/, withFile('checkpoint', utf8(everyKind(new Story('council.demo.invalid'), keys()).checkpoint()))],
  ['a checkpoint with a smaller size', 'RECORD_NOT_SIGNED', /is not signed by/, changed('checkpoint', bytes => utf8(utf8ToText(bytes).replace('\n22\n', '\n21\n')))],
  ['a checkpoint of an earlier size', 'RECORD_FILE_MISSING', /A record of 20 entries has it/, withFile('checkpoint', utf8(storyOf(story.leaves.slice(0, 20)).checkpoint()))],
  ['an entry of a post left out by the holder of the log’s key', 'RECORD_CHAIN_BROKEN', new RegExp(`Entry 14 does not follow the entry before it of the post ${postOf('the flood warning')}: it says that it is number 4 and is number 3`), filesOf(storyOf(story.leaves.with(13, story.leaves[6]!)))],
  ['an entry that names another as the one before it', 'RECORD_CHAIN_BROKEN', /names entry 3 as the one before it, and that is entry 10/, filesOf(storyOf(edited(11, entry => ({ ...entry, prev: 3 }))))],
  ['an entry of no post that claims a place in one', 'RECORD_CHAIN_BROKEN', /says that it is number 5 and is number 0/, filesOf(storyOf(edited(6, entry => ({ ...entry, n: 5 }))))],
  ['something without a form signed into the record', 'RECORD_ENTRY_UNREADABLE', /Entry 22 is signed into the record and has no known form/, filesOf(storyOf([...story.leaves, utf8('it was approved')]))],
  ['a first key replaced by the holder of the log’s key', 'RECORD_FIRST_KEY_MISSING', /pins a first key of the person/, filesOf(storyOf(story.leaves.with(2, story.leaves[0]!)))],
]

test('each named tampering is noticed by the sentence that is for it', async () => {
  assert.equal((await verify(files)).answer, 'holds')
  assert.equal((await verify(largeFiles)).answer, 'holds')
  assert.ok(tamperings.length >= 25)
  for (const [name, code, noticed, tampered] of tamperings) {
    const verdict = await verify(tampered)
    assert.ok(verdict.answer === 'fails', name)
    assert.deepEqual([verdict.code, verdict.demo], [code, true], name)
    assert.match(verdict.sentence, noticed, name)
  }
})

test('each tampering with a receipt is noticed by the sentence that is for it', () => {
  const other = everyKind(new Story('council.demo.invalid'), keys())
  const stop = makeReceipt(nodeCrypto, { index: 10, leaf: story.leaves[10]!, checkpoint: story.checkpoint(), node: story.tree.node })
  const bad = storyOf(edited(13, entry => ({ ...entry, post: postOf('another') })))
  const signedBadly = makeReceipt(nodeCrypto, { index: 13, leaf: bad.leaves[13]!, checkpoint: bad.checkpoint(), node: bad.tree.node })
  const trials = [
    ['RECEIPT_NOT_IN_RECORD', /does not show that its statement is entry 12/, { ...receipt, index: 12 }],
    ['RECEIPT_NOT_IN_RECORD', /is entry 9007199254740991/, { ...receipt, index: Number.MAX_SAFE_INTEGER }],
    ['RECEIPT_NOT_IN_RECORD', /is entry 13/, { ...receipt, leaf: base64url(story.leaves[12]!) }],
    ['RECEIPT_NOT_IN_RECORD', /is entry 13/, { ...receipt, proof: receipt.proof.slice(1) }],
    ['RECEIPT_NOT_IN_RECORD', /is entry 13/, { ...receipt, proof: [...receipt.proof, receipt.proof[0]!] }],
    ['RECEIPT_NOT_IN_RECORD', /is entry 13/, { ...receipt, checkpoint: storyOf(story.leaves.slice(0, 20)).checkpoint() }],
    ['RECORD_OTHER_LOG', /is of the log council/, { ...receipt, checkpoint: other.checkpoint() }],
    ['RECORD_NOT_SIGNED', /is not signed by/, { ...receipt, checkpoint: receipt.checkpoint.replace('\n22\n', '\n23\n') }],
    ['RECORD_CHECKPOINT_UNREADABLE', /cannot be read/, { ...receipt, checkpoint: 'approved' }],
    ['RECEIPT_NOT_A_STATEMENT', /it is a stop entry, which nobody signed/, stop],
    ['RECEIPT_DOES_NOT_STAND', /It is about another post than its entry/, signedBadly],
  ] as const
  for (const [code, noticed, tampered] of trials) {
    const verdict = verifyReceipt(nodeCrypto, receiptToBytes(tampered), trust)
    assert.ok(verdict.answer === 'fails')
    assert.equal(verdict.code, code)
    assert.match(verdict.sentence, noticed)
  }
  const unreadable = verifyReceipt(nodeCrypto, utf8('{"v":1}'), trust)
  assert.ok(unreadable.answer === 'fails' && unreadable.code === 'RECEIPT_UNREADABLE')
})

test('garbage is answered, never thrown at the caller', async () => {
  const mangled = fc.record({ file: fc.nat(files.length - 1), from: fc.nat(40_000), length: fc.nat(200), put: fc.uint8Array({ maxLength: 60 }) })
  await fc.assert(fc.asyncProperty(mangled, async ({ file, from, length, put }) => {
    const { path, bytes } = files[file]!, at = from % (bytes.length + 1)
    const now = concat(bytes.subarray(0, at), put, bytes.subarray(at + length))
    const same = now.length === bytes.length && now.every((byte, i) => byte === bytes[i])
    assert.equal((await verify(changed(path, () => now))).answer, same ? 'holds' : 'fails')
    assert.notEqual((await verifyLog(nodeCrypto, filesToSource(changed(path, () => now)), null)).answer, 'holds')
  }), { numRuns: 150 })
  const whole = receiptToBytes(receipt)
  fc.assert(fc.property(fc.nat(whole.length), fc.nat(100), fc.uint8Array({ maxLength: 60 }), (at, length, put) => {
    const now = concat(whole.subarray(0, at), put, whole.subarray(at + length))
    for (const against of [trust, null]) assert.ok(['holds', 'consistent', 'fails'].includes(verifyReceipt(nodeCrypto, now, against).answer))
  }), { numRuns: 300 })
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
    assert.equal(verifyReceipt(nodeCrypto, bytes, trust).answer, 'fails')
    assert.equal(verifyCheckpoint(nodeCrypto, bytes, trust).answer, 'fails')
  }))
})

test('a receipt is the same in both its spellings', () => {
  assert.deepEqual(bytesToReceipt(receiptToBytes(receipt)), receipt)
  assert.deepEqual(verifyReceipt(nodeCrypto, utf8(receiptToTlogProof(receipt)), trust), verifyReceipt(nodeCrypto, receiptToBytes(receipt), trust))
})
