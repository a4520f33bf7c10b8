// Tests of whole records: what holds, what is only consistent, and which statements in them do not stand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserCrypto } from '../../src/adapters/crypto/browser.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { base64url, utf8 } from '../../src/core/bytes.ts'
import { digestOf } from '../../src/core/digest.ts'
import { leafToEntry } from '../../src/core/entry.ts'
import type { Instant } from '../../src/core/instant.ts'
import { exportLog, filesToSource } from '../../src/record/export.ts'
import type { RecordCode } from '../../src/record/reasons.ts'
import type { TrustFile } from '../../src/record/trust-file.ts'
import { verifyLog } from '../../src/record/verify/log.ts'
import { demoKey, digest, everyKind, passkey, personOf, postOf, Story, type Bent } from './record-story.ts'

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

test('without a trust file the same record is only consistent in itself', async () => {
  for (const [origin, keys] of [[DEMO, demo()], [REAL, real()]] as const) {
    const verdict = await verify(everyKind(new Story(origin), keys), null)
    assert.ok(verdict.answer === 'consistent', JSON.stringify(verdict))
    assert.deepEqual([verdict.notStanding, verdict.keys, verdict.demo], [{}, 3, origin === DEMO])
  }
})

test('an empty record, and one of several hundred entries, holds', async () => {
  const story = new Story(DEMO)
  assert.equal((await verify(story)).answer, 'holds')
  story.begin()
  for (let i = 0; i < 600; i++) story.stop({ act: 'pause', person: personOf('Bea'), reason: null })
  const verdict = await verify(story)
  assert.ok(verdict.answer === 'holds')
  assert.deepEqual([verdict.size, verdict.stops, verdict.keys, verdict.lastAt], [601, 600, 0, '2026-11-23T09:10:00.000Z'])
})

/** A record in which Bea and Ravi are first, and then something is tried: the codes that it must leave. */
async function tried(trial: (story: Story, keys: ReturnType<typeof demo>) => void, origin = DEMO, keys: ReturnType<typeof demo> = demo()): Promise<object> {
  const story = new Story(origin)
  story.begin()
  story.enrolFirst(keys.bea)
  story.enrolFirst(keys.ravi)
  trial(story, keys)
  const verdict = await verify(story)
  assert.ok(verdict.answer === 'holds', JSON.stringify(verdict))
  return verdict.notStanding
}
const code = { name: 'code', digest: digest('the code') }, role = { role: 'author' }

test('a false claim stays in the record, does not stand, and its reason is counted', async () => {
  const claims: readonly (readonly [RecordCode, (story: Story, keys: ReturnType<typeof demo>) => void])[] = [
    ['STATEMENT_FORM', (story, { bea }) => story.state(bea, 'declare', code, role, { envelope: () => bea.envelop(utf8('{"not":"a statement"}')) })],
    ['STATEMENT_OF_ANOTHER_MAKE', (story, { bea }) => story.state(bea, 'declare', code, role, { demo: false })],
    ['STATEMENT_OF_ANOTHER_LOG', (story, { bea }) => story.state(bea, 'declare', code, role, { log: { ...story.signed(bea).log, origin: 'council.demo.invalid' } })],
    ['STATEMENT_OF_ANOTHER_HISTORY', (story, { bea }) => story.state(bea, 'declare', code, role, { log: { ...story.signed(bea).log, root: digest('another root') } })],
    ['STATEMENT_OF_ANOTHER_HISTORY', (story, { bea }) => story.state(bea, 'declare', code, role, { log: { ...story.signed(bea).log, size: 2 ** 52 } })],
    ['STATEMENT_EXPIRED', (story, { bea }) => story.state(bea, 'declare', code, role, { expires: '2026-11-23T08:59:00.000Z' as Instant })],
    ['STATEMENT_REPEATED', (story, { bea }) => {
      story.state(bea, 'declare', code, role)
      const again = story.leaves.at(-1)!
      story.push(again)
    }],
    ['SIGNED_WITH_UNKNOWN_KEY', story => story.state(demoKey('Zed'), 'declare', code, role)],
    ['SIGNED_WITH_ANOTHERS_KEY', (story, { bea }) => story.state(bea, 'declare', code, role, { person: personOf('Ravi') })],
    ['SIGNATURE_WRONG', (story, { bea, ravi }) => story.state(bea, 'declare', code, role, { envelope: envelope => ({ ...envelope, signature: ravi.envelop(utf8('x')).signature }) })],
    ['SIGNED_BEFORE_VOUCHED', (story, { bea, mina }) => {
      story.enrol(mina)
      story.vouch(bea, mina)
      story.state(mina, 'declare', code, role)
    }],
    ['KEY_ENROLLED_BEFORE', (story, { bea }) => story.enrol(bea)],
    ['KEY_NOT_ITSELF', story => story.enrol(demoKey('Zed'), { credential: digest('another credential') })],
    ['KEY_NOT_ITSELF', story => story.enrol(demoKey('Zed'), { spki: base64url(demoKey('Yan').spki) })],
    ['VOUCHED_FOR_NOTHING', (story, { bea, ravi }) => story.vouch(bea, ravi)],
    ['VOUCHED_TWICE', (story, { bea, mina }) => {
      story.enrol(mina)
      story.vouch(bea, mina)
      story.vouch(bea, mina)
    }],
    ['VOUCHED_FOR_ONESELF', (story, { bea }) => {
      const second = demoKey('Bea', 'Bea’s second')
      story.enrol(second)
      story.vouch(bea, second)
    }],
    ['REINSTATED_NOTHING', (story, { bea, ravi }) => story.state(bea, 'reinstate', { name: 'key', digest: digestOf(nodeCrypto, ravi.spki) }, { suspended: 1 })],
    ['SIGNED_WHILE_SUSPENDED', (story, { bea }) => {
      story.stop({ act: 'suspend', person: personOf('Ravi'), credential: bea.credential, since: story.now })
      story.state(bea, 'declare', code, role)
    }],
  ]
  for (const [reason, claim] of claims) assert.deepEqual(await tried(claim), { [reason]: 1 }, reason)
})

test('a statement about another post than its entry does not stand', async () => {
  const story = everyKind(new Story(DEMO), demo())
  const submission = leafToEntry(story.leaves[11]!)
  const moved = new Story(DEMO)
  everyKind(moved, demo())
  moved.append({ ...submission, post: postOf('another'), n: 0, prev: null })
  const verdict = await verify(moved)
  assert.ok(verdict.answer === 'holds')
  assert.deepEqual(verdict.notStanding, { ['STATEMENT_OF_ANOTHER_POST']: 1 })
})

test('a demo key counts for nothing in a real record', async () => {
  const { bea, ravi, mina } = real()
  assert.deepEqual(await tried(story => story.enrol(demoKey('Zed')), REAL, { bea, ravi, mina }), { ['SIGNATURE_ONLY_FOR_DEMO']: 1 })
})

test('a passkey counts only from the signing origin, over these bytes, with the person verified', async () => {
  const wrong: readonly (readonly [RecordCode, Bent])[] = [
    ['SIGNATURE_CLIENT_DATA', { clientData: 'not JSON' }], ['SIGNATURE_TYPE', { type: 'webauthn.create' }], ['SIGNATURE_ORIGIN', { origin: 'https://web.example' }],
    ['SIGNATURE_CROSS_ORIGIN', { more: { crossOrigin: true } }], ['SIGNATURE_CHALLENGE', { challenge: 'AAAA' }], ['SIGNATURE_AUTHENTICATOR', { tail: utf8('x') }],
    ['SIGNATURE_RP_ID', { rpId: 'web.example' }], ['SIGNATURE_NOT_USER_VERIFIED', { flags: 0x19 }], ['SIGNATURE_WRONG', { signs: utf8('other bytes') }],
  ]
  for (const [reason, bent] of wrong) assert.deepEqual(await tried(story => story.enrol(passkey('Zed', 'ES256', bent))), { [reason]: 1 }, reason)
})

test('a further key counts from the second of two vouches, and only when the line manager gave one', async () => {
  const counts = async (manager: string | null, by: readonly ('bea' | 'ravi' | 'mina')[]) => {
    const story = new Story(DEMO), keys = demo(), zed = demoKey('Zed')
    story.begin()
    story.enrolFirst(keys.bea)
    story.enrolFirst(keys.ravi)
    story.enrol(keys.mina)
    story.vouch(keys.bea, keys.mina)
    story.vouch(keys.ravi, keys.mina)
    story.enrol(zed, { manager: manager === null ? null : personOf(manager) })
    for (const name of by) story.vouch(keys[name], zed)
    story.state(zed, 'declare', code, role)
    const verdict = await verify(story)
    return verdict.answer === 'holds' && verdict.statements.declare === 1
  }
  assert.equal(await counts('Mina', ['bea', 'ravi']), false)
  assert.equal(await counts('Mina', ['bea']), false)
  assert.equal(await counts('Mina', ['bea', 'mina']), true)
  assert.equal(await counts('Mina', ['bea', 'ravi', 'mina']), true)
  assert.equal(await counts(null, ['bea', 'mina']), true)
})

test('a suspended key signs again once two others have reinstated it, and what it signed before the suspension still stands', async () => {
  const story = new Story(DEMO), { bea, ravi, mina } = demo()
  everyKind(story, { bea, ravi, mina })
  story.state(mina, 'declare', code, role)
  const suspended = story.stop({ act: 'suspend', person: personOf('Ravi'), credential: mina.credential, since: story.now })
  story.state(mina, 'declare', code, role)
  story.state(bea, 'reinstate', { name: 'key', digest: digestOf(nodeCrypto, mina.spki) }, { suspended })
  story.state(mina, 'declare', code, role)
  story.state(ravi, 'reinstate', { name: 'key', digest: digestOf(nodeCrypto, mina.spki) }, { suspended })
  story.state(mina, 'declare', code, role)
  const verdict = await verify(story)
  assert.ok(verdict.answer === 'holds')
  assert.deepEqual([verdict.statements.declare, verdict.notStanding], [3, { SIGNED_WHILE_SUSPENDED: 2 }])
})

test('the first keys are those that the trust file pins, with that person and key', async () => {
  const story = everyKind(new Story(DEMO), demo()), trust = story.trust(), [one, other] = trust.first
  const stranger = demoKey('Zed')
  const swapped = await verify(story, { ...trust, first: [one!, { ...other!, person: personOf('Zed') }] })
  assert.ok(swapped.answer === 'fails' && swapped.code === 'RECORD_FIRST_KEY_MISSING')
  assert.equal(swapped.sentence, `The trust file pins a first key of the person ${personOf('Zed')}, and the record does not enrol it. Check that trust file and record belong together and that the record is not older than the file.`)
  const judgedCodes: string[] = []
  const files = filesToSource(exportLog(nodeCrypto, story.leaves, story.checkpoint()))
  await verifyLog(nodeCrypto, files, { ...trust, first: [one!, { ...other!, person: personOf('Zed') }] }, (_index, _entry, judged) => {
    if (judged && !judged.stands) judgedCodes.push(judged.code)
  })
  assert.equal(judgedCodes[0], 'KEY_NOT_AS_PINNED')
  const unknown = await verify(story, { ...trust, first: [one!, { person: personOf('Zed'), credential: stranger.credential, spki: base64url(stranger.spki) }] })
  assert.ok(unknown.answer === 'fails' && unknown.code === 'RECORD_FIRST_KEY_MISSING')
  const nobody = await verify(story, { ...trust, first: [] })
  assert.ok(nobody.answer === 'holds')
  assert.deepEqual([nobody.keys, nobody.statements], [0, { enrol: 3 }])
})

test('whoever reads along is shown each entry and what was judged of it', async () => {
  const story = everyKind(new Story(DEMO), demo()), seen: string[] = []
  await verifyLog(nodeCrypto, filesToSource(exportLog(nodeCrypto, story.leaves, story.checkpoint())), story.trust(), (index, entry, judged) => {
    seen.push(`${index} ${entry.kind} ${judged?.stands ? judged.statement.kind : ''}`)
  })
  assert.equal(seen.length, story.leaves.length)
  assert.deepEqual(seen.slice(0, 2), ['0 keeper ', '1 statement enrol'])
})

test('the browser’s cryptography gives the same verdict as Node’s', async () => {
  for (const [origin, keys] of [[DEMO, demo()], [REAL, real()]] as const) {
    const story = everyKind(new Story(origin), keys), files = exportLog(nodeCrypto, story.leaves, story.checkpoint())
    const [node, browser] = await Promise.all([nodeCrypto, browserCrypto].map(crypto => verifyLog(crypto, filesToSource(files), story.trust())))
    assert.deepEqual(browser, node)
    assert.equal(node!.answer, 'holds')
  }
})
