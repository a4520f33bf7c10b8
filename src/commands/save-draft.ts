// Saves the working copy. The first save by a person bars that person from approving; a save after sending voids what was signed.
import { Type } from 'typebox'
import type { ChannelId } from '../core/id.ts'
import { isInstant, type Instant } from '../core/instant.ts'
import { done, refuse, type Result } from '../core/result.ts'
import { LONGEST_PART, MOST_PARTS, PART_KINDS, type Part } from '../draft/part.ts'
import { contributed, standingSubmission } from '../signoff/post-standing.ts'
import { plain } from './command.ts'
import type { Facts } from './facts.ts'
import type { Draft, Given, Handed, Post } from './ports.ts'

/** What somebody types: the whole working copy. */
export const wordsInput = {
  title: Type.String({ maxLength: 200 }),
  parts: Type.Array(Type.Object({ kind: Type.Enum([...PART_KINDS]), text: Type.String({ maxLength: LONGEST_PART }) }, { additionalProperties: false }), { minItems: 1, maxItems: MOST_PARTS }),
  channels: Type.Array(Type.String({ maxLength: 36 }), { maxItems: 50 }),
  from: Type.String({ maxLength: 24 }),
  until: Type.String({ maxLength: 24 }),
}
/** `over`: the version over which it was typed. */
const input = Type.Object({ over: Type.Integer({ minimum: 1 }), ...wordsInput }, { additionalProperties: false })

export const saveDraft = plain({
  kind: 'plain', name: 'save-draft', title: 'Save', who: 'anyone with the right to write, until it has gone out', entry: ['contribute', 'edit'], input,
  run: async (facts, typed, given) => {
    const post = facts.post!
    if (typed.over !== post.draft.version) return refuse('STALE_SAVE', { person: post.draft.savedBy, at: post.draft.savedAt })
    const draft = draftFrom(facts, typed, post.draft.version + 1)
    if (!draft.ok) return draft
    const same = sameWords(post.draft, draft.value), untouched = same && post.draft.title === draft.value.title
    return done({ changes: untouched ? [] : [{ change: 'save-draft', post: post.id, over: typed.over, draft: draft.value }], entry: same ? null : entryFor(facts, post, given), value: { version: untouched ? post.draft.version : draft.value.version } })
  },
})

export interface TypedWords { readonly title: string; readonly parts: readonly Part[]; readonly channels: readonly string[]; readonly from: string; readonly until: string }

/** The working copy of what was typed, as this version; refuses channels that are not known, times that are none and half letters. */
export function draftFrom(facts: Facts, typed: TypedWords, version: number): Result<Draft> {
  const known = facts.standing.policy!.document.channels
  const channels = [...new Set(typed.channels)].toSorted() as ChannelId[]
  if (channels.some(channel => !known[channel])) return refuse('CHANNEL_UNKNOWN')
  if (!isInstant(typed.from) || !isInstant(typed.until) || typed.from >= typed.until) return refuse('WINDOW_WRONG')
  const { parts } = typed
  if (!parts.every(part => part.text.isWellFormed()) || !typed.title.isWellFormed()) return refuse('BROKEN_LETTERS')
  return done({ title: typed.title.trim(), parts, channels, window: { from: typed.from as Instant, until: typed.until as Instant }, version, savedBy: facts.actor, savedAt: facts.now })
}

/** Whether nothing that would go out differs; a title alone changes nothing of what is signed. */
const sameWords = (a: Draft, b: Draft): boolean =>
  JSON.stringify([a.parts, a.channels, a.window.from, a.window.until]) === JSON.stringify([b.parts, b.channels, b.window.from, b.window.until])

function entryFor(facts: Facts, post: Post, given: Given): Handed | null {
  if (standingSubmission(post.standing)) return { id: given.freshId(), post: post.id, stop: { act: 'edit', person: facts.actor } }
  return contributed(post.standing, facts.actor) ? null : { id: given.freshId(), post: post.id, stop: { act: 'contribute', person: facts.actor } }
}
