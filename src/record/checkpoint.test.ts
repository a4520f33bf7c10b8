// Tests of checkpoints: written and read back, and the heads that are none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { generateKey, signerFromPem } from '../adapters/crypto/signer.ts'
import { utf8 } from '../core/bytes.ts'
import { bytesToCheckpoint, signCheckpoint, signedByLog } from './checkpoint.ts'

const signer = signerFromPem(generateKey())
const head = { origin: 'press.example.demo.invalid', size: 41, root: new Uint8Array(32).fill(7) }
const text = signCheckpoint(nodeCrypto, head, signer)

test('a checkpoint says origin, size and root, and is signed by the log alone', () => {
  const { note: _, ...read } = bytesToCheckpoint(utf8(text))
  assert.deepEqual(read, head)
  assert.ok(signedByLog(nodeCrypto, bytesToCheckpoint(utf8(text)), signer.publicKey))
  assert.ok(!signedByLog(nodeCrypto, bytesToCheckpoint(utf8(text)), new Uint8Array(32).fill(9)))
})

test('a size with a leading nought, a sign, a fraction or beyond exact numbers is refused, and so is a root of another length', () => {
  for (const size of ['041', '-41', '+41', '4.1', '4e1', ' 41', '', '9007199254740993']) assert.throws(() => bytesToCheckpoint(utf8(text.replace('\n41\n', `\n${size}\n`))), TypeError)
  for (const root of ['AAAA', 'not base64', '']) assert.throws(() => bytesToCheckpoint(utf8(text.replace(/\n[^\n]{44}\n/, `\n${root}\n`))), TypeError)
})

test('extension lines are read past, but an empty one is not', () => {
  assert.equal(bytesToCheckpoint(utf8(text.replace('=\n\n', '=\nmore\n\n'))).size, 41)
  assert.throws(() => bytesToCheckpoint(utf8(text.replace('=\n\n', '=\n\nmore\n\n'))), TypeError)
})

test('a head that could not be read again is not signed', () => {
  assert.throws(() => signCheckpoint(nodeCrypto, { ...head, size: -1 }, signer), TypeError)
  assert.throws(() => signCheckpoint(nodeCrypto, { ...head, root: new Uint8Array(31) }, signer), TypeError)
  assert.throws(() => signCheckpoint(nodeCrypto, { ...head, origin: 'two\nlines' }, signer), TypeError)
})
