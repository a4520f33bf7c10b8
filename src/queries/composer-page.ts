// What do you want to say, and where? The working copy with what the checks find in it, and what stands in the way of sending it.
import type { Facts } from '../commands/facts.ts'
import { may } from '../commands/may.ts'
import type { Draft } from '../commands/ports.ts'
import type { Rulebook } from '../check/rulebook/load.ts'
import type { ChannelId } from '../core/id.ts'
import type { Digest } from '../core/digest.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { Channel } from '../draft/channel.ts'
import { checkWords } from '../signoff/check-words.ts'
import { layersFor } from '../signoff/policy.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { barOf, partsOf, type Bar, type ComposerPart } from './composer-words.ts'
import { previewOf, type Preview } from './preview.ts'
import { titleOf } from './title.ts'
import { layerTitles } from './who-signs.ts'
import { atOf, capital, countOf, listed } from './words.ts'
import { placeOf, windowWords } from './why-it-waits.ts'

export interface ComposerPage {
  readonly number: number
  readonly title: string
  readonly givenTitle: string
  readonly version: number
  readonly saved: string
  readonly editors: string
  readonly parts: readonly ComposerPart[]
  readonly channels: readonly { readonly id: ChannelId; readonly name: string; readonly chosen: boolean }[]
  readonly goesTo: string
  readonly when: string
  readonly window: Draft['window']
  readonly whoSigns: string
  readonly why: string
  readonly preview: Preview
  readonly blocks: number
  readonly answers: number
  readonly bar: Bar
  /** Why this person cannot send it, beside what the checks found. */
  readonly cannotSend: Refusal | undefined
  /** Saving voids what was signed. */
  readonly voids: boolean
  readonly rulebook: Digest | null
  readonly channelDocuments: readonly Channel[]
}

/** The composer over what was saved, or over what was typed where a save was refused. */
export async function composerPage(asking: Asking, number: number, typed?: Pick<Draft, 'title' | 'parts' | 'channels' | 'window'>): Promise<Result<ComposerPage>> {
  const { reader } = asking, post = await reader.post(number)
  if (!post) return refuse('POST_NOT_THERE')
  const [{ id, name: body }, standing, known] = [await reader.body(), await reader.standing(), await whoIsWho(reader)]
  const facts = factsFor(asking, id, standing, post), barred = may('save-draft', facts)
  if (barred) return barred
  const rulebook = await reader.rulebook(standing.policy!.document.rulebook)
  return done(pageOf(facts, known, body, rulebook, { ...post.draft, ...typed }))
}

function pageOf(facts: Facts, known: Known, body: string, rulebook: Rulebook | undefined, draft: Draft): ComposerPage {
  const post = facts.post!, policy = facts.standing.policy!.document, channels = draft.channels.flatMap(channel => policy.channels[channel] ?? [])
  const report = rulebook && checkWords({ rulebook, rulebookDigest: policy.rulebook, parts: draft.parts, channels, at: null })
  const parts = partsOf(draft.parts, report), layers = layersFor(policy, draft.channels)
  const blocks = report?.findings.filter(({ level }) => level === 'block').length ?? 0, answers = report?.findings.filter(({ level }) => level === 'check').length ?? 0
  return {
    number: post.number, title: titleOf({ draft }), givenTitle: draft.title, version: post.draft.version, saved: `Saved ${atOf(post.draft.savedAt, facts.now)}`, editors: editorsOf(facts, known), parts,
    channels: Object.entries(policy.channels).map(([channel, document]) => ({ id: channel as ChannelId, name: `${document.name}, ${placeOf(facts, channel as ChannelId)}`, chosen: draft.channels.includes(channel as ChannelId) })),
    goesTo: capital(listed(draft.channels.map(channel => placeOf(facts, channel)))) || 'Nowhere yet', when: windowWords(draft.window, facts.now), window: draft.window,
    whoSigns: capital(layerTitles(layers)) || 'Nobody yet', why: whyOf(policy, draft.channels), preview: previewOf({ body, channels, parts: draft.parts.filter(({ text }) => text.trim() !== '') }),
    blocks, answers, bar: barOf({ blocks, answers, parts }), cannotSend: sendable(facts), voids: standingSubmission(post.standing) !== undefined, rulebook: rulebook ? policy.rulebook : null, channelDocuments: channels,
  }
}

/** Everything but the checks, which have their own words. */
const sendable = (facts: Facts): Refusal | undefined => {
  const refusal = may('submit-post', facts)
  return refusal?.code === 'SENT_ALREADY' ? undefined : refusal
}

function editorsOf({ post, actor }: Facts, known: Known): string {
  const others = post!.standing.contributors.filter(person => person !== actor)
  return others.length === 0 ? 'Only you have edited it.' : `${listed(others.map(person => known.name(person)))} edited it too.`
}

function whyOf(policy: Parameters<typeof layersFor>[0], channels: readonly ChannelId[]): string {
  const routes = [...new Set(channels.flatMap(channel => policy.channels[channel]?.route ?? []))].map(route => policy.routes[route]!)
  const asked = routes.map(route => `${route.title}: ${listed(route.layers.map(({ title, count }) => (count === 1 ? title : `${title} (${countOf(count)} people)`)))}, at the same time`)
  return `${asked.join('. ')}. Nobody who wrote any of it can sign, and nobody signs twice. Then somebody who may release lets it go.`
}
