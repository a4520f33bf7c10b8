// Explains how a phrase that the automaton found stands in the text: plainly, in a disguise that is known, or only by chance.
import { APOSTROPHE, CAPITAL_SIGN, DIGIT, END, LETTERS, MARK, NOTHING, PAUSE, PICTURE, POUND, SIGNS, isWordSign } from '../../core/signs.ts'
import { isOrdinaryWord } from '../tables/ordinary-words.ts'
import type { Run } from './automaton.ts'
import { BREAK, COLUMNS, LOOK, PERHAPS, PERHAPS_SIGNS, SKIP, columnOfLetter } from './columns.ts'
import { Cursor } from './cursor.ts'
import { LONG, type Phrase } from './phrase.ts'

/** How a phrase stands at `start` to `end`, code units of the text. */
export interface Standing { readonly start: number; readonly end: number; readonly plain: boolean; readonly capital: boolean }

/** More signs than these between two letters part them for good. */
const MOST_BETWEEN = 64
const cursor = new Cursor()
const LETTER_OF_PERHAPS: ReadonlyMap<number, number> = new Map(PERHAPS)

/** Where the run of columns that ends before `end` begins, or -1; `lead` of its letters are of the first column. */
export function beginningOf(text: string, run: Run, lead: number, end: number): number {
  const quick = lead > 1 ? UNSURE : quickBeginning(text, run, end)
  return quick === UNSURE ? slowBeginning(text, run, lead, end) : quick
}

const UNSURE = -2
/** The same for letters of the commonest kind; unsure at anything else. */
function quickBeginning(text: string, run: Run, end: number): number {
  let k = run.length - 1, begins = -1, between = 0, at = end
  while (at > 0) {
    const unit = text.charCodeAt(at - 1), column = unit < 128 ? COLUMNS[unit]! : LOOK
    if (column === SKIP) {
      if (k === 0 && begins >= 0) return begins
      if (unit < 9 || ++between > MOST_BETWEEN) return UNSURE
      at--
      continue
    }
    if (column > BREAK) return UNSURE
    if (column !== run[k]) {
      if (k === 0 && begins >= 0) return begins
      if (k === 0 || column !== run[k - 1]) return k === 0 ? begins : -1
      k--
    } else if (k === 0 && begins >= 0) return UNSURE
    begins = --at
    between = 0
  }
  return k === 0 ? begins : -1
}

function slowBeginning(text: string, run: Run, lead: number, end: number): number {
  let k = run.length - 1, begins = -1, between = 0, capital = false, led = 0
  for (let at = end; at > 0; ) {
    cursor.readBack(text, at)
    const { letters, from, sign } = cursor
    let moved = false
    if (letters.length <= 1) {
      const column = columnHere(run, k)
      if (column !== SKIP) {
        if (k === 0 && led >= lead && (column !== run[0] || (sign & 127) >= DIGIT || (sign & 127) === NOTHING || (capital && (sign & CAPITAL_SIGN) === 0))) break
        if (k > 0 && column === run[k - 1] && column !== run[k]) k--
        else if (column !== run[k]) break
        moved = true
      }
    } else {
      if (k === 0 && led >= lead) break
      for (let i = letters.length - 1; i >= 0; i--) {
        const column = columnOfLetter(letters[i]!)
        if (k > 0 && column === run[k - 1] && column !== run[k]) k--
        else if (column !== run[k]) return -1
      }
      moved = true
    }
    if (moved) {
      if (k === 0) led++
      capital = (sign & CAPITAL_SIGN) !== 0
      begins = from
      between = 0
    } else if (k === 0 && led >= lead && (sign & 127) !== NOTHING && (sign & 127) !== MARK) break
    else if (++between > MOST_BETWEEN) break
    at = from
  }
  return k === 0 ? begins : -1
}

/** The column of the sign under the cursor; one that is a letter only perhaps is the letter that the run wants here. */
function columnHere(run: Run, k: number): number {
  const { letters, code } = cursor
  const sign = PERHAPS_SIGNS.get(code)
  if (sign !== undefined) return perhaps(sign, run, k)
  if (letters !== '') return letters === '£' ? SKIP : columnOfLetter(letters)
  if (code > 0xffff) return SKIP
  const column = COLUMNS[code]!
  if (column === LOOK) return SKIP
  const letter = LETTER_OF_PERHAPS.get(column)
  return letter === undefined ? column : perhaps(letter, run, k)
}
const perhaps = (letter: number, run: Run, k: number) => (letter === run[k] || (k > 0 && letter === run[k - 1]) ? letter : SKIP)

/** What signs are written instead of letters. */
const INSTEAD: { readonly [sign: string]: string } = {
  0: 'o', 1: 'il', 2: 'z', 3: 'e', 4: 'a', 5: 's', 6: 'gb', 7: 't', 8: 'b', 9: 'gq', '!': 'il', '|': 'il', '¡': 'i', '@': 'a', $: 's', '+': 't', '†': 't', '€': 'e',
}
/** What stands between two letters, as bits. */
const GAP = 1, SOFT = 2, HARD = 4, PICTURES = 8, WHITE = 16

/** What was met on the way through a phrase. */
class Met {
  leet = 0
  letters = 0
  swapped = 0
  flags = 0
  drawn = 0
  drawnMost = 0
  drawnRuns = 0
  missing = 0
  /** Words whose letters all stand apart, and words with gaps here and there. */
  apart = 0
  broken = 0
  words = 0
  brokenBy = 0
  between = 0
  betweenHard = 0
}

/** Explains a phrase whose letters begin at `start` and end at or after `end`; nothing when it only seems to stand there. */
export function explain(text: string, phrase: Phrase, start: number, end: number): Standing | undefined {
  if (standsPlainly(text, phrase.spaced, start, end)) return { start, end, plain: true, capital: text.charCodeAt(start) < 97 }
  const { letters, starts } = phrase, begins = beginsWord(text, start)
  if (!begins && !phrase.looseStart) return undefined
  const met = new Met()
  let nth = 0, gap = 0, inner = 0, wordAt = 0, run = 0, at = start, last = start
  let first = '', capital = false
  for (; at < text.length; at = cursor.to) {
    cursor.read(text, at)
    const { sign, code } = cursor, plain = sign & 127
    const many = cursor.letters
    if (many.length > 1) {
      let took = 0
      while (took < many.length && many[took] === letters[nth + took]) took++
      if (took < many.length) break
      nth += took
      met.letters += took
      last = cursor.to
      gap = 0
      continue
    }
    const written = many !== '' ? many : code < 0x2100 ? String.fromCharCode(code) : ''
    const instead = code === 73 ? 'l' : code === 108 ? (isBesideCapital(text, at) ? 'i' : '') : (INSTEAD[written] ?? '')
    const isTrue = many !== '' && plain < DIGIT
    const wanted = letters[nth] ?? ''
    const drawsOn = isTrue && starts.includes(nth) && wanted === letters[nth - 1] && many === wanted && gap === 0 && goesOnAfterGap(text, cursor.to, code)
    if (!drawsOn && (many !== '' || !isSeparator(text, at, wanted)) && wanted !== '' && (many === wanted || instead.includes(wanted))) {
      if (nth > 0 && starts.includes(nth)) {
        closeWord(met, inner, nth - wordAt)
        inner = 0
        wordAt = nth
        if (gap & (HARD | SOFT | PICTURES)) {
          met.between |= gap
          if (gap & HARD && gap & WHITE) met.betweenHard++
        }
      } else if (nth > 0 && gap & ~WHITE) {
        inner++
        met.brokenBy |= gap
      }
      if (many === wanted && plain === PAUSE) met.flags++
      else if (many === wanted) met.letters++
      else if (isTrue) met.swapped++
      else met.leet++
      if (nth === 0) first = isTrue && (sign & CAPITAL_SIGN) === 0 ? 'small' : 'capital'
      nth++
      gap = 0
      run = 0
      last = cursor.to
      capital = (sign & CAPITAL_SIGN) !== 0
      continue
    }
    const before = letters[nth - 1] ?? ''
    if (isTrue && many === before && (gap & ~WHITE) === 0 && (nth < letters.length || (sign & CAPITAL_SIGN) === 0 || capital)) {
      met.drawn++
      run++
      if (run === 1) met.drawnRuns++
      met.drawnMost = Math.max(met.drawnMost, run)
      last = cursor.to
      continue
    }
    if (nth === letters.length) break
    if (isTrue && wanted === before && (many === letters[nth + 1] || instead.includes(letters[nth + 1] ?? ' '))) {
      met.missing++
      nth++
      cursor.to = at
      continue
    }
    if (many !== '' && !(many === '$' || many === '€' || many === '£')) return undefined
    if (last >= end && nth >= letters.length) break
    gap |= gapOf(text, plain, code, at, cursor.to)
    if (at - last > MOST_BETWEEN) return undefined
  }
  if (nth < letters.length) return undefined
  closeWord(met, inner, letters.length - wordAt)
  const to = widened(text, last)
  const whole = begins && endsWord(text, last)
  if (!whole && begins && !phrase.looseEnd) return undefined
  const plain = met.leet + met.swapped + met.flags + met.drawn + met.missing + met.apart + met.broken + met.between === 0
  const standing = { start, end: to, plain, capital: first === 'capital' }
  return plain || (whole && isDisguise(met, phrase, text, standing)) ? standing : undefined
}

/** l for i is written where the letters beside it are capitals. */
const isBesideCapital = (text: string, at: number) => isCapitalUnit(text.charCodeAt(at - 1)) || isCapitalUnit(text.charCodeAt(at + 1))
const isCapitalUnit = (unit: number) => unit >= 65 && unit <= 90

/** A sign that stands between one letter and the next all along, and is followed by the letter that is wanted, is a separator, whatever letter it looks like. */
function isSeparator(text: string, at: number, wanted: string): boolean {
  const code = text.charCodeAt(at), next = LETTERS[SIGNS[text.charCodeAt(at + 1)] ?? 0]
  return next === wanted && (text.charCodeAt(at - 2) === code || text.charCodeAt(at + 2) === code)
}

/** Whether a letter that ends one word, drawn out, also begins the next: `witchhh hhunt`. */
function goesOnAfterGap(text: string, at: number, code: number): boolean {
  while (text.charCodeAt(at) === code) at++
  return text.charCodeAt(at) === 32 && (text.charCodeAt(at + 1) | 32) === (code | 32)
}

/** Whether the very words stand between gaps of the commonest kind: nothing about them needs to be explained. */
export function standsPlainly(text: string, spaced: string, start: number, end: number): boolean {
  return end - start === spaced.length && isCommonGap(text.charCodeAt(start - 1)) && isCommonGap(text.charCodeAt(end)) && text.slice(start, end).toLowerCase() === spaced
}
/** A space, the end of a line or of the text, a point or a comma. */
const isCommonGap = (unit: number) => unit === 32 || unit === 46 || unit === 44 || unit === 10 || Number.isNaN(unit)

function closeWord(met: Met, inner: number, length: number): void {
  met.words++
  if (inner === 0) return
  if (inner === length - 1) met.apart++
  else met.broken++
}

function gapOf(text: string, plain: number, code: number, from: number, to: number): number {
  if (plain === NOTHING || plain === MARK) return 0
  if (plain === APOSTROPHE) return isWordSign(SIGNS[text.charCodeAt(from - 1)] ?? 0) && isWordSign(SIGNS[text.charCodeAt(to)] ?? 0) ? 0 : GAP
  const white = code === 32 || code === 10 || code === 13 || code === 9 || code === 0xa0 ? WHITE : 0
  if (plain === PICTURE) return GAP | PICTURES
  if (plain !== PAUSE && plain !== END) return GAP | white
  if (COLUMNS[code] !== SKIP && code < 128 && plain !== END) return GAP | SOFT
  if ((code === 44 || code === 46) && isDigitAt(text, from - 1) && isDigitAt(text, to)) return 0
  return GAP | HARD
}
const isDigitAt = (text: string, at: number) => {
  const sign = SIGNS[text.charCodeAt(at)] ?? 0
  return sign >= DIGIT && sign < POUND
}

/** A short phrase must be hidden throughout; a long one is known with a gap or a drawn-out letter anywhere. */
function isDisguise(met: Met, phrase: Phrase, text: string, { start, end }: Standing): boolean {
  const long = phrase.letters.length >= LONG, total = phrase.letters.length
  if (met.missing > 1 || (met.missing === 1 && (!long || phrase.needsCapital))) return false
  if (met.drawn > 0 && !long && met.drawnMost < 2 && met.drawnRuns < 3) return false
  if (met.swapped > 0 && total < 4) return false
  if ((met.letters + met.flags) * 5 < total || (total < 4 && met.leet > 1)) return false
  if (met.broken > 0 && ((met.brokenBy & HARD && met.brokenBy & WHITE) || (met.brokenBy & WHITE ? total < 8 : total < 4))) return false
  if (met.broken > 0 && met.brokenBy & WHITE && areOrdinary(text.slice(start, end))) return false
  if (met.apart > 0 && total < 3) return false
  if (met.betweenHard > 0 && met.apart < met.words) return false
  return !standsInAddress(text, start, end, met)
}

/** `crack down` is two words of its own, `crac kdown` is one in disguise. */
const areOrdinary = (words: string) => words.toLowerCase().split(/[^a-z]+/).every(word => word === '' || isOrdinaryWord(word))

const ADDRESS = /^(?:https?:|www\.|@\w)|@\w+\.\w|\w\.(?:com|org|net|info|uk|gov|eu|ie|scot|wales|io)\b|:\/\//i
/** What is an address or an account's name is never read as a disguise, but for @ instead of the first letter of several words. */
function standsInAddress(text: string, start: number, end: number, met: Met): boolean {
  let from = start, to = end
  while (from > 0 && start - from < 300 && !isWhite(text, from - 1)) from--
  while (to < text.length && to - end < 300 && !isWhite(text, to)) to++
  return text.slice(from, to).split(/\s+/).some((token, i) => ADDRESS.test(token) && !(i === 0 && from === start && token.startsWith('@') && met.words > 1 && met.leet > 1 && !ADDRESS.test(token.slice(1))))
}
const isWhite = (text: string, at: number) => text.charCodeAt(at) <= 32

/** Takes in the marks and joiners that belong to the last sign. */
export function widened(text: string, end: number): number {
  while (end < text.length && SIGNS[text.charCodeAt(end)] === MARK) end++
  return end
}

const isCapital = (sign: number) => (sign & CAPITAL_SIGN) !== 0

/** Whether a word may begin here: not inside another, but at a capital in a joined word it may. */
export function beginsWord(text: string, start: number): boolean {
  if (start === 0) return true
  const unit = text.charCodeAt(start - 1)
  if (unit === 32) return true
  if (unit >= 97 && unit <= 122 && text.charCodeAt(start) >= 97 && text.charCodeAt(start) <= 122) return false
  let at = start
  for (; at > 0; at = cursor.from) {
    cursor.readBack(text, at)
    const plain = cursor.sign & 127
    if (plain !== NOTHING && plain !== MARK && (plain !== APOSTROPHE || at - 2 < 0 || !isWordSign(SIGNS[text.charCodeAt(at - 2)]!))) break
  }
  if (at === 0 || !isWordSign(cursor.sign)) return true
  const before = cursor.sign
  cursor.read(text, start)
  if (!isCapital(cursor.sign)) return false
  return !isCapital(before) || isSmallAt(text, cursor.to)
}

/** Whether a word may end here; the s of a possessive is not part of it. */
export function endsWord(text: string, end: number): boolean {
  let at = end
  while (at < text.length) {
    cursor.read(text, at)
    const plain = cursor.sign & 127
    if (plain !== NOTHING && plain !== MARK) break
    at = cursor.to
  }
  if (at >= text.length) return true
  const sign = cursor.sign
  if ((sign & 127) === APOSTROPHE) return !isWordSign(SIGNS[text.charCodeAt(cursor.to)] ?? 0) || (/^s$/i.test(text[cursor.to] ?? '') && !isWordSign(SIGNS[text.charCodeAt(cursor.to + 1)] ?? 0))
  return !isWordSign(sign) || isCapital(sign)
}
const isSmallAt = (text: string, at: number) => {
  const sign = SIGNS[text.charCodeAt(at)] ?? 0
  return isWordSign(sign) && !isCapital(sign) && (sign & 127) < DIGIT
}
