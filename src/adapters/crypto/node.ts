// Hashing and signature checks by node:crypto, for keeper, sign, web and the command line.
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { base64url } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { readSpki } from './spki.ts'

const KEPT_KEYS = 10_000
const keys = new Map<string, KeyObject>()

export const nodeCrypto: Crypto = {
  sha256(...pieces) {
    const hash = createHash('sha256')
    for (const piece of pieces) hash.update(piece)
    return new Uint8Array(hash.digest())
  },
  verify(spki, data, signature) {
    try {
      const key = keyOf(spki)
      if (key.asymmetricKeyType === 'ed25519') return verify(null, data, key, signature)
      if (key.asymmetricKeyType === 'ec') return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' && verify('sha256', data, key, signature)
      if (key.asymmetricKeyType === 'rsa') return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 && verify('sha256', data, key, signature)
      return false
    } catch {
      return false
    }
  },
}

function keyOf(spki: Uint8Array): KeyObject {
  const name = base64url(spki)
  let key = keys.get(name)
  if (!key) {
    if (!readSpki(spki)) throw new TypeError('not a key of ours in its one spelling')
    key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    if (keys.size >= KEPT_KEYS) keys.clear()
    keys.set(name, key)
  }
  return key
}
