// The release by which a post goes or went: the one that stands; once something was sent, the last over what was sent.
import type { Facts } from '../commands/facts.ts'
import { policiesOver } from '../commands/may.ts'
import { releaseThatStands } from '../publish/standing-release.ts'
import { lastRelease, type Release } from '../publish/send-standing.ts'
import type { Submission } from '../signoff/post-standing.ts'

/** Nothing where somebody must release it, or release it again because an approval fell away since. */
export function releaseOf(facts: Facts, submission: Submission): Release | undefined {
  const { standing, sends } = facts.post!, { people, pauses } = facts.standing
  if (Object.keys(sends.sends).length > 0) return lastRelease(sends, submission.digest)
  return releaseThatStands({ post: standing, sends, people, policies: policiesOver(facts, submission), pauses, now: facts.now })
}
