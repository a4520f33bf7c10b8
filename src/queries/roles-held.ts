// Where a person stands in each role: what it allows, and the understanding that it needs.
import type { Facts } from '../commands/facts.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { currentUnderstanding, rolesOf } from '../people/standing.ts'

export interface RoleHeld {
  readonly role: string
  readonly title: string
  readonly rights: readonly string[]
  readonly state: 'current' | 'waits' | 'none' | 'ran-out'
  readonly until: Instant | null
  readonly declared: Instant | null
  readonly confirmedBy: PersonId | null
}

/** These rights need no understanding; those that write, sign or release do (invariant 5). */
const NEEDS_NONE = new Set(['administer', 'audit', 'comment', 'supply'])

export const needsUnderstanding = (rights: readonly string[]): boolean => rights.some(right => !NEEDS_NONE.has(right))

export function rolesHeld({ standing: { people, policy }, now }: Facts, person: PersonId): readonly RoleHeld[] {
  return rolesOf(people, person, now).flatMap(role => {
    const known = policy?.document.roles[role]
    if (!known) return []
    const understanding = currentUnderstanding(people, person, [role], now), { declarations = [], understandings = [] } = people.persons[person] ?? {}
    const declared = declarations.find(each => each.role === role)?.at ?? null
    const state = understanding ? 'current' : declared ? 'waits' : understandings.some(each => each.role === role) ? 'ran-out' : 'none'
    return [{ role, title: known.title, rights: known.rights, state, until: understanding?.until ?? null, declared, confirmedBy: understanding?.confirmedBy ?? null } satisfies RoleHeld]
  })
}

/** The roles of the asker that need an understanding. */
export const ownRoles = (facts: Facts): readonly RoleHeld[] => rolesHeld(facts, facts.actor).filter(({ rights }) => needsUnderstanding(rights))
