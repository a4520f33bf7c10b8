// Do my people understand the Code? Whom I must confirm, and who runs out.
import type { Facts } from '../commands/facts.ts'
import { may } from '../commands/may.ts'
import type { PersonId } from '../core/id.ts'
import { DAY, later } from '../core/instant.ts'
import { refuse, done, type Result } from '../core/result.ts'
import { managerOf } from '../people/standing.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { needsUnderstanding, rolesHeld } from './roles-held.ts'
import { atOf, fullDayOf } from './words.ts'

export interface ToConfirm { readonly person: PersonId; readonly name: string; readonly slug: string; readonly role: string; readonly roleName: string; readonly since: string; readonly href: string }
export interface Member { readonly name: string; readonly href: string; readonly text: string; readonly ends: boolean }
export interface TeamPage { readonly lead: string; readonly toConfirm: readonly ToConfirm[]; readonly members: readonly Member[] }

export async function teamPage(asking: Asking): Promise<TeamPage> {
  const { reader, actor } = asking, known = await whoIsWho(reader), facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined)
  const { people, first } = facts.standing, toConfirm = declarationsToConfirm(facts, known)
  const members = known.persons.filter(({ id }) => id !== actor && (managerOf(people, id) === actor || (managerOf(people, id) === null && first.includes(actor) && people.persons[id]))).map(({ id }) => memberOf(facts, known, id))
  return { lead: leadOf(toConfirm.length, members), toConfirm, members }
}

function leadOf(waiting: number, members: readonly Member[]): string {
  if (members.length === 0) return 'Nobody reports to you here.'
  const ends = members.filter(({ ends: soon }) => soon).length
  if (waiting === 0 && ends === 0) return 'Nobody waits for you, and everyone in your team can act.'
  return `${waiting === 0 ? 'Nobody waits' : waiting === 1 ? '1 person waits' : `${waiting} people wait`} for you to confirm an understanding${ends === 0 ? '.' : `, and ${ends} cannot sign or will soon not be able to.`}`
}

function memberOf(facts: Facts, known: Known, person: PersonId): Member {
  const roles = rolesHeld(facts, person).filter(({ rights }) => needsUnderstanding(rights))
  const soon = roles.some(({ state, until }) => state === 'none' || state === 'ran-out' || (until !== null && until < later(facts.now, 30 * DAY)))
  const text = roles.length === 0 ? 'Holds no role that needs an understanding.' : roles.map(({ title, state, until }) => `${title}: ${state === 'current' ? `current until ${fullDayOf(until!)}` : state === 'waits' ? 'waits for you' : state === 'ran-out' ? 'ran out' : 'not declared yet'}`).join('; ')
  return { ...known.named(person), text, ends: soon }
}

/** The declarations that the asker may confirm now. */
export function declarationsToConfirm(facts: Facts, known: Known): readonly ToConfirm[] {
  return Object.values(facts.standing.people.persons).flatMap(({ person, declarations }) => {
    if (declarations.length === 0 || may('confirm-understanding', facts, { person }) !== undefined) return []
    const slug = known.persons.find(({ id }) => id === person)?.slug ?? ''
    return declarations.map(({ role, at }) => ({ person, name: known.name(person), slug, role: facts.standing.policy?.document.roles[role]?.title ?? role, roleName: role, since: atOf(at, facts.now), href: `/team/${slug}/confirm` }))
  })
}

/** The page on which one person's understanding is confirmed, or why this asker may not. */
export async function confirmPage(asking: Asking, slug: string): Promise<Result<ToConfirm>> {
  const { reader } = asking, known = await whoIsWho(reader), person = known.persons.find(each => each.slug === slug)
  if (!person) return refuse('PERSON_UNKNOWN')
  const facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined)
  const barred = may('confirm-understanding', facts, { person: person.id })
  if (barred) return barred
  return done(declarationsToConfirm(facts, known).find(each => each.person === person.id)!)
}
