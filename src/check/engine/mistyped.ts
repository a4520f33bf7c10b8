// Knows a long phrase with one letter wrong, left out or too many, or two turned about; never where the other spelling is a word of its own.
import { APOSTROPHE, END, MARK, NOTHING, PAUSE, SIGNS, SPACE, isWordSign } from '../../core/signs.ts'
import { isOrdinaryWord } from '../tables/ordinary-words.ts'
import { BREAK, COLUMNS, LOOK, SKIP } from './columns.ts'
import { Cursor } from './cursor.ts'
import { beginsWord, endsWord, type Standing } from './explain.ts'
import type { Phrase } from './phrase.ts'

const cursor = new Cursor()

/** The letters of a stretch of text, with the place of each and whether it begins a word. */
interface Stretch { letters: string; readonly from: number[]; readonly to: number[]; readonly begins: boolean[] }

/** The phrase, mistyped, that begins at `start`; tried when what opens it is whole. */
export function mistypedFrom(text: string, phrase: Phrase, start: number): Standing | undefined {
  if (!beginsWord(text, start)) return undefined
  const stretch = stretchFrom(text, start, phrase.letters.length + 1)
  for (const length of lengthsOf(phrase)) {
    if (length > stretch.letters.length || !endsWord(text, stretch.to[length - 1]!)) continue
    const standing = judge(phrase, stretch, 0, length)
    if (standing) return standing
  }
  return undefined
}

/** The phrase, mistyped, that ends before `end`; tried when what closes it is whole. */
export function mistypedTo(text: string, phrase: Phrase, end: number): Standing | undefined {
  if (!endsWord(text, end)) return undefined
  const stretch = stretchTo(text, end, phrase.letters.length + 1), all = stretch.letters.length
  for (const length of lengthsOf(phrase)) {
    if (length > all || !beginsWord(text, stretch.from[all - length]!)) continue
    const standing = judge(phrase, stretch, all - length, length)
    if (standing) return standing
  }
  return undefined
}

/**
 * Whether the other half can stand beside the whole one with exactly one mistake in it: cheap, without exactness, and it refuses nearly all that is by
 * chance. `rest` holds the columns that should follow from `at` on in the direction of `step`, 1 after the half and -1 before it.
 */
export function mayBeMistyped(text: string, at: number, step: 1 | -1, rest: Uint8Array): boolean {
  let nth = 0
  while (nth < rest.length) {
    at = seek(text, at, step)
    if (at === UNSURE) return true
    if (at === NONE) return rest.length - nth === 1
    if (COLUMNS[text.charCodeAt(at)] !== rest[nth]) break
    at += step
    nth++
  }
  if (nth === rest.length) return isLetterAt(text, at) && !isLetterAt(text, at + step)
  const after = seek(text, at + step, step)
  return follows(text, at + step, step, rest, nth + 1) || follows(text, at, step, rest, nth + 1) || follows(text, at + step, step, rest, nth)
    || (COLUMNS[text.charCodeAt(at)] === rest[nth + 1] && (after === UNSURE || (after !== NONE && COLUMNS[text.charCodeAt(after)] === rest[nth] && follows(text, after + step, step, rest, nth + 2))))
}

const isLetterAt = (text: string, at: number) => at >= 0 && at < text.length && isWordSign(SIGNS[text.charCodeAt(at)]!)

function follows(text: string, at: number, step: 1 | -1, rest: Uint8Array, nth: number): boolean {
  for (; nth < rest.length; nth++) {
    at = seek(text, at, step)
    if (at === UNSURE) return true
    if (at === NONE || COLUMNS[text.charCodeAt(at)] !== rest[nth]) return false
    at += step
  }
  return true
}

const UNSURE = -2, NONE = -1, MOST_SEEN = 8
/** The nearest letter from `at` on; unsure at a sign that is not of the commonest kind. */
function seek(text: string, at: number, step: 1 | -1): number {
  for (let seen = 0; seen < MOST_SEEN; seen++, at += step) {
    if (at < 0 || at >= text.length) return NONE
    const unit = text.charCodeAt(at), column = unit < 128 ? COLUMNS[unit]! : LOOK
    if (column === LOOK && unit !== 39) return UNSURE
    if (column !== SKIP && column <= BREAK) return at
  }
  return NONE
}

const lengthsOf = ({ letters }: Phrase) => [letters.length, letters.length + 1, letters.length - 1]

function judge(phrase: Phrase, stretch: Stretch, at: number, length: number): Standing | undefined {
  const written = stretch.letters.slice(at, at + length)
  if (!isOneAway(written, phrase.letters)) return undefined
  const known = wordsOf(phrase.letters, i => phrase.starts.includes(i))
  const strange = wordsOf(written, i => i === 0 || stretch.begins[at + i]!).filter(word => !known.includes(word))
  if (strange.some(word => isOrdinaryWord(word) && !isInflected(word, known))) return undefined
  return { start: stretch.from[at]!, end: stretch.to[at + length - 1]!, plain: false, capital: false }
}

/** One more or one fewer s at the end: the other number of the same noun. */
const isInflected = (word: string, known: readonly string[]) => known.some(other => other.length > 3 && (word === other + 's' || other === word + 's'))

function wordsOf(letters: string, begins: (i: number) => boolean): readonly string[] {
  const words: string[] = []
  for (let i = 0; i < letters.length; i++) {
    if (begins(i) || words.length === 0) words.push(letters[i]!)
    else words[words.length - 1] += letters[i]!
  }
  return words
}

/** Exactly one letter changed, left out, added, or two neighbours turned about. */
export function isOneAway(written: string, meant: string): boolean {
  let i = 0
  while (i < written.length && written[i] === meant[i]) i++
  const rest = (a: number, b: number) => written.slice(i + a) === meant.slice(i + b)
  if (written.length === meant.length) return i < meant.length && (rest(1, 1) || (written[i] === meant[i + 1] && written[i + 1] === meant[i] && rest(2, 2)))
  return written.length > meant.length ? rest(1, 0) : rest(0, 1)
}

/** A mistyped phrase has gaps as people write them: never the end of a sentence, never a pause. */
const MOST_GAP = 4

function stretchFrom(text: string, start: number, most: number): Stretch {
  const stretch: Stretch = { letters: '', from: [], to: [], begins: [] }
  let gap = 0, pause = 0
  for (let at = start; at < text.length && stretch.letters.length < most; at = cursor.to) {
    cursor.read(text, at)
    if (gap > MOST_GAP || (gap > 1 && pause > 0)) break
    if (cursor.letters.length === 1) {
      stretch.letters += cursor.letters
      stretch.from.push(at)
      stretch.to.push(cursor.to)
      stretch.begins.push(gap > 0)
      gap = pause = 0
    } else if (cursor.letters.length > 1) break
    else if (isGapHere(text)) {
      gap++
      if (isPauseHere()) pause++
    }
  }
  return stretch
}

function stretchTo(text: string, end: number, most: number): Stretch {
  const stretch: Stretch = { letters: '', from: [], to: [], begins: [] }
  let gap = 0, pause = 0
  for (let at = end; at > 0 && stretch.letters.length < most; at = cursor.from) {
    cursor.readBack(text, at)
    if (gap > MOST_GAP || (gap > 1 && pause > 0)) break
    if (cursor.letters.length === 1) {
      if (gap > 0 && stretch.begins.length > 0) stretch.begins[stretch.begins.length - 1] = true
      stretch.letters = cursor.letters + stretch.letters
      stretch.from.push(cursor.from)
      stretch.to.push(at)
      stretch.begins.push(false)
      gap = pause = 0
    } else if (cursor.letters.length > 1) break
    else if (isGapHere(text)) {
      gap++
      if (isPauseHere()) pause++
    }
  }
  for (const places of [stretch.from, stretch.to, stretch.begins]) places.reverse()
  return stretch
}

const isPauseHere = () => (cursor.sign & 127) === END || (cursor.sign & 127) === PAUSE
function isGapHere(text: string): boolean {
  const plain = cursor.sign & 127
  return plain !== NOTHING && plain !== MARK && !(plain === APOSTROPHE && cursor.from > 0 && SIGNS[text.charCodeAt(cursor.from - 1)] !== SPACE)
}
