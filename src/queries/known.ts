// Who is who: names, jobs and addresses for the ids that stand in the record.
import type { Person, Reader, Standing } from '../commands/ports.ts'
import type { PersonId } from '../core/id.ts'

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

/** In what role somebody acted: the role of the understanding that the statement names; the job where it is not known. */
export function roleThen(standing: Standing, known: Known, person: PersonId, understanding: number | null): string {
  const held = standing.people.persons[person]?.understandings.find(each => each.entry === understanding)
  const title = held && standing.policy?.document.roles[held.role]?.title
  return title ?? known.job(person)
}
