// Makes a person known to the body, and asks for the roles that the key will be vouched for. By itself it allows nothing.
import { Type } from 'typebox'
import { commitmentOf } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import { done, refuse } from '../core/result.ts'
import { plain } from './command.ts'

/** A name as it stands in an address: letters, digits and hyphens. */
export const slugOf = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')

export const addPerson = plain({
  kind: 'plain', name: 'add-person', title: 'Add a person', who: 'an administrator', entry: ['add-person'],
  input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 120 }), job: Type.String({ minLength: 1, maxLength: 120 }) }, { additionalProperties: false }),
  run: async (facts, { name, job }, given, reader) => {
    const slug = slugOf(name)
    if (slug === '') return refuse('NAME_UNREADABLE')
    if ((await reader.persons()).some(person => person.slug === slug)) return refuse('NAME_TAKEN', { name })
    const person = given.freshId() as PersonId, nameSalt = given.fresh(32)
    return done({
      changes: [{ change: 'add-person', person: { id: person, name, nameSalt, slug, job } }],
      entry: { id: given.freshId(), post: null, stop: { act: 'add-person', person: facts.actor, added: person, name: commitmentOf(facts.crypto, 'name', nameSalt, name) } },
      value: { person, slug },
    })
  },
})
