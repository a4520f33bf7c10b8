// Tests of the submission: who may send what for sign-off, and whom it must name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChannelId } from '../core/id.ts'
import { DAY } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CODE, PEOPLE, STRICTER, THE_WALL } from '../../test/people-of-arrivals.ts'
import { contributorsDigest } from './post-standing.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
const begun = () => {
  const journal = new Journal().begin()
  return { journal, post: journal.newPost() }
}

test('a submission by somebody who may write stands, with everybody it names as a contributor', () => {
  const { journal, post } = begun()
  assert.equal(code(journal.submit('asha', post, { people: [PEOPLE.sol.id] })), undefined)
  assert.deepEqual(journal.standing(post).contributors, [PEOPLE.asha.id, PEOPLE.sol.id])
})

test('invariant 2: a submission leaves out nobody who contributed since the post was begun, nor its own author', () => {
  const { journal, post } = begun()
  journal.stop({ act: 'contribute', person: PEOPLE.ben.id }, post)
  const without = { people: [PEOPLE.asha.id], contributors: contributorsDigest(journal.given.crypto, [PEOPLE.asha.id]) }
  assert.equal(code(journal.submit('asha', post, {}, { predicate: without })), 'CONTRIBUTORS_DIFFER')
  assert.equal(code(journal.submit('asha', post, {}, { predicate: { people: [PEOPLE.ben.id], contributors: contributorsDigest(journal.given.crypto, [PEOPLE.ben.id]) } })), 'CONTRIBUTORS_DIFFER')
  assert.equal(code(journal.submit('asha', post, {}, { predicate: { contributors: CODE } })), 'CONTRIBUTORS_DIFFER')
  assert.equal(code(journal.submit('asha', post)), undefined)
})

test('invariant 2: whoever takes a post over names those before, and is a contributor too', () => {
  const { journal, post } = begun()
  journal.submit('asha', post)
  assert.equal(code(journal.submit('cleo', post, {}, { predicate: { people: [PEOPLE.cleo.id], contributors: contributorsDigest(journal.given.crypto, [PEOPLE.cleo.id]) } })), 'CONTRIBUTORS_DIFFER')
  assert.equal(code(journal.submit('cleo', post)), undefined)
  assert.deepEqual(journal.standing(post).contributors, [PEOPLE.asha.id, PEOPLE.cleo.id])
  assert.equal(code(journal.signOff('asha', post, '2i')), 'SIGNER_WROTE_IT')
})

test('invariant 5: the author holds a confirmed understanding in a role that may write', () => {
  const { journal, post } = begun()
  assert.equal(code(journal.submit('asha', post, {}, { predicate: { understanding: journal.understanding('ben', 'write') } })), 'NOT_UNDERSTOOD', 'not somebody else’s')
  assert.equal(code(journal.submit('hugh', post)), 'NOT_UNDERSTOOD', 'the head of news does not write')
  assert.equal(code(journal.submit('sol', post)), 'NOT_UNDERSTOOD')
  journal.wait(300 * DAY)
  assert.equal(code(journal.submit('asha', post)), 'NOT_UNDERSTOOD', 'it has run out')
})

test('invariant 9: a submission names the rules and the route in force', () => {
  const { journal, post } = begun()
  assert.equal(code(journal.submit('asha', post, {}, { predicate: { rulebook: CODE } })), 'OTHER_RULES')
  const before = journal.folded.policy!.digest
  for (const slug of ['priya', 'ines'] as const) journal.policy(slug, STRICTER)
  assert.equal(code(journal.submit('asha', post, {}, { predicate: { route: before } })), 'OTHER_RULES')
})

test('a submission names channels that there are', () => {
  const { journal, post } = begun()
  assert.equal(code(journal.submit('asha', post, {}, { predicate: { channels: [] } })), 'CHANNEL_UNKNOWN')
  assert.equal(code(journal.submit('asha', post, {}, { predicate: { channels: ['00000000-0000-4000-8000-00000000dead' as ChannelId, THE_WALL].toSorted() } })), 'CHANNEL_UNKNOWN')
})

test('invariant 1: an older version is not sent again', () => {
  const { journal, post } = begun()
  journal.submit('asha', post)
  journal.submit('asha', post)
  assert.equal(code(journal.submit('asha', post, {}, { predicate: { revision: 2 } })), 'VERSION_NOT_NEW')
})

test('what was withdrawn stays withdrawn, and what was refused waits for the refusal to be lifted', () => {
  const { journal, post } = begun()
  journal.submit('asha', post)
  journal.signOff('ben', post, '2i', 'refuse')
  assert.equal(code(journal.submit('asha', post)), 'REFUSED_STANDS')
  const other = journal.newPost()
  journal.submit('asha', other)
  journal.stop({ act: 'withdraw', person: PEOPLE.asha.id }, other)
  assert.equal(code(journal.submit('asha', other)), 'WITHDRAWN')
  journal.stop({ act: 'edit', person: PEOPLE.asha.id }, other)
  assert.equal(code(journal.submit('asha', other)), 'WITHDRAWN')
})
