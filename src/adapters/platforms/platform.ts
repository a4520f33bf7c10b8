// What every platform's adapter does for the keeper: send the very bytes, say what came of it, look for what was sent, and read it back.
import type { Digest } from '../../core/digest.ts'
import type { Instant } from '../../core/instant.ts'
import type { Sameness } from '../../core/keeper-event.ts'

/** A credential, and the one place to which it may ever be sent: bound together when the channel was connected. */
export interface Credential {
  readonly platform: string
  /** Host, with its port where it has one. */
  readonly host: string
  readonly path: string
  readonly secret: string
}

export interface SentRequest { readonly method: string; readonly host: string; readonly path: string; readonly body: Uint8Array }

/**
 * What came of one send. `not-sent`: no connection came about, so not one byte of it can have arrived, and it may be tried again.
 * `unknown`: it may have happened; it is never sent again blindly. `refused`: the platform said no.
 */
export type SendOutcome =
  | { readonly outcome: 'sent'; readonly remote: string; readonly at: Instant | null }
  | { readonly outcome: 'refused'; readonly why: string }
  | { readonly outcome: 'unknown'; readonly why: string }
  | { readonly outcome: 'not-sent'; readonly why: string }

/** A post as the platform lists it. `content` is the digest of what the adapter's own request for it would be. */
export interface Listed { readonly remote: string; readonly at: Instant; readonly content: Digest }

/** What looking for a send finds. `cannot-tell`: the platform did not answer, or not far enough back. */
export type Found = { readonly found: 'there'; readonly remote: string; readonly at: Instant } | { readonly found: 'not-there' } | { readonly found: 'cannot-tell' }

export interface Looking {
  readonly credential: Credential
  readonly content: Digest
  /** Nothing listed before this moment can be it. */
  readonly since: Instant
  /** Posts that are known to have come from other sends. */
  readonly except: ReadonlySet<string>
}

export interface PlatformAdapter {
  /** What it can do; the contract suite holds it to this. */
  readonly can: { readonly listTimeline: boolean; readonly readBack: boolean; readonly amend: boolean; readonly remove: boolean }
  /** The digest by which a send is found again in the timeline. */
  contentOf(requests: readonly SentRequest[]): Digest
  /** Sends these requests once, in order, and nothing else; the credential goes to its own host and path alone. Never throws for what the other side does. */
  send(requests: readonly SentRequest[], credential: Credential): Promise<SendOutcome>
  /** Looks whether something that may have been sent is there. Never throws for what the other side does. */
  confirm(looking: Looking): Promise<Found>
  /** Compares what is live now with what was sent. */
  readBack(remote: string, content: Digest, credential: Credential): Promise<Sameness>
  /** The account's posts since a moment, newest first; undefined when that cannot be told. */
  listTimeline(since: Instant, credential: Credential): Promise<readonly Listed[] | undefined>
}
