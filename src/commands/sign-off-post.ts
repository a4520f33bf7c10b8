// Signs a post off at the layer that waits, or returns or refuses it with a remark: each over exactly the bytes that were shown.
import { Type } from 'typebox'
import { done, refuse } from '../core/result.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { signed, ticketFor } from './command.ts'
import { layersEntitledTo, layersOpenTo, may } from './may.ts'
import { LONGEST_REMARK, sealRemark } from './remark.ts'
import { isDemoLog, onPackage, signedTree } from './stating.ts'

export const signOffPost = signed({
  kind: 'signed', name: 'sign-off-post', title: 'Review and sign', who: 'whoever qualifies for the layer that waits, wrote none of it and has a confirmed understanding; signed', entry: 'sign-off', opensFor: ['return-post', 'refuse-post'],
  input: Type.Object({}, { additionalProperties: false }),
  prepare: async facts => done({ changes: [], ticket: ticketFor('sign-off-post', facts, { post: facts.post!.id }) }),
  state: async (facts, _ticket, wanted, given, reader) => {
    const post = facts.post!, submission = standingSubmission(post.standing), decision = wanted.decision ?? 'approve'
    const barred = may(decision === 'approve' ? 'sign-off-post' : `${decision}-post`, facts)
    if (barred) return barred
    if (!submission) return refuse('NOTHING_TO_SIGN', { author: post.author })
    const layer = (decision === 'approve' ? layersOpenTo(facts, post) : layersEntitledTo(facts, submission))[0]
    if (!layer) return refuse('NOT_YOUR_LAYER')
    if (decision !== 'approve' && (wanted.remark ?? '').trim() === '') return refuse('REMARK_MISSING')
    if ((wanted.remark ?? '').length > LONGEST_REMARK) return refuse('REMARK_TOO_LONG', { most: LONGEST_REMARK })
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    const on = await onPackage(facts, post, { digest: submission.digest, rights: layer.rights, contributors: submission.people, wanted, given, reader })
    if (!on.ok) return on
    const { packed: _packed, ...predicate } = on.value
    const remark = sealRemark(facts, given, 'remark', wanted.remark)
    return done({
      changes: remark.changes,
      statement: { kind: 'sign-off', demo: isDemoLog(tree.value), subject: { name: 'package', digest: submission.digest }, predicate: { ...predicate, layer: layer.id, decision, remark: remark.commitment, setAside: [], lines: [], answers: [] } },
    })
  },
})
