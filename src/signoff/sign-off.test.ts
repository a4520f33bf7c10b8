// Tests of the sign-off: by whom, at which layer, over exactly which bytes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PostId } from '../core/id.ts'
import { DAY, later } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CODE, LOOSER, PEOPLE, type Slug } from '../../test/people-of-arrivals.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
function submitted(by: Slug = 'asha') {
  const journal = new Journal().begin(), post = journal.newPost()
  assert.equal(code(journal.submit(by, post)), undefined)
  return { journal, post }
}
const approvals = (journal: Journal, post: PostId) => journal.standing(post).signOffs.map(({ person, layer }) => [person, layer])

test('an approval at a layer that waits, by somebody of that layer, counts', () => {
  const { journal, post } = submitted()
  assert.equal(code(journal.signOff('ben', post, '2i')), undefined)
  assert.deepEqual(approvals(journal, post), [[PEOPLE.ben.id, '2i']])
})

test('invariant 1: an approval counts for one digest, version, window, report, rulebook, route and set of contributors', () => {
  const { journal, post } = submitted()
  const window = { from: journal.now, until: later(journal.now, DAY) }
  for (const wrongly of [{ subject: CODE }, ...[{ revision: 2 }, { window }, { report: CODE }, { rulebook: CODE }, { route: CODE }, { contributors: CODE }].map(predicate => ({ predicate }))]) {
    assert.equal(code(journal.signOff('ben', post, '2i', 'approve', wrongly)), 'OUTDATED', JSON.stringify(wrongly))
  }
  assert.deepEqual(approvals(journal, post), [])
})

test('invariant 1: an approval of an earlier version does not count for the next', () => {
  const { journal, post } = submitted(), { digest, ...on } = journal.onSubmission('ben', post, '2i')
  journal.submit('asha', post)
  assert.equal(code(journal.say('ben', 'sign-off', { name: 'package', digest }, { ...on, layer: '2i', decision: 'approve', remark: null, setAside: [], lines: [], answers: [] })), 'OUTDATED')
})

test('invariant 2: nobody who contributed approves, returns or refuses', () => {
  const { journal, post } = submitted('dora')
  journal.stop({ act: 'contribute', person: PEOPLE.ben.id }, post)
  for (const [slug, layer] of [['dora', 'press-office'], ['dora', '2i'], ['ben', '2i']] as const) assert.equal(code(journal.signOff(slug, post, layer)), 'SIGNER_WROTE_IT', slug)
  assert.equal(code(journal.signOff('ben', post, '2i', 'return')), 'OWN_POST_REFUSAL')
  assert.equal(code(journal.signOff('ben', post, '2i', 'refuse')), 'OWN_POST_REFUSAL')
})

test('invariants 4 and 18: an adviser, a minister and an administrator approve nothing, whatever roles somebody gave them', () => {
  const { journal, post } = submitted()
  assert.equal(code(journal.signOff('sol', post, '2i')), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.signOff('sol', post, 'press-office')), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.signOff('vera', post, 'press-office')), 'ADVISER_CANNOT_SIGN')
  assert.equal(code(journal.signOff('ada', post, 'press-office')), 'ADMINISTRATOR_CANNOT_SIGN')
})

test('invariant 3: nobody signs twice', () => {
  const { journal, post } = submitted()
  journal.signOff('dora', post, '2i')
  assert.equal(code(journal.signOff('dora', post, 'press-office')), 'SIGNER_ALREADY_SIGNED')
})

test('a layer is filled by its own people, and only where it is asked', () => {
  const { journal, post } = submitted()
  assert.equal(code(journal.signOff('ben', post, 'press-office')), 'NOT_YOUR_LAYER')
  assert.equal(code(journal.signOff('priya', post, 'extra-check')), 'LAYER_NOT_ASKED')
  assert.equal(code(journal.signOff('ben', post, 'extra-check', 'refuse')), 'LAYER_NOT_ASKED')
  assert.equal(code(journal.signOff('ben', journal.released(), '2i')), 'SIGNER_ALREADY_SIGNED')
})

test('invariant 5: an approver holds an understanding of their own for the layer’s role, at that moment', () => {
  const { journal, post } = submitted()
  assert.equal(code(journal.signOff('ben', post, '2i', 'approve', { predicate: { understanding: journal.understanding('finn', '2i') } })), 'NOT_UNDERSTOOD')
  assert.equal(code(journal.signOff('ben', post, '2i', 'approve', { predicate: { understanding: 0 } })), 'NOT_UNDERSTOOD')
  journal.wait(300 * DAY)
  assert.equal(code(journal.signOff('ben', post, '2i')), 'NOT_UNDERSTOOD')
})

test('invariant 6: a refusal needs the layer’s role and no understanding, and is not lost when one has run out', () => {
  const { journal, post } = submitted()
  journal.wait(300 * DAY)
  assert.equal(code(journal.signOff('ben', post, 'press-office', 'refuse')), 'NOT_YOUR_LAYER')
  assert.equal(code(journal.signOff('sol', post, '2i', 'refuse')), 'NOT_YOUR_LAYER')
  assert.equal(code(journal.signOff('ben', post, '2i', 'refuse')), undefined)
  assert.equal(journal.standing(post).refusals.length, 1)
})

test('invariants 6 and 9: a layer of the policy at submission may still be refused at when a newer one has none', () => {
  const { journal, post } = submitted()
  for (const slug of ['priya', 'ines'] as const) assert.equal(code(journal.policy(slug, LOOSER)), undefined)
  assert.equal(code(journal.signOff('dora', post, 'press-office', 'refuse')), undefined)
})

test('a return ends the submission; its approvals stay in the record as outdated', () => {
  const { journal, post } = submitted()
  journal.signOff('ben', post, '2i')
  assert.equal(code(journal.signOff('dora', post, 'press-office', 'return')), undefined)
  assert.equal(journal.standing(post).ended?.why, 'returned')
  assert.equal(journal.standing(post).outdated.length, 1)
  assert.equal(code(journal.signOff('finn', post, 'press-office')), 'NOTHING_TO_SIGN')
})
