// Begins a post, empty or with its first words: whoever begins it is its first contributor, and so can never approve it.
import { Type } from 'typebox'
import type { PostId } from '../core/id.ts'
import { DAY, later } from '../core/instant.ts'
import { done } from '../core/result.ts'
import { plain } from './command.ts'
import { draftFrom, wordsInput, type TypedWords } from './save-draft.ts'

/** The window of a new post, until somebody chooses another. */
const WINDOW = 2 * DAY

export const beginPost = plain({
  kind: 'plain', name: 'begin-post', title: 'Write a post', who: 'anyone with the right to write', entry: ['contribute'],
  input: Type.Partial(Type.Object(wordsInput), { additionalProperties: false }),
  run: async (facts, typed, given) => {
    const post = given.freshId() as PostId, channels = Object.keys(facts.standing.policy!.document.channels).toSorted().slice(0, 1)
    const empty: TypedWords = { title: '', parts: [{ kind: 'text', text: '' }], channels, from: facts.now, until: later(facts.now, WINDOW) }
    const begun = draftFrom(facts, { ...empty, ...typed }, 1)
    if (!begun.ok) return begun
    const draft = begun.value
    return done({
      changes: [{ change: 'begin-post', post, author: facts.actor, draft }],
      entry: { id: given.freshId(), post, stop: { act: 'contribute', person: facts.actor } },
      value: { post },
    })
  },
})
