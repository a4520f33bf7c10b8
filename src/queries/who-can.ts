// Who can do the next thing to a post, and who might be expected to but cannot, with the reason; from the same function that opens the door.
import type { Facts } from '../commands/facts.ts'
import { layersOpenTo, may, policiesOver } from '../commands/may.ts'
import type { PersonId } from '../core/id.ts'
import type { Refusal } from '../core/result.ts'
import { rolesFor } from '../people/standing.ts'
import { openLayers } from '../signoff/clear.ts'
import type { Layer } from '../signoff/policy.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { asSeenBy } from './asking.ts'

export interface WhoCan { readonly can: readonly PersonId[]; readonly cannot: readonly { readonly person: PersonId; readonly refusal: Refusal }[] }

const everybody = ({ standing: { people } }: Facts): readonly PersonId[] => Object.keys(people.persons) as PersonId[]

/** The layers of the post that still want somebody. */
export function layersWaiting(facts: Facts): readonly Layer[] {
  const { post } = facts, submission = post && standingSubmission(post.standing)
  return submission && facts.standing.policy ? openLayers(post.standing, { people: facts.standing.people, policies: policiesOver(facts, submission), now: facts.now }) : []
}

/** For one layer: who can fill it now, and who holds its right and still cannot. */
export function whoFills(facts: Facts, layer: Layer): WhoCan {
  const { people, policy } = facts.standing
  const holders = everybody(facts).filter(person => layer.rights.some(right => rolesFor(people, policy!.document.roles, person, right, facts.now).length > 0))
  const asked = holders.map(person => ({ person, refusal: may('sign-off-post', asSeenBy(facts, person)) }))
  const opens = (person: PersonId): boolean => layersOpenTo(asSeenBy(facts, person), facts.post!).some(({ id }) => id === layer.id)
  return { can: asked.filter(({ person, refusal }) => refusal === undefined && opens(person)).map(({ person }) => person), cannot: asked.flatMap(({ person, refusal }) => (refusal ? [{ person, refusal }] : [])) }
}

/** Who can release it now, and who holds the right and still cannot. */
export function whoReleases(facts: Facts): WhoCan {
  const { people, policy } = facts.standing
  const holders = policy ? everybody(facts).filter(person => rolesFor(people, policy.document.roles, person, 'release', facts.now).length > 0) : []
  const wrote = holders.flatMap(person => {
    const refusal = may('release-post', asSeenBy(facts, person))
    return refusal && ['RELEASER_WROTE_IT', 'UNDERSTANDING_MISSING', 'UNDERSTANDING_WAITS', 'UNDERSTANDING_RAN_OUT', 'KEY_MISSING'].includes(refusal.code) ? [{ person, refusal }] : []
  })
  return { can: holders.filter(person => !wrote.some(each => each.person === person)), cannot: wrote }
}
