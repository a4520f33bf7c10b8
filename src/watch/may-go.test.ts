// Tests of the keeper's question from end to end.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PostId } from '../core/id.ts'
import { Journal } from '../../test/model/journal.ts'
import { PEOPLE } from '../../test/people-of-arrivals.ts'
import { postOf } from './folded.ts'

const says = (journal: Journal, post: PostId): string => {
  const may = journal.mayGo(post)
  return may.ok ? 'goes' : may.code
}

test('invariant 11: a post goes from the record alone, and what it lacks is said in the order of its life', () => {
  const journal = new Journal({ signatures: 'real' }).begin(), post = journal.newPost()
  const life = [says(journal, post)]
  for (const step of [() => journal.submit('asha', post), () => journal.signOff('ben', post, '2i'), () => journal.signOff('dora', post, 'press-office'), () => journal.release('dora', post)]) {
    assert.equal(step()?.code, undefined)
    life.push(says(journal, post))
  }
  assert.deepEqual(life, ['NEVER_SUBMITTED', 'LAYER_OPEN', 'LAYER_OPEN', 'NOT_RELEASED', 'goes'])
})

test('invariants 1 and 11: what was released does not go once the words moved, though everything was signed', () => {
  for (const [act, code] of [['edit', 'OUTDATED'], ['withdraw', 'WITHDRAWN']] as const) {
    const journal = new Journal().begin(), post = journal.released()
    journal.stop({ act, person: PEOPLE.asha.id }, post)
    assert.equal(says(journal, post), code)
  }
})

test('invariant 1: the signatures and the release of an earlier version do not let the next one go', () => {
  const journal = new Journal().begin(), post = journal.released(), before = postOf(journal.folded, post).submission!.digest
  journal.submit('asha', post, { words: 'other words' })
  assert.equal(says(journal, post), 'LAYER_OPEN')
  journal.signOff('ben', post, '2i')
  journal.signOff('dora', post, 'press-office')
  assert.equal(says(journal, post), 'NOT_RELEASED')
  assert.notEqual(postOf(journal.folded, post).submission!.digest, before)
})

test('invariant 1: sending the same bytes for sign-off as a newer version revives nothing that was signed', () => {
  const journal = new Journal().begin(), post = journal.released(), { digest, window } = postOf(journal.folded, post).submission!
  journal.submit('asha', post, { window }, { subject: digest })
  assert.equal(says(journal, post), 'LAYER_OPEN')
  journal.signOff('ben', post, '2i')
  journal.signOff('dora', post, 'press-office')
  assert.equal(says(journal, post), 'NOT_RELEASED', 'the old release is over the same bytes, and before the new signatures')
  journal.release('hugh', post)
  assert.equal(says(journal, post), 'PACKAGE_OF_ANOTHER_POST', 'the package says of itself which version it is')
})

test('invariant 6: a refusal after the release stops it, and lifted by the right person lets it go', () => {
  const journal = new Journal().begin(), post = journal.released()
  journal.stop({ act: 'refuse', person: PEOPLE.finn.id, layer: 'press-office', remark: null }, post)
  const entry = journal.entries.length - 1
  assert.equal(says(journal, post), 'REFUSED_STANDS')
  journal.lift('dora', 'refusal', entry)
  assert.equal(says(journal, post), 'REFUSED_STANDS')
  journal.lift('finn', 'refusal', entry)
  assert.equal(says(journal, post), 'goes')
})
