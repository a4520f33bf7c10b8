// The shape of an entry: one line of the record, kept as the canonical bytes that are its leaf.
import { canonicalBytes, parseCanonical, type Json } from './canonical.ts'
import type { Digest } from './digest.ts'
import { conformEnvelope, type Envelope } from './dsse.ts'
import { conform, id, instant, members, natural, oneOf, optional, type Form } from './form.ts'
import type { PostId } from './id.ts'
import type { Instant } from './instant.ts'

/** The longest leaf: tlog-tiles allow 64 kB, ours need 4. */
export const LONGEST_LEAF = 16_384

interface About {
  readonly v: 1
  /** When the keeper took it into the log, by the keeper's clock. */
  readonly at: Instant
  /** When it was handed in, by the database's clock; no role that hands in can write it. */
  readonly said: Instant
  /** Which process handed it in, by the database's word. */
  readonly via: 'sign' | 'web' | 'keeper'
  readonly post: PostId | null
  /** The entry's place within its post, from 0, and the index of the post's entry before it: so a pack cannot leave one out. */
  readonly n: number
  readonly prev: number | null
}

/** An unsigned event. It can only ever be a "no". */
export interface Stop { readonly act: string; readonly [fact: string]: Json }
/** What the keeper itself did or saw. */
export interface KeeperEvent { readonly kind: string; readonly [fact: string]: Json }

export type Entry = About & (
  | { readonly kind: 'statement'; readonly envelope: Envelope }
  | { readonly kind: 'stop'; readonly stop: Stop }
  | { readonly kind: 'keeper'; readonly keeper: KeeperEvent }
)

const about: { readonly [member: string]: Form } = { v: oneOf(1), at: instant, said: instant, via: oneOf('sign', 'web', 'keeper'), post: optional(id), n: natural, prev: optional(natural) }
const anything: Form = value => (value !== null && typeof value === 'object' && !Array.isArray(value) ? undefined : 'is not an object')
const forms = {
  statement: members({ ...about, kind: oneOf('statement'), envelope: anything }),
  stop: members({ ...about, kind: oneOf('stop'), stop: anything }),
  keeper: members({ ...about, kind: oneOf('keeper'), keeper: anything }),
}

export const entryToLeaf = (entry: Entry): Uint8Array => canonicalBytes(entry as unknown as Json)

/** Reads a leaf strictly: canonical bytes, known members, a well-formed envelope. Throws on anything else. */
export function leafToEntry(leaf: Uint8Array): Entry {
  const value = parseCanonical(leaf, LONGEST_LEAF) as { kind?: unknown; envelope?: unknown }
  const kind = value?.kind
  if (kind !== 'statement' && kind !== 'stop' && kind !== 'keeper') throw new TypeError('the entry has no known kind')
  const entry = conform<Entry>('the entry', forms[kind], value)
  if (entry.kind === 'statement') conformEnvelope(entry.envelope)
  return entry
}

/** Where an entry stands in the log. */
export interface Placed { readonly index: number; readonly entry: Entry; readonly leafHash: Digest }
