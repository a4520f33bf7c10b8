// Runs commands. It alone opens a transaction that changes anything: load the facts, ask `may`, run, and commit changes and entry together.
import { Check } from 'typebox/value'
import type { Static, TSchema } from 'typebox'
import { base64urlToBytes, utf8 } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { digestOf } from '../core/digest.ts'
import { payloadOf, type Envelope } from '../core/dsse.ts'
import type { PersonId, PostId } from '../core/id.ts'
import { done, refuse, type Result } from '../core/result.ts'
import { statementToBytes } from '../core/statement.ts'
import type { PlainCommand, SignedCommand, Stated, Wanted } from './command.ts'
import { loadFacts } from './facts.ts'
import { may } from './may.ts'
import { Stale, type Change, type Given, type Store, type Ticket } from './ports.ts'

export interface Doors {
  readonly store: Store
  readonly crypto: Crypto
  readonly given: () => Given
  /** Waits until the keeper has judged what was handed in, so that the next page shows it; a second at most. */
  readonly settled: (intake: string) => Promise<void>
}
/** Who asks, about which post. An actor who is not known stops the request before it begins. */
export interface Asked<Input extends TSchema> { readonly actor: PersonId; readonly post?: number | PostId; readonly input: Static<Input> }

/** Runs a plain command; its changes and its entry are durable together when this returns. */
export async function runPlain<Input extends TSchema, Value>(doors: Doors, command: PlainCommand<Input, Value>, asked: Asked<Input>): Promise<Result<Value>> {
  const ran = await staleAsRefusal(() => transactPlain(doors, command, asked))
  if (!ran.ok) return ran
  if (ran.value.intake !== null) await doors.settled(ran.value.intake)
  return done(ran.value.value)
}

const transactPlain = <Input extends TSchema, Value>({ store, crypto, given }: Doors, command: PlainCommand<Input, Value>, { actor, post, input }: Asked<Input>): Promise<Result<{ readonly value: Value; readonly intake: string | null }>> =>
  store.transact(async transaction => {
    if (!Check(command.input, input)) return refuse('INPUT_WRONG')
    const chance = given(), facts = await loadFacts(transaction, { actor, post, now: chance.now, crypto })
    const barred = may(command.name, facts, command.about?.(input))
    if (barred) return barred
    const outcome = await command.run(facts, input, chance, transaction)
    if (!outcome.ok) return outcome
    await transaction.commit(outcome.value.changes, outcome.value.entry)
    return done({ value: outcome.value.value, intake: outcome.value.entry?.id ?? null })
  })

const TICKET_BYTES = 24

/** Prepares a signed command on the web and gives the single-use ticket that leads to the signing origin. */
export const prepareSigned = <Input extends TSchema>({ store, crypto, given }: Doors, command: SignedCommand<Input>, { actor, post, input }: Asked<Input>): Promise<Result<{ readonly ticket: string }>> =>
  staleAsRefusal(() => store.transact(async transaction => {
    if (!Check(command.input, input)) return refuse('INPUT_WRONG')
    const chance = given(), facts = await loadFacts(transaction, { actor, post, now: chance.now, crypto })
    const barred = may(command.name, facts, command.about?.(input))
    if (barred && !command.opensFor?.some(action => may(action, facts) === undefined)) return barred
    const outcome = await command.prepare(facts, input, chance, transaction)
    if (!outcome.ok) return outcome
    const ticket = chance.fresh(TICKET_BYTES)
    await transaction.commit([...outcome.value.changes, { change: 'issue-ticket', ticket: outcome.value.ticket, hash: crypto.sha256(utf8(ticket)) }], null)
    return done({ ticket })
  }))

/** States, on the signing origin, what a ticket's holder would sign: the exact bytes, and what to seal beside them. */
export const stateSigned = ({ store, crypto, given }: Doors, command: SignedCommand, ticket: Ticket, wanted: Wanted): Promise<Result<Stated & { readonly payload: Uint8Array }>> =>
  store.read(async reader => {
    const chance = given(), facts = await loadFacts(reader, { actor: ticket.person!, post: ticket.post ?? undefined, now: chance.now, crypto })
    if (ticket.post !== null && !facts.post) return refuse('POST_NOT_THERE')
    const barred = wanted.decision && wanted.decision !== 'approve' ? undefined : may(command.name, facts, aboutOf(ticket))
    if (barred) return barred
    const stated = await command.state(facts, ticket, wanted, chance, reader)
    return stated.ok ? done({ ...stated.value, payload: statementToBytes(stated.value.statement) }) : stated
  })

const aboutOf = ({ detail }: Ticket) => ({
  ...(typeof detail['about'] === 'string' ? { person: detail['about'] as PersonId } : {}), ...(typeof detail['credential'] === 'string' ? { credential: detail['credential'] } : {}),
  ...(typeof detail['entry'] === 'number' ? { entry: detail['entry'] } : {}), ...(typeof detail['role'] === 'string' ? { role: detail['role'] } : {}),
})

/** Hands a signed statement over for the record. Its id comes from its digest, so that a second press gets the first receipt. */
export async function handIn({ store, crypto }: Doors, envelope: Envelope, changes: readonly Change[]): Promise<{ readonly intake: string }> {
  const intake = intakeOf(crypto, payloadOf(envelope))
  await store.transact(transaction => transaction.commit(changes, { id: intake, envelope }))
  return { intake }
}

/** The intake id of a statement: the first 16 bytes of its SHA-256 as a UUID. */
export const intakeOf = (crypto: Crypto, payload: Uint8Array): string => digestOf(crypto, payload).slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

async function staleAsRefusal<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof Stale) return refuse('STALE_SAVE')
    throw thrown
  }
}

/** Whether a text could be a ticket at all. */
export function isTicket(text: string): boolean {
  try {
    return base64urlToBytes(text).length === TICKET_BYTES
  } catch {
    return false
  }
}
