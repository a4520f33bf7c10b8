// Tests of where a post stands.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { PEOPLE } from '../../test/people-of-arrivals.ts'
import { contributed, contributorsDigest, newPost, standingSubmission, withContributors } from './post-standing.ts'

const post = newPost('00000000-0000-4000-8000-000000000001' as Parameters<typeof newPost>[0])

test('contributors only grow, sorted and without doubles', () => {
  const two = withContributors(withContributors(post, [PEOPLE.ben.id]), [PEOPLE.asha.id, PEOPLE.ben.id])
  assert.deepEqual(two.contributors, [PEOPLE.asha.id, PEOPLE.ben.id])
  assert.ok(contributed(two, PEOPLE.ben.id) && !contributed(two, PEOPLE.dora.id))
})

test('the digest of contributors does not depend on their order, and on nothing but them', () => {
  const digest = contributorsDigest(nodeCrypto, [PEOPLE.ben.id, PEOPLE.asha.id])
  assert.equal(digest, contributorsDigest(nodeCrypto, [PEOPLE.asha.id, PEOPLE.ben.id]))
  assert.notEqual(digest, contributorsDigest(nodeCrypto, [PEOPLE.asha.id]))
  assert.equal(digest, '8ed9b4cb3a0c159e3e42484e89cafc034cf2ae3a3f5e206e9aadcf6a695f5b7c')
})

test('a new post has no submission that stands', () => {
  assert.equal(standingSubmission(post), undefined)
})
