// What do you want to say, and where? The working copy with what the checks find in it, and what stands in the way of sending it.
import type { Facts } from '../commands/facts.ts'
import { may } from '../commands/may.ts'
import type { Draft } from '../commands/ports.ts'
import type { Finding, Report } from '../check/report.ts'
import type { Rulebook } from '../check/rulebook/load.ts'
import type { ChannelId } from '../core/id.ts'
import type { Digest } from '../core/digest.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { Channel } from '../draft/channel.ts'
import { partName, type Part } from '../draft/part.ts'
import { checkWords } from '../signoff/check-words.ts'
import { layersFor } from '../signoff/policy.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { piecesOf, previewOf, type MarkedPiece, type Preview } from './preview.ts'
import { titleOf } from './title.ts'
import { layerTitles } from './who-signs.ts'
import { capital, countOf, listed, momentOf, plural } from './words.ts'
import { placeOf, windowWords } from './why-it-waits.ts'

export interface ShownFinding {
  readonly id: string
  readonly level: Finding['level']
  readonly rule: string
  readonly part: number
  readonly start: number
  readonly end: number
  readonly match: string
  readonly says: string
  readonly why: string
  readonly advice: string
  readonly instead: readonly string[]
  readonly source: string
  readonly quotation: string | null
}
export interface ComposerPart { readonly index: number; readonly kind: Part['kind']; readonly name: string; readonly heading: string; readonly text: string; readonly pieces: readonly MarkedPiece[]; readonly findings: readonly ShownFinding[]; readonly summary: string; readonly level: Finding['level'] | null; readonly length: number; readonly removable: boolean }
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
  readonly bar: { readonly sentence: string; readonly rest: string; readonly tone: 'bad' | 'ok' | 'wait'; readonly go: { readonly href: string; readonly text: string } | null }
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
    number: post.number, title: titleOf({ draft }), givenTitle: draft.title, version: post.draft.version, saved: `Saved at ${momentOf(post.draft.savedAt, facts.now)}`, editors: editorsOf(facts, known), parts,
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

export const HEADINGS: { readonly [Kind in Part['kind']]: string } = {
  text: 'Words', alt: 'Alt text', caption: 'Caption', cue: 'Subtitle', seen: 'Words in the picture', card: 'Link card', poll: 'Poll option', quote: 'Quoted post', profile: 'Profile text',
}

export function headingOf(parts: readonly Part[], index: number): string {
  const { kind } = parts[index]!, alike = parts.filter(part => part.kind === kind).length
  if (alike === 1) return HEADINGS[kind]
  const name = partName(parts, index)
  return capital(name.replace(/^the /, ''))
}

const partsOf = (parts: readonly Part[], report: Report | undefined): readonly ComposerPart[] =>
  parts.map((part, index) => {
    const findings = (report?.findings ?? []).filter(finding => finding.part === index && finding.medium === undefined)
    const level = (['block', 'check', 'advise'] as const).find(each => findings.some(finding => finding.level === each)) ?? null
    return {
      index, kind: part.kind, name: partName(parts, index), heading: headingOf(parts, index), text: part.text, pieces: piecesOf(part.text, findings), findings: findings.map((finding, i) => shownFinding(finding, `finding-${index}-${i}`)),
      summary: summaryOf(findings), level, length: [...new Intl.Segmenter('en').segment(part.text)].length, removable: parts.length > 1,
    }
  })

/** "1 blocks, 1 needs an answer", "No findings": the same words in the page's own script. */
export function summaryOf(findings: readonly Pick<Finding, 'level'>[]): string {
  const of = (level: Finding['level']): number => findings.filter(finding => finding.level === level).length
  const [block, check, advise] = [of('block'), of('check'), of('advise')]
  const words = [block > 0 ? `${block} ${block === 1 ? 'blocks' : 'block'}` : '', check > 0 ? `${check} ${check === 1 ? 'needs an answer' : 'need an answer'}` : '', advise > 0 ? plural(advise, 'piece of advice', 'pieces of advice') : '']
  return words.filter(each => each !== '').join(', ') || 'No findings'
}

export const shownFinding = (finding: Finding, id: string): ShownFinding => ({
  id, level: finding.level, rule: finding.rule, part: finding.part, start: finding.start, end: finding.end, match: finding.match, says: finding.says, why: finding.why, advice: finding.instead.length > 0 ? '' : finding.advice, instead: finding.instead,
  source: [finding.cite.source, finding.cite.clause].filter(each => each !== null).join(', '), quotation: finding.cite.quotation,
})

/** What stands in the way, and where to go first; the same words in the page's own script. */
export function barOf({ blocks, answers, parts }: { readonly blocks: number; readonly answers: number; readonly parts: readonly { readonly index: number; readonly name: string; readonly text: string; readonly findings: readonly Pick<ShownFinding, 'level'>[] }[] }): ComposerPage['bar'] {
  const stopping = parts.filter(part => part.findings.some(({ level }) => level !== 'advise')), worst = stopping.find(part => part.findings.some(({ level }) => level === 'block')) ?? stopping[0]
  if (worst) {
    const go = { href: `#part-${worst.index}`, text: `Go to ${worst.name}` }
    const rest = `Change ${listed(stopping.map(({ name }) => name))}, then you can send it.`
    if (blocks > 0) return { sentence: `${plural(blocks, 'finding blocks', 'findings block')} this post.`, rest, tone: 'bad', go }
    return { sentence: `${plural(answers, 'finding needs', 'findings need')} an answer.`, rest, tone: 'wait', go }
  }
  return parts.every(({ text }) => text.trim() === '') ? { sentence: 'Nothing has been written yet.', rest: '', tone: 'wait', go: { href: '#words-0', text: 'Write the words' } } : { sentence: 'Nothing stands in its way.', rest: '', tone: 'ok', go: null }
}

/** The errors of a refused sending: the same words as on the cards. */
export function errorsOf(parts: readonly ComposerPart[]): readonly { readonly text: string; readonly href: string }[] {
  return parts.flatMap(part => part.findings.filter(({ level }) => level !== 'advise').map(finding => ({ text: `“${finding.match}” in ${part.name} ${finding.says} (rule ${finding.rule})`, href: `#words-${part.index}` })))
}
