// Tests of which policies bind a submission.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Journal } from '../../test/model/journal.ts'
import { LOOSER, POLICY, STRICTER, TWICE, type Slug } from '../../test/people-of-arrivals.ts'
import type { Policy } from '../signoff/policy.ts'
import { outSince } from '../publish/send-standing.ts'
import { boundPolicies, policyStands, postOf, sendsOf } from './folded.ts'

const change = (journal: Journal, policy: Policy, signers: readonly Slug[] = ['priya', 'ines']) => signers.forEach(slug => assert.equal(journal.policy(slug, policy)?.code, undefined))

test('invariants 9 and 10: a submission is bound by the policy that it was made under and by every one since, the one in force last', () => {
  const journal = new Journal().begin()
  change(journal, TWICE)
  change(journal, POLICY)
  const post = journal.newPost()
  journal.submit('asha', post)
  const bound = () => boundPolicies(journal.folded, postOf(journal.folded, post).submission!)
  assert.deepEqual(bound(), [POLICY])
  change(journal, STRICTER)
  change(journal, LOOSER)
  assert.deepEqual(bound(), [POLICY, STRICTER, LOOSER])
  change(journal, POLICY)
  assert.deepEqual(bound(), [STRICTER, LOOSER, POLICY])
  assert.ok(policyStands(journal.folded))
})

test('of a post that is out only the policies up to then have a say in who approved it', () => {
  const journal = new Journal().begin(), post = journal.released(), may = journal.mayGo(post)
  assert.ok(may.ok)
  journal.outcome(may.value[0]!)
  const out = outSince(sendsOf(journal.folded, post), postOf(journal.folded, post).submission!.channels)
  assert.equal(out, journal.entries.length - 1)
  change(journal, STRICTER)
  assert.deepEqual(boundPolicies(journal.folded, postOf(journal.folded, post).submission!, out), [POLICY])
  assert.deepEqual(boundPolicies(journal.folded, postOf(journal.folded, post).submission!), [POLICY, STRICTER])
})

test('an earlier policy that is not kept is a fault, never a policy less', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  journal.submit('asha', post)
  change(journal, LOOSER)
  assert.throws(() => boundPolicies({ ...journal.folded, earlierPolicies: {} }, postOf(journal.folded, post).submission!), /not kept/)
})
