// Judges a release: the separate act of letting a cleared post go, by somebody entitled who wrote none of it (invariant 8).
import type { Digest } from '../core/digest.ts'
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import type { People } from '../people/standing.ts'
import { understood } from '../people/understand.ts'
import type { Clearance } from '../signoff/clear.ts'
import type { Policy } from '../signoff/policy.ts'
import { contributed, type PostStanding, type Submission } from '../signoff/post-standing.ts'
import { notOver } from '../signoff/sign-off.ts'
import type { SendStanding } from './send-standing.ts'

export interface ReleaseGiven {
  readonly index: number
  readonly said: Instant
  readonly credential: Digest
  readonly statement: StatementOf<'release'>
  readonly people: People
  readonly policy: Policy
  readonly post: PostStanding
  readonly submission: Submission
  /** The clearance at the moment of release; a release before it never counts. */
  readonly clearance: Clearance
}

export function release(standing: SendStanding, given: ReleaseGiven): Result<SendStanding> {
  const { subject, predicate } = given.statement, demo = given.people.keys[given.credential]!.demo
  const other = notOver(given.submission, subject.digest, predicate)
  if (other) return other
  if (contributed(given.post, predicate.person)) return refuse('RELEASER_WROTE_IT')
  if (!understood(given.people, given.policy.roles, predicate.person, 'release', predicate.understanding, given.said)) return refuse('NOT_UNDERSTOOD')
  if (predicate.at < predicate.window.from || predicate.at > predicate.window.until) return refuse('OUTSIDE_WINDOW')
  const early = attemptNotLookedAt(standing, given)
  if (early) return early
  const attempts = Object.fromEntries(predicate.attempts.map(({ channel, attempt }) => [channel, attempt]))
  return done({
    ...standing,
    releases: [...standing.releases, { entry: given.index, person: predicate.person, credential: given.credential, said: given.said, demo, digest: subject.digest, at: predicate.at, attempts, understanding: predicate.understanding }],
  })
}

/**
 * A further attempt is signed for only when the one before it is in the record and did not surely go out (invariant 14): a release that names the
 * next attempt while the first is on its way would send twice, and one that leaps ahead would leave no further attempt.
 */
function attemptNotLookedAt(standing: SendStanding, { submission, statement: { predicate: { attempts } } }: ReleaseGiven): Refusal | undefined {
  const channels = attempts.map(({ channel }) => channel)
  const follow = attempts.every(({ channel, attempt }) => {
    const before = standing.sends[channel]
    return submission.channels.includes(channel) && before !== undefined && before.outcome !== 'sent' && attempt === before.attempt + 1
  })
  return follow && new Set(channels).size === channels.length ? undefined : refuse('ATTEMPT_NOT_NEXT')
}
