// Tests of the release: the separate act, by somebody entitled who wrote none of it, for a time inside the window.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CODE, PEOPLE, THE_OTHER_WALL, THE_WALL } from '../../test/people-of-arrivals.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
function cleared() {
  const journal = new Journal().begin(), post = journal.newPost()
  for (const refusal of [journal.submit('asha', post), journal.signOff('ben', post, '2i'), journal.signOff('dora', post, 'press-office')]) assert.equal(code(refusal), undefined)
  return { journal, post }
}

test('invariant 8: a release before everyone has signed does not count, and counts for nothing later', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  journal.submit('asha', post)
  journal.signOff('ben', post, '2i')
  assert.equal(code(journal.release('hugh', post)), 'LAYER_OPEN')
  journal.signOff('dora', post, 'press-office')
  const may = journal.mayGo(post)
  assert.equal(may.ok ? undefined : may.code, 'NOT_RELEASED')
})

test('invariant 8: an approver may release, a contributor may not', () => {
  const { journal, post } = cleared()
  journal.stop({ act: 'contribute', person: PEOPLE.finn.id }, post)
  assert.equal(code(journal.release('finn', post)), 'RELEASER_WROTE_IT')
  assert.equal(code(journal.release('dora', post)), undefined)
})

test('invariants 4, 5 and 18: only who may release, with an understanding for it, does', () => {
  const { journal, post } = cleared()
  for (const slug of ['ben', 'sol', 'vera', 'ada', 'priya'] as const) assert.equal(code(journal.release(slug, post)), 'NOT_UNDERSTOOD', slug)
  assert.equal(code(journal.release('hugh', post, {}, { predicate: { understanding: journal.understanding('dora', 'release') } })), 'NOT_UNDERSTOOD')
})

test('invariant 1: a release is over the very submission that was cleared', () => {
  const { journal, post } = cleared()
  for (const wrongly of [{ subject: CODE }, { predicate: { revision: 2 } }, { predicate: { window: { from: journal.now, until: later(journal.now, 99 * DAY) } } }, { predicate: { contributors: CODE } }]) assert.equal(code(journal.release('hugh', post, {}, wrongly)), 'OUTDATED')
})

test('a release is for a moment inside the window', () => {
  const { journal, post } = cleared()
  for (const at of [later(journal.now, -HOUR), later(journal.now, 11 * DAY)]) assert.equal(code(journal.release('hugh', post, { at })), 'OUTSIDE_WINDOW')
  assert.equal(code(journal.release('hugh', post, { at: later(journal.now, DAY) })), undefined)
})

test('invariant 14: a further attempt is released only after the one before it, looked at and not surely sent, and one at a time', () => {
  const { journal, post } = cleared(), again = (attempt: number, channel = THE_WALL) => code(journal.release('hugh', post, { attempts: [{ channel, attempt }] }))
  assert.equal(again(1), 'ATTEMPT_NOT_NEXT', 'the first may be on its way')
  assert.equal(again(0), 'ATTEMPT_NOT_NEXT')
  assert.equal(code(journal.release('hugh', post)), undefined)
  const may = journal.mayGo(post)
  assert.ok(may.ok)
  journal.outcome(may.value[0]!, 'unknown')
  for (const attempt of [0, 2, Number.MAX_SAFE_INTEGER]) assert.equal(again(attempt), 'ATTEMPT_NOT_NEXT')
  assert.equal(again(1, THE_OTHER_WALL), 'ATTEMPT_NOT_NEXT')
  assert.equal(code(journal.release('hugh', post, { attempts: [{ channel: THE_WALL, attempt: 1 }, { channel: THE_WALL, attempt: 1 }] })), 'ATTEMPT_NOT_NEXT')
  assert.equal(again(1), undefined)
  const second = journal.mayGo(post)
  assert.ok(second.ok && second.value[0]!.attempt === 1)
  journal.outcome(second.value[0]!)
  assert.equal(again(2), 'GONE_OUT')
})

test('a release of what has run out, was refused or was returned does not count', () => {
  const { journal, post } = cleared()
  journal.wait(48 * HOUR + MINUTE)
  assert.equal(code(journal.release('hugh', post)), 'CLEARANCE_RAN_OUT')
  journal.signOff('finn', post, 'press-office', 'refuse')
  assert.equal(code(journal.release('hugh', post)), 'REFUSED_STANDS')
  journal.signOff('finn', post, 'press-office', 'return')
  assert.equal(code(journal.release('hugh', post)), 'NOTHING_TO_SIGN')
})
