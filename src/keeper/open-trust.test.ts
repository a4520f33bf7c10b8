// Tests of the key and the trust file: made once, kept, and refused when they do not belong together or to this installation.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateKey } from '../adapters/crypto/signer.ts'
import type { OrganisationId } from '../core/id.ts'
import { memoryFolder } from '../../test/memory-folder.ts'
import { openTrust } from './open-trust.ts'
import type { Place } from './ports.ts'

const place = (more: Partial<Place> = {}): Place => ({
  body: '00000000-0000-4000-8000-0000000000a0' as OrganisationId, demo: true, signingOrigin: 'http://sign.localhost:3001', webHost: 'localhost:3000', wallHost: 'wall.localhost:3002', foldVersion: '1', ...more,
})
const real = place({ demo: false, signingOrigin: 'https://sign.gov.example', webHost: 'countersign.gov.example' })

test('at the first start both are made; at the next the same are opened', () => {
  const folder = memoryFolder(), trust = openTrust(folder, place())
  assert.match(trust.file.origin, /^log-[0-9a-f]{16}\.demo\.invalid$/)
  assert.deepEqual([trust.file.rpId, trust.file.first], ['sign.localhost', []])
  const again = openTrust(folder, place())
  assert.deepEqual(again.file, trust.file)
  assert.deepEqual(again.signer.publicKey, trust.signer.publicKey)
})

test('a real log is named after the body’s own host, and never ends as a demonstration’s does (invariant 23)', () => {
  assert.match(openTrust(memoryFolder(), real).file.origin, /^log-[0-9a-f]{16}\.countersign\.gov\.example$/)
})

test('a demonstration’s trust file does not serve a real body, nor the other way round (invariant 23)', () => {
  const folder = memoryFolder()
  openTrust(folder, place())
  assert.throws(() => openTrust(folder, place({ demo: false })), /One cannot become the other/)
})

test('another key than the trust file names is refused', () => {
  const folder = memoryFolder()
  openTrust(folder, place())
  folder.write('log.key', generateKey())
  assert.throws(() => openTrust(folder, place()), /names another log key/)
})

test('a lost key is not replaced by a new one', () => {
  const folder = memoryFolder()
  openTrust(folder, place())
  folder.files.delete('log.key')
  assert.throws(() => openTrust(folder, place()), /Restore it from the backup/)
})

test('a signing address that was changed is refused: passkeys belong to the old one', () => {
  const folder = memoryFolder()
  openTrust(folder, place())
  assert.throws(() => openTrust(folder, place({ signingOrigin: 'http://other.localhost:3001' })), /set COUNTERSIGN_SIGN back/)
})

test('killed between the key and the trust file, the next start makes the trust file for that key', () => {
  const folder = memoryFolder()
  const { signer } = openTrust(folder, place())
  folder.files.delete('trust.json')
  assert.deepEqual(openTrust(folder, place()).signer.publicKey, signer.publicKey)
})
