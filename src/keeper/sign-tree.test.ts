// Tests of signing: once for each size, only what begins with what was signed, and only our own checkpoint is believed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, memoryLog, take } from '../../test/memory-log.ts'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { hex, utf8 } from '../core/bytes.ts'
import type { Entry } from '../core/entry.ts'
import { bytesToCheckpoint, signedByLog } from '../record/checkpoint.ts'
import { readSigned, signTree, type SignedHead } from './sign-tree.ts'

const unreadable = (count: number): Entry => ({ ...at(null), via: 'keeper', kind: 'keeper', keeper: { kind: 'unreadable', digest: 'ab'.repeat(32), from: 'web', count, why: 'not canonical JSON' } })
function signed() {
  const given = memoryLog(), none = readSigned(nodeCrypto, given.folder, given.trust)
  const sign = (before: SignedHead): SignedHead => signTree(nodeCrypto, given.folder, given.trust, given.log, before)
  return { ...given, none, sign }
}

test('the head of the log is signed, written and read again', () => {
  const { folder, trust, log, none, sign } = signed(), head = sign(none)
  assert.deepEqual([none.size, head.size, head.root], [0, 1, hex(log.tree.rootAt(1))])
  const checkpoint = bytesToCheckpoint(utf8(folder.text('checkpoint')!))
  assert.ok(signedByLog(nodeCrypto, checkpoint, trust.signer.publicKey))
  assert.deepEqual(readSigned(nodeCrypto, folder, trust), head)
})

test('a log that has not grown is not signed again', () => {
  const { folder, none, sign } = signed(), head = sign(none), before = folder.read('checkpoint')
  assert.equal(sign(head), head)
  assert.equal(folder.read('checkpoint'), before)
})

test('a log that does not begin with what was signed is never signed', () => {
  const { log, none, sign, folder } = signed(), head = sign(none), before = folder.read('checkpoint')
  take(log, unreadable(1))
  assert.throws(() => sign({ ...head, root: 'cd'.repeat(32) as typeof head.root }), /does not begin with/)
  assert.throws(() => sign({ ...head, size: 99 }), /does not begin with/)
  assert.equal(folder.read('checkpoint'), before)
})

for (const [what, change] of [
  ['signed by another log’s key', (text: string) => text.replace(/[^\n]+\n$/, memoryLogNote())],
  ['changed after it was signed', (text: string) => text.replace('\n1\n', '\n2\n')],
  ['cut short', (text: string) => text.slice(0, 40)],
] as const) {
  test(`a checkpoint ${what} is not believed, and nothing is signed after it`, () => {
    const { folder, trust, none, sign } = signed()
    sign(none)
    folder.write('checkpoint', change(folder.text('checkpoint')!))
    assert.throws(() => readSigned(nodeCrypto, folder, trust), /is not a checkpoint that this log's key signed/)
  })
}
function memoryLogNote(): string {
  const other = signed()
  other.sign(other.none)
  return /[^\n]+\n$/.exec(other.folder.text('checkpoint')!)![0]
}
