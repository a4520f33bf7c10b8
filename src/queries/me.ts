// What may I do, and with which keys?
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { keysOf, managerOf } from '../people/standing.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho } from './known.ts'
import { keyLine, roleLine, type KeyLine, type RoleLine } from './person-page.ts'
import { needsUnderstanding, rolesHeld } from './roles-held.ts'
import { done, refuse, type Result } from '../core/result.ts'
import { utf8ToText } from '../core/bytes.ts'
import { may } from '../commands/may.ts'
import { capital, digestWords, fullDayOf, listed, whenOf } from './words.ts'

export interface Me {
  readonly id: PersonId
  readonly name: string
  readonly slug: string
  readonly job: string
  readonly lead: string
  readonly roles: readonly RoleLine[]
  readonly keys: readonly KeyLine[]
  readonly manager: { readonly name: string; readonly href: string } | null
  readonly reports: boolean
  readonly due: { readonly href: string; readonly text: string } | null
}

export async function me(asking: Asking): Promise<Result<Me>> {
  const { reader, actor } = asking, known = await whoIsWho(reader), person = known.persons.find(({ id }) => id === actor)
  if (!person) return refuse('PERSON_UNKNOWN')
  const facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined), { people } = facts.standing
  const held = rolesHeld(facts, actor), keys = keysOf(people, actor), due = held.find(({ rights, state }) => needsUnderstanding(rights) && (state === 'none' || state === 'ran-out'))
  return done({
    id: actor, name: person.name, slug: person.slug, job: person.job, roles: held.map(roleLine(known)), keys: keys.map(keyLine(facts, known)), manager: managerOf(people, actor) === null ? null : known.named(managerOf(people, actor)!),
    lead: keys.length === 0 ? 'You have no signing key yet. You cannot send, sign or release until you add one.' : !facts.standing.policy ? 'No policy is in force yet, so no role counts. The first two people sign the starter policy.' : held.length === 0 ? 'Your key waits for two colleagues to vouch for it. Until then you can look at everything and sign nothing.' : `You act here as ${listed(held.map(({ title }) => title))}.`,
    reports: known.persons.some(({ id }) => managerOf(people, id) === actor) || facts.standing.first.includes(actor),
    due: due ? { href: `/me/understanding/${due.role}`, text: due.state === 'ran-out' ? `Renew my understanding as ${due.title}` : `Read the Code as ${due.title}` } : null,
  })
}

export interface CodePage { readonly role: string; readonly title: string; readonly code: string; readonly digest: string; readonly state: RoleLine; readonly manager: string }

/** The text of the Code in force, for one role of the asker. */
export async function codePage(asking: Asking, role: string): Promise<Result<CodePage>> {
  const { reader, actor } = asking, known = await whoIsWho(reader), facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined)
  const barred = may('declare-understanding', facts, { role })
  if (barred) return barred
  const { code } = facts.standing.policy!.document, bytes = await reader.document(code.digest), held = rolesHeld(facts, actor).find(each => each.role === role)
  if (!bytes || !held) return refuse('ROLE_NOT_HELD', { role })
  return done({ role, title: capital(held.title), code: utf8ToText(bytes), digest: digestWords(code.digest), state: roleLine(known)(held), manager: known.name(managerOf(facts.standing.people, actor)) })
}

/** A passkey with which somebody signs in, and a place where somebody is signed in, as far as the page shows them. */
export interface OwnSignInKey { readonly id: string; readonly synced: boolean; readonly invitedBy: PersonId | null; readonly made: Instant; readonly lastUsed: Instant | null }
export interface OpenSession { readonly id: string; readonly device: string; readonly since: Instant | null; readonly seen: Instant | null; readonly current: boolean }

export interface Access {
  readonly keys: readonly { readonly id: string; readonly title: string; readonly text: string }[]
  readonly sessions: readonly { readonly id: string; readonly title: string; readonly text: string; readonly current: boolean }[]
}

/** Each with when and how it was last used, so that a stranger's stands out. */
export async function accessLines({ reader, now }: Asking, keys: readonly OwnSignInKey[], sessions: readonly OpenSession[]): Promise<Access> {
  const known = await whoIsWho(reader), last = (at: Instant | null): string => (at === null ? 'Not used since.' : `Last used ${whenOf(at, now)}.`)
  return {
    keys: keys.map(({ id, synced, invitedBy, made, lastUsed }) => ({
      id, title: `Passkey made on ${fullDayOf(made)}`,
      text: `${invitedBy === null ? '' : `Invited by ${known.name(invitedBy)}. `}${synced ? 'It may be on several of your devices. ' : 'It stays on one device. '}${last(lastUsed)}`,
    })),
    sessions: sessions.map(({ id, device, since, seen, current }) => ({ id, current, title: current ? `${device}, here` : device, text: `${since === null ? '' : `Signed in ${whenOf(since, now)}. `}${current ? 'In use now.' : last(seen)}` })),
  }
}
