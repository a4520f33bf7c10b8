// Where people stand: whose key counts, in which roles, with which understanding, as the folded log says.
import type { Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Capacity } from '../core/statement.ts'
import { capacityAllows, rolesWithRight, type Right, type Roles } from './roles.ts'

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
  readonly vouchers: readonly PersonId[]
  /** The entry from which it counts; null while it waits for its vouchers. */
  readonly from: number | null
  /** What it signed from this moment on does not count. */
  readonly suspended: Instant | null
  readonly suspendedBy: number | null
  readonly reinstatedBy: readonly PersonId[]
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

export const keyCounts = (key: KeyStanding, at: Instant): boolean => key.from !== null && (key.suspended === null || at < key.suspended)

export const keysOf = (people: People, person: PersonId): readonly KeyStanding[] => (people.persons[person]?.keys ?? []).map(credential => people.keys[credential]!)

export const keysThatCount = (people: People, person: PersonId, at: Instant): readonly KeyStanding[] => keysOf(people, person).filter(key => keyCounts(key, at))

/** The narrowest capacity that any vouched enrolment of this person says; so a second enrolment never widens it (invariant 4). */
export function capacityOf(people: People, person: PersonId): Capacity | undefined {
  const said = keysOf(people, person).filter(key => key.from !== null).map(key => key.capacity)
  return (['minister', 'special-adviser', 'contractor', 'civil-servant'] as const).find(capacity => said.includes(capacity))
}

/** Every role that a key of this person which counts now was vouched for. */
export const rolesOf = (people: People, person: PersonId, at: Instant): readonly string[] => [...new Set(keysThatCount(people, person, at).flatMap(key => key.roles))].toSorted()

/** Those of the person's roles that give a right, after what capacity and administration forbid. */
export function rolesFor(people: People, roles: Roles, person: PersonId, right: Right, at: Instant): readonly string[] {
  const capacity = capacityOf(people, person)
  return capacity !== undefined && capacityAllows(capacity, right) ? rolesWithRight(roles, rolesOf(people, person, at), right) : []
}

export const managerOf = (people: People, person: PersonId): PersonId | null => keysOf(people, person).findLast(key => key.from !== null)?.manager ?? null

/** The understanding that is current in one of these roles, the longest first. */
export const currentUnderstanding = (people: People, person: PersonId, roles: readonly string[], at: Instant): Understanding | undefined =>
  (people.persons[person]?.understandings ?? []).filter(held => roles.includes(held.role) && held.from <= at && at < held.until).toSorted((a, b) => (a.until < b.until ? 1 : -1))[0]

/** Everyone who holds the right now, whether or not their understanding is current. */
export const holdersOf = (people: People, roles: Roles, right: Right, at: Instant): readonly PersonId[] =>
  (Object.keys(people.persons) as PersonId[]).filter(person => rolesFor(people, roles, person, right, at).length > 0)
