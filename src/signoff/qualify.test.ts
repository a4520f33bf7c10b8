// Tests of who qualifies at a layer: under every policy that asks it to approve, under any to object.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Journal } from '../../test/model/journal.ts'
import { LOOSER, NARROWER, PEOPLE, POLICY, THE_WALL } from '../../test/people-of-arrivals.ts'
import { asking, holdsLayer, mayObject, qualifies } from './qualify.ts'

test('invariant 9: an approver qualifies under every policy that asks the layer, an objector under any', () => {
  const journal = new Journal().begin(), { people } = journal.folded, channels = [THE_WALL]
  const dora = { person: PEOPLE.dora.id, layer: 'press-office', said: journal.now, understanding: journal.understanding('dora', 'press-office') }
  assert.ok(qualifies({ people, policies: [POLICY] }, channels, dora))
  assert.ok(qualifies({ people, policies: [POLICY, LOOSER] }, channels, dora), 'a policy that does not ask the layer has no say in it')
  assert.ok(!qualifies({ people, policies: [POLICY, NARROWER] }, channels, dora))
  assert.ok(!qualifies({ people, policies: [LOOSER] }, channels, dora), 'nobody qualifies where nobody is asked')
  assert.ok(!qualifies({ people, policies: [POLICY] }, channels, { ...dora, understanding: null }))
  assert.ok(!holdsLayer({ people, policies: [POLICY, NARROWER] }, channels, dora))
  assert.ok(mayObject({ people, policies: [POLICY, NARROWER] }, channels, dora))
  assert.equal(asking([POLICY, LOOSER, NARROWER], channels, 'press-office').length, 2)
})
