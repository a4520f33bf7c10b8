// Tests of sealed values: a box gives back what was put in, and to nobody who changed it, exchanged it or lacks its key.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hex } from '../../core/bytes.ts'
import { commitmentOf } from '../../core/digest.ts'
import { nodeCrypto } from '../crypto/node.ts'
import { freshSalt, openBox, sealBox } from './sealed.ts'

const remote = { field: 'remote', salt: freshSalt(), value: 'at://did:example/post/1' }

test('a box gives back the value and the salt, under the commitment that the record names', () => {
  const box = sealBox(remote)
  assert.equal(hex(box.commitment), commitmentOf(nodeCrypto, 'remote', remote.salt, remote.value))
  assert.deepEqual(openBox(box), { salt: remote.salt, value: remote.value })
})

test('without its own key a box stays shut, so that destroying the key erases the value', () => {
  assert.throws(() => openBox({ ...sealBox(remote), key: sealBox(remote).key }))
})

test('a changed bit is noticed', () => {
  const box = sealBox(remote)
  for (const at of [0, 12, box.box.length - 1]) {
    const changed = Uint8Array.from(box.box)
    changed[at]! ^= 1
    assert.throws(() => openBox({ ...box, box: changed }))
  }
})

test('two boxes cannot be exchanged, nor one shown under another field', () => {
  const one = sealBox(remote), other = sealBox({ ...remote, value: 'another' })
  assert.throws(() => openBox({ ...one, box: other.box, key: other.key }))
  assert.throws(() => openBox({ ...one, field: 'name' }))
})
