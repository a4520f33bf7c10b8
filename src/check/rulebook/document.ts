// The rulebook as plain JSON facts: what is kept, signed for and loaded by digest everywhere, and the strict form it must have.
import type { Json } from '../../core/canonical.ts'
import { flag, listOf, mapOf, matching, members, natural, oneOf, optional, words, type Form } from '../../core/form.ts'
import type { ChannelKind } from '../../draft/channel.ts'
import { PART_KINDS, type PartKind } from '../../draft/part.ts'
import { CHANNEL_KINDS, SUPPLIERS, type Supplier } from '../post.ts'

export const FORMAT = 'countersign-rulebook/1'
export const LEVELS = ['block', 'check', 'advise'] as const
export type Level = (typeof LEVELS)[number]

/** Canonical JSON of this is the rulebook; its digest names it. Every member is present: what a rule does not use is null or empty. */
export interface RulebookDocument {
  readonly format: typeof FORMAT
  readonly id: string
  readonly version: string
  readonly title: string
  readonly rules: readonly RuleDocument[]
}

export interface RuleDocument {
  readonly id: string
  readonly title: string
  readonly level: Level
  /** The duty that the rule protects. */
  readonly duty: string
  /** What is wrong, to be read after the quoted words: "disparages people who bring a legal challenge". */
  readonly says: string
  readonly why: string
  /** What to do where no replacement fits. */
  readonly advice: string
  /** What the rule leaves to people, for the page of rules. */
  readonly leaves: string
  readonly cite: readonly Citation[]
  readonly scope: Scope
  readonly find: Find
  readonly examples: { readonly flags: readonly Example[]; readonly passes: readonly Example[] }
}

/** `confirmed` is false where the text was not read at its address: a person must confirm it before it is relied on. `read` is a date, where known. */
export interface Citation {
  readonly source: string
  readonly clause: string | null
  readonly address: string | null
  readonly quotation: string | null
  readonly read: string | null
  readonly confirmed: boolean
}

/** An empty list of jurisdictions means every one. */
export interface Scope { readonly channels: readonly ChannelKind[]; readonly parts: readonly PartKind[]; readonly jurisdictions: readonly string[] }

/** `within`: at most so many words between in the same sentence, 0 is touching or overlapping; or anywhere in the same part; or anywhere in the post. */
export interface Beside { readonly words: string; readonly within: number | 'part' | 'post' }

export type Find = FindWords | FindPictures | FindVideos | FindOrigin | FindLetters
/** Hidden signs and words of mixed alphabets; nothing of it is the author's to choose. */
export interface FindLetters { readonly kind: 'letters' }
export interface FindWords {
  readonly kind: 'words'
  readonly lists: { readonly [name: string]: readonly string[] }
  /** Earlier ones win: a match that overlaps an earlier one's finding is dropped. `instead`: words that may replace exactly the match; `says`: this pattern's own. */
  readonly match: readonly { readonly words: string; readonly instead: readonly string[]; readonly says: string | null }[]
  /** When there are any, one of them must be there. */
  readonly near: readonly Beside[]
  readonly unless: readonly Beside[]
  /** Whether a link anywhere in the post excuses the match: the figure's source can be followed. */
  readonly excusedByLink: boolean
}
export interface FindPictures {
  readonly kind: 'pictures'
  readonly shortest: number
  readonly longest: number
  /** File endings that give a file's name away, and words that say nothing of a picture. */
  readonly endings: readonly string[]
  readonly empty: readonly string[]
}
export interface FindVideos {
  readonly kind: 'videos'
  /** How unreviewed automatic captions begin. */
  readonly automatic: readonly string[]
  readonly unless: readonly Beside[]
}
export interface FindOrigin {
  readonly kind: 'origin'
  readonly suppliers: readonly Supplier[]
  /** A run of at least so many of a line's words counts as the line. */
  readonly run: number
}

/** A text with its exact spans in [[ ]], or a whole post whose texts carry them; `whole` lists media (from 0) that are found without words. */
export type Example = string | { readonly post: Json; readonly whole: readonly number[] }

const sentence = words(600, 1)
const pattern = words(400, 1)
const within: Form = value => (value === 'part' || value === 'post' || (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 40) ? undefined : 'is not 0 to 40 words, part or post')
const beside = listOf(members({ words: pattern, within }), 40)
const finds: { readonly [Kind in Find['kind']]: Form } = {
  words: members({
    kind: oneOf('words'), lists: mapOf(/^[a-z][a-z ]{0,30}$/, listOf(words(80, 1), 200), 20), match: listOf(members({ words: pattern, instead: listOf(words(120, 1), 6), says: optional(words(160, 1)) }), 60),
    near: beside, unless: beside, excusedByLink: flag,
  }),
  pictures: members({ kind: oneOf('pictures'), shortest: natural, longest: natural, endings: listOf(words(10, 1), 30), empty: listOf(words(40, 1), 60) }),
  videos: members({ kind: oneOf('videos'), automatic: listOf(words(40, 1), 20), unless: beside }),
  origin: members({ kind: oneOf('origin'), suppliers: listOf(oneOf(...SUPPLIERS), 6), run: natural }),
  letters: members({ kind: oneOf('letters') }),
}
const find: Form = value => {
  const kind = value !== null && typeof value === 'object' ? (value as { kind?: unknown }).kind : undefined
  return typeof kind === 'string' && Object.hasOwn(finds, kind) ? finds[kind as Find['kind']](value) : 'is of no known kind'
}
const example: Form = value => (typeof value === 'string' ? words(2_000, 1)(value) : members({ post: () => undefined, whole: listOf(natural, 20) })(value))
const date = matching(/^\d{4}-\d\d-\d\d$/, 'is not a date')

export const ruleForm: Form = members({
  id: matching(/^[A-Z]{2,5}-\d{2}$/, 'is not an id like POL-02'),
  title: words(160, 1), level: oneOf(...LEVELS), duty: sentence, says: words(160, 1), why: sentence, advice: sentence, leaves: sentence,
  cite: listOf(members({ source: words(200, 1), clause: optional(words(200, 1)), address: optional(words(300, 1)), quotation: optional(sentence), read: optional(date), confirmed: flag }), 10),
  scope: members({ channels: listOf(oneOf(...CHANNEL_KINDS), 3), parts: listOf(oneOf(...PART_KINDS), 9), jurisdictions: listOf(words(20, 1), 20) }),
  find, examples: members({ flags: listOf(example, 200), passes: listOf(example, 200) }),
})

/** The rulebook's own members; its rules are judged one by one, so that each can be named. */
export const rulebookForm: Form = members({
  format: oneOf(FORMAT), id: matching(/^[a-z][a-z0-9-]{1,60}$/, 'is not a short name'), version: matching(/^\d{1,4}(?:\.\d{1,4}){1,2}$/, 'is not a version like 1.0'),
  title: words(200, 1), rules: listOf(() => undefined, 500),
})
