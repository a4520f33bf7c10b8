// Which release a post goes by: the last over its submission, as long as it counts.
import type { Instant } from '../core/instant.ts'
import { actCounts, type People } from '../people/standing.ts'
import { stillUnderstood } from '../people/understand.ts'
import { clear, type Clearance } from '../signoff/clear.ts'
import type { Policy } from '../signoff/policy.ts'
import { contributed, standingSubmission, type PostStanding } from '../signoff/post-standing.ts'
import { lastRelease, missedInPause, type Pause, type Release, type SendStanding } from './send-standing.ts'

/** A release comes after every approval that it rests on: when one falls away and another takes its place, somebody releases again (invariant 8). */
export const releaseCounts = (release: Release, { people, post, clearance }: { readonly people: People; readonly post: PostStanding; readonly clearance: Clearance }): boolean =>
  actCounts(people, release) && stillUnderstood(people, release.person, release.understanding, release.said) && !contributed(post, release.person) && clearance.seats.every(seat => seat.entry < release.entry)

export interface ReleaseGiven {
  readonly post: PostStanding
  readonly sends: SendStanding
  readonly people: People
  readonly policies: readonly Policy[]
  readonly pauses: readonly Pause[]
  readonly now: Instant
}

/** The release by which the post goes, now or at its time; nothing where somebody must release (again). For screens and commands: the keeper asks `mayGo`. */
export function releaseThatStands({ post, sends, people, policies, pauses, now }: ReleaseGiven): Release | undefined {
  const submission = standingSubmission(post), release = submission && lastRelease(sends, submission.digest)
  if (!release || missedInPause(release, pauses)) return undefined
  const cleared = clear(post, { people, policies, now, before: release.entry })
  return cleared.ok && releaseCounts(release, { people, post, clearance: cleared.value }) ? release : undefined
}
