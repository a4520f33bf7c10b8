// The marks of served statements and the demo keys: each is bound to what it was made for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { base64url, base64urlToBytes, utf8 } from '../core/bytes.ts'
import type { PersonId } from '../core/id.ts'
import { checkDemoSignature } from '../record/verify/assertion.ts'
import { openDemoKeys } from './demo-keys.ts'
import { openServed } from './served.ts'

const folder = () => {
  const files = new Map<string, string>()
  return { read: (name: string) => files.get(name), write: (name: string, text: string) => void files.set(name, text), files }
}

test('a mark holds for its own page and bytes alone, also after a restart', () => {
  const own = folder(), served = openServed(own), mark = served.mark('ticket', utf8('payload'))
  assert.ok(served.holds('ticket', utf8('payload'), mark))
  assert.ok(openServed(own).holds('ticket', utf8('payload'), mark))
  for (const [page, payload, given] of [['other', 'payload', mark], ['ticket', 'other', mark], ['ticket', 'payload', ''], ['ticket', 'payload', mark.slice(1)], ['ticketp', 'ayload', mark]] as const) assert.equal(served.holds(page, utf8(payload), given), false)
  assert.equal(openServed(folder()).holds('ticket', utf8('payload'), mark), false)
})

test('a demo key is made once for a person, signs verifiably, and belongs to nobody else', () => {
  const own = folder(), asha = '00000000-0000-4000-8000-000000000001' as PersonId, ben = '00000000-0000-4000-8000-000000000002' as PersonId
  const keys = openDemoKeys(own), spki = keys.spkiOf(asha), envelope = keys.sign(asha, utf8('payload'))
  assert.equal(envelope.key, base64url(spki))
  assert.deepEqual(openDemoKeys(own).spkiOf(asha), spki)
  assert.notDeepEqual(keys.spkiOf(ben), spki)
  assert.equal(checkDemoSignature(nodeCrypto, envelope, spki), undefined)
  assert.equal(checkDemoSignature(nodeCrypto, { ...envelope, payload: base64url(utf8('other')) }, spki), 'SIGNATURE_WRONG')
  assert.equal(checkDemoSignature(nodeCrypto, envelope, keys.spkiOf(ben)), 'SIGNATURE_WRONG')
  assert.equal(base64urlToBytes(envelope.signature).length, 64)
  assert.throws(() => keys.spkiOf('../keeper/log' as PersonId), /belongs to a person/)
})
