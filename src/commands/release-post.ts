// Releases a cleared post, now or at a moment inside its window; the keeper decides once more before it goes.
import { Type } from 'typebox'
import { done, refuse } from '../core/result.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { signed, ticketFor } from './command.ts'
import type { ChannelId } from '../core/id.ts'
import type { Post } from './ports.ts'
import { isDemoLog, onPackage, signedTree } from './stating.ts'

export const releasePost = signed({
  kind: 'signed', name: 'release-post', title: 'Release now', who: 'whoever may release, wrote none of it and has a confirmed understanding, once every layer has signed; signed', entry: 'release',
  input: Type.Object({}, { additionalProperties: false }),
  prepare: async facts => done({ changes: [], ticket: ticketFor('release-post', facts, { post: facts.post!.id }) }),
  state: async (facts, _ticket, wanted, given, reader) => {
    const post = facts.post!, submission = standingSubmission(post.standing)
    if (!submission) return refuse('NOTHING_TO_SIGN', { author: post.author })
    const at = wanted.at ?? (submission.window.from > given.now ? submission.window.from : given.now)
    if (at < submission.window.from || at > submission.window.until) return refuse('OUTSIDE_WINDOW')
    const tree = await signedTree(reader)
    if (!tree.ok) return tree
    const on = await onPackage(facts, post, { digest: submission.digest, rights: ['release'], contributors: submission.people, wanted, given, reader })
    if (!on.ok) return on
    const { packed: _packed, ...predicate } = on.value
    return done({ changes: [], statement: { kind: 'release', demo: isDemoLog(tree.value), subject: { name: 'package', digest: submission.digest }, predicate: { ...predicate, at, attempts: attemptsAgain(post) } } })
  },
})

/** The channels on which an earlier attempt did not surely go out: the releaser has looked, and signs for the next attempt. */
export const attemptsAgain = (post: Post) =>
  Object.entries(post.sends.sends).filter(([, send]) => send.outcome !== 'sent').map(([channel, send]) => ({ channel: channel as ChannelId, attempt: send.attempt + 1 })).toSorted((a, b) => (a.channel < b.channel ? -1 : 1))
