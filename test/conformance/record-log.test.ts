// Tests of whole records: what holds, what is only consistent, and which statements in them do not stand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { exportLog, filesToSource } from '../../src/record/export.ts'
import type { TrustFile } from '../../src/record/trust-file.ts'
import { verifyLog } from '../../src/record/verify/log.ts'
import { demoKey, everyKind, passkey, Story } from './record-story.ts'

const DEMO = 'press.demo.invalid', REAL = 'press.example'
const verify = (story: Story, trust: TrustFile | null = story.trust()) => verifyLog(nodeCrypto, filesToSource(exportLog(nodeCrypto, story.leaves, story.checkpoint())), trust)
const demo = () => ({ bea: demoKey('Bea'), ravi: demoKey('Ravi'), mina: passkey('Mina', 'ES256') })
const real = () => ({ bea: passkey('Bea', 'ES256'), ravi: passkey('Ravi', 'EdDSA'), mina: passkey('Mina', 'ES256') })

test('a record with every kind of statement holds against its trust file', async () => {
  for (const [origin, keys] of [[DEMO, demo()], [REAL, real()]] as const) {
    const verdict = await verify(everyKind(new Story(origin), keys))
    assert.ok(verdict.answer === 'holds', JSON.stringify(verdict))
    assert.equal(verdict.demo, origin === DEMO)
    assert.deepEqual(verdict.notStanding, {})
    assert.deepEqual(verdict.statements, { enrol: 3, vouch: 2, policy: 2, declare: 1, confirm: 1, submit: 1, 'set-aside': 1, 'sign-off': 1, lift: 1, release: 1, reinstate: 2 })
    assert.deepEqual([verdict.stops, verdict.keeper, verdict.unreadable, verdict.posts, verdict.keys], [3, 2, 1, 1, 3])
  }
})
