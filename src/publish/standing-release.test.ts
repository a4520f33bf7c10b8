// Tests of which release a post goes by.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PostId } from '../core/id.ts'
import { HOUR, later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { PEOPLE, type Slug } from '../../test/people-of-arrivals.ts'
import { releaseThatStands } from './standing-release.ts'

const stands = (journal: Journal, post: PostId): Slug | 'nobody’s' => {
  const { folded: { people, pauses }, now } = journal
  const release = releaseThatStands({ post: journal.standing(post), sends: journal.sends(post), people, policies: journal.bound(post), pauses, now })
  return (Object.keys(PEOPLE) as Slug[]).find(slug => PEOPLE[slug].id === release?.person) ?? 'nobody’s'
}

test('the last release stands, for now or for later, while everything under it does', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  journal.submit('asha', post)
  assert.equal(stands(journal, post), 'nobody’s')
  journal.signOff('ben', post, '2i')
  journal.signOff('dora', post, 'press-office')
  journal.release('hugh', post, { at: later(journal.now, HOUR) })
  assert.equal(stands(journal, post), 'hugh')
  journal.wait(MINUTE)
  journal.release('finn', post, { at: later(journal.now, HOUR) })
  assert.equal(stands(journal, post), 'finn')
  journal.stop({ act: 'contribute', person: PEOPLE.finn.id }, post)
  assert.equal(stands(journal, post), 'nobody’s', 'an earlier one does not take its place')
})

test('after a pause, an edit or a suspension somebody releases again', () => {
  for (const stop of [{ act: 'pause', person: PEOPLE.asha.id, reason: null }, { act: 'edit', person: PEOPLE.asha.id }, { act: 'suspend', person: PEOPLE.asha.id, credential: '', since: '' }]) {
    const journal = new Journal().begin()
    journal.wait(HOUR)
    const post = journal.released()
    journal.stop(stop.act === 'suspend' ? { ...stop, credential: journal.keyOf('ben').credential, since: later(journal.now, -1) } : stop, post)
    if (stop.act === 'pause') journal.lift('hugh', 'pause', journal.entries.length - 1)
    assert.equal(stands(journal, post), 'nobody’s', stop.act)
  }
})
