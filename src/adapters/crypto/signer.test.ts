// Tests of signing keys: a fresh key signs what its public half checks, and other keys are refused.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { utf8 } from '../../core/bytes.ts'
import { ed25519ToSpki } from '../../record/spki.ts'
import { nodeCrypto } from './node.ts'
import { generateKey, signerFromPem } from './signer.ts'

test('a fresh key signs what its public half checks, and every key is another', () => {
  const pem = generateKey(), signer = signerFromPem(pem)
  const signature = signer.sign(utf8('these bytes'))
  assert.ok(nodeCrypto.verify(ed25519ToSpki(signer.publicKey), utf8('these bytes'), signature))
  assert.ok(!nodeCrypto.verify(ed25519ToSpki(signer.publicKey), utf8('those bytes'), signature))
  assert.deepEqual(signerFromPem(pem).publicKey, signer.publicKey)
  assert.notDeepEqual(signerFromPem(generateKey()).publicKey, signer.publicKey)
})

test('a key of another kind, or no key, is refused', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  assert.throws(() => signerFromPem(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()), /Ed25519 private key is wanted/)
  assert.throws(() => signerFromPem(publicKey.export({ format: 'pem', type: 'spki' }).toString()))
  assert.throws(() => signerFromPem('no key'))
})
