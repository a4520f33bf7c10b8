// Binds a new key to its person: signed by the key itself, and worth nothing until two others vouch for it, roles included.
import { Type } from 'typebox'
import { base64urlToBytes } from '../core/bytes.ts'
import { commitmentOf, digestOf } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import { done, refuse } from '../core/result.ts'
import type { Capacity, StatementOf } from '../core/statement.ts'
import { signed, ticketFor, type Wanted } from './command.ts'
import type { Facts } from './facts.ts'
import type { Given, Person, SignedTree } from './ports.ts'
import { isDemoLog, signedBy, signedTree } from './stating.ts'

const CAPACITIES = ['civil-servant', 'special-adviser', 'minister', 'contractor'] as const

export const enrolKey = signed({
  kind: 'signed', name: 'enrol-key', title: 'Make your signing key', who: 'anyone known to the body; signed by the new key, and worth nothing until two colleagues vouch for it', entry: 'enrol',
  input: Type.Object({ person: Type.String({ maxLength: 36 }), capacity: Type.Enum([...CAPACITIES]), roles: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 }), manager: Type.Union([Type.String({ maxLength: 36 }), Type.Null()]) }, { additionalProperties: false }),
  about: ({ person }) => ({ person: person as PersonId }),
  prepare: async (facts, { person, capacity, roles, manager }) => done({ changes: [], ticket: ticketFor('enrol-key', facts, { person: person as PersonId, detail: { capacity, roles: [...new Set(roles)].toSorted(), manager } }) }),
  state: async (facts, ticket, wanted, given, reader) => {
    const tree = await signedTree(reader), { enrolled } = wanted
    if (!tree.ok) return tree
    const person = (await reader.persons()).find(known => known.id === ticket.person)
    if (!person || !enrolled) return refuse('PERSON_UNKNOWN')
    const { capacity, roles, manager } = ticket.detail
    return done({ changes: [], statement: enrolmentOf(facts, { person, enrolled, capacity: capacity as Capacity, roles: roles as readonly string[], manager: manager as PersonId | null }, given, tree.value) })
  },
})

export interface Enrolling { readonly person: Person; readonly enrolled: NonNullable<Wanted['enrolled']>; readonly capacity: Capacity; readonly roles: readonly string[]; readonly manager: PersonId | null }

/** The statement that the new key signs: about a person who is known, or who becomes known together with it. */
export const enrolmentOf = (facts: Facts, { person, enrolled, capacity, roles, manager }: Enrolling, given: Given, tree: SignedTree): StatementOf<'enrol'> => ({
  kind: 'enrol', demo: isDemoLog(tree), subject: { name: 'key', digest: digestOf(facts.crypto, base64urlToBytes(enrolled.spki)) },
  predicate: {
    ...signedBy(facts, { key: null }, given, tree), person: person.id, spki: enrolled.spki, credential: enrolled.credential, capacity, roles, manager,
    name: commitmentOf(facts.crypto, 'name', person.nameSalt, person.name), proof: enrolled.proof,
  },
})
