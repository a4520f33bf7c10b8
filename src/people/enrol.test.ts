// Tests of keys: enrolled by themselves, vouched for by two, suspended by anyone, reinstated by two.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CODE, PEOPLE, type Slug } from '../../test/people-of-arrivals.ts'
import { makeDemoKey } from '../../test/soft-passkey.ts'
import { credentialOf } from './enrol.ts'
import { capacityOf, managerOf, rolesOf } from './standing.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
const begun = () => new Journal().begin()
const suspend = (journal: Journal, slug: Slug, since = journal.now) => journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf(slug).credential, since })

test('invariant 21: a key counts from the second voucher on, the line manager among them', () => {
  const journal = new Journal().begin(undefined, ['cleo'])
  assert.equal(code(journal.enrol('cleo')), undefined)
  assert.equal(code(journal.declare('cleo', 'press-officer')), 'KEY_NOT_VOUCHED')
  assert.equal(code(journal.vouch('ben', 'cleo')), undefined)
  assert.equal(journal.standingOf(journal.keyOf('cleo'))!.from, null, 'one voucher is not enough')
  assert.equal(code(journal.vouch('dora', 'cleo')), undefined)
  assert.equal(journal.standingOf(journal.keyOf('cleo'))!.from, null, 'two colleagues without the line manager are not enough')
  assert.equal(code(journal.vouch('hugh', 'cleo')), undefined)
  assert.equal(journal.standingOf(journal.keyOf('cleo'))!.from, journal.entries.length - 1)
  assert.equal(code(journal.vouch('priya', 'cleo')), 'VOUCH_NOT_NEEDED')
  assert.equal(code(journal.declare('cleo', 'press-officer')), undefined)
})

test('invariant 21: nobody vouches for themselves, twice, as an adviser, as an administrator, without a role, or for another enrolment', () => {
  const journal = new Journal().begin(undefined, ['cleo', 'finn'])
  journal.enrol('cleo')
  const second = journal.newKey()
  journal.enrol('ben', { key: second })
  assert.equal(code(journal.vouch('ben', 'ben', second)), 'VOUCH_FOR_ONESELF')
  assert.equal(code(journal.vouch('ben', 'cleo')), undefined)
  assert.equal(code(journal.vouch('ben', 'cleo')), 'VOUCHED_ALREADY')
  assert.equal(code(journal.vouch('sol', 'cleo')), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.vouch('vera', 'cleo')), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.vouch('ada', 'cleo')), 'VOUCHER_NOT_ENTITLED')
  assert.equal(code(journal.vouch('hugh', 'cleo', journal.keyOf('cleo'), { predicate: { of: CODE } })), 'VOUCH_FOR_NOTHING')
  assert.equal(code(journal.vouch('hugh', 'finn')), 'VOUCH_FOR_NOTHING')
  assert.equal(code(journal.vouch('cleo', 'ben', second)), 'KEY_NOT_VOUCHED')
})

test('somebody without any role vouches for nobody', () => {
  const journal = new Journal().begin(undefined, ['cleo', 'finn'])
  journal.enrol('cleo', { as: { roles: [] } })
  for (const voucher of ['hugh', 'ben'] as const) assert.equal(code(journal.vouch(voucher, 'cleo')), undefined)
  journal.enrol('finn')
  assert.equal(code(journal.vouch('cleo', 'finn')), 'VOUCHER_NOT_ENTITLED')
})

test('invariant 21: before there are roles, the first two alone vouch', () => {
  const journal = new Journal()
  journal.keeper({ kind: 'begun', log: CODE })
  for (const slug of ['hugh', 'priya', 'ada', 'cleo'] as const) assert.equal(code(journal.enrol(slug)), undefined)
  for (const voucher of ['hugh', 'priya'] as const) assert.equal(code(journal.vouch(voucher, 'ada')), undefined)
  assert.equal(code(journal.vouch('ada', 'cleo')), 'NO_POLICY', 'nobody knows yet that Ada administers')
})

test('a key enrols itself and nothing else', () => {
  const journal = begun(), key = journal.newKey()
  assert.equal(code(journal.enrol('ben', { key, subject: CODE })), 'KEY_NOT_ITS_OWN')
  assert.equal(code(journal.enrol('ben', { key: journal.newKey(), predicate: { credential: CODE } })), 'KEY_NOT_ITS_OWN')
  assert.equal(code(journal.enrol('ben', { key: journal.newKey(), predicate: { key: 3 } })), 'KEY_NOT_ITS_OWN')
  assert.equal(code(journal.enrol('ben')), 'KEY_KNOWN')
  assert.equal(code(journal.enrol('dora', { key: journal.keyOf('ben') })), 'KEY_KNOWN')
})

test('invariant 21: whoever knows the id of a pinned key cannot enrol another key under it', () => {
  const journal = new Journal(), pinned = journal.keyOf('hugh'), other = journal.newKey()
  journal.keeper({ kind: 'begun', log: CODE })
  const stolen = { ...other, credential: pinned.credential, sign: (payload: Uint8Array) => ({ ...other.sign(payload), credential: (pinned.sign(payload) as { credential: string }).credential }) }
  assert.equal(code(journal.enrol('hugh', { key: stolen })), 'KEY_PINNED_OTHERWISE')
  assert.equal(code(journal.enrol('asha', { key: pinned })), 'KEY_PINNED_OTHERWISE', 'nor may the key itself take another name')
  assert.equal(code(journal.enrol('hugh')), undefined)
})

test('the digest of a key is that of the browser’s id, or of a demo key itself', () => {
  const journal = new Journal({ signatures: 'real' }), key = makeDemoKey(), payload = new Uint8Array(3)
  assert.equal(credentialOf(journal.given.crypto, key.sign(payload)), key.credential)
  assert.equal(credentialOf(journal.given.crypto, journal.keyOf('ben').sign(payload)), journal.keyOf('ben').credential)
})

test('invariant 21: a second key cannot choose itself another line manager', () => {
  const journal = begun(), key = journal.newKey()
  journal.enrol('asha', { key, as: { manager: PEOPLE.dora.id, roles: ['duty-editor', 'press-officer'] } })
  assert.equal(code(journal.vouch('dora', 'asha', key)), undefined)
  assert.equal(code(journal.vouch('ben', 'asha', key)), undefined)
  assert.equal(journal.standingOf(key)!.from, null, 'the new manager and a friend do not do')
  assert.equal(managerOf(journal.folded.people, PEOPLE.asha.id), PEOPLE.hugh.id)
  assert.equal(code(journal.vouch('hugh', 'asha', key)), undefined)
  assert.notEqual(journal.standingOf(key)!.from, null)
  assert.equal(managerOf(journal.folded.people, PEOPLE.asha.id), PEOPLE.dora.id)
})

test('invariant 4: a second key never widens a capacity', () => {
  const journal = begun(), key = journal.newKey()
  journal.enrol('sol', { key, as: { capacity: 'civil-servant' } })
  for (const voucher of ['hugh', 'priya'] as const) assert.equal(code(journal.vouch(voucher, 'sol', key)), undefined)
  assert.equal(capacityOf(journal.folded.people, PEOPLE.sol.id), 'special-adviser')
})

test('anyone suspends a key at once, and of two suspensions the one that reaches further back holds', () => {
  const journal = begun()
  assert.equal(code(suspend(journal, 'ben', later(journal.now, -HOUR))), undefined)
  assert.equal(code(suspend(journal, 'ben')), undefined)
  assert.equal(journal.standingOf(journal.keyOf('ben'))!.suspended, later(journal.now, -HOUR))
  assert.equal(code(journal.declare('ben', 'press-officer')), 'KEY_SUSPENDED')
  assert.deepEqual(rolesOf(journal.folded.people, PEOPLE.ben.id, journal.now), [])
  assert.equal(code(journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: CODE, since: journal.now })), 'KEY_UNKNOWN')
})

test('invariant 21: two others reinstate a suspended key, and the person cannot', () => {
  const journal = begun(), key = journal.keyOf('ben')
  journal.wait(HOUR)
  suspend(journal, 'ben')
  const entry = journal.entries.length - 1
  assert.equal(code(journal.reinstate('ben', key, entry)), 'VOUCH_FOR_ONESELF')
  assert.equal(code(journal.reinstate('hugh', key, entry - 1)), 'NOT_SUSPENDED')
  assert.equal(code(journal.reinstate('ada', key, entry)), 'VOUCHER_NOT_ENTITLED')
  assert.equal(code(journal.reinstate('sol', key, entry)), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.reinstate('hugh', key, entry)), undefined)
  assert.equal(code(journal.reinstate('hugh', key, entry)), 'VOUCHED_ALREADY')
  assert.notEqual(journal.standingOf(key)!.suspended, null)
  journal.wait(MINUTE)
  assert.equal(code(journal.reinstate('dora', key, entry)), undefined)
  assert.equal(journal.standingOf(key)!.suspended, null)
  assert.equal(code(journal.declare('ben', 'press-officer')), undefined)
  assert.equal(code(journal.reinstate('priya', key, entry)), 'NOT_SUSPENDED')
})

test('a second key of the same person does not reinstate the first', () => {
  const journal = begun(), key = journal.keyOf('ben'), second = journal.newKey()
  journal.enrol('ben', { key: second })
  for (const voucher of ['hugh', 'dora'] as const) journal.vouch(voucher, 'ben', second)
  suspend(journal, 'ben')
  assert.equal(code(journal.reinstate('ben', key, journal.entries.length - 1, { key: second, predicate: { key: journal.standingOf(second)!.entry } })), 'VOUCH_FOR_ONESELF')
})

test('a suspension of a first key from the beginning on is undone by those who would count without it', () => {
  const journal = begun(), key = journal.keyOf('hugh')
  suspend(journal, 'hugh', later(journal.now, -900 * DAY))
  const entry = journal.entries.length - 1
  assert.equal(code(journal.declare('ben', 'press-officer')), 'KEY_NOT_VOUCHED', 'everybody whom Hugh vouched for waits')
  assert.equal(code(journal.reinstate('ben', key, entry)), undefined)
  assert.equal(code(journal.reinstate('dora', key, entry)), undefined)
  assert.equal(code(journal.declare('ben', 'press-officer')), undefined)
})
