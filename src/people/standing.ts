// Where people stand: whose key counts, in which roles, with which understanding, as the folded log says.
import type { Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { Capacity } from '../core/statement.ts'
import { capacityAllows, isAdministrator, rolesWithRight, type Right, type Roles } from './roles.ts'

/** What a key did: the entry that says so, and when it was said. */
export interface Act { readonly credential: Digest; readonly entry: number; readonly said: Instant }
export interface Vouch extends Act { readonly person: PersonId }
export interface KeyStanding {
  readonly credential: Digest
  readonly person: PersonId
  /** SubjectPublicKeyInfo, base64url, and its digest: the subject of every statement about this key. */
  readonly spki: string
  readonly digest: Digest
  /** The entry that enrolled it, and the digest of its statement: what vouchers vouch for. */
  readonly entry: number
  readonly statement: Digest
  readonly capacity: Capacity
  readonly roles: readonly string[]
  readonly manager: PersonId | null
  readonly name: Digest
  readonly demo: boolean
  /** Whether the trust file pins it, so that it needs no voucher. */
  readonly first: boolean
  /** Everyone who vouched for it, and of them those whose word counts now. */
  readonly vouches: readonly Vouch[]
  readonly vouchers: readonly PersonId[]
  /** The entry from which it counts; null while it waits for its vouchers, or when one of them fell away. */
  readonly from: number | null
  /** The entry from which it first counted. What its enrolment forbids goes on being forbidden, whatever is suspended later. */
  readonly counted: number | null
  /** What it signed from this moment on does not count. */
  readonly suspended: Instant | null
  readonly suspendedBy: number | null
  readonly reinstatedBy: readonly PersonId[]
  /** Suspensions that are over: what it did about posts in them stays void. */
  readonly lapses: readonly { readonly since: Instant; readonly until: Instant }[]
}
export interface Declaration { readonly entry: number; readonly statement: Digest; readonly role: string; readonly code: Digest; readonly at: Instant }
export interface Understanding {
  readonly role: string
  /** The entry that confirmed it; statements name it. */
  readonly entry: number
  readonly from: Instant
  readonly until: Instant
  /** Null for the first two people: attested at the beginning. */
  readonly confirmedBy: PersonId | null
  /** The key that confirmed it, or that was attested at the beginning. */
  readonly credential: Digest
}
export interface PersonStanding {
  readonly person: PersonId
  readonly keys: readonly Digest[]
  readonly declarations: readonly Declaration[]
  readonly understandings: readonly Understanding[]
}
/** Mutable only inside the fold. */
export interface People {
  readonly persons: { [person: PersonId]: PersonStanding }
  readonly keys: { [credential: string]: KeyStanding }
}
export const emptyPeople = (): People => ({ persons: {}, keys: {} })

/** Whether what the key signs at this moment counts. */
export const keyCounts = (key: KeyStanding, at: Instant): boolean => key.from !== null && (key.suspended === null || at < key.suspended) && !key.lapses.some(({ since, until }) => since <= at && at < until)

/** Whether an act about a post counts: by a key that counted at that entry and in that moment, suspensions that reached back included (invariant 5). */
export function actCounts(people: People, { credential, entry, said }: Act): boolean {
  const key = people.keys[credential]
  return key !== undefined && keyCounts(key, said) && key.from! <= entry
}

/** Whether an act that binds people (a vouch, a confirmation, a policy) counts. Two who reinstate a key answer for what it bound meanwhile. */
export function bindingCounts(people: People, { credential, entry, said }: Act): boolean {
  const key = people.keys[credential]
  return key !== undefined && key.from !== null && key.from <= entry && (key.suspended === null || said < key.suspended)
}

export const keysOf = (people: People, person: PersonId): readonly KeyStanding[] => (people.persons[person]?.keys ?? []).map(credential => people.keys[credential]!)

export const keysThatCount = (people: People, person: PersonId, at: Instant): readonly KeyStanding[] => keysOf(people, person).filter(key => keyCounts(key, at))

const keysThatEverCounted = (people: People, person: PersonId): readonly KeyStanding[] => keysOf(people, person).filter(key => key.counted !== null)

/**
 * The narrowest capacity that any enrolment of this person which ever counted says: so neither a second enrolment nor a suspension, which
 * anyone may hand in, widens it (invariant 4).
 */
export function capacityOf(people: People, person: PersonId): Capacity | undefined {
  const said = keysThatEverCounted(people, person).map(key => key.capacity)
  return (['minister', 'special-adviser', 'contractor', 'civil-servant'] as const).find(capacity => said.includes(capacity))
}

/** An administrator stays one while any enrolment that ever counted says so: suspending that key opens nothing (invariant 18). */
export const administers = (people: People, roles: Roles, person: PersonId): boolean => isAdministrator(roles, keysThatEverCounted(people, person).flatMap(key => key.roles))

/** Every role that a key of this person which counts now was vouched for. */
export const rolesOf = (people: People, person: PersonId, at: Instant): readonly string[] => [...new Set(keysThatCount(people, person, at).flatMap(key => key.roles))].toSorted()

/** Those of the person's roles that give a right, after what capacity and administration forbid. */
export function rolesFor(people: People, roles: Roles, person: PersonId, right: Right, at: Instant): readonly string[] {
  const capacity = capacityOf(people, person)
  return capacity !== undefined && capacityAllows(capacity, right) ? rolesWithRight(roles, rolesOf(people, person, at), right, administers(people, roles, person)) : []
}

/** Why this person can never say "yes" to a post, if so: an adviser, a minister, an administrator (invariants 4 and 18). */
export function neverApproves(people: People, roles: Roles, person: PersonId): Refusal | undefined {
  const capacity = capacityOf(people, person)
  if (capacity === undefined) return refuse('KEY_MISSING')
  if (capacity === 'special-adviser' || capacity === 'minister') return refuse('ADVISER_CANNOT_SIGN')
  return administers(people, roles, person) ? refuse('ADMINISTRATOR_CANNOT_SIGN') : undefined
}

export const managerOf = (people: People, person: PersonId): PersonId | null => keysThatEverCounted(people, person).toSorted((a, b) => a.counted! - b.counted!).at(-1)?.manager ?? null

/** Whether an understanding counts: nobody's word is needed for the first two, and a confirmer's key must not have been suspended before it. */
export const understandingCounts = (people: People, { credential, entry, from }: Understanding): boolean => bindingCounts(people, { credential, entry, said: from })

/** The understanding that is current in one of these roles, the longest first. */
export const currentUnderstanding = (people: People, person: PersonId, roles: readonly string[], at: Instant): Understanding | undefined =>
  (people.persons[person]?.understandings ?? [])
    .filter(held => roles.includes(held.role) && held.from <= at && at < held.until && understandingCounts(people, held)).toSorted((a, b) => (a.until < b.until ? 1 : -1))[0]

/** Everyone who holds the right now, whether or not their understanding is current. */
export const holdersOf = (people: People, roles: Roles, right: Right, at: Instant): readonly PersonId[] =>
  (Object.keys(people.persons) as PersonId[]).filter(person => rolesFor(people, roles, person, right, at).length > 0)
