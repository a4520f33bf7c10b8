// Tests of the understanding of the code: declared by the person, confirmed by the line manager, current at the moment of the act.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CODE, PEOPLE, POLICY, RULEBOOK, ROLES, type Slug } from '../../test/people-of-arrivals.ts'
import { actsIn, stillUnderstood, understood } from './understand.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
const gate = (journal: Journal, slug: Slug, right: string) => {
  const acts = actsIn(journal.folded.people, journal.folded.policy!.document.roles, PEOPLE[slug].id, right, journal.now)
  return 'ok' in acts ? acts.code : acts.understanding.role
}

/** Cleo’s key counts, and nothing is declared yet. */
function withoutUnderstanding() {
  const journal = new Journal().begin(undefined, ['cleo'])
  journal.enrol('cleo')
  for (const voucher of ['hugh', 'priya'] as const) journal.vouch(voucher, 'cleo')
  return journal
}

test('invariant 5: the gate says missing, waits, ran out, in this order of a life', () => {
  const journal = withoutUnderstanding()
  assert.equal(gate(journal, 'cleo', 'write'), 'UNDERSTANDING_MISSING')
  assert.equal(code(journal.declare('cleo', 'press-officer')), undefined)
  assert.equal(gate(journal, 'cleo', 'write'), 'UNDERSTANDING_WAITS')
  assert.equal(code(journal.confirm('hugh', 'cleo', later(journal.now, 30 * DAY))), undefined)
  assert.equal(gate(journal, 'cleo', 'write'), 'press-officer')
  journal.wait(30 * DAY)
  assert.equal(gate(journal, 'cleo', 'write'), 'UNDERSTANDING_RAN_OUT')
})

test('the gate refuses who has no key, no right, or no such capacity', () => {
  const journal = new Journal().begin(undefined, ['cleo'])
  assert.equal(gate(journal, 'cleo', 'write'), 'KEY_MISSING')
  assert.equal(gate(journal, 'asha', 'release'), 'RIGHT_MISSING')
  assert.equal(gate(journal, 'sol', 'write'), 'ADVISER_CANNOT_SIGN')
  assert.equal(gate(journal, 'vera', 'release'), 'ADVISER_CANNOT_SIGN')
  assert.equal(gate(journal, 'ada', 'press-office'), 'RIGHT_MISSING')
})

test('invariant 5: only the line manager confirms, never oneself, never an adviser', () => {
  const journal = withoutUnderstanding()
  journal.declare('cleo', 'press-officer')
  assert.equal(code(journal.confirm('cleo', 'cleo')), 'SELF_CONFIRM')
  assert.equal(code(journal.confirm('dora', 'cleo')), 'NOT_THEIR_MANAGER')
  assert.equal(code(journal.confirm('sol', 'cleo')), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.confirm('hugh', 'cleo')), undefined)
})

test('somebody without a line manager in the body is confirmed by one of the first two', () => {
  const journal = new Journal().begin(undefined, ['vera'])
  journal.enrol('vera', { as: { capacity: 'civil-servant' } })
  for (const voucher of ['hugh', 'priya'] as const) journal.vouch(voucher, 'vera')
  journal.declare('vera', 'head-of-news')
  assert.equal(code(journal.confirm('dora', 'vera')), 'NOT_THEIR_MANAGER')
  assert.equal(code(journal.confirm('priya', 'vera')), undefined)
})

test('invariant 5: nobody confirms whose word their own understanding rests on', () => {
  const journal = new Journal().begin()
  journal.declare('hugh', 'head-of-news')
  assert.equal(code(journal.confirm('priya', 'hugh')), undefined)
  journal.declare('priya', 'propriety-officer')
  assert.equal(code(journal.confirm('hugh', 'priya')), 'RING_CONFIRM')
})

test('a declaration is over the code in force, for a role that is held', () => {
  const journal = withoutUnderstanding()
  assert.equal(code(journal.declare('cleo', 'press-officer', { subject: RULEBOOK })), 'CODE_NOT_IN_FORCE')
  assert.equal(code(journal.declare('cleo', 'auditor')), 'ROLE_NOT_HELD')
})

test('a confirmation names a declaration that waits, word for word', () => {
  const journal = withoutUnderstanding()
  assert.equal(code(journal.confirm('hugh', 'cleo')), 'DECLARATION_NOT_THERE')
  journal.declare('cleo', 'press-officer')
  assert.equal(code(journal.confirm('hugh', 'cleo', undefined, { subject: CODE })), 'DECLARATION_NOT_THERE')
  assert.equal(code(journal.confirm('hugh', 'cleo')), undefined)
  assert.equal(code(journal.confirm('hugh', 'cleo', undefined, { predicate: { declaration: journal.entries.length - 3 } })), 'DECLARATION_NOT_THERE', 'a declaration is used up by its confirmation')
})

test('a declaration made before the code changed is not confirmed afterwards', () => {
  const journal = withoutUnderstanding()
  journal.declare('cleo', 'press-officer')
  const newCode = { ...POLICY, code: { digest: RULEBOOK, days: 365 } }
  for (const slug of ['priya', 'ines'] as const) assert.equal(code(journal.policy(slug, newCode)), undefined)
  assert.equal(code(journal.confirm('hugh', 'cleo')), 'DECLARATION_NOT_THERE')
})

test('a confirmation follows the talk and lasts no longer than the policy says', () => {
  const journal = withoutUnderstanding()
  journal.declare('cleo', 'press-officer')
  assert.equal(code(journal.confirm('hugh', 'cleo', later(journal.now, 366 * DAY))), 'CONFIRMED_TOO_LONG')
  assert.equal(code(journal.confirm('hugh', 'cleo', journal.now)), 'CONFIRMED_TOO_LONG')
  assert.equal(code(journal.confirm('hugh', 'cleo', undefined, { predicate: { talked: later(journal.now, MINUTE) } })), 'CONFIRMED_TOO_LONG')
})

test('invariant 5: what was done in an understanding goes on counting when it runs out, and not when its confirmer’s key was suspended before it', () => {
  const journal = new Journal().begin(), entry = journal.understanding('ben', '2i'), { people } = journal.folded, at = journal.now
  const holds = () => understood(people, ROLES, PEOPLE.ben.id, '2i', entry, at) && stillUnderstood(people, PEOPLE.ben.id, entry, at)
  assert.ok(holds())
  assert.ok(!understood(people, ROLES, PEOPLE.ben.id, 'release', entry, at), 'not for a right that the role does not give')
  assert.ok(!understood(people, ROLES, PEOPLE.asha.id, '2i', entry, at), 'not for somebody else')
  journal.wait(400 * DAY)
  assert.ok(holds())
  assert.ok(!stillUnderstood(people, PEOPLE.ben.id, entry, journal.now))
  journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf('hugh').credential, since: later(at, -HOUR) })
  assert.ok(!holds())
})
