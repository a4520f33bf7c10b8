// The keeper's question over the folded log: may this post go now? It leads from standing over clearance to the sends, or to the one reason against.
import type { Crypto } from '../core/crypto.ts'
import type { PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { refuse, type Refusal, type Result } from '../core/result.ts'
import type { Package } from '../draft/package.ts'
import { letGo, type Send } from '../publish/let-go.ts'
import { lastRelease } from '../publish/send-standing.ts'
import { clear } from '../signoff/clear.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { boundPolicies, policyStands, postOf, sendsOf, type Folded } from './folded.ts'

export interface MayGoGiven {
  readonly crypto: Crypto
  readonly bytes: Uint8Array | undefined
  readonly check: (packed: Package) => Refusal | undefined
  readonly now: Instant
}

/** Invariant 11 from end to end; it reads the fold and the package's bytes and nothing else. */
export function mayGo(folded: Folded, post: PostId, { crypto, bytes, check, now }: MayGoGiven): Result<readonly Send[]> {
  const standing = postOf(folded, post)
  const submission = standingSubmission(standing)
  if (!folded.policy) return refuse('NO_POLICY')
  if (!policyStands(folded)) return refuse('POLICY_SIGNER_SUSPENDED')
  if (!submission) return refuse(standing.ended?.why === 'withdrawn' ? 'WITHDRAWN' : standing.submission ? 'OUTDATED' : 'NEVER_SUBMITTED')
  const given = { people: folded.people, policies: boundPolicies(folded, submission), now }, sends = sendsOf(folded, post)
  const cleared = clear(standing, given)
  if (!cleared.ok) return cleared
  const rested = clear(standing, { ...given, before: lastRelease(sends, submission.digest)?.entry })
  if (!rested.ok) return refuse('NOT_RELEASED')
  return letGo({ crypto, clearance: rested.value, post: standing, submission, sends, pauses: folded.pauses, people: folded.people, policy: folded.policy.document, bytes, check, now })
}
