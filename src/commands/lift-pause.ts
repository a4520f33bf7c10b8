// Lifts a pause. Nothing is sent by it: what was due meanwhile waits for a person.
import { Type } from 'typebox'
import { done, refuse } from '../core/result.ts'
import { signed, ticketFor } from './command.ts'
import { isDemoLog, signedBy, signedTree } from './stating.ts'

export const liftPause = signed({
  kind: 'signed', name: 'lift-pause', title: 'Lift the pause', who: 'anyone with the right to pause who is not an administrator; signed', entry: 'lift',
  input: Type.Object({ entry: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
  about: ({ entry }) => ({ entry }),
  prepare: async (facts, { entry }) => done({ changes: [], ticket: ticketFor('lift-pause', facts, { detail: { entry } }) }),
  state: async (facts, ticket, wanted, given, reader) => {
    const pause = facts.standing.pauses.find(({ entry, lifted }) => entry === ticket.detail['entry'] && lifted === null)
    if (!pause) return refuse('NOT_PAUSED')
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    return done({ changes: [], statement: { kind: 'lift', demo: isDemoLog(tree.value), subject: { name: 'pause', digest: pause.leaf }, predicate: { ...signedBy(facts, wanted, given, tree.value), entry: pause.entry } } })
  },
})
