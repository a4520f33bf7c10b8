// What a signing page is made of: the template, what it says, what it carries, and the one way back.
import type { Reader, Ticket } from '../../commands/ports.ts'
import type { Facts } from '../../commands/facts.ts'
import { STARTER_ROLES } from '../../commands/starter-policy.ts'
import type { Instant } from '../../core/instant.ts'
import { refuse, type Refusal } from '../../core/result.ts'
import type { Link } from '../../pages/shell.ts'
import type { Known } from '../../queries/known.ts'
import { listed } from '../../queries/words.ts'
import type { Carried, OfferedKey, Shown } from '../carried.ts'
import { offeredKeys } from '../keys.ts'
import { sentenceOf } from '../sentence.ts'
import type { Signing } from '../signing.ts'

export interface SigningPage {
  readonly status: number
  readonly template: string
  readonly title: string
  readonly context: object
  /** Nothing where there is nothing to sign. */
  readonly carried: Carried | undefined
  readonly back: Link
}

export interface ShowGiven {
  readonly signing: Signing
  readonly reader: Reader
  readonly ticket: Ticket
  /** The ticket as the address carries it. */
  readonly page: string
  readonly now: Instant
  readonly known: Known
}

/** "Ben Folio or Dora Galley", or "any of 6 people". */
export const anyOf = (names: readonly string[]): string => (names.length === 0 ? 'nobody at present' : names.length <= 3 ? listed(names, 'or') : `any of ${names.length} people`)

/** The way back is a fixed address and the thing's own name: nothing that comes in can lead elsewhere. */
export const backTo = ({ signing: { web } }: Pick<ShowGiven, 'signing'>, path: string, text: string): Link => ({ href: web + path, text })

/** What the page carries. */
export async function carriedFor({ signing, reader, ticket, page, now, known }: ShowGiven, { standing, organisation }: Facts, shown: Shown, atOnce = false): Promise<Carried> {
  const tree = await reader.tree()
  const demo = signing.demoKeys !== undefined
  const keys: readonly OfferedKey[] = shown.of === 'person' ? [] : await offeredKeys(reader, standing, ticket.person!, { now, demo })
  const words = { names: known.names, roles: Object.fromEntries(Object.entries(standing.policy?.document.roles ?? STARTER_ROLES).map(([role, { title }]) => [role, title])) }
  return { ticket: page, purpose: ticket.purpose, organisation, person: ticket.person!, origin: tree?.origin ?? '', rpId: signing.place.rpId, keys, demo, served: now, atOnce, shown, words }
}

/** What stands in the box instead of the button, where this person cannot sign. */
export const barredBy = (refusal: Refusal | undefined, { known }: Pick<ShowGiven, 'known'>): string | undefined => refusal && sentenceOf(refusal, known).sentence

/** The signing box of every page: what it is called, what it means, and the buttons for the keys that the person has. */
export interface SignBox { readonly heading: string; readonly means: readonly string[]; readonly passkey: boolean; readonly demoKey: boolean; readonly keys: readonly OfferedKey[]; readonly label: string; readonly demoLabel: string; readonly barred: string | undefined }

export function boxOf(heading: string, means: readonly string[], { carried, barred, label }: { readonly carried: Carried; readonly barred: string | undefined; readonly label?: string }): SignBox {
  const passkeys = carried.keys.filter(key => !key.demo), passkey = passkeys.length > 0, demoKey = carried.keys.some(key => key.demo)
  const none = passkey || demoKey ? undefined : sentenceOf(refuse('PASSKEY_NONE'), NOBODY).sentence
  return { heading, means, passkey, demoKey, keys: passkeys, label: label ?? 'Sign with your passkey', demoLabel: label === undefined ? 'Sign with the demo key' : `${label} with the demo key`, barred: barred ?? none }
}

const NOBODY = { names: {} }
