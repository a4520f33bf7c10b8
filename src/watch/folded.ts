// The state into which the log folds: people, policy, pauses, and where each post stands.
import type { Digest } from '../core/digest.ts'
import type { PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { emptyPeople, type People } from '../people/standing.ts'
import { nothingSent, type Pause, type SendStanding } from '../publish/send-standing.ts'
import type { Policy } from '../signoff/policy.ts'
import { newPost, type PostStanding, type Submission } from '../signoff/post-standing.ts'

export interface PolicyInForce { readonly digest: Digest; readonly document: Policy; readonly entry: number; readonly from: Instant }
export interface Proposal { readonly digest: Digest; readonly by: PersonId; readonly replaces: Digest | null; readonly entry: number }

/** Mutable only inside the fold; everything in it is plain JSON, so that it can be kept as a snapshot and read by screens. */
export interface Folded {
  size: number
  readonly people: People
  policy: PolicyInForce | null
  /** Policies that were in force before, by digest: a post must satisfy the one of its submission too. */
  readonly earlierPolicies: { [digest: Digest]: Policy }
  proposals: readonly Proposal[]
  pauses: readonly Pause[]
  readonly posts: { [post: PostId]: PostStanding }
  readonly sends: { [post: PostId]: SendStanding }
  readonly chains: { [post: PostId]: { readonly last: number; readonly count: number } }
  readonly nonces: { [nonce: string]: Instant }
}

export const nothingFolded = (): Folded => ({ size: 0, people: emptyPeople(), policy: null, earlierPolicies: {}, proposals: [], pauses: [], posts: {}, sends: {}, chains: {}, nonces: {} })

export const postOf = (folded: Folded, post: PostId): PostStanding => folded.posts[post] ?? newPost(post)
export const sendsOf = (folded: Folded, post: PostId): SendStanding => folded.sends[post] ?? nothingSent()

/** The policies that bind a submission: the one it was made under, and the one in force (invariant 9). */
export function boundPolicies(folded: Pick<Folded, 'policy' | 'earlierPolicies'>, submission: Submission): readonly Policy[] {
  const inForce = folded.policy!
  const earlier = submission.policy === inForce.digest ? undefined : folded.earlierPolicies[submission.policy]
  return earlier ? [earlier, inForce.document] : [inForce.document]
}
