// Tests of where people stand: whose key counts when, and who holds a right.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { PEOPLE } from '../../test/people-of-arrivals.ts'
import { actCounts, bindingCounts, capacityOf, currentUnderstanding, holdersOf, keyCounts, managerOf, neverApproves, rolesFor } from './standing.ts'

test('invariant 5: a suspended key’s acts since the moment named do not count, and stay void when it is reinstated', () => {
  const journal = new Journal().begin(), key = journal.keyOf('ben'), { people } = journal.folded
  journal.wait(HOUR)
  const before = journal.now, since = later(before, MINUTE), after = later(before, 2 * MINUTE), entry = journal.entries.length
  const act = (said: typeof before) => ({ credential: key.credential, entry, said })
  journal.wait(HOUR)
  journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: key.credential, since })
  assert.deepEqual([before, since, after].map(at => actCounts(people, act(at))), [true, false, false])
  assert.ok(!bindingCounts(people, act(after)))
  for (const slug of ['hugh', 'priya'] as const) journal.reinstate(slug, key, entry)
  assert.deepEqual([before, since, after].map(at => actCounts(people, act(at))), [true, false, false])
  assert.ok(bindingCounts(people, act(after)), 'what it vouched for and confirmed is back')
  assert.ok(keyCounts(people.keys[key.credential]!, journal.now))
})

test('an act before the key counted is none, and neither is one by a key that is not there', () => {
  const journal = new Journal().begin(), key = journal.keyOf('ben'), { people } = journal.folded, from = journal.standingOf(key)!.from!
  assert.ok(!actCounts(people, { credential: key.credential, entry: from - 1, said: journal.now }))
  assert.ok(actCounts(people, { credential: key.credential, entry: from + 1, said: journal.now }))
  assert.ok(!actCounts(people, { credential: journal.newKey().credential, entry: from, said: journal.now }))
})

test('invariants 4 and 18: who never approves is told why', () => {
  const journal = new Journal().begin(undefined, ['cleo']), { people, policy } = journal.folded
  const never = (slug: keyof typeof PEOPLE) => neverApproves(people, policy!.document.roles, PEOPLE[slug].id)?.code
  assert.deepEqual([never('sol'), never('vera'), never('ada'), never('cleo'), never('ben')], ['ADVISER_CANNOT_SIGN', 'ADVISER_CANNOT_SIGN', 'ADMINISTRATOR_CANNOT_SIGN', 'KEY_MISSING', undefined])
})

test('holders of a right are those whose key counts and whom capacity does not bar', () => {
  const journal = new Journal().begin(), { people, policy } = journal.folded
  const names = (right: string) => holdersOf(people, policy!.document.roles, right, journal.now).map(person => person.slice(-2)).toSorted((a, b) => (a < b ? -1 : 1))
  assert.deepEqual(names('press-office'), ['03', '06', '11'])
  assert.deepEqual(names('extra-check'), ['04', '05'])
  journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf('dora').credential, since: journal.now })
  assert.deepEqual(names('press-office'), ['06', '11'])
})

test('nobody unknown has a capacity, a manager, a role or an understanding', () => {
  const { folded: { people }, now } = new Journal().begin(undefined, ['cleo'])
  for (const person of [PEOPLE.cleo.id, '__proto__' as typeof PEOPLE.cleo.id]) {
    assert.equal(capacityOf(people, person), undefined)
    assert.equal(managerOf(people, person), null)
    assert.deepEqual(rolesFor(people, {}, person, 'write', now), [])
    assert.equal(currentUnderstanding(people, person, ['press-officer'], now), undefined)
  }
})

test('of several understandings the one that lasts longest is used', () => {
  const journal = new Journal().begin(), { people } = journal.folded
  journal.declare('ben', 'press-officer')
  journal.confirm('hugh', 'ben', later(journal.now, DAY))
  assert.equal(currentUnderstanding(people, PEOPLE.ben.id, ['press-officer'], journal.now)?.until, later(journal.now, 300 * DAY))
})
