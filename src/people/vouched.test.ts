// Tests of what falls away with a suspended key: the keys that it vouched for since, and theirs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { PEOPLE, type Slug } from '../../test/people-of-arrivals.ts'
import { capacityOf, administers, rolesFor } from './standing.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
const suspend = (journal: Journal, slug: Slug, since = journal.now) => journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf(slug).credential, since })

/** Dora’s key is stolen and vouches, with Hugh, for a second key in Ben’s name. */
function withStolenVouch() {
  const journal = new Journal().begin()
  journal.wait(HOUR)
  const stolenAt = journal.now, key = journal.newKey()
  journal.wait(MINUTE)
  journal.enrol('ben', { key })
  for (const voucher of ['hugh', 'dora'] as const) assert.equal(code(journal.vouch(voucher, 'ben', key)), undefined)
  return { journal, key, stolenAt }
}

test('invariants 5 and 21: a key waits again when a voucher’s key turns out to have been suspended before the vouch', () => {
  const { journal, key, stolenAt } = withStolenVouch()
  assert.notEqual(journal.standingOf(key)!.from, null)
  suspend(journal, 'dora', stolenAt)
  assert.equal(journal.standingOf(key)!.from, null)
  assert.deepEqual(journal.standingOf(key)!.vouchers, [PEOPLE.hugh.id])
  assert.equal(code(journal.vouch('priya', 'ben', key)), undefined, 'somebody else vouches in her place')
  assert.equal(journal.standingOf(key)!.from, journal.entries.length - 1)
})

test('what was vouched for before the moment named stays', () => {
  const { journal, key } = withStolenVouch()
  journal.wait(MINUTE)
  suspend(journal, 'dora')
  assert.notEqual(journal.standingOf(key)!.from, null)
})

test('two who reinstate the key bring back what it vouched for', () => {
  const { journal, key, stolenAt } = withStolenVouch()
  suspend(journal, 'dora', stolenAt)
  const entry = journal.entries.length - 1
  for (const slug of ['hugh', 'priya'] as const) assert.equal(code(journal.reinstate(slug, journal.keyOf('dora'), entry)), undefined)
  assert.notEqual(journal.standingOf(key)!.from, null)
})

test('invariant 4: suspending a voucher does not make a civil servant of an adviser', () => {
  const journal = new Journal().begin(), key = journal.newKey()
  journal.wait(HOUR)
  journal.enrol('ben', { key, as: { capacity: 'special-adviser' } })
  for (const voucher of ['hugh', 'dora'] as const) journal.vouch(voucher, 'ben', key)
  assert.equal(capacityOf(journal.folded.people, PEOPLE.ben.id), 'special-adviser')
  suspend(journal, 'dora', later(journal.now, -MINUTE))
  assert.equal(journal.standingOf(key)!.from, null)
  assert.equal(capacityOf(journal.folded.people, PEOPLE.ben.id), 'special-adviser')
})

test('invariant 18: suspending an administrator’s key does not make an approver of the person', () => {
  const journal = new Journal().begin(), key = journal.newKey(), { people, policy } = journal.folded
  journal.enrol('ada', { key, as: { roles: ['duty-editor'] } })
  for (const voucher of ['hugh', 'dora'] as const) assert.equal(code(journal.vouch(voucher, 'ada', key)), undefined)
  journal.stop({ act: 'suspend', person: PEOPLE.ada.id, credential: journal.keyOf('ada').credential, since: later(journal.now, -HOUR) })
  assert.ok(administers(people, policy!.document.roles, PEOPLE.ada.id))
  assert.deepEqual(rolesFor(people, policy!.document.roles, PEOPLE.ada.id, 'press-office', journal.now), [])
})
