// Roles and the rights that they give, and what a capacity can never do whatever roles somebody gives.
import { listOf, mapOf, matching, members, setOf, words, type Form } from '../core/form.ts'
import type { Capacity } from '../core/statement.ts'

/** What a role lets a person do. The rights of layers (`2i`, `press-office`, `extra-check`) are named by the routes. */
export type Right = string
export interface Role { readonly title: string; readonly rights: readonly Right[] }
export type Roles = { readonly [role: string]: Role }

export const shortName: Form = matching(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is not a short name')
export const rolesForm: Form = mapOf(/^[a-z0-9][a-z0-9-]{0,39}$/, members({ title: words(60, 1), rights: setOf(shortName, 30) }), 50)
export const titlesForm: Form = listOf(words(60, 1), 50)

/** Advisers and ministers may supply and comment, and nothing else (invariant 4). */
const OPEN_TO_ALL: ReadonlySet<Right> = new Set(['supply', 'comment'])
/** An administrator is outside the trust base: may not approve, set aside, release, vouch or change policy (invariant 18). */
const OPEN_TO_ADMINISTRATORS: ReadonlySet<Right> = new Set(['administer', 'supply', 'comment', 'pause'])

/** Whether this capacity may ever have this right. */
export const capacityAllows = (capacity: Capacity, right: Right): boolean => OPEN_TO_ALL.has(right) || capacity === 'civil-servant' || capacity === 'contractor'

export const givesRight = (roles: Roles, role: string, right: Right): boolean => Object.hasOwn(roles, role) && roles[role]!.rights.includes(right)

/** Every right that these roles give together, sorted. */
export const rightsOf = (roles: Roles, held: readonly string[]): readonly Right[] => [...new Set(held.flatMap(role => (Object.hasOwn(roles, role) ? roles[role]!.rights : [])))].toSorted()

export const isAdministrator = (roles: Roles, held: readonly string[]): boolean => held.some(role => givesRight(roles, role, 'administer'))

/** Rights that no layer may ask for: those that advisers, ministers or administrators can hold. */
export const approvesNothing = (right: Right): boolean => OPEN_TO_ALL.has(right) || OPEN_TO_ADMINISTRATORS.has(right)

/** Those of the roles held that give this right; none when the person administers and the right is not an administrator's. */
export function rolesWithRight(roles: Roles, held: readonly string[], right: Right, administers = isAdministrator(roles, held)): readonly string[] {
  if (administers && !OPEN_TO_ADMINISTRATORS.has(right)) return []
  return held.filter(role => givesRight(roles, role, right))
}
