// Tests of what the keeper's own entries change.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Journal } from '../../test/model/journal.ts'
import { CODE, THE_WALL } from '../../test/people-of-arrivals.ts'
import { sendsOf } from './folded.ts'

function sent(outcome: 'sent' | 'unknown') {
  const journal = new Journal().begin(), post = journal.released(), may = journal.mayGo(post)
  assert.ok(may.ok)
  const send = may.value[0]!
  journal.outcome(send, outcome)
  return { journal, post, send, state: () => sendsOf(journal.folded, post).sends[THE_WALL]! }
}

test('invariant 14: what has gone out stays gone out, and an earlier attempt says nothing about a later', () => {
  const { journal, post, send, state } = sent('unknown')
  journal.release('hugh', post, { attempts: [{ channel: THE_WALL, attempt: 1 }] })
  journal.outcome({ ...send, attempt: 1 }, 'refused')
  journal.outcome(send, 'sent')
  assert.deepEqual([state().attempt, state().outcome], [1, 'refused'])
  journal.outcome({ ...send, attempt: 1 }, 'sent')
  journal.outcome({ ...send, attempt: 2 }, 'refused')
  assert.deepEqual([state().attempt, state().outcome], [1, 'sent'])
})

test('a read-back stands beside the attempt that it saw', () => {
  const { journal, post, send, state } = sent('sent')
  const seen = (attempt: number) => journal.keeper({ kind: 'read-back', channel: THE_WALL, attempt, package: send.package, sameness: 'equal', seenAt: journal.now }, post)
  assert.equal(seen(4)?.code, undefined)
  assert.equal(state().seen, null)
  seen(0)
  assert.equal(state().seen?.sameness, 'equal')
})

test('why a post is held stands beside its sends, and changes nothing of them', () => {
  const { journal, post, state } = sent('sent'), before = state()
  journal.keeper({ kind: 'held', package: CODE, why: 'PAUSED' }, post)
  assert.equal(sendsOf(journal.folded, post).held?.why, 'PAUSED')
  assert.equal(state(), before)
  assert.equal(journal.keeper({ kind: 'unreadable', digest: CODE, from: 'web', count: 3, why: 'no JSON' })?.code, undefined)
})
