// Lifts what stops: a refusal or a pause, by a signature; and puts it back when the key that signed turns out to have been suspended.
import type { Digest } from '../core/digest.ts'
import type { PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import { actCounts, neverApproves, rolesFor } from '../people/standing.ts'
import { liftRefusal, standAgain } from '../signoff/lift.ts'
import type { Policy } from '../signoff/policy.ts'
import type { Folded } from './folded.ts'

interface Lifting { readonly index: number; readonly said: Instant; readonly credential: Digest; readonly statement: StatementOf<'lift'> }

export function lift(folded: Folded, policy: Policy, given: Lifting): Refusal | undefined {
  if (given.statement.subject.name === 'pause') return liftPause(folded, policy, given)
  const standing = Object.values(folded.posts).find(post => post.refusals.some(refusal => refusal.entry === given.statement.predicate.entry))
  if (!standing) return refuse('NOTHING_TO_LIFT')
  const lifted = liftRefusal(standing, { ...given, people: folded.people, policy })
  if (!lifted.ok) return lifted
  folded.posts[standing.post] = lifted.value
  return undefined
}

/** Anyone may pause; to lift it is a "yes", so no administrator may (invariants 15 and 18). */
function liftPause(folded: Folded, { roles }: Policy, { index, said, credential, statement: { subject, predicate } }: Lifting): Refusal | undefined {
  const never = neverApproves(folded.people, roles, predicate.person)
  if (never) return never
  if (rolesFor(folded.people, roles, predicate.person, 'pause', said).length === 0) return refuse('RIGHT_MISSING', { right: 'pause' })
  const pause = folded.pauses.find(running => running.entry === predicate.entry && running.lifted === null)
  if (!pause || pause.leaf !== subject.digest) return refuse('NOTHING_TO_LIFT')
  folded.pauses = folded.pauses.map(running => (running === pause ? { ...running, lifted: { entry: index, at: said, credential } } : running))
  return undefined
}

/** After a suspension: every pause and every refusal that a suspended key lifted stands again. */
export function unlift(folded: Folded): void {
  folded.pauses = folded.pauses.map(pause => (pause.lifted && !actCounts(folded.people, { credential: pause.lifted.credential, entry: pause.lifted.entry, said: pause.lifted.at }) ? { ...pause, lifted: null } : pause))
  for (const [post, standing] of Object.entries(folded.posts)) folded.posts[post as PostId] = standAgain(standing, folded.people)
}
