// Declares that one understands the code in one's own role; it counts once the line manager has confirmed it.
import { Type } from 'typebox'
import { done } from '../core/result.ts'
import { signed, ticketFor } from './command.ts'
import { isDemoLog, signedBy, signedTree } from './stating.ts'

export const declareUnderstanding = signed({
  kind: 'signed', name: 'declare-understanding', title: 'I understand this, and it applies to my work', who: 'anyone, for a role that they hold; signed', entry: 'declare',
  input: Type.Object({ role: Type.String({ maxLength: 40 }) }, { additionalProperties: false }),
  about: ({ role }) => ({ role }),
  prepare: async (facts, { role }) => done({ changes: [], ticket: ticketFor('declare-understanding', facts, { detail: { role } }) }),
  state: async (facts, ticket, wanted, given, reader) => {
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    return done({ changes: [], statement: { kind: 'declare', demo: isDemoLog(tree.value), subject: { name: 'code', digest: facts.standing.policy!.document.code.digest }, predicate: { ...signedBy(facts, wanted, given, tree.value), role: String(ticket.detail['role']) } } })
  },
})
