// How long a text is on each platform, by the platform's own counting, and how much of it fits.
import { utf8 } from '../core/bytes.ts'
import { linksOnMastodon, linksOnX, type Link } from './find-links.ts'
import { LONGEST_PART } from './part.ts'

export const COUNTED_PLATFORMS = ['wall', 'bluesky', 'x', 'mastodon'] as const
export type CountedPlatform = (typeof COUNTED_PLATFORMS)[number]

/** `used` of `most`, in what the platform counts; `over` is how many too many, 0 when it fits. */
export interface Length { readonly used: number; readonly most: number; readonly over: number }

/** The most that a post may hold. A Mastodon server may allow more: its own figure is then given as `most`. */
export const MOST: { readonly [Platform in CountedPlatform]: number } = { wall: LONGEST_PART, bluesky: 300, x: 280, mastodon: 500 }
/** Bluesky bounds the bytes as well (app.bsky.feed.post: maxGraphemes 300, maxLength 3000). */
const MOST_BYTES_ON_BLUESKY = 3_000
/** What every address counts on X (configuration version 3, transformedURLLength) and on Mastodon (characters_reserved_per_url). */
const LINK = 23

/** Lone surrogates count as a sign, since this is asked at every key; they are refused when the post is kept. */
export function lengthOn(platform: CountedPlatform, text: string, most = MOST[platform]): Length {
  const used = COUNTS[platform](text), over = Math.max(0, used - most)
  if (platform !== 'bluesky' || over > 0) return { used, most, over }
  // A text of few but heavy signs is told in bytes, since that is what stops it.
  const bytes = utf8(text.toWellFormed()).length
  return bytes > MOST_BYTES_ON_BLUESKY ? { used: bytes, most: MOST_BYTES_ON_BLUESKY, over: bytes - MOST_BYTES_ON_BLUESKY } : { used, most, over }
}

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a reader takes for one sign: a letter with its accents, a flag, a family. */
export function countSigns(text: string): number {
  let count = 0
  for (const _ of signs.segment(text)) count++
  return count
}

const COUNTS: { readonly [Platform in CountedPlatform]: (text: string) => number } = {
  wall: text => text.length,
  bluesky: countSigns,
  x: countOnX,
  mastodon: countOnMastodon,
}

/** twitter-text's configuration version 3, in hundredths: these ranges count 1, all else 2, an emoji 2 however many code points it is made of. */
const NARROW: readonly (readonly [number, number])[] = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]]
const WIDE = 2

/** Emoji as Unicode recommends them for interchange, with the few shorter spellings that X takes for one: keycaps, the eye in the speech bubble. */
const EMOJI = /\p{RGI_Emoji}|[#*0-9]\u20e3|\u{1f441}\u200d\u{1f5e8}/gv

function countOnX(text: string): number {
  const normal = text.normalize('NFC')
  let count = 0
  for (const piece of betweenLinks(normal, linksOnX(normal))) {
    count += piece === undefined ? LINK : weighed(piece.replaceAll(EMOJI, '')) + WIDE * (piece.match(EMOJI)?.length ?? 0)
  }
  return count
}

function weighed(text: string): number {
  let weight = 0
  for (const sign of text) weight += NARROW.some(([first, last]) => sign.codePointAt(0)! >= first && sign.codePointAt(0)! <= last) ? 1 : WIDE
  return weight
}

/** A mention counts without its server: `@minister@social.example` as `@minister`. */
const MENTION = /(?<before>^|[^/\w])@(?<name>\w+(?:[\w.-]+\w+)?)@[\p{L}\p{M}\p{N}_.-]+[\p{L}\p{M}\p{N}_]/gu

function countOnMastodon(text: string): number {
  return betweenLinks(text, linksOnMastodon(text)).reduce((count, piece) => count + (piece === undefined ? LINK : countSigns(piece.replaceAll(MENTION, '$<before>@$<name>'))), 0)
}

/** The text between the links, with nothing in each link's place. */
function betweenLinks(text: string, links: readonly Link[]): readonly (string | undefined)[] {
  const pieces: (string | undefined)[] = []
  let at = 0
  for (const { start, end } of links) {
    pieces.push(text.slice(at, start), undefined)
    at = end
  }
  return [...pieces, text.slice(at)]
}
