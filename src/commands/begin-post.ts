// Begins a post: whoever begins it is its first contributor, and so can never approve it.
import { Type } from 'typebox'
import type { ChannelId, PostId } from '../core/id.ts'
import { DAY, later } from '../core/instant.ts'
import { done } from '../core/result.ts'
import type { Part } from '../draft/part.ts'
import { plain } from './command.ts'
import type { Draft } from './ports.ts'

/** The window of a new post, until somebody chooses another. */
const WINDOW = 2 * DAY

export const beginPost = plain({
  kind: 'plain', name: 'begin-post', title: 'Write a post', who: 'anyone with the right to write', entry: ['contribute'],
  input: Type.Object({}, { additionalProperties: false }),
  run: async (facts, _input, given) => {
    const post = given.freshId() as PostId
    const parts: readonly Part[] = [{ kind: 'text', text: '' }]
    const channels = Object.keys(facts.standing.policy!.document.channels).toSorted().slice(0, 1) as ChannelId[]
    const draft: Draft = { title: '', parts, channels, window: { from: facts.now, until: later(facts.now, WINDOW) }, version: 1, savedBy: facts.actor, savedAt: facts.now }
    return done({
      changes: [{ change: 'begin-post', post, author: facts.actor, draft }],
      entry: { id: given.freshId(), post, stop: { act: 'contribute', person: facts.actor } },
      value: { post },
    })
  },
})
