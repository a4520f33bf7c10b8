// Tests of the unsigned "no" on a post.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Journal } from '../../test/model/journal.ts'
import { LOOSER, PEOPLE, type Slug } from '../../test/people-of-arrivals.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
function submitted() {
  const journal = new Journal().begin(), post = journal.newPost()
  assert.equal(code(journal.submit('asha', post)), undefined)
  const object = (act: 'refuse' | 'return', slug: Slug, layer: string) => code(journal.stop({ act, person: PEOPLE[slug].id, layer, remark: null }, post))
  return { journal, post, object, standing: () => journal.standing(post) }
}

test('invariant 1: an edit ends the submission that stands, and makes its editor a contributor', () => {
  const { journal, post, standing } = submitted()
  journal.signOff('ben', post, '2i')
  assert.equal(code(journal.stop({ act: 'edit', person: PEOPLE.cleo.id }, post)), undefined)
  assert.equal(standing().ended?.why, 'edited')
  assert.deepEqual([standing().signOffs.length, standing().outdated.length], [0, 1])
  assert.deepEqual(standing().contributors, [PEOPLE.asha.id, PEOPLE.cleo.id])
})

test('an edit before anything was sent only names its editor', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  journal.stop({ act: 'edit', person: PEOPLE.cleo.id }, post)
  assert.deepEqual([journal.standing(post).contributors, journal.standing(post).ended], [[PEOPLE.cleo.id], null])
})

test('invariant 2: a contributor withdraws a post, and nobody else does', () => {
  const { journal, post, standing } = submitted()
  assert.equal(code(journal.stop({ act: 'withdraw', person: PEOPLE.ben.id }, post)), 'NOT_YOUR_POST')
  assert.equal(code(journal.stop({ act: 'withdraw', person: PEOPLE.asha.id }, post)), undefined)
  assert.equal(standing().ended?.why, 'withdrawn')
})

test('invariant 6: whoever has the layer’s role refuses or returns without a signature', () => {
  const { object, standing } = submitted()
  assert.equal(object('refuse', 'sol', '2i'), 'NOT_YOUR_LAYER')
  assert.equal(object('refuse', 'ben', 'press-office'), 'NOT_YOUR_LAYER')
  assert.equal(object('refuse', 'ben', 'nothing'), 'LAYER_NOT_ASKED')
  assert.equal(object('refuse', 'asha', '2i'), 'OWN_POST_REFUSAL')
  assert.equal(object('refuse', 'ben', '2i'), undefined)
  assert.equal(standing().refusals.length, 1)
  assert.equal(object('return', 'dora', 'press-office'), undefined)
  assert.equal(standing().ended?.why, 'returned')
  assert.equal(standing().refusals.length, 1, 'a return lifts no refusal')
  assert.equal(object('refuse', 'ben', '2i'), 'NOTHING_TO_SIGN')
})

test('invariants 6 and 9: a layer that only an earlier policy asks may be refused at', () => {
  const { journal, object } = submitted()
  for (const slug of ['priya', 'ines'] as const) journal.policy(slug, LOOSER)
  assert.equal(object('refuse', 'dora', 'press-office'), undefined)
})
