// Reads a post in the form that the command line and the API take into the form that is checked: known members, bounded, well formed.
import { done, refuse, type Result } from '../core/result.ts'
import type { ChannelKind } from '../draft/channel.ts'
import { PART_KINDS, type PartKind } from '../draft/part.ts'

export const CHANNEL_KINDS: readonly ChannelKind[] = ['departmental', 'ministerial', 'arms-length']
export const SUPPLIERS = ['special-adviser', 'minister', 'official', 'statistician', 'party', 'partner'] as const
const ACTS = ['post', 'repost', 'like', 'follow', 'pin', 'profile'] as const
const MEDIA_KINDS = ['image', 'video', 'gif'] as const
const TARGETS = ['repostOf', 'quoteOf', 'replyTo', 'target'] as const

export type Supplier = (typeof SUPPLIERS)[number]
export type Act = (typeof ACTS)[number]
/** Where a part's words come from when they are not the post's own. */
export type Of = (typeof TARGETS)[number] | 'links'

/** One text of the post. `of` is set on somebody else's words, which follow the post's own parts: targets, then each link's title and text. */
export interface CheckedPart { readonly kind: PartKind; readonly text: string; readonly of?: Of }
/** `alt` and `captions` are null where nobody has said. */
export interface CheckedMedium { readonly kind: (typeof MEDIA_KINDS)[number]; readonly alt: boolean | null; readonly captions: boolean | null }
export interface CheckedLine { readonly text: string; readonly supplier: Supplier; readonly clearedFor: readonly ChannelKind[] }

/** A post that can be checked. A finding's `part` counts `parts`. `held` says that words were left out because a bound was passed. */
export interface CheckedPost {
  readonly id: string | null
  readonly act: Act
  readonly channel: { readonly kind: ChannelKind; readonly platform: string; readonly handle: string; readonly body: string; readonly jurisdiction: string }
  readonly parts: readonly CheckedPart[]
  readonly media: readonly CheckedMedium[]
  readonly lines: readonly CheckedLine[]
  readonly links: number
  readonly paid: boolean
  readonly regimes: readonly string[]
  readonly at: string | null
  readonly held: boolean
}

/** The bounds, in UTF-16 code units and counts. Longer words are cut and the post is held; longer lists are refused. */
export const BOUNDS = { part: 100_000, post: 1_000_000, parts: 5_000, media: 100, links: 100, lines: 100, line: 2_000, regimes: 50, word: 300, id: 200 } as const

class Wrong extends Error {
  readonly code: string
  readonly member: string
  constructor(code: string, member: string, wrong = '') {
    super(wrong)
    this.code = code
    this.member = member
  }
}

/** Refuses, with the member and what is wrong with it, whatever is not a post. Members that are not known are ignored. Never throws. */
export function readPost(input: unknown): Result<CheckedPost> {
  try {
    return done(read(input))
  } catch (error) {
    if (error instanceof Wrong) return refuse(error.code, { member: error.member, wrong: error.message })
    throw error
  }
}

/** A text alone, as `--text` gives it: what `readPost({ text })` gives, sooner. */
export function readText(text: string): Result<CheckedPost> {
  return text.length <= BOUNDS.part && text.isWellFormed() ? done({ ...BARE, parts: [{ kind: 'text', text }] }) : readPost({ text })
}

/** A post of which nothing but its words was said. */
const BARE: Omit<CheckedPost, 'parts'> = {
  id: null, act: 'post', channel: { kind: 'departmental', platform: '', handle: '', body: '', jurisdiction: 'uk' }, media: [], lines: [], links: 0, paid: false, regimes: [], at: null, held: false,
}

type Members = { readonly [member: string]: unknown }

function read(input: unknown): CheckedPost {
  if (!isObject(input)) throw new Wrong('POST_NOT_A_POST', 'post')
  if (input.text !== undefined && input.parts !== undefined) throw new Wrong('POST_TEXT_AND_PARTS', 'text')
  const links = readList(input.links, 'links', BOUNDS.links, readLink)
  const cut = new Cutter()
  const parts = [...ownParts(input), ...targetParts(input), ...links.flat()].map(part => cut.part(part))
  return {
    id: input.id === undefined ? null : string(input.id, 'id', BOUNDS.id),
    act: oneOf(input.act, 'act', ACTS, 'post'),
    channel: readChannel(input.channel),
    parts,
    media: readList(input.media, 'media', BOUNDS.media, readMedium),
    lines: readList(input.lines, 'lines', BOUNDS.lines, readLine),
    links: links.length,
    paid: boolean(input.paid, 'paid') ?? false,
    regimes: readList(input.regimes, 'regimes', BOUNDS.regimes, (regime, at) => string(regime, at, BOUNDS.word)),
    at: readAt(input.at),
    held: cut.held,
  }
}

function ownParts(input: Members): CheckedPart[] {
  if (input.text !== undefined) return [{ kind: 'text', text: string(input.text, 'text') }]
  return readList(input.parts, 'parts', BOUNDS.parts, (part, at) => {
    if (!isObject(part)) throw wrong(at, 'is not an object')
    return { kind: oneOf(part.kind, `${at}.kind`, PART_KINDS), text: string(part.text, `${at}.text`) }
  })
}

function targetParts(input: Members): CheckedPart[] {
  return TARGETS.flatMap(of => {
    const target = input[of]
    if (target === undefined || target === null) return []
    if (!isObject(target)) throw wrong(of, 'is not an object')
    return optionalText(target, 'text', of).map(text => ({ kind: 'quote' as const, text, of }))
  })
}

function readLink(link: unknown, at: string): CheckedPart[] {
  if (!isObject(link)) throw wrong(at, 'is not an object')
  return [...optionalText(link, 'title', at), ...optionalText(link, 'text', at)].map(text => ({ kind: 'card', text, of: 'links' }))
}

const optionalText = (holder: Members, member: string, at: string) => (holder[member] === undefined ? [] : [string(holder[member], `${at}.${member}`)])

function readMedium(medium: unknown, at: string): CheckedMedium {
  if (!isObject(medium)) throw wrong(at, 'is not an object')
  return { kind: oneOf(medium.kind, `${at}.kind`, MEDIA_KINDS), alt: boolean(medium.alt, `${at}.alt`), captions: boolean(medium.captions, `${at}.captions`) }
}

function readLine(line: unknown, at: string): CheckedLine {
  if (!isObject(line)) throw wrong(at, 'is not an object')
  return {
    text: string(line.text, `${at}.text`, BOUNDS.line),
    supplier: oneOf(line.supplier, `${at}.supplier`, SUPPLIERS),
    clearedFor: readList(line.clearedFor, `${at}.clearedFor`, CHANNEL_KINDS.length, (kind, place) => oneOf(kind, place, CHANNEL_KINDS)),
  }
}

function readChannel(channel: unknown): CheckedPost['channel'] {
  const from: unknown = channel === undefined ? {} : channel
  if (!isObject(from)) throw wrong('channel', 'is not an object')
  const word = (member: string, otherwise: string) => (from[member] === undefined ? otherwise : string(from[member], `channel.${member}`, BOUNDS.word))
  return { kind: oneOf(from.kind, 'channel.kind', CHANNEL_KINDS, 'departmental'), platform: word('platform', ''), handle: word('handle', ''), body: word('body', ''), jurisdiction: word('jurisdiction', 'uk') }
}

/** An instant, or only the day, month or year where no more is known. */
const TIME = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/

function readAt(at: unknown): string | null {
  if (at === undefined) return null
  const time = string(at, 'at', 40)
  if (!TIME.test(time) || Number.isNaN(Date.parse(time))) throw wrong('at', 'is not a time like 2026-11-22T09:00:00Z')
  return time
}

/** Cuts words at the bounds, never inside a letter, and remembers that it did. */
class Cutter {
  held = false
  #left: number = BOUNDS.post
  part(part: CheckedPart): CheckedPart {
    const most = Math.min(BOUNDS.part, this.#left)
    const fits = part.text.length <= most
    const text = fits ? part.text : part.text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
    this.#left -= text.length
    if (!fits) this.held = true
    return fits ? part : { ...part, text }
  }
}

const wrong = (member: string, says: string) => new Wrong('POST_MEMBER_WRONG', member, says)
const isObject = (value: unknown): value is Members => value !== null && typeof value === 'object' && !Array.isArray(value)

function string(value: unknown, at: string, most = Infinity): string {
  if (typeof value !== 'string') throw wrong(at, 'is not a text')
  if (value.length > most) throw wrong(at, `is longer than ${most} letters`)
  if (!value.isWellFormed()) throw new Wrong('POST_BROKEN_LETTERS', at)
  return value
}

function boolean(value: unknown, at: string): boolean | null {
  if (value === undefined) return null
  if (typeof value !== 'boolean') throw wrong(at, 'is not true or false')
  return value
}

function oneOf<Value extends string>(value: unknown, at: string, values: readonly Value[], otherwise?: Value): Value {
  if (value === undefined && otherwise !== undefined) return otherwise
  const known = values.find(each => each === value)
  if (known === undefined) throw wrong(at, `is not one of ${values.join(', ')}`)
  return known
}

function readList<Value>(value: unknown, at: string, most: number, each: (element: unknown, at: string) => Value): Value[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw wrong(at, 'is not a list')
  if (value.length > most) throw wrong(at, `has more than ${most} elements`)
  return value.map((element: unknown, i) => each(element, `${at}[${i}]`))
}
