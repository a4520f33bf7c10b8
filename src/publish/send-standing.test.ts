// Tests of where sends stand, and of what a pause overtakes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Digest } from '../core/digest.ts'
import { HOUR, later, type Instant } from '../core/instant.ts'
import { START } from '../../test/model/journal.ts'
import { CODE, PEOPLE, THE_WALL } from '../../test/people-of-arrivals.ts'
import { goneOut, missedInPause, nothingSent, pausedNow, type Pause, type Release } from './send-standing.ts'

const at = (hours: number): Instant => later(START, hours * HOUR)
const pause = (entry: number, lifted: [number, Instant] | null): Pause => ({ entry, leaf: CODE, from: at(1), lifted: lifted && { entry: lifted[0], at: lifted[1], credential: CODE } })
const release = (entry: number, said: Instant, due: Instant): Release => ({ entry, person: PEOPLE.hugh.id, credential: CODE, said, demo: false, digest: CODE, at: due, attempts: {}, understanding: 0 })

test('invariant 15: everything is paused until every pause is lifted', () => {
  assert.equal(pausedNow([]), undefined)
  assert.equal(pausedNow([pause(5, [9, at(2)]), pause(6, null)])?.entry, 6)
})

test('invariant 15: what was due before the pause was lifted is missed, unless it is released again', () => {
  const lifted = [pause(5, [9, at(4)])]
  assert.ok(missedInPause(release(4, at(0), at(3)), lifted))
  assert.ok(missedInPause(release(7, at(2), at(0)), lifted), 'released during the pause, for at once')
  assert.ok(!missedInPause(release(4, at(0), at(5)), lifted), 'due later')
  assert.ok(!missedInPause(release(10, at(4.5), at(3)), lifted), 'confirmed again')
  assert.ok(!missedInPause(release(4, at(0), at(3)), [pause(5, null)]), 'a running pause is another reason')
})

test('a post has gone out unless every send of it was refused', () => {
  const sent = (outcome: 'sent' | 'refused' | 'unknown') => ({ ...nothingSent(), sends: { [THE_WALL]: { attempt: 0, package: 'd' as Digest, outcome, entry: 0, said: START, sentAt: null, remote: null, seen: null } } })
  assert.deepEqual([nothingSent(), sent('refused'), sent('unknown'), sent('sent')].map(goneOut), [false, false, true, true])
})
