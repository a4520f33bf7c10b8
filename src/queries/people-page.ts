// Who is known here, and what may each do? With the keys that wait for somebody to vouch.
import type { Facts } from '../commands/facts.ts'
import { may } from '../commands/may.ts'
import type { PersonId } from '../core/id.ts'
import { capacityOf, keysOf, keysThatCount, neverApproves } from '../people/standing.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { needsUnderstanding, rolesHeld, type RoleHeld } from './roles-held.ts'
import { fullDayOf, listed } from './words.ts'

export const CAPACITIES: { readonly [capacity: string]: string } = { 'civil-servant': 'civil servant', 'special-adviser': 'special adviser', minister: 'minister', contractor: 'contractor' }

export interface PersonLine { readonly name: string; readonly href: string; readonly job: string; readonly capacity: string; readonly roles: string; readonly state: { readonly text: string; readonly tone: 'ready' | 'wait' | 'stop' | 'quiet' } }
export interface PeoplePage { readonly people: readonly PersonLine[]; readonly lead: string; readonly mayAdd: boolean; readonly toVouch: readonly ToVouch[] }
export interface ToVouch { readonly name: string; readonly href: string; readonly credential: string; readonly roles: string; readonly vouchers: number }

export async function peoplePage(asking: Asking): Promise<PeoplePage> {
  const { reader } = asking, known = await whoIsWho(reader), facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined)
  const people = known.persons.map(({ id }) => personLine(facts, known, id))
  const can = people.filter(({ state }) => state.tone === 'ready').length
  return { people, lead: `${people.length === 1 ? '1 person is' : `${people.length} people are`} known here; ${can} can write, sign or release today.`, mayAdd: may('add-person', facts) === undefined, toVouch: keysToVouch(facts, known) }
}

function personLine(facts: Facts, known: Known, person: PersonId): PersonLine {
  const roles = rolesHeld(facts, person), capacity = capacityOf(facts.standing.people, person)
  return { ...known.named(person), job: known.job(person), capacity: CAPACITIES[capacity ?? ''] ?? 'no signing key yet', roles: listed(roles.map(({ title }) => title)) || 'no role yet', state: stateOf(facts, person, roles) }
}

/** Whether the person can act today, and if not, what is missing. */
export function stateOf({ standing: { people, policy }, now }: Facts, person: PersonId, roles: readonly RoleHeld[]): PersonLine['state'] {
  if (keysThatCount(people, person, now).length === 0) return keysOf(people, person).some(key => key.from === null) ? { text: 'Key waits for vouchers', tone: 'wait' } : keysOf(people, person).length > 0 ? { text: 'Key suspended', tone: 'stop' } : { text: 'No key yet', tone: 'quiet' }
  const needing = roles.filter(({ rights }) => needsUnderstanding(rights))
  if (needing.length === 0 || neverApproves(people, policy?.document.roles ?? {}, person)) return { text: 'Does not sign', tone: 'quiet' }
  const current = needing.filter(({ state }) => state === 'current')
  if (current.length > 0) return { text: `Current until ${fullDayOf(current.map(({ until }) => until!).toSorted()[0]!)}`, tone: 'ready' }
  return needing.some(({ state }) => state === 'waits') ? { text: 'Waits for the manager', tone: 'wait' } : { text: needing.some(({ state }) => state === 'ran-out') ? 'Understanding ran out' : 'No understanding yet', tone: 'stop' }
}

/** The keys for which the asker may vouch now. */
export const keysToVouch = (facts: Facts, known: Known): readonly ToVouch[] =>
  Object.values(facts.standing.people.keys).filter(({ credential, from }) => from === null && may('vouch-for-key', facts, { credential }) === undefined)
    .map(key => ({ ...known.named(key.person), credential: key.credential, roles: listed(key.roles.map(role => facts.standing.policy?.document.roles[role]?.title ?? role)), vouchers: key.vouchers.length }))
