// What may this person do, and until when?
import { may } from '../commands/may.ts'
import type { Facts } from '../commands/facts.ts'
import type { PersonId } from '../core/id.ts'
import { done, refuse, type Result } from '../core/result.ts'
import type { Capacity } from '../core/statement.ts'
import { capacityOf, keyCounts, keysOf, managerOf, rolesOf, type KeyStanding } from '../people/standing.ts'
import { contributed } from '../signoff/post-standing.ts'
import { factsFor, MOST_POSTS, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { CAPACITIES, stateOf, type PersonLine } from './people-page.ts'
import { needsUnderstanding, rolesHeld, type RoleHeld } from './roles-held.ts'
import { RIGHT_WORDS } from './right-words.ts'
import { titleOf } from './title.ts'
import { capital, digestWords, fullDayOf, listed, plural } from './words.ts'

export interface KeyLine { readonly credential: string; readonly title: string; readonly entry: number; readonly text: string; readonly mayVouch: boolean; readonly counts: boolean }
export interface RoleLine { readonly role: string; readonly title: string; readonly may: string; readonly understanding: string; readonly state: RoleHeld['state'] | 'not-needed' }
export interface PersonPage {
  readonly id: PersonId
  readonly name: string
  readonly slug: string
  readonly lead: string
  readonly state: PersonLine['state']
  readonly roles: readonly RoleLine[]
  readonly keys: readonly KeyLine[]
  readonly manager: { readonly name: string; readonly href: string } | null
  readonly posts: readonly { readonly href: string; readonly title: string }[]
  /** Whether the asker may begin an enrolment: the person, or an administrator. */
  readonly mayEnrol: boolean
  readonly rolesToAsk: readonly { readonly role: string; readonly title: string }[]
  readonly managers: readonly { readonly id: PersonId; readonly name: string }[]
  readonly own: boolean
}

export async function personPage(asking: Asking, slug: string): Promise<Result<PersonPage>> {
  const { reader, actor } = asking, known = await whoIsWho(reader), person = known.persons.find(each => each.slug === slug)
  if (!person) return refuse('PERSON_UNKNOWN')
  const facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined), { people, policy } = facts.standing
  const roles = rolesHeld(facts, person.id), manager = managerOf(people, person.id), capacity = CAPACITIES[capacityOf(people, person.id) ?? '']
  return done({
    id: person.id, name: person.name, slug, lead: `${capital(person.job)}${capacity ? `, ${capacity}` : ''}. ${leadOf(person, roles)}`.trim(), state: stateOf(facts, person.id, roles), roles: roles.map(roleLine(known)),
    keys: keysOf(people, person.id).map(keyLine(facts, known)), manager: manager === null ? null : known.named(manager),
    posts: (await reader.posts(MOST_POSTS)).filter(post => contributed(post.standing, person.id)).slice(0, 10).map(post => ({ href: `/posts/${post.number}`, title: titleOf(post) })),
    mayEnrol: actor === person.id || may('add-person', facts) === undefined, rolesToAsk: Object.entries(policy?.document.roles ?? {}).map(([role, { title }]) => ({ role, title })),
    managers: known.persons.filter(each => each.id !== person.id).map(({ id, name }) => ({ id, name })), own: actor === person.id,
  })
}

/** What a new key of a person would be enrolled for when nothing else is asked: what the newest one was. Only the person or an administrator may begin it. */
export async function enrolmentFor(asking: Asking, slug: string): Promise<Result<{ readonly person: PersonId; readonly capacity: Capacity; readonly roles: readonly string[]; readonly manager: PersonId | null }>> {
  const { reader, actor, now } = asking, person = (await reader.persons()).find(each => each.slug === slug)
  if (!person) return refuse('PERSON_UNKNOWN')
  const facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined), barred = actor === person.id ? undefined : may('add-person', facts)
  if (barred) return barred
  const { people } = facts.standing
  return done({ person: person.id, capacity: capacityOf(people, person.id) ?? 'civil-servant', roles: rolesOf(people, person.id, now), manager: managerOf(people, person.id) })
}

const leadOf = ({ name, job }: { readonly name: string; readonly job: string }, roles: readonly RoleHeld[]): string => {
  const held = listed(roles.map(({ title }) => title))
  return held === '' ? `${name} holds no role that counts yet.` : held === job ? '' : `${name} acts as ${held}.`
}

export const roleLine = (known: Known) => ({ role, title, rights, state, until, declared, confirmedBy }: RoleHeld): RoleLine => ({
  role, title: capital(title), may: capital(listed(rights.map(right => RIGHT_WORDS[right] ?? right))), state: needsUnderstanding(rights) ? state : 'not-needed',
  understanding: !needsUnderstanding(rights) ? 'None needed for this role.' : state === 'current' ? `Current until ${fullDayOf(until!)}, ${confirmedBy === null ? 'attested at the beginning' : `confirmed by ${known.name(confirmedBy)}`}.`
    : state === 'waits' ? `Declared on ${fullDayOf(declared!)}; waits for the manager to confirm it.` : state === 'ran-out' ? 'Ran out.' : 'Not declared yet.',
})

export const keyLine = (facts: Facts, known: Known) => (key: KeyStanding): KeyLine => ({
  credential: key.credential, entry: key.entry, counts: keyCounts(key, facts.now), mayVouch: may('vouch-for-key', facts, { credential: key.credential }) === undefined,
  title: `${key.demo ? 'Demo key' : 'Passkey'} ${digestWords(key.digest)}`, text: keyWords(facts, known, key),
})

function keyWords({ now }: Facts, known: Known, key: KeyStanding): string {
  const vouchers = key.vouchers.map(person => known.name(person))
  if (key.from === null) return `Does not count yet. ${vouchers.length === 0 ? 'Two colleagues must vouch for it' : `${listed(vouchers)} vouched for it; ${plural(Math.max(1, 2 - vouchers.length), 'more colleague')} must`}${key.manager === null ? '' : `, and ${known.name(key.manager)}, the manager, must be one of the two`}.`
  if (!keyCounts(key, now)) return 'Suspended: what it signs does not count.'
  return vouchers.length === 0 ? 'Counts: one of the first two keys, pinned in the trust file.' : `Counts: ${listed(vouchers)} vouched for it.`
}
