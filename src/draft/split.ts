// "Split here": divides a text that is too long for a platform at the last sentence that fits, so that the rest becomes the next post of a thread.
import { lengthOn, type CountedPlatform } from './length.ts'

export interface Split { readonly first: string; readonly rest: string }

/**
 * Divides at the last end of a sentence that fits; where no sentence fits, after the last word; where no word fits, after the last sign. Only the
 * spaces at the cut are left out. Nothing when the text fits as it is, or when only an address could be cut in two.
 */
export function splitHere(platform: CountedPlatform, text: string, most?: number): Split | undefined {
  if (fits(platform, text, most)) return undefined
  const cut = lastThatFits(sentenceEnds(text), platform, text, most) ?? lastThatFits(wordEnds(text), platform, text, most) ?? lastThatFits(signEnds(text), platform, text, most)
  return cut === undefined ? undefined : { first: text.slice(0, cut).trimEnd(), rest: text.slice(cut).trimStart() }
}

/** The whole thread: splits until everything fits. The last item may still be too long, if only an address could be cut in two. */
export function splitAll(platform: CountedPlatform, text: string, most?: number): readonly string[] {
  const items: string[] = []
  let rest = text
  for (let split = splitHere(platform, rest, most); split; split = splitHere(platform, rest, most)) {
    items.push(split.first)
    rest = split.rest
  }
  return [...items, rest]
}

const fits = (platform: CountedPlatform, text: string, most?: number): boolean => lengthOn(platform, text, most).over === 0

/** The last of these places up to which the text fits, by halving: a longer beginning is never shorter by the platform's count, but for a sign or two. */
function lastThatFits(places: readonly number[], platform: CountedPlatform, text: string, most?: number): number | undefined {
  let low = 0, high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(platform, text.slice(0, places[middle]).trimEnd(), most)) low = middle + 1
    else high = middle
  }
  return low === 0 ? undefined : places[low - 1]
}

/** After these a full stop ends no sentence. */
const SHORTENED = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Hon|Rt|Cllr|Lt|Col|Gen|Sgt|PC|No|Nos|Art|Reg|para|approx|vs|cf|e\.g|i\.e|[A-Z])\.$/
const END = /[.!?…]+["'”’)\]]*(?=\s)|\n+/g

/** Where sentences and lines end, in order; the end of the text is none of them. */
function sentenceEnds(text: string): readonly number[] {
  const inside = (place: number) => text.slice(0, place).trim() !== '' && text.slice(place).trim() !== ''
  return Array.from(text.matchAll(END), match => ({ match: match[0], place: match.index + match[0].length })).filter(({ match, place }) => inside(place) && (match.startsWith('\n') || endsSentence(text, place))).map(({ place }) => place)
}

const endsSentence = (text: string, place: number): boolean => !SHORTENED.test(text.slice(Math.max(0, place - 12), place)) && !/^\s+\p{Ll}/u.test(text.slice(place, place + 12))

const wordEnds = (text: string): readonly number[] => Array.from(text.matchAll(/\S(?=\s+\S)/g), match => match.index + 1)

const signs = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Inside the first word, unless it holds an address: half an address leads nowhere. */
function signEnds(text: string): readonly number[] {
  const word = /^\s*\S+/.exec(text)?.[0] ?? ''
  return word.includes('://') ? [] : Array.from(signs.segment(word), ({ index }) => index).filter(index => text.slice(0, index).trim() !== '')
}
