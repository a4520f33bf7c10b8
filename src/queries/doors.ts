// Who can I be in this demonstration, and what does each show me?
import type { Facts } from '../commands/facts.ts'
import type { Person } from '../commands/ports.ts'
import type { PersonId } from '../core/id.ts'
import { keysThatCount, neverApproves } from '../people/standing.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho } from './known.ts'
import { needsUnderstanding, rolesHeld } from './roles-held.ts'
import { listed } from './words.ts'

export interface Door { readonly id: PersonId; readonly slug: string; readonly name: string; readonly job: string; readonly shows: string }

const SHOWS: readonly { readonly right: string; readonly shows: string; readonly rank: number }[] = [
  { right: 'press-office', shows: 'Sign for the press office, return or refuse a post, and release what everyone has signed.', rank: 2 },
  { right: 'release', shows: 'Release what everyone has signed, and second a change of policy.', rank: 3 },
  { right: 'write', shows: 'Write a post, see it stopped at its words, put it right and send it for sign-off. Give a colleague’s post a second pair of eyes.', rank: 1 },
  { right: 'administer', shows: 'Add people, and find that an administrator can approve nothing.', rank: 5 },
  { right: 'audit', shows: 'Ask who approved a post, and check the proof in the browser.', rank: 4 },
]

/** The people of the demonstration, those with whom the tour begins first. */
export async function doors(asking: Asking): Promise<readonly Door[]> {
  const { reader } = asking, known = await whoIsWho(reader), facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined)
  return known.persons.map(person => ({ rank: rankOf(facts, person), door: { id: person.id, slug: person.slug, name: person.name, job: person.job, shows: showsOf(facts, person) } }))
    .toSorted((a, b) => a.rank - b.rank || (a.door.name < b.door.name ? -1 : 1)).map(({ door }) => door)
}

function showsOf(facts: Facts, { id, name }: Person): string {
  const { people, policy } = facts.standing, roles = rolesHeld(facts, id)
  if (keysThatCount(people, id, facts.now).length === 0) return 'See what waits for somebody whose key nobody has vouched for yet.'
  if (neverApproves(people, policy?.document.roles ?? {}, id)?.code === 'ADVISER_CANNOT_SIGN') return 'Look at everything, and find that advisers and ministers can neither write, sign nor release.'
  const missing = roles.filter(({ rights, state }) => needsUnderstanding(rights) && state !== 'current')
  if (missing.length > 0 && roles.every(({ rights, state }) => !needsUnderstanding(rights) || state !== 'current')) return `Meet the gate: ${name} may act as ${listed(missing.map(({ title }) => title))}, but nobody has confirmed an understanding of the Code yet.`
  const manages = Object.values(people.keys).some(({ manager, from }) => manager === id && from !== null) ? ' Confirm an understanding for somebody in the team.' : ''
  return `${leading(roles)?.shows ?? 'Look at everything.'}${manages}`
}

const leading = (roles: readonly { readonly rights: readonly string[] }[]): (typeof SHOWS)[number] | undefined => SHOWS.find(({ right }) => roles.some(({ rights }) => rights.includes(right)))

function rankOf(facts: Facts, { id }: Person): number {
  const roles = rolesHeld(facts, id), can = roles.some(({ state, rights }) => needsUnderstanding(rights) && state === 'current')
  return (leading(roles)?.rank ?? 6) + (can || leading(roles)?.rank === 4 || leading(roles)?.rank === 5 ? 0 : 3)
}
