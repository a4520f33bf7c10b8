// Tests of pinning the first two keys: by code, once each, two persons, and only an enrolment that will count (invariant 21).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFolder } from '../../test/memory-folder.ts'
import { enrolment, memoryLog, personId, take, type Enrolling, type MemoryLog } from '../../test/memory-log.ts'
import { makePasskey } from '../../test/soft-passkey.ts'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import type { Instant } from '../core/instant.ts'
import { bytesToTrustFile } from '../record/trust-file.ts'
import { pinFirstKey } from './pin-first-keys.ts'

const CODES = ['code-one-of-this-test', 'code-two-of-this-test'] as const
const begin = (): MemoryLog => memoryLog(memoryFolder({ 'codes.json': JSON.stringify(CODES) }))
function pin(given: MemoryLog, enrolling: Enrolling): boolean {
  const { entry, statement } = enrolment(given, enrolling)
  return pinFirstKey({ crypto: nodeCrypto, ...given }, entry, statement)
}
const pinned = ({ folder }: MemoryLog) => bytesToTrustFile(folder.read('trust.json')!).first.map(({ person }) => person)

test('two people with the two codes are pinned in the trust file, and their enrolments then count without a voucher', () => {
  const given = begin(), one = enrolment(given, { person: personId(1), code: CODES[0] })
  assert.ok(pinFirstKey({ crypto: nodeCrypto, ...given }, one.entry, one.statement))
  assert.equal(take(given.log, one.entry).why, undefined)
  assert.equal(given.log.folded.people.keys[one.passkey.credential]?.from, 1)
  assert.ok(pin(given, { person: personId(2), code: CODES[1] }))
  assert.deepEqual(pinned(given), [personId(1), personId(2)])
})

test('without a code, or with another, nobody is pinned', () => {
  const given = begin()
  assert.ok(!pin(given, { person: personId(1) }))
  assert.ok(!pin(given, { person: personId(1), code: 'a code that nobody gave out' }))
  assert.ok(!pin(memoryLog(), { person: personId(1), code: CODES[0] }), 'no codes were given out')
  assert.deepEqual(pinned(given), [])
})

test('a code pins one key, and a person has one', () => {
  const given = begin()
  assert.ok(pin(given, { person: personId(1), code: CODES[0] }))
  assert.ok(!pin(given, { person: personId(2), code: CODES[0] }), 'the code is spent')
  assert.ok(!pin(given, { person: personId(1), code: CODES[1] }), 'the person is pinned')
  assert.deepEqual(pinned(given), [personId(1)])
})

test('there are two first keys and no third', () => {
  const given = memoryLog(memoryFolder({ 'codes.json': JSON.stringify([...CODES, 'code-three-of-this-test']) }))
  for (const [i, code] of CODES.entries()) assert.ok(pin(given, { person: personId(i + 1), code }))
  assert.ok(!pin(given, { person: personId(3), code: 'code-three-of-this-test' }))
})

test('an enrolment that would not count pins nothing, and leaves the code for one that does', () => {
  const given = begin()
  assert.ok(!pin(given, { person: personId(1), code: CODES[0], expires: '2026-11-24T08:00:00.000Z' as Instant }), 'expired')
  assert.ok(!pin(given, { person: personId(1), code: CODES[0], change: envelope => ({ ...envelope, signature: makePasskey().sign(new Uint8Array()).signature }) }), 'signed by another key')
  assert.ok(pin(given, { person: personId(1), code: CODES[0] }))
})

test('killed after the code was marked as spent, the same enrolment pins still, and another does not', () => {
  const given = begin(), passkey = makePasskey(), before = given.folder.read('trust.json')!
  assert.ok(pin(given, { person: personId(1), passkey, code: CODES[0] }))
  given.folder.files.set('trust.json', before)
  const again = memoryLog(given.folder)
  assert.ok(!pin(again, { person: personId(2), code: CODES[0] }))
  assert.ok(pin(again, { person: personId(1), passkey, code: CODES[0] }))
})
