// Changes the policy: two people sign the same document, and from the second on it is in force.
import { Type } from 'typebox'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { digestOf } from '../core/digest.ts'
import { done, refuse } from '../core/result.ts'
import { bytesToPolicy } from '../signoff/policy.ts'
import { signed, ticketFor } from './command.ts'
import { isDemoLog, signedBy, signedTree } from './stating.ts'

export const changePolicy = signed({
  kind: 'signed', name: 'change-policy', title: 'Approve the change', who: 'two people with the right to change policy, neither an administrator and neither concerned; signed', entry: 'policy',
  input: Type.Object({ document: Type.Unknown() }, { additionalProperties: false }),
  prepare: async (facts, { document }) => {
    let bytes: Uint8Array
    try {
      bytes = canonicalBytes(document as Json)
      if (bytesToPolicy(bytes).organisation !== facts.organisation) return refuse('POLICY_UNREADABLE', { wrong: 'it is for another body' })
    } catch (wrong) {
      return refuse('POLICY_UNREADABLE', { wrong: wrong instanceof Error ? wrong.message : 'it cannot be read' })
    }
    return done({ changes: [{ change: 'keep-document', kind: 'policy', bytes }], ticket: ticketFor('change-policy', facts, { digest: digestOf(facts.crypto, bytes) }) })
  },
  state: async (facts, ticket, wanted, given, reader) => {
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    if (!(await reader.document(ticket.digest!))) return refuse('POLICY_UNREADABLE', { wrong: 'it is not kept' })
    return done({ changes: [], statement: { kind: 'policy', demo: isDemoLog(tree.value), subject: { name: 'policy', digest: ticket.digest! }, predicate: { ...signedBy(facts, wanted, given, tree.value), replaces: facts.standing.policy?.digest ?? null } } })
  },
})
