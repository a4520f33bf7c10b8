// States what a page's holder would sign: the exact bytes for one key, with a mark that says that this page was given them.
import { signedCommands } from '../commands/index.ts'
import type { SignedCommand, Wanted } from '../commands/command.ts'
import type { Change, Ticket } from '../commands/ports.ts'
import { stateSigned } from '../commands/run.ts'
import { base64url, base64urlToBytes } from '../core/bytes.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Result } from '../core/result.ts'
import { keyCounts } from '../people/standing.ts'
import type { GivenStatement, Opened } from './carried.ts'
import { reading, type Signing } from './signing.ts'

/** What `POST /statement` takes. `key` is the digest of the credential that will sign; an enrolment has `enrolled` instead, or asks for a demo key. */
export interface StatementAsked {
  readonly ticket: string
  /** After the last sign-off the same page may go on to the release. */
  readonly purpose?: 'release-post'
  readonly key?: string
  readonly decision?: 'approve' | 'return' | 'refuse'
  readonly remark?: string
  readonly at?: string
  readonly enrolled?: { readonly spki: string; readonly credential: string; readonly proof?: string }
  readonly demo?: boolean
}

export async function giveStatement(signing: Signing, asked: StatementAsked): Promise<Result<GivenStatement>> {
  const ticket = await signing.opened.tickets.again(asked.ticket)
  if (!ticket) return refuse('SIGNATURE_OLD')
  const going = ticketFor(ticket, asked.purpose)
  const command = going && commandOf(going), decides = asked.decision !== undefined || asked.remark !== undefined
  if (decides && going?.purpose !== 'sign-off-post') return refuse('NOT_ON_THIS_PAGE')
  return command ? stateFor(signing, asked.ticket, command, going, asked) : refuse('NOT_ON_THIS_PAGE')
}

/** States for a page, be it a ticket's or that of a door which needs none. */
export async function stateFor(signing: Signing, page: string, command: SignedCommand, ticket: Ticket, asked: Omit<StatementAsked, 'ticket' | 'purpose'>): Promise<Result<GivenStatement>> {
  const wanted = await wantedBy(signing, ticket, asked)
  if (!wanted.ok) return wanted
  const stated = await stateSigned(signing.opened.doors, command, ticket, wanted.value)
  if (!stated.ok) return stated
  const { payload, changes } = stated.value
  return done({ payload: base64url(payload), mark: signing.served.mark(page, payload), opened: openedIn(changes) })
}

const openedIn = (changes: readonly Change[]): readonly Opened[] => changes.flatMap(change => (change.change === 'seal' ? [{ field: change.field, salt: change.salt, value: change.value }] : []))

export const commandOf = ({ purpose }: Ticket): SignedCommand | undefined => signedCommands.find(({ name }) => name === purpose)

/** A ticket is for one page; the only way on inside it leads from the sign-off to the release of the same post. */
export function ticketFor(ticket: Ticket, purpose: StatementAsked['purpose']): Ticket | undefined {
  if (purpose === undefined || purpose === ticket.purpose) return ticket
  return ticket.purpose === 'sign-off-post' ? { ...ticket, purpose } : undefined
}

async function wantedBy(signing: Signing, ticket: Ticket, asked: Omit<StatementAsked, 'ticket' | 'purpose'>): Promise<Result<Wanted>> {
  const chosen = { ...(asked.decision ? { decision: asked.decision } : {}), ...(asked.remark === undefined ? {} : { remark: asked.remark }), ...(asked.at === undefined ? {} : { at: asked.at as Instant }) }
  if (ticket.purpose === 'enrol-key') return enrolledBy(signing, ticket, asked)
  const { people } = await reading(signing, reader => reader.standing()), now = signing.opened.doors.given().now
  const key = asked.key === undefined ? undefined : people.keys[asked.key]
  if (!key || key.person !== ticket.person || !keyCounts(key, now)) return refuse('PASSKEY_UNKNOWN')
  return key.demo && !signing.demoKeys ? refuse('DEMO_ONLY') : done({ key, ...chosen })
}

/** The new key: made in the browser, or in a demonstration the one that the service holds for the person. */
function enrolledBy({ demoKeys, opened: { doors: { crypto } } }: Signing, ticket: Ticket, { enrolled, demo }: Pick<StatementAsked, 'enrolled' | 'demo'>): Result<Wanted> {
  if (demo) {
    if (!demoKeys) return refuse('DEMO_ONLY')
    const spki = demoKeys.spkiOf(ticket.person!)
    return done({ key: null, enrolled: { spki: base64url(spki), credential: digestOf(crypto, spki), demo: true, proof: null } })
  }
  if (!enrolled) return refuse('STATEMENT_UNREADABLE')
  try {
    return done({ key: null, enrolled: { spki: base64url(base64urlToBytes(enrolled.spki)), credential: digestOf(crypto, base64urlToBytes(enrolled.credential)), demo: false, proof: (enrolled.proof ?? null) as Digest | null } })
  } catch {
    return refuse('STATEMENT_UNREADABLE')
  }
}
