// Tests of lifting a refusal.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CODE, PEOPLE, POLICY, type Slug } from '../../test/people-of-arrivals.ts'
import { standAgain } from './lift.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
function refused(by: Slug = 'ben', arbiters: typeof POLICY.arbiters = POLICY.arbiters) {
  const journal = new Journal().begin({ ...POLICY, arbiters }), post = journal.newPost()
  journal.submit('asha', post)
  assert.equal(code(journal.signOff(by, post, by === 'ben' ? '2i' : 'press-office', 'refuse')), undefined)
  return { journal, post, entry: journal.entries.length - 1, standing: () => journal.standing(post) }
}

test('invariant 6: the person who refused lifts it, and so does a named arbiter; nobody else does', () => {
  for (const lifter of ['ben', 'hugh'] as const) {
    const { journal, entry, standing } = refused()
    for (const other of ['dora', 'priya', 'cleo'] as const) assert.equal(code(journal.lift(other, 'refusal', entry)), 'REFUSED_STANDS')
    assert.equal(code(journal.lift(lifter, 'refusal', entry)), undefined, lifter)
    assert.equal(standing().refusals.length, 0)
    assert.equal(code(journal.lift(lifter, 'refusal', entry)), 'NOTHING_TO_LIFT')
  }
})

test('invariant 6: an unsigned refusal is lifted by the person whom it names', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  journal.submit('asha', post)
  journal.stop({ act: 'refuse', person: PEOPLE.ben.id, layer: '2i', remark: null }, post)
  const entry = journal.entries.length - 1
  assert.equal(code(journal.lift('dora', 'refusal', entry)), 'REFUSED_STANDS')
  assert.equal(code(journal.lift('ben', 'refusal', entry - 1)), 'NOTHING_TO_LIFT')
  assert.equal(code(journal.lift('ben', 'refusal', entry)), undefined)
})

test('invariants 2 and 6: nobody who contributed lifts a refusal, arbiter or not', () => {
  const { journal, post, entry } = refused()
  journal.stop({ act: 'contribute', person: PEOPLE.hugh.id }, post)
  assert.equal(code(journal.lift('hugh', 'refusal', entry)), 'SIGNER_WROTE_IT')
})

test('invariants 4 and 18: an arbiter who is an adviser or an administrator lifts nothing', () => {
  const { journal, entry } = refused('ben', [PEOPLE.ada.id, PEOPLE.sol.id].toSorted())
  assert.equal(code(journal.lift('sol', 'refusal', entry)), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.lift('ada', 'refusal', entry)), 'ADMINISTRATOR_CANNOT_SIGN')
})

test('a lift names the digest of the very entry that it lifts', () => {
  const { journal, entry } = refused()
  assert.equal(code(journal.lift('ben', 'refusal', entry, { subject: CODE })), 'NOTHING_TO_LIFT')
})

test('invariant 5: a refusal stands again when the key that lifted it was suspended before', () => {
  const { journal, entry, standing } = refused()
  journal.wait(MINUTE)
  assert.equal(code(journal.lift('hugh', 'refusal', entry)), undefined)
  assert.equal(standAgain(standing(), journal.folded.people), standing(), 'as long as the key counts nothing changes')
  journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf('hugh').credential, since: later(journal.now, -1) })
  assert.deepEqual(standing().refusals.map(refusal => refusal.entry), [entry])
  assert.deepEqual(standing().lifted, [])
})
