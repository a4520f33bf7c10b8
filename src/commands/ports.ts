// The ports that adapters fill: what a command and a query may read, and the one way in which state changes.
import type { Digest } from '../core/digest.ts'
import type { Envelope } from '../core/dsse.ts'
import type { ChannelId, OrganisationId, PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Facts as ReasonFacts } from '../core/result.ts'
import type { Rulebook } from '../check/rulebook/load.ts'
import type { Window } from '../core/statement.ts'
import type { KnownStop } from '../core/stop.ts'
import type { Part } from '../draft/part.ts'
import type { Revision } from '../draft/revision.ts'
import type { People } from '../people/standing.ts'
import type { Pause, SendStanding } from '../publish/send-standing.ts'
import type { Policy } from '../signoff/policy.ts'
import type { PostStanding } from '../signoff/post-standing.ts'
import type { PolicyInForce, Proposal } from '../watch/folded.ts'

/** The keeper's projection of the fold, as every screen and every command reads it. */
export interface Standing {
  readonly people: People
  readonly policy: PolicyInForce | null
  readonly earlierPolicies: { readonly [digest: Digest]: Policy }
  readonly proposals: readonly Proposal[]
  readonly pauses: readonly Pause[]
  /** The first two people, whom the trust file names. */
  readonly first: readonly PersonId[]
}

/** A person as known to the body; what they may do stands in the record, not here. */
export interface Person { readonly id: PersonId; readonly name: string; readonly nameSalt: string; readonly slug: string; readonly job: string }

/** The working copy: saved as one types, cut into a revision when it is sent. */
export interface Draft {
  readonly title: string
  readonly parts: readonly Part[]
  readonly channels: readonly ChannelId[]
  readonly window: Window
  /** Rises with each save; a save over an older version is stale. */
  readonly version: number
  readonly savedBy: PersonId
  readonly savedAt: Instant
}
export interface Post {
  readonly id: PostId
  /** The number in its address: /posts/142. */
  readonly number: number
  readonly author: PersonId
  readonly begun: Instant
  readonly draft: Draft
  readonly standing: PostStanding
  readonly sends: SendStanding
  /** The highest revision that was cut; 0 before the first. */
  readonly revisions: number
}

/** An entry of the record with what the keeper made of it: `why` is null when it counts. */
export interface RecordedEntry { readonly index: number; readonly leaf: Uint8Array; readonly why: string | null; readonly facts: ReasonFacts }
/** The last signed tree. */
export interface SignedTree { readonly origin: string; readonly size: number; readonly root: Digest; readonly note: string }
export interface Sealed { readonly salt: string; readonly value: string }
export interface Ticket { readonly purpose: string; readonly person: PersonId | null; readonly post: PostId | null; readonly digest: Digest | null; readonly detail: { readonly [name: string]: string | number | null | readonly string[] } }

export interface Reader {
  body(): Promise<{ readonly id: OrganisationId; readonly name: string }>
  standing(): Promise<Standing>
  persons(): Promise<readonly Person[]>
  /** By number or by id. */
  post(which: number | PostId): Promise<Post | undefined>
  /** The newest posts first. */
  posts(most: number): Promise<readonly Post[]>
  revision(post: PostId, number: number): Promise<Revision | undefined>
  /** The package of this digest; the database itself made the digest. */
  packageBytes(digest: Digest): Promise<Uint8Array | undefined>
  /** The digest of the package of a revision, if one was built. */
  packageOf(post: PostId, revision: number): Promise<Digest | undefined>
  document(digest: Digest): Promise<Uint8Array | undefined>
  /** The compiled rulebook of this digest; kept, so that asking again costs nothing. */
  rulebook(digest: Digest): Promise<Rulebook | undefined>
  /** The entries about a post, or those from an index on, in order. */
  entriesOf(post: PostId): Promise<readonly RecordedEntry[]>
  entries(from: number, most: number): Promise<readonly RecordedEntry[]>
  tree(): Promise<SignedTree | undefined>
  opened(commitment: Digest): Promise<Sealed | undefined>
  /** How the keeper judged what was handed in under this id. */
  judged(intake: string): Promise<{ readonly index: number; readonly why: string | null; readonly facts: ReasonFacts } | undefined>
}

/** What a command may change, beside handing over its entry. */
export type Change =
  | { readonly change: 'begin-post'; readonly post: PostId; readonly author: PersonId; readonly draft: Draft }
  | { readonly change: 'save-draft'; readonly post: PostId; readonly over: number; readonly draft: Draft }
  | { readonly change: 'cut-revision'; readonly revision: Revision }
  | { readonly change: 'keep-package'; readonly post: PostId; readonly revision: number; readonly bytes: Uint8Array }
  | { readonly change: 'keep-document'; readonly kind: 'rulebook' | 'policy' | 'code'; readonly bytes: Uint8Array }
  | { readonly change: 'add-person'; readonly person: Person }
  | { readonly change: 'seal'; readonly field: string; readonly commitment: Digest; readonly salt: string; readonly value: string }
  | { readonly change: 'issue-ticket'; readonly ticket: Ticket; readonly hash: Uint8Array }

/** What is handed over for the record: an unsigned stop, or a signed statement in its envelope. */
export type Handed =
  | { readonly id: string; readonly post: PostId | null; readonly stop: KnownStop }
  | { readonly id: string; readonly envelope: Envelope }

export interface Transaction extends Reader {
  /** Makes the changes and hands over the entry; both are durable together when the transaction commits. Throws `Stale` on a save over an older version. */
  commit(changes: readonly Change[], entry: Handed | null): Promise<void>
}
export interface Store {
  read<Value>(work: (reader: Reader) => Promise<Value>): Promise<Value>
  transact<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value>
}

/** Somebody saved the same draft meanwhile. */
export class Stale extends Error {
  override readonly name = 'Stale'
}

/** What comes in from outside a pure command: time and chance. */
export interface Given {
  readonly now: Instant
  /** A fresh random UUID. */
  readonly freshId: () => string
  /** Fresh random bytes in base64url. */
  readonly fresh: (bytes: number) => string
}
