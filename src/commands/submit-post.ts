// Sends a post for sign-off: cuts the version, builds the package, and has the author sign for it and for everyone who contributed.
import { Type } from 'typebox'
import { digestOf } from '../core/digest.ts'
import { done, refuse } from '../core/result.ts'
import { buildPackage } from '../draft/package.ts'
import { spokenParts } from '../draft/part.ts'
import type { Revision } from '../draft/revision.ts'
import { checkWords, stoppedBy } from '../signoff/check-words.ts'
import { signed, ticketFor } from './command.ts'
import { isDemoLog, onPackage, signedTree } from './stating.ts'

export const submitPost = signed({
  kind: 'signed', name: 'submit-post', title: 'Send for sign-off', who: 'anyone with the right to write and a confirmed understanding; signed', entry: 'submit',
  input: Type.Object({ over: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
  prepare: async (facts, { over }, given, reader) => {
    const post = facts.post!, policy = facts.standing.policy!, { draft } = post
    if (over !== draft.version) return refuse('STALE_SAVE', { person: draft.savedBy, at: draft.savedAt })
    const parts = spokenParts(draft.parts)
    if (parts.length === 0) return refuse('NOTHING_WRITTEN')
    if (draft.channels.length === 0) return refuse('NO_CHANNEL')
    if (draft.window.until <= facts.now) return refuse('WINDOW_OVER')
    const rulebook = await reader.rulebook(policy.document.rulebook)
    if (!rulebook) return refuse('RULEBOOK_NOT_THERE')
    const channels = draft.channels.map(channel => policy.document.channels[channel]!)
    const stopped = stoppedBy(checkWords({ rulebook, rulebookDigest: policy.document.rulebook, parts, channels, at: null }), parts)
    if (stopped) return stopped
    const revision: Revision = { v: 1, post: post.id, number: post.revisions + 1, act: 'post', parts, channels: draft.channels, window: draft.window, cutBy: facts.actor, cutAt: facts.now, why: 'sent' }
    const bytes = buildPackage({ revision, organisation: facts.organisation, channels: policy.document.channels, salt: given.fresh(32) })
    return done({
      changes: [{ change: 'cut-revision', revision }, { change: 'keep-package', post: post.id, revision: revision.number, bytes }],
      ticket: ticketFor('submit-post', facts, { post: post.id, digest: digestOf(facts.crypto, bytes) }),
    })
  },
  state: async (facts, ticket, wanted, given, reader) => {
    const post = facts.post!, people = [...new Set([...post.standing.contributors, facts.actor])].toSorted()
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    const on = await onPackage(facts, post, { digest: ticket.digest!, rights: ['write'], contributors: people, wanted, given, reader })
    if (!on.ok) return on
    const { packed, ...predicate } = on.value
    return done({
      changes: [],
      statement: { kind: 'submit', demo: isDemoLog(tree.value), subject: { name: 'package', digest: ticket.digest! }, predicate: { ...predicate, people, channels: packed.channels.map(({ channel }) => channel) } },
    })
  },
})
