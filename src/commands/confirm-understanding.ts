// The line manager confirms, after talking, that a person understands the code in their role.
import { Type } from 'typebox'
import type { PersonId } from '../core/id.ts'
import { DAY, isInstant, later } from '../core/instant.ts'
import { done, refuse } from '../core/result.ts'
import { signed, ticketFor } from './command.ts'
import { may } from './may.ts'
import { LONGEST_REMARK, sealRemark } from './remark.ts'
import { isDemoLog, signedBy, signedTree } from './stating.ts'

export const confirmUnderstanding = signed({
  kind: 'signed', name: 'confirm-understanding', title: 'Confirm after you have talked', who: 'the line manager, never oneself and never in a ring; signed', entry: 'confirm',
  input: Type.Object({ person: Type.String({ maxLength: 36 }), role: Type.String({ maxLength: 40 }), talked: Type.String({ maxLength: 24 }), note: Type.String({ maxLength: LONGEST_REMARK }) }, { additionalProperties: false }),
  about: ({ person }) => ({ person: person as PersonId }),
  prepare: async (facts, { person, role, talked, note }, given) => {
    const declaration = facts.standing.people.persons[person as PersonId]?.declarations.find(declared => declared.role === role)
    if (!declaration) return refuse('DECLARATION_NOT_THERE', { person })
    if (!isInstant(talked) || talked > facts.now) return refuse('TALK_NOT_YET')
    const sealed = sealRemark(facts, given, 'note', note)
    if (sealed.commitment === null) return refuse('NOTE_MISSING')
    return done({ changes: sealed.changes, ticket: ticketFor('confirm-understanding', facts, { detail: { about: person, declaration: declaration.entry, talked, note: sealed.commitment } }) })
  },
  state: async (facts, ticket, wanted, given, reader) => {
    const { about, declaration, talked, note } = ticket.detail
    const barred = may('confirm-understanding', facts, { person: about as PersonId })
    if (barred) return barred
    const declared = facts.standing.people.persons[about as PersonId]?.declarations.find(({ entry }) => entry === declaration)
    if (!declared) return refuse('DECLARATION_NOT_THERE')
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    return done({
      changes: [],
      statement: {
        kind: 'confirm', demo: isDemoLog(tree.value), subject: { name: 'declaration', digest: declared.statement },
        predicate: { ...signedBy(facts, wanted, given, tree.value), declaration: declared.entry, talked: talked as never, note: note as never, until: later(given.now, facts.standing.policy!.document.code.days * DAY) },
      },
    })
  },
})
