// Walks one pattern over a folded text from one place. Small and plain: it tries each way in turn, inside the bounds that the rule language sets.
import { CAPITAL, STARTS, isLetter, type Folded } from '../../core/fold-text.ts'
import type { Alternative, Element, Pattern, Spelling } from '../rulebook/pattern.ts'
import { sortEnd } from './sorts.ts'

/** A match in folded places, `end` exclusive, and the alternatives that it went through. */
export interface Walked { readonly start: number; readonly end: number; readonly through: readonly Alternative[] }

/** The first way in which the pattern matches from exactly this place, in the order in which the rule names its alternatives. */
export function walkFrom(pattern: Pattern, folded: Folded, start: number): Walked | undefined {
  return walk(pattern.elements, 0, folded, start, start, [])
}

function walk(elements: readonly Element[], k: number, folded: Folded, start: number, at: number, through: readonly Alternative[]): Walked | undefined {
  const element = elements[k]
  if (!element) return endsWord(folded, at) ? { start, end: at, through } : undefined
  switch (element.kind) {
    case 'choice':
      return walkChoice(element.alternatives)
    case 'sort': {
      const end = sortEnd(element.sort, folded, k === 0 ? at : element.sort === 'handle' ? skipPause(folded, at) : skipSpace(folded, at))
      return end === undefined ? undefined : walk(elements, k + 1, folded, start, end, through)
    }
    case 'gap':
      return walkGap(element.most)
  }

  function walkChoice(alternatives: readonly Alternative[]): Walked | undefined {
    const from = k === 0 ? at : skipSpace(folded, at)
    for (const alternative of alternatives) {
      for (const spelling of alternative.spellings) {
        const end = spellingEnd(spelling, folded, from)
        const found = end === undefined ? undefined : walk(elements, k + 1, folded, start, end, [...through, alternative])
        if (found) return found
      }
    }
    return undefined
  }
  function walkGap(most: number): Walked | undefined {
    const joined = walk(elements, k + 1, folded, start, at, through)
    if (joined || !endsWord(folded, at)) return joined
    let next: number | undefined = nextWord(folded, at, most)
    for (let skipped = 0; next !== undefined; skipped++) {
      const found = walk(elements, k + 1, folded, start, next, through)
      if (found || skipped === most) return found
      next = nextWord(folded, wordEnd(folded, next), most)
    }
    return undefined
  }
}

/** Where a spelling that begins at `at` ends, or nothing. Between its words there may be a space or none at all. */
function spellingEnd(spelling: Spelling, folded: Folded, at: number): number | undefined {
  for (let i = 0; i < spelling.words.length; i++) {
    if (i > 0) at = skipSpace(folded, at)
    const word = spelling.words[i]!
    if (!folded.letters.startsWith(word, at)) return undefined
    if (spelling.capitals[i] && (folded.marks[at]! & CAPITAL) === 0) return undefined
    at += word.length
  }
  return at
}

function skipSpace(folded: Folded, at: number): number {
  const after = skipPossessive(folded, at)
  return folded.letters[after] === ' ' ? after + 1 : after
}

/** The s of `Labour’s` belongs to the word before it, and is never part of a match's end. */
const skipPossessive = (folded: Folded, at: number) => (isPossessive(folded, at) ? at + 1 : at)
const isPossessive = (folded: Folded, at: number) =>
  folded.letters[at] === 's' && at > 0 && folded.from[at]! > folded.to[at - 1]! && "'’".includes(folded.text[folded.to[at - 1]!]!) && isBreak(folded, at + 1)

/** An account is often named after a comma. */
const skipPause = (folded: Folded, at: number) => (folded.letters[at] === ',' ? at + 1 : skipSpace(folded, at))

/** Whether a word ends before this place: the text ends, a gap follows, or a capital begins the next joined word. */
export const endsWord = (folded: Folded, at: number): boolean => isBreak(folded, at) || isPossessive(folded, at)

const isBreak = (folded: Folded, at: number) => at >= folded.letters.length || !isLetter(folded.letters[at]!) || (folded.marks[at]! & STARTS) !== 0

export function wordEnd(folded: Folded, at: number): number {
  do at++
  while (!isBreak(folded, at))
  return at
}

/** A gap of one or two words stays inside a phrase; a longer one may cross a comma, and none leaves its sentence. */
const CROSSES_COMMAS = 3

/** Where the next word begins that a gap of at most `most` words may reach, from the end of one. */
function nextWord(folded: Folded, at: number, most: number): number | undefined {
  at = skipPossessive(folded, at)
  const sign = folded.letters[at]
  if (sign === undefined || sign === '.' || (sign === ',' && most < CROSSES_COMMAS)) return undefined
  const next = isLetter(sign) ? at : at + 1
  return next < folded.letters.length ? next : undefined
}
