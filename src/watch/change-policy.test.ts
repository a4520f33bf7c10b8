// Tests of changing the policy: by two people, over the same document, whom it does not concern.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '../core/bytes.ts'
import { later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CODE, LOOSER, NARROWER, PEOPLE, POLICY, STRICTER, type Slug } from '../../test/people-of-arrivals.ts'
import type { Policy } from '../signoff/policy.ts'
import { policyStands } from './folded.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
const inForce = (journal: Journal) => journal.folded.policy?.document
const suspend = (journal: Journal, slug: Slug, since = journal.now) => journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf(slug).credential, since })

test('invariant 9: one person changes nothing; from the second on it is in force', () => {
  const journal = new Journal().begin()
  assert.equal(code(journal.policy('priya', LOOSER)), undefined)
  assert.deepEqual(inForce(journal), POLICY)
  assert.equal(code(journal.policy('priya', LOOSER)), 'SECOND_PERSON')
  assert.deepEqual(inForce(journal), POLICY)
  assert.equal(code(journal.policy('ines', LOOSER)), undefined)
  assert.deepEqual(inForce(journal), LOOSER)
})

test('invariant 9: two people sign the same document over the same policy', () => {
  const journal = new Journal().begin()
  journal.policy('priya', LOOSER)
  assert.equal(code(journal.policy('ines', STRICTER)), undefined)
  assert.deepEqual(inForce(journal), POLICY)
  assert.equal(code(journal.policy('omar', STRICTER)), undefined)
  assert.equal(code(journal.policy('ines', LOOSER, { predicate: { replaces: journal.digest(utf8('an older one')) } })), 'POLICY_MOVED')
  assert.equal(code(journal.policy('ines', LOOSER)), undefined, 'what was proposed over the older policy is not half of a change to the newer one')
  assert.deepEqual(inForce(journal), STRICTER)
})

test('the very first policy is signed by the two whom the trust file names', () => {
  const journal = new Journal()
  journal.keeper({ kind: 'begun', log: CODE })
  for (const slug of ['hugh', 'priya', 'ines'] as const) journal.enrol(slug)
  for (const slug of ['hugh', 'priya'] as const) journal.vouch(slug, 'ines')
  assert.equal(code(journal.vouch('hugh', 'ines')), 'VOUCH_NOT_NEEDED')
  assert.equal(code(journal.policy('ines', POLICY)), 'RIGHT_MISSING')
  assert.equal(code(journal.policy('hugh', POLICY)), undefined)
  assert.equal(code(journal.policy('hugh', POLICY)), 'SECOND_PERSON')
  assert.equal(code(journal.policy('priya', POLICY)), undefined)
  assert.deepEqual(inForce(journal), POLICY)
})

test('invariants 4, 9 and 18: only who may change the policy does, and neither an adviser nor an administrator', () => {
  const roles: Policy['roles'] = { ...POLICY.roles, administrator: { title: 'administrator', rights: ['administer', 'change-policy', 'pause'] } }
  const journal = new Journal().begin({ ...POLICY, roles })
  for (const slug of ['asha', 'dora', 'ada', 'vera', 'sol'] as const) assert.equal(code(journal.policy(slug, LOOSER)), 'RIGHT_MISSING', slug)
})

test('invariant 9: nobody approves a change of their own rights, or of their own place as arbiter', () => {
  const journal = new Journal().begin()
  assert.equal(code(journal.policy('hugh', NARROWER)), 'CONCERNS_YOU')
  assert.equal(code(journal.policy('hugh', { ...POLICY, arbiters: [] })), 'CONCERNS_YOU')
  assert.equal(code(journal.policy('priya', { ...POLICY, arbiters: [PEOPLE.priya.id, PEOPLE.hugh.id] })), 'CONCERNS_YOU')
  const wider: Policy['roles'] = { ...POLICY.roles, 'propriety-officer': { title: 'propriety officer', rights: ['2i', 'change-policy', 'extra-check', 'pause'] } }
  assert.equal(code(journal.policy('omar', { ...POLICY, roles: wider })), 'CONCERNS_YOU')
  assert.equal(code(journal.policy('ines', { ...POLICY, roles: wider })), undefined)
})

test('a policy that is not kept, cannot be read or is for another body is refused', () => {
  const journal = new Journal().begin()
  assert.equal(code(journal.policy('priya', LOOSER, { subject: CODE })), 'POLICY_UNREADABLE')
  const digest = journal.digest(utf8('{}'))
  journal.policies.set(digest, utf8('{}'))
  assert.equal(code(journal.policy('priya', LOOSER, { subject: digest })), 'POLICY_UNREADABLE')
  journal.policies.set(CODE, utf8('other bytes under this digest'))
  assert.equal(code(journal.policy('priya', LOOSER, { subject: CODE })), 'POLICY_UNREADABLE')
  assert.equal(code(journal.policy('priya', { ...POLICY, organisation: PEOPLE.asha.id as unknown as Policy['organisation'] })), 'POLICY_UNREADABLE')
})

test('invariant 5: a proposal by a key that was suspended before it is none', () => {
  const journal = new Journal().begin()
  journal.wait(MINUTE)
  journal.policy('omar', LOOSER)
  suspend(journal, 'omar', later(journal.now, -1))
  assert.equal(code(journal.policy('ines', LOOSER)), undefined)
  assert.deepEqual(inForce(journal), POLICY)
})

const SHORTER: Policy = { ...POLICY, routes: { ...POLICY.routes, full: { ...POLICY.routes['full']!, clearanceHours: 47 } } }

test('invariants 5 and 9: nothing goes out under a policy that rests on a suspended key, until two sign again', () => {
  const journal = new Journal().begin()
  journal.wait(MINUTE)
  for (const slug of ['omar', 'ines'] as const) journal.policy(slug, SHORTER)
  const post = journal.released(), says = () => {
    const may = journal.mayGo(post)
    return may.ok ? 'goes' : may.code
  }
  assert.equal(says(), 'goes')
  suspend(journal, 'omar', later(journal.now, -1))
  assert.equal(says(), 'POLICY_SIGNER_SUSPENDED')
  assert.deepEqual(inForce(journal), SHORTER, 'a stop does not bring an older policy back either')
  for (const slug of ['priya', 'ines'] as const) assert.equal(code(journal.policy(slug, SHORTER)), undefined)
  assert.ok(policyStands(journal.folded))
  assert.equal(says(), 'goes')
})
