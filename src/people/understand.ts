// The understanding of the code: declared by the person for a role, confirmed by the line manager, never by oneself and never in a ring.
import type { Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import { DAY, later, type Instant } from '../core/instant.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import { capacityOf, currentUnderstanding, managerOf, rolesFor, rolesOf, understandingCounts, type Declaration, type People, type Understanding } from './standing.ts'
import type { Right, Roles } from './roles.ts'

/** The version of the code that is in force, and for how many days a confirmation lasts. */
export interface Code { readonly digest: Digest; readonly days: number }

/** Takes a declaration by a person who holds the role, over the version in force. */
export function declare(people: People, code: Code, given: { readonly index: number; readonly said: Instant; readonly statement: StatementOf<'declare'>; readonly statementDigest: Digest }): Refusal | undefined {
  const { subject, predicate } = given.statement
  if (subject.digest !== code.digest) return refuse('CODE_NOT_IN_FORCE')
  if (!rolesOf(people, predicate.person, given.said).includes(predicate.role)) return refuse('ROLE_NOT_HELD', { role: predicate.role })
  const person = people.persons[predicate.person]!
  const declaration: Declaration = { entry: given.index, statement: given.statementDigest, role: predicate.role, code: subject.digest, at: given.said }
  people.persons[predicate.person] = { ...person, declarations: [...person.declarations.filter(old => old.role !== predicate.role), declaration] }
  return undefined
}

/** Takes the line manager's confirmation of a declaration. */
export function confirm(people: People, code: Code, first: readonly PersonId[], given: { readonly index: number; readonly said: Instant; readonly credential: Digest; readonly statement: StatementOf<'confirm'> }): Refusal | undefined {
  const { subject, predicate } = given.statement
  const person = Object.values(people.persons).find(candidate => candidate.declarations.some(declared => declared.entry === predicate.declaration))
  const declaration = person?.declarations.find(declared => declared.entry === predicate.declaration)
  if (!person || !declaration || declaration.statement !== subject.digest || declaration.code !== code.digest) return refuse('DECLARATION_NOT_THERE')
  const unfit = unfitConfirmer(people, first, person.person, predicate.person)
  if (unfit) return unfit
  if (predicate.talked > given.said || predicate.until > later(given.said, code.days * DAY) || predicate.until <= given.said) return refuse('CONFIRMED_TOO_LONG', { days: code.days })
  const understanding: Understanding = { role: declaration.role, entry: given.index, from: given.said, until: predicate.until, confirmedBy: predicate.person, credential: given.credential }
  people.persons[person.person] = {
    ...person, understandings: [...person.understandings, understanding], declarations: person.declarations.filter(declared => declared !== declaration),
  }
  return undefined
}

/** Why this person may not confirm that one, if so. Somebody without a manager in the body is confirmed by one of the first two. */
export function unfitConfirmer(people: People, first: readonly PersonId[], confirmed: PersonId, confirmer: PersonId): Refusal | undefined {
  if (confirmed === confirmer) return refuse('SELF_CONFIRM')
  const capacity = capacityOf(people, confirmer)
  if (capacity === 'special-adviser' || capacity === 'minister') return refuse('ADVISER_CANNOT_SIGN')
  const manager = managerOf(people, confirmed)
  if (manager === null ? !first.includes(confirmer) : manager !== confirmer) return refuse('NOT_THEIR_MANAGER', { person: confirmed, manager })
  if (restsOn(people, confirmer, confirmed)) return refuse('RING_CONFIRM', { person: confirmer })
  return undefined
}

/** Whether the understanding of one person was confirmed, directly or along the line, by the other. */
function restsOn(people: People, person: PersonId, other: PersonId, seen: readonly PersonId[] = []): boolean {
  const confirmers = (people.persons[person]?.understandings ?? []).flatMap(held => (held.confirmedBy === null ? [] : [held.confirmedBy]))
  return confirmers.some(confirmer => confirmer === other || (!seen.includes(confirmer) && restsOn(people, confirmer, other, [...seen, person])))
}

/**
 * The gate of invariant 5: the role and the understanding in which a person may use a right at this moment, or why not.
 * The refusals say, in this order: never (capacity), not this role, not declared, not confirmed, run out.
 */
export function actsIn(people: People, roles: Roles, person: PersonId, right: Right, at: Instant): { readonly understanding: Understanding } | Refusal {
  const capacity = capacityOf(people, person)
  if (capacity === undefined) return refuse('KEY_MISSING')
  if (capacity === 'special-adviser' || capacity === 'minister') return refuse('ADVISER_CANNOT_SIGN')
  const held = rolesFor(people, roles, person, right, at)
  if (held.length === 0) return refuse('RIGHT_MISSING', { right })
  const understanding = currentUnderstanding(people, person, held, at)
  if (understanding) return { understanding }
  const { declarations = [], understandings = [] } = people.persons[person] ?? {}
  const manager = managerOf(people, person)
  const facts = { person, manager, role: roles[held[0]!]!.title, roleName: held[0]! }
  const waiting = declarations.find(declared => held.includes(declared.role))
  if (waiting) return refuse('UNDERSTANDING_WAITS', { ...facts, at: waiting.at })
  const ranOut = understandings.findLast(old => held.includes(old.role) && old.until <= at)
  return ranOut ? refuse('UNDERSTANDING_RAN_OUT', { ...facts, until: ranOut.until }) : refuse('UNDERSTANDING_MISSING', facts)
}

/** Whether a statement's understanding entry was this person's, in a role with the right, and current when it was said. */
export function understood(people: People, roles: Roles, person: PersonId, right: Right, entry: number, at: Instant): boolean {
  const held = rolesFor(people, roles, person, right, at)
  return understandingsAt(people, person, entry, at).some(({ role }) => held.includes(role))
}

/** Whether the understanding that an earlier act named still counts for that moment: it may run out since, but its confirmer's key must not have been suspended before it. */
export const stillUnderstood = (people: People, person: PersonId, entry: number, at: Instant): boolean => understandingsAt(people, person, entry, at).length > 0

const understandingsAt = (people: People, person: PersonId, entry: number, at: Instant): readonly Understanding[] =>
  (people.persons[person]?.understandings ?? []).filter(held => held.entry === entry && held.from <= at && at < held.until && understandingCounts(people, held))
