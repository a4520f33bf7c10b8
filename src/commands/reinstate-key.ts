// Signs that a suspended key counts again; the second of two such signatures brings it back.
import { Type } from 'typebox'
import { done, refuse } from '../core/result.ts'
import { signed, ticketFor } from './command.ts'
import { isDemoLog, signedBy, signedTree } from './stating.ts'

export const reinstateKey = signed({
  kind: 'signed', name: 'reinstate-key', title: 'Reinstate this key', who: 'two enrolled people who are not administrators, neither of them its holder; signed', entry: 'reinstate',
  input: Type.Object({ credential: Type.String({ maxLength: 64 }) }, { additionalProperties: false }),
  about: ({ credential }) => ({ credential }),
  prepare: async (facts, { credential }) => done({ changes: [], ticket: ticketFor('reinstate-key', facts, { detail: { credential } }) }),
  state: async (facts, ticket, wanted, given, reader) => {
    const key = facts.standing.people.keys[String(ticket.detail['credential'])]
    if (!key || key.suspendedBy === null) return refuse('NOT_SUSPENDED')
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    return done({ changes: [], statement: { kind: 'reinstate', demo: isDemoLog(tree.value), subject: { name: 'key', digest: key.digest }, predicate: { ...signedBy(facts, wanted, given, tree.value), suspended: key.suspendedBy } } })
  },
})
