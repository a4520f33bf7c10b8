// Vouches that a key is the person's, and for the roles, capacity, manager and name that its enrolment states.
import { Type } from 'typebox'
import { done, refuse } from '../core/result.ts'
import { signed, ticketFor } from './command.ts'
import { may } from './may.ts'
import { isDemoLog, signedBy, signedTree } from './stating.ts'

export const vouchForKey = signed({
  kind: 'signed', name: 'vouch-for-key', title: 'Vouch for this key', who: 'two enrolled people who are not administrators, the line manager one of them; signed', entry: 'vouch',
  input: Type.Object({ credential: Type.String({ maxLength: 64 }) }, { additionalProperties: false }),
  about: ({ credential }) => ({ credential }),
  prepare: async (facts, { credential }) => done({ changes: [], ticket: ticketFor('vouch-for-key', facts, { detail: { credential } }) }),
  state: async (facts, ticket, wanted, given, reader) => {
    const credential = String(ticket.detail['credential']), barred = may('vouch-for-key', facts, { credential })
    if (barred) return barred
    const key = facts.standing.people.keys[credential]
    if (!key) return refuse('VOUCH_FOR_NOTHING')
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    return done({ changes: [], statement: { kind: 'vouch', demo: isDemoLog(tree.value), subject: { name: 'key', digest: key.digest }, predicate: { ...signedBy(facts, wanted, given, tree.value), of: key.statement } } })
  },
})
