// A token with which a program works as somebody: what it may ever do, who makes and revokes it, and what must be said of it.
import type { PersonId } from '../core/id.ts'
import { DAY, later, type Instant } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { Facts } from './facts.ts'
import { may } from './may.ts'

/** All that a token may ever be for. A scope for a "yes" does not exist (invariant 12). */
export const SCOPES = ['read', 'check', 'draft'] as const
export type Scope = (typeof SCOPES)[number]

/** A token as it is kept: everything but its secret, of which only the hash is. */
export interface Token {
  readonly id: string
  /** As whom it reads and drafts; it may no more than that person may. */
  readonly person: PersonId
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly madeBy: PersonId
  readonly made: Instant
  readonly until: Instant
  /** To a minute. */
  readonly lastUsed: Instant | null
  readonly revoked: Instant | null
  readonly revokedBy: PersonId | null
}
export type NewToken = Pick<Token, 'person' | 'name' | 'scopes' | 'madeBy' | 'until'>

/** For how many days a token may last; the database takes none for longer than a year either. */
export const LASTS = [30, 90, 180, 365] as const
const LONGEST_NAME = 100

/** An administrator, or one of the first two. A token gives nobody more than its person has, and no "yes" at all. */
export const mayMakeTokens = (facts: Facts): Refusal | undefined => (may('add-person', facts) === undefined ? undefined : refuse('TOKENS_NOT_YOURS'))

/** Whoever makes tokens, and the person whose token it is. */
export const mayRevoke = (facts: Facts, token: Pick<Token, 'person'>): Refusal | undefined => (token.person === facts.actor ? undefined : mayMakeTokens(facts))

/** The token that was asked for; refused where one of its boxes was left empty. `known`: whether the person is known here. */
export function newToken(facts: Facts, typed: { readonly person: string; readonly name: string; readonly scopes: readonly string[]; readonly days: number }, known: (person: string) => boolean): Result<NewToken> {
  const barred = mayMakeTokens(facts), name = typed.name.trim(), scopes = SCOPES.filter(scope => typed.scopes.includes(scope))
  if (barred) return barred
  if (name === '' || name.length > LONGEST_NAME || !name.isWellFormed()) return refuse('TOKEN_NAME_MISSING')
  if (!known(typed.person)) return refuse('TOKEN_PERSON_MISSING')
  if (scopes.length === 0) return refuse('TOKEN_SCOPE_MISSING')
  if (!LASTS.some(days => days === typed.days)) return refuse('TOKEN_END_MISSING')
  return done({ person: typed.person as PersonId, name, scopes, madeBy: facts.actor, until: later(facts.now, typed.days * DAY) })
}
