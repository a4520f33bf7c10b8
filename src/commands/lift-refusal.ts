// Lifts a refusal: the person who refused it, or a named arbiter.
import { Type } from 'typebox'
import { digestOf } from '../core/digest.ts'
import { done, refuse } from '../core/result.ts'
import { signed, ticketFor } from './command.ts'
import { isDemoLog, signedBy, signedTree } from './stating.ts'

export const liftRefusal = signed({
  kind: 'signed', name: 'lift-refusal', title: 'Lift the refusal', who: 'the person who refused it, or an arbiter who wrote none of it; signed', entry: 'lift',
  input: Type.Object({ entry: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
  about: ({ entry }) => ({ entry }),
  prepare: async (facts, { entry }) => done({ changes: [], ticket: ticketFor('lift-refusal', facts, { post: facts.post!.id, detail: { entry } }) }),
  state: async (facts, ticket, wanted, given, reader) => {
    const entry = Number(ticket.detail['entry'])
    const recorded = (await reader.entriesOf(facts.post!.id)).find(({ index }) => index === entry)
    if (!recorded) return refuse('NOTHING_TO_LIFT')
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    return done({ changes: [], statement: { kind: 'lift', demo: isDemoLog(tree.value), subject: { name: 'refusal', digest: digestOf(facts.crypto, recorded.leaf) }, predicate: { ...signedBy(facts, wanted, given, tree.value), entry } } })
  },
})
