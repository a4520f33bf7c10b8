// Tests that both implementations of the crypto port agree: on hashes, on good signatures, on bent ones, and where a signer means to tell them apart.
import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { test } from 'node:test'
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { sha512 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { concat, hexToBytes, utf8 } from '../../core/bytes.ts'
import { ed25519ToSpki } from '../../record/spki.ts'
import { browserCrypto } from './browser.ts'
import { nodeCrypto } from './node.ts'
import { toBigInt } from './spki.ts'

const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }))
const pairs = [generateKeyPairSync('ed25519'), generateKeyPairSync('ec', { namedCurve: 'P-256' }), generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 3072, publicExponent: 3 })]
const keys = pairs.map(({ publicKey, privateKey }) => ({
  name: `${publicKey.asymmetricKeyType} ${publicKey.asymmetricKeyDetails?.modulusLength ?? ''}`,
  spki: spkiOf(publicKey), signs: (data: Uint8Array) => new Uint8Array(sign(publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256', data, privateKey)),
}))
function bothSay(spki: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  const said = [nodeCrypto, browserCrypto].map(crypto => crypto.verify(spki, data, signature))
  assert.equal(said[0], said[1], Buffer.from(concat(spki, data, signature)).toString('hex'))
  return said[0]!
}
const bytes = (max = 200) => fc.uint8Array({ maxLength: max })

test('both hash the same, in one piece or in several', () => {
  fc.assert(fc.property(fc.array(bytes()), pieces => {
    assert.deepEqual(browserCrypto.sha256(...pieces), nodeCrypto.sha256(...pieces))
    assert.deepEqual(browserCrypto.sha256(concat(...pieces)), browserCrypto.sha256(...pieces))
  }))
})

test('both take every good signature, and refuse it over other data and under another key', () => {
  for (const { name, spki, signs } of keys) {
    fc.assert(fc.property(bytes(), data => {
      const signature = signs(data)
      assert.ok(bothSay(spki, data, signature), name)
      assert.ok(!bothSay(spki, concat(data, utf8('x')), signature), name)
      for (const other of keys) if (other.spki !== spki) assert.ok(!bothSay(other.spki, data, signature), name)
    }), { numRuns: 8 })
  }
})

test('both refuse a bent signature and say the same of a bent key', () => {
  const data = utf8('what was signed')
  for (const { spki, signs } of keys) {
    const signature = signs(data)
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const i = at % signature.length, j = at % spki.length
      assert.ok(!bothSay(spki, data, signature.with(i, signature[i]! ^ flip)))
      bothSay(spki.with(j, spki[j]! ^ flip), data, signature)
    }), { numRuns: 60 })
    for (const wrong of [new Uint8Array(), signature.subarray(1), concat(signature, Uint8Array.of(0)), concat(Uint8Array.of(0), signature)]) assert.ok(!bothSay(spki, data, wrong))
    for (const wrong of [new Uint8Array(), spki.subarray(0, -1), concat(spki, Uint8Array.of(0))]) assert.ok(!bothSay(wrong, data, signature))
  }
})

test('both say no to garbage, and never throw', () => {
  fc.assert(fc.property(bytes(400), bytes(), bytes(300), (spki, data, signature) => assert.ok(!bothSay(spki, data, signature))))
})

test('both refuse keys of other kinds, of other curves, too short, or in another spelling', () => {
  const data = utf8('what was signed'), ec = pairs[1]!
  const others = [generateKeyPairSync('ec', { namedCurve: 'P-384' }), generateKeyPairSync('ed448'), generateKeyPairSync('rsa', { modulusLength: 1024 }), generateKeyPairSync('rsa-pss', { modulusLength: 2048 })]
  for (const { publicKey, privateKey } of others) {
    const signature = new Uint8Array(sign(publicKey.asymmetricKeyType === 'ed448' ? null : 'sha256', data, privateKey))
    assert.ok(!bothSay(spkiOf(publicKey), data, signature))
  }
  const point = p256.Point.fromBytes(spkiOf(ec.publicKey).subarray(26))
  const compressed = concat(hexToBytes('3039301306072a8648ce3d020106082a8648ce3d030107032200'), point.toBytes(true))
  assert.ok(!bothSay(compressed, data, keys[1]!.signs(data)))
})

test('both take an ES256 signature in either of its two forms, since browsers make both', () => {
  const data = utf8('what was signed'), { spki, signs } = keys[1]!
  const { r, s } = p256.Signature.fromBytes(signs(data), 'der')
  const other = new p256.Signature(r, p256.Point.Fn.ORDER - s).toBytes('der')
  assert.ok(bothSay(spki, data, other))
})

test('both refuse an ES256 signature in any other spelling than DER', () => {
  const data = utf8('what was signed'), { spki, signs } = keys[1]!
  for (let i = 0; i < 20; i++) {
    const signature = signs(data), length = signature[1]!, r = signature.subarray(4, 4 + signature[3]!), rest = signature.subarray(4 + r.length)
    const padded = concat(Uint8Array.of(0x30, length + 1, 0x02, r.length + 1, 0x00), r, rest)
    const longLength = concat(Uint8Array.of(0x30, 0x81, length), signature.subarray(2))
    const unpadded = r[0] === 0 ? concat(Uint8Array.of(0x30, length - 1, 0x02, r.length - 1), r.subarray(1), rest) : signature.with(2, 0x03)
    for (const wrong of [padded, longLength, unpadded, concat(signature, Uint8Array.of(0)), new p256.Signature(1n, 1n).toBytes('compact')]) assert.ok(!bothSay(spki, data, wrong))
  }
})

test('both say the same of Ed25519 keys and signatures with parts of small order', () => {
  const { Point } = ed25519, order = Point.Fn.ORDER
  const torsion = ED25519_TORSION_SUBGROUP.map(hexadecimal => Point.fromBytes(hexToBytes(hexadecimal), true))
  const answers = new Set<boolean>()
  for (const inKey of torsion) {
    for (const inNonce of torsion) {
      for (const [a, nonce] of [[0n, 99n], [77n, 99n], [77n, 0n]] as const) {
        const publicKey = Point.BASE.multiplyUnsafe(a).add(inKey).toBytes(), r = Point.BASE.multiplyUnsafe(nonce).add(inNonce).toBytes(), data = utf8(`told apart ${a}`)
        const k = toBigInt(sha512(concat(r, publicKey, data)).toReversed()) % order
        answers.add(bothSay(ed25519ToSpki(publicKey), data, concat(r, littleEndian((nonce + k * a) % order))))
      }
    }
  }
  assert.deepEqual(answers, new Set([true, false]))
})

test('both refuse an Ed25519 signature whose second half is not reduced', () => {
  const data = utf8('what was signed'), { spki, signs } = keys[0]!
  const signature = signs(data), s = toBigInt(signature.slice(32).toReversed())
  assert.ok(!bothSay(spki, data, concat(signature.subarray(0, 32), littleEndian(s + ed25519.Point.Fn.ORDER))))
})

test('both say the same of random points, on the curve or not', () => {
  for (let i = 0; i < 200; i++) bothSay(ed25519ToSpki(new Uint8Array(randomBytes(32))), utf8('x'), keys[0]!.signs(utf8('x')))
})

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
}
