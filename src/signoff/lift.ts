// Lifts a refusal: only the person who refused, or a named arbiter who did not write the post (invariant 6).
import { done, refuse, type Result } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import type { Policy } from './policy.ts'
import { contributed, type PostStanding } from './post-standing.ts'

export function liftRefusal(standing: PostStanding, statement: StatementOf<'lift'>, policy: Policy): Result<PostStanding> {
  const { entry, person } = statement.predicate
  const refusal = standing.refusals.find(stands => stands.entry === entry)
  if (!refusal) return refuse('NOTHING_TO_LIFT')
  if (contributed(standing, person)) return refuse('SIGNER_WROTE_IT')
  if (refusal.person !== person && !policy.arbiters.includes(person)) return refuse('REFUSED_STANDS', { person: refusal.person })
  return done({ ...standing, refusals: standing.refusals.filter(stands => stands !== refusal) })
}
