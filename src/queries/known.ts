// Who is who: names, jobs and addresses for the ids that stand in the record.
import type { Person, Reader, Standing } from '../commands/ports.ts'
import type { Crypto } from '../core/crypto.ts'
import { commitmentOf } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import { keysOf } from '../people/standing.ts'

export interface Named { readonly name: string; readonly href: string }
export interface Known {
  readonly persons: readonly Person[]
  readonly name: (person: PersonId | null | undefined) => string
  readonly named: (person: PersonId) => Named
  /** "Ben Folio, press officer": at the first mention. */
  readonly introduced: (person: PersonId) => string
  readonly job: (person: PersonId) => string
  /** Every id with its name, to be put into a refusal's sentence. */
  readonly names: { readonly [id: string]: string }
}

const SOMEBODY = 'somebody who is not known here any more'
const EXCHANGED = 'somebody whose name was changed after it was vouched for'

export async function whoIsWho(reader: Reader): Promise<Known> {
  const persons = await reader.persons()
  const byId = new Map(persons.map(person => [person.id, person]))
  const name = (person: PersonId | null | undefined): string => (person && byId.get(person)?.name) || SOMEBODY
  const job = (person: PersonId): string => byId.get(person)?.job ?? ''
  return {
    persons, name, job,
    named: person => ({ name: name(person), href: `/people/${byId.get(person)?.slug ?? ''}` }),
    introduced: person => [name(person), job(person)].filter(words => words !== '').join(', '),
    names: Object.fromEntries(persons.map(person => [person.id, person.name])),
  }
}

/** Whether the name that the table gives is the one that was vouched for with the person's newest key that counts: else somebody has exchanged it since. */
function isNameVouchedFor(crypto: Crypto, { people }: Standing, { id, name, nameSalt }: Person): boolean {
  const key = keysOf(people, id).findLast(each => each.from !== null)
  return key === undefined || key.name === commitmentOf(crypto, 'name', nameSalt, name)
}

/** The same people, with every name withheld that is not the one in the record. */
export function withVouchedNames(crypto: Crypto, standing: Standing, known: Known): { readonly known: Known; readonly exchanged: number } {
  const wrong = new Set(known.persons.filter(person => !isNameVouchedFor(crypto, standing, person)).map(({ id }) => id))
  const name = (person: PersonId | null | undefined): string => (person && wrong.has(person) ? EXCHANGED : known.name(person))
  return { exchanged: wrong.size, known: { ...known, name, introduced: person => (wrong.has(person) ? EXCHANGED : known.introduced(person)), named: person => ({ ...known.named(person), name: name(person) }) } }
}

/** In what role somebody acted: the role of the understanding that the statement names; the job where it is not known. */
export function roleThen(standing: Standing, known: Known, person: PersonId, understanding: number | null): string {
  const held = standing.people.persons[person]?.understandings.find(each => each.entry === understanding)
  const title = held && standing.policy?.document.roles[held.role]?.title
  return title ?? known.job(person)
}
