// The state into which the log folds: people, policy, pauses, and where each post stands.
import type { Digest } from '../core/digest.ts'
import type { PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { bindingCounts, emptyPeople, type Act, type People } from '../people/standing.ts'
import { nothingSent, type Pause, type SendStanding } from '../publish/send-standing.ts'
import type { Policy } from '../signoff/policy.ts'
import { newPost, type PostStanding, type Submission } from '../signoff/post-standing.ts'

export interface PolicyInForce {
  readonly digest: Digest
  readonly document: Policy
  readonly entry: number
  readonly from: Instant
  /** The two acts that brought it into force. */
  readonly signers: readonly Act[]
  /** The policies before it, the oldest first, each with the entry from which it was in force. */
  readonly before: readonly { readonly digest: Digest; readonly entry: number }[]
}
export interface Proposal extends Act { readonly digest: Digest; readonly by: PersonId; readonly replaces: Digest | null }

/** Mutable only inside the fold; everything in it is plain JSON, so that it can be kept as a snapshot and read by screens. */
export interface Folded {
  size: number
  readonly people: People
  policy: PolicyInForce | null
  /** Policies that were in force before, by digest: a post must satisfy every one since its submission too. */
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

/**
 * The policies that bind a submission, the one in force last: the one that it was made under, and every one since (invariants 9 and 10). Were it
 * only the first and the last, a layer that a policy between them asked would fall away with it and clear a waiting post. Of a post that is out,
 * only the policies before the entry `until` have a say in who approved it.
 */
export function boundPolicies({ policy, earlierPolicies }: Pick<Folded, 'policy' | 'earlierPolicies'>, submission: Submission, until = Infinity): readonly Policy[] {
  const history = [...policy!.before, policy!].filter(({ entry }) => entry < until)
  const first = history.findLastIndex(({ entry }) => entry < submission.entry)
  const digests = [...new Set(history.slice(Math.max(first, 0)).map(({ digest }) => digest).toReversed())].toReversed()
  return digests.map(digest => (digest === policy!.digest ? policy!.document : known(earlierPolicies, digest)))
}

function known(policies: Folded['earlierPolicies'], digest: Digest): Policy {
  const policy = policies[digest]
  if (!policy) throw new TypeError(`an earlier policy is not kept: ${digest}`)
  return policy
}

/** Whether the policy still rests on two signatures that count; when one does not, nothing goes out until two people sign a policy again. */
export const policyStands = ({ policy, people }: Pick<Folded, 'policy' | 'people'>): boolean => policy !== null && policy.signers.every(signer => bindingCounts(people, signer))
