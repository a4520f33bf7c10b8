// The fixed readers of the rule language: figures, large figures, shares, sums of money and account names.
import type { Folded } from '../../core/fold-text.ts'
import type { Sort } from '../rulebook/pattern.ts'

const WORDS = 'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half'.split(' ').toSorted((a, b) => b.length - a.length)
/** The letters that a number in words may begin with. */
const BEGINNINGS = new Set(WORDS.map(word => word.charCodeAt(0)))
const SCALES = ['million', 'billion', 'trillion', 'thousand', 'bn', 'tn', 'k', 'm']
const PERCENT = ['percentage points', 'percentage point', 'per cent', 'percent']

/** Where the figure that begins at `at` ends, or nothing when none begins there. */
export function sortEnd(sort: Sort, folded: Folded, at: number): number | undefined {
  switch (sort) {
    case 'number':
      return numberEnd(folded.letters, at)
    case 'large': {
      const end = numberEnd(folded.letters, at)
      return end !== undefined && isLarge(folded.letters.slice(at, end)) ? end : undefined
    }
    case 'percent': {
      const end = numberEnd(folded.letters, at)
      return end === undefined ? undefined : phraseEnd(folded.letters, end, PERCENT)
    }
    case 'money':
      return '£$€'.includes(folded.letters[at] ?? 'x') ? numberEnd(folded.letters, at + 1) : undefined
    case 'handle':
      return handleEnd(folded, at)
  }
}

/** Digits or a number in words, with the scale that follows: `1.4m`, `half a million`, `seven`. */
function numberEnd(letters: string, at: number): number | undefined {
  let end = at
  while (letters[end]! >= '0' && letters[end]! <= '9') end++
  if (end === at) {
    if (!BEGINNINGS.has(letters.charCodeAt(at))) return undefined
    const word = WORDS.find(word => letters.startsWith(word, at) && !isPlainLetter(letters[at + word.length]))
    if (word === undefined) return undefined
    end = at + word.length
  }
  return phraseEnd(letters, end, ['a million', 'a billion', ...SCALES]) ?? end
}

const isLarge = (figure: string) => /^\d{3}|^\d.*[a-z]|(?:hundred|thousand|million|billion|trillion)$/.test(figure)

/** Where one of the phrases ends that follows here, after a space or none. */
function phraseEnd(letters: string, at: number, phrases: readonly string[]): number | undefined {
  const from = letters[at] === ' ' ? at + 1 : at
  const phrase = phrases.find(phrase => letters.startsWith(phrase, from) && !isPlainLetter(letters[from + phrase.length]))
  return phrase === undefined ? undefined : from + phrase.length
}

const isPlainLetter = (letter: string | undefined) => letter !== undefined && letter >= 'a' && letter <= 'z'

function handleEnd(folded: Folded, at: number): number | undefined {
  const first = folded.from[at]
  if (first === undefined || first === 0 || folded.text[first - 1] !== '@') return undefined
  const rest = /^[\w.-]*\w/.exec(folded.text.slice(first, first + 300))?.[0].length ?? 0
  let end = at
  while (end < folded.letters.length && folded.from[end]! < first + rest) end++
  return end === at ? undefined : end
}
