// What the keeper itself writes into the record: that the log began, what it could not read, and what came of each send.
import { conform, digest, id, instant, members, natural, oneOf, optional, words, type Form } from './form.ts'
import type { Digest } from './digest.ts'
import type { KeeperEvent } from './entry.ts'
import type { ChannelId } from './id.ts'
import type { Instant } from './instant.ts'

export type Outcome = 'sent' | 'refused' | 'unknown'
export type Sameness = 'equal' | 'equal-under-declared-change' | 'different' | 'gone' | 'cannot-tell'

export interface KeeperEvents {
  /** The first entry of a log, so that the first statement has a root to name. `log` is the digest of the log's public key. */
  readonly begun: { readonly log: Digest }
  /** Something handed in that has no known form: its digest, who handed it in, and how many the entry stands for. */
  readonly unreadable: { readonly digest: Digest; readonly from: 'sign' | 'web'; readonly count: number; readonly why: string }
  /** A released post that the keeper does not let go, and the code that says why. */
  readonly held: { readonly package: Digest; readonly why: string }
  /** What came of one send. `remote` is a commitment to the platform's own id; `how` says how the keeper knows. */
  readonly receipt: { readonly channel: ChannelId; readonly attempt: number; readonly package: Digest; readonly outcome: Outcome; readonly how: 'answer' | 'found' | 'looked'; readonly remote: Digest | null; readonly sentAt: Instant | null }
  /** What was seen live, beside what was cleared. */
  readonly 'read-back': { readonly channel: ChannelId; readonly attempt: number; readonly package: Digest; readonly sameness: Sameness; readonly seenAt: Instant }
}
export type KnownKeeperEvent = { readonly [Kind in keyof KeeperEvents]: { readonly kind: Kind } & KeeperEvents[Kind] }[keyof KeeperEvents]

const code = words(60, 1)
const forms: { readonly [Kind in keyof KeeperEvents]: Form } = {
  begun: members({ kind: oneOf('begun'), log: digest }),
  unreadable: members({ kind: oneOf('unreadable'), digest, from: oneOf('sign', 'web'), count: natural, why: words(120, 1) }),
  held: members({ kind: oneOf('held'), package: digest, why: code }),
  receipt: members({ kind: oneOf('receipt'), channel: id, attempt: natural, package: digest, outcome: oneOf('sent', 'refused', 'unknown'), how: oneOf('answer', 'found', 'looked'), remote: optional(digest), sentAt: optional(instant) }),
  'read-back': members({ kind: oneOf('read-back'), channel: id, attempt: natural, package: digest, sameness: oneOf('equal', 'equal-under-declared-change', 'different', 'gone', 'cannot-tell'), seenAt: instant }),
}

/** Reads a keeper's event strictly; throws on a kind that is not known or a member too many. */
export function conformKeeperEvent(value: unknown): KnownKeeperEvent {
  const kind = value !== null && typeof value === 'object' ? (value as KeeperEvent).kind : undefined
  if (typeof kind !== 'string' || !Object.hasOwn(forms, kind)) throw new TypeError('the keeper event has no known kind')
  return conform<KnownKeeperEvent>('the keeper event', forms[kind as keyof KeeperEvents], value)
}
