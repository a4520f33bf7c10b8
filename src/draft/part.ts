// The parts of a post: every text that a reader will meet, each checked, shown and signed by itself and as a whole.
import { listOf, members, oneOf, words, type Form } from '../core/form.ts'

export const PART_KINDS = ['text', 'alt', 'caption', 'cue', 'seen', 'card', 'poll', 'quote', 'profile'] as const
export type PartKind = (typeof PART_KINDS)[number]
export interface Part { readonly kind: PartKind; readonly text: string }

/** The longest part, in UTF-16 code units, and the most parts of one post. */
export const LONGEST_PART = 5_000
export const MOST_PARTS = 100

export const partForm: Form = members({ kind: oneOf(...PART_KINDS), text: words(LONGEST_PART) })
export const partsForm: Form = listOf(partForm, MOST_PARTS)

const NAMES: { readonly [Kind in PartKind]: string } = {
  text: 'the words', alt: 'the alt text', caption: 'the caption', cue: 'subtitle', seen: 'words in the picture', card: 'the link card', poll: 'a poll option', quote: 'the quoted post', profile: 'the profile text',
}
const NUMBERED: { readonly [Kind in PartKind]?: string } = { text: 'post', cue: 'subtitle' }

/** What a part is called on the screen: "the caption", "post 2 of 3", "subtitle 7". */
export function partName(parts: readonly Part[], index: number): string {
  const kind = parts[index]!.kind
  const alike = parts.filter(part => part.kind === kind).length
  const place = parts.slice(0, index + 1).filter(part => part.kind === kind).length
  if (kind === 'cue') return `subtitle ${place}`
  if (alike === 1) return NAMES[kind]
  return NUMBERED[kind] ? `${NUMBERED[kind]} ${place} of ${alike}` : `${NAMES[kind]} ${place}`
}

/** Parts that say nothing are not sent: they are left out of the package. */
export const spokenParts = (parts: readonly Part[]): readonly Part[] => parts.filter(part => part.text.trim() !== '')
