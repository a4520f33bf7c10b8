// Lifts a refusal: only the person who refused, or a named arbiter who did not write the post (invariant 6).
import type { Digest } from '../core/digest.ts'
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import { actCounts, neverApproves, type People } from '../people/standing.ts'
import type { Policy } from './policy.ts'
import { contributed, type Objection, type PostStanding } from './post-standing.ts'

export interface LiftGiven {
  readonly index: number
  readonly said: Instant
  readonly credential: Digest
  readonly statement: StatementOf<'lift'>
  readonly people: People
  readonly policy: Policy
}

export function liftRefusal(standing: PostStanding, given: LiftGiven): Result<PostStanding> {
  const { subject, predicate } = given.statement
  const refusal = standing.refusals.find(stands => stands.entry === predicate.entry)
  if (!refusal || refusal.leaf !== subject.digest) return refuse('NOTHING_TO_LIFT')
  const unfit = unfitToLift(standing, refusal, given)
  if (unfit) return unfit
  const by = { credential: given.credential, entry: given.index, said: given.said }
  return done({ ...standing, refusals: standing.refusals.filter(stands => stands !== refusal), lifted: [...standing.lifted, { refusal, by }] })
}

/** Whoever could never have refused cannot undo a refusal either, named arbiter or not (invariants 4 and 18). */
function unfitToLift(standing: PostStanding, refusal: Objection, { statement: { predicate: { person } }, people, policy }: LiftGiven): Refusal | undefined {
  if (contributed(standing, person)) return refuse('SIGNER_WROTE_IT')
  if (refusal.person !== person && !policy.arbiters.includes(person)) return refuse('REFUSED_STANDS', { person: refusal.person })
  return neverApproves(people, policy.roles, person)
}

/** Puts back every refusal that was lifted by an act which no longer counts. */
export function standAgain(standing: PostStanding, people: People): PostStanding {
  const back = standing.lifted.filter(({ by }) => !actCounts(people, by))
  if (back.length === 0) return standing
  return { ...standing, refusals: [...standing.refusals, ...back.map(({ refusal }) => refusal)], lifted: standing.lifted.filter(lift => !back.includes(lift)) }
}
