// Tests of digests and commitments.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { base64url, utf8 } from './bytes.ts'
import { commitmentOf, digestOf, digestOfJson, isDigest } from './digest.ts'

const SALT = base64url(new Uint8Array(32))

test('the digest of a value is SHA-256 of its canonical bytes', () => {
  assert.equal(digestOf(nodeCrypto, utf8('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  assert.equal(digestOfJson(nodeCrypto, { b: 1, a: 'x' }), digestOf(nodeCrypto, utf8('{"a":"x","b":1}')))
  assert.ok(isDigest(digestOf(nodeCrypto, utf8(''))) && !isDigest('x') && !isDigest(undefined))
})

test('a commitment is to one field, salt and value', () => {
  const one = commitmentOf(nodeCrypto, 'name', SALT, 'Asha Quill')
  assert.equal(one, digestOf(nodeCrypto, new Uint8Array([...utf8('countersign commitment v1\nname\n'), ...new Uint8Array(32), ...utf8('Asha Quill')])))
  const others = [commitmentOf(nodeCrypto, 'remark', SALT, 'Asha Quill'), commitmentOf(nodeCrypto, 'name', base64url(new Uint8Array(32).fill(1)), 'Asha Quill'), commitmentOf(nodeCrypto, 'name', SALT, 'Asha')]
  assert.equal(new Set([one, ...others]).size, 4)
})

test('a salt is 32 bytes, no more and no less', () => {
  for (const salt of ['', base64url(new Uint8Array(31)), base64url(new Uint8Array(33))]) assert.throws(() => commitmentOf(nodeCrypto, 'name', salt, 'x'), /32 bytes/)
})
