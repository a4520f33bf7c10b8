// Where a post stands on its way through the layers, as the folded log says.
import { hex, utf8 } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import type { Digest } from '../core/digest.ts'
import type { ChannelId, PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Window } from '../core/statement.ts'
import type { Act } from '../people/standing.ts'

export interface Submission {
  readonly entry: number
  readonly person: PersonId
  readonly credential: Digest
  readonly said: Instant
  /** Whether a demo key signed it. */
  readonly demo: boolean
  readonly digest: Digest
  readonly revision: number
  /** The digest of the contributors that the submission names, and they themselves. */
  readonly contributors: Digest
  readonly people: readonly PersonId[]
  readonly window: Window
  readonly report: Digest
  readonly rulebook: Digest
  /** The digest of the policy in force when it was submitted. */
  readonly policy: Digest
  readonly channels: readonly ChannelId[]
  readonly understanding: number
}
export interface SignOff {
  readonly entry: number
  readonly person: PersonId
  /** Null where it was an unsigned stop. */
  readonly credential: Digest | null
  readonly said: Instant
  /** Whether a demo key signed it. */
  readonly demo: boolean
  readonly layer: string
  readonly decision: 'approve' | 'return' | 'refuse'
  readonly remark: Digest | null
  readonly digest: Digest
  readonly revision: number
  readonly understanding: number | null
}
/** A refusal with the digest of its entry, which whoever lifts it signs. */
export interface Objection extends SignOff { readonly leaf: Digest }
export type Ended = 'edited' | 'withdrawn' | 'returned'

export interface PostStanding {
  readonly post: PostId
  /** Everyone who contributed since the post was begun, sorted. */
  readonly contributors: readonly PersonId[]
  readonly submission: Submission | null
  /** Why the last submission no longer stands, and the entry that ended it. */
  readonly ended: { readonly why: Ended; readonly entry: number; readonly person: PersonId } | null
  /** Approvals over the submission that stands. */
  readonly signOffs: readonly SignOff[]
  /** Refusals that nobody has lifted, whatever version they were over. */
  readonly refusals: readonly Objection[]
  /** Refusals that were lifted, and by which act: when the key that lifted one turns out to have been suspended, it stands again. */
  readonly lifted: readonly { readonly refusal: Objection; readonly by: Act }[]
  /** Approvals that stopped counting when the words moved; they stay on the record. */
  readonly outdated: readonly SignOff[]
}

export const newPost = (post: PostId): PostStanding => ({ post, contributors: [], submission: null, ended: null, signOffs: [], refusals: [], lifted: [], outdated: [] })

export const withContributors = (standing: PostStanding, persons: readonly PersonId[]): PostStanding => ({ ...standing, contributors: [...new Set([...standing.contributors, ...persons])].toSorted() })

export const contributed = (standing: PostStanding, person: PersonId): boolean => standing.contributors.includes(person)

/** Ends the submission that stands: every approval over it stops counting. */
export const endSubmission = (standing: PostStanding, why: Ended, entry: number, person: PersonId): PostStanding => ({
  ...standing, ended: { why, entry, person }, signOffs: [], outdated: [...standing.outdated, ...standing.signOffs],
})

/** The submission that people may sign now, if there is one. */
export const standingSubmission = (standing: PostStanding): Submission | undefined => (standing.ended === null && standing.submission ? standing.submission : undefined)

/** The digest of a set of contributors: SHA-256 over a label and the sorted ids, a line each. */
export const contributorsDigest = (crypto: Crypto, persons: readonly PersonId[]): Digest => hex(crypto.sha256(utf8('countersign contributors v1\n' + [...persons].toSorted().join('\n')))) as Digest
