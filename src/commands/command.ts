// The shape of a command: one thing that a person does, with who may, what comes in, and the entry that records it.
import type { Static, TSchema } from 'typebox'
import type { Digest } from '../core/digest.ts'
import type { PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Result } from '../core/result.ts'
import type { PredicateKind, Statement } from '../core/statement.ts'
import type { StopAct } from '../core/stop.ts'
import type { KeyStanding } from '../people/standing.ts'
import type { Facts } from './facts.ts'
import type { About, Action } from './may.ts'
import type { Change, Given, Handed, Reader, Ticket } from './ports.ts'

interface Described<Input extends TSchema> {
  readonly name: Action
  /** What it is called on a button and in the permission table. */
  readonly title: string
  /** Who may do it, in words, for the permission table and the API's description. */
  readonly who: string
  readonly input: Input
  /** What `may` is asked about, beside the actor and the post. */
  readonly about?: (input: Static<Input>) => About
}

/** Done at once: it leaves an unsigned entry, which can only be a "no", or a working copy and no entry. */
export interface PlainCommand<Input extends TSchema = TSchema, Value = unknown> extends Described<Input> {
  readonly kind: 'plain'
  readonly entry: readonly StopAct[]
  readonly run: (facts: Facts, input: Static<Input>, given: Given, reader: Reader) => Promise<Result<{ readonly changes: readonly Change[]; readonly entry: Handed | null; readonly value: Value }>>
}

/** What the signer chose and typed on the signing page. */
export interface Wanted {
  readonly key: KeyStanding | null
  readonly decision?: 'approve' | 'return' | 'refuse'
  readonly remark?: string
  readonly at?: Instant
  readonly enrolled?: { readonly spki: string; readonly credential: Digest; readonly demo: boolean; readonly proof: Digest | null }
}
/** The statement to be signed, and what is sealed beside it once the signature has been handed in. */
export interface Stated { readonly statement: Statement; readonly changes: readonly Change[] }

/** Done in two steps: prepared on the web and handed over by a ticket; stated on the signing origin and signed there. */
export interface SignedCommand<Input extends TSchema = TSchema> extends Described<Input> {
  readonly kind: 'signed'
  readonly entry: PredicateKind
  /** Other actions for which the same page may be opened: whoever may only refuse reads the post there too. */
  readonly opensFor?: readonly Action[]
  readonly prepare: (facts: Facts, input: Static<Input>, given: Given, reader: Reader) => Promise<Result<{ readonly changes: readonly Change[]; readonly ticket: Ticket }>>
  readonly state: (facts: Facts, ticket: Ticket, wanted: Wanted, given: Given, reader: Reader) => Promise<Result<Stated>>
}
export type Command = PlainCommand | SignedCommand

/** What comes in is checked against the command's own schema before it runs, so callers may hand in whatever was typed. */
export const plain = <Input extends TSchema, Value>(command: PlainCommand<Input, Value>): PlainCommand<TSchema, Value> => command as unknown as PlainCommand<TSchema, Value>
export const signed = <Input extends TSchema>(command: SignedCommand<Input>): SignedCommand => command as unknown as SignedCommand

export const ticketFor = (purpose: Action, facts: Facts, more: { readonly post?: PostId; readonly digest?: Digest; readonly person?: PersonId; readonly detail?: Ticket['detail'] } = {}): Ticket => ({
  purpose, person: more.person ?? facts.actor, post: more.post ?? null, digest: more.digest ?? null, detail: more.detail ?? {},
})
