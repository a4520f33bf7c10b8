// Lays a text out for matching words in it: case, width, accents and lookalike letters fall together, and every letter keeps its place in the original.
import { APOSTROPHE, DIGIT, END, EXPANDS, HIGH, LETTERS, MARK, NOTHING, OTHER, PAUSE, PICTURE, POUND, SIGNS, SPACE, isWordSign, signOf } from './signs.ts'

/** The folded letter begins a word: after a gap, or at a capital inside a joined word (`#ActivistLawyers`). */
export const STARTS = 1
/** The letter was a capital in the original. */
export const CAPITAL = 2

/**
 * `letters` holds folded letters and digits; every run of anything else between them is one sign: a space (spaces, hyphens, underscores, line
 * breaks, quotation marks, # and @), a comma (a pause inside a sentence) or a full stop (the end of one). Invisible signs are left out.
 * `from` and `to` give, for each folded letter, where it stands in the original, in UTF-16 code units.
 */
export interface Folded {
  readonly text: string
  readonly letters: string
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly marks: readonly number[]
}

/** Words that stand in disguise at a place of the text, and are to be read there. `starts` says at which of the letters a word begins, `capital` whether they count as capitals. */
export interface Disguised { readonly start: number; readonly end: number; readonly letters: string; readonly starts: readonly number[]; readonly capital: boolean }

/** Pure and total: a lone surrogate is a pause, never a fault. The same text gives the same answer in every JavaScript engine. `disguised`: in order, without overlaps. */
export function foldText(text: string, disguised: readonly Disguised[] = []): Folded {
  const letters = new Letters()
  let next: number, nth = 0
  for (let i = 0; i < text.length; i = next) {
    const words = disguised[nth]
    if (words !== undefined && i >= words.start) {
      letters.addWords(words)
      nth++
      next = words.end
      continue
    }
    let code = text.charCodeAt(i), sign = SIGNS[code]!
    next = i + 1
    if (sign === HIGH) {
      code = text.codePointAt(i)!
      sign = code > 0xffff ? signOf(code) : PAUSE
      if (code > 0xffff) next++
    }
    const plain = sign & 127
    if (plain < DIGIT && plain !== NOTHING) letters.add(plain + 96, sign !== plain, i, next)
    else if (plain <= POUND + 2 && plain !== NOTHING) letters.add(LETTERS[plain]!.charCodeAt(0), false, i, next)
    else if (plain === OTHER) letters.add(code > 0xffff ? ASTRAL : code, sign !== plain, i, next)
    else if (plain >= EXPANDS) letters.addEach(LETTERS[plain]!, sign !== plain, i, next)
    else if (plain === MARK) letters.widen(next)
    else if (plain !== NOTHING) {
      const gap = inContext(plain, text, i, next)
      if (gap !== NOTHING) letters.part(gap, i, next)
    }
  }
  return letters.folded(text)
}

const SPACE_SIGN = 32, PAUSE_SIGN = 44, END_SIGN = 46, ASTRAL = 0xfffc
const isGap = (letter: number) => letter === SPACE_SIGN || letter === PAUSE_SIGN || letter === END_SIGN
const isDigitCode = (letter: number) => letter >= 48 && letter <= 57

export const isLetter = (sign: string): boolean => sign !== ' ' && sign !== ',' && sign !== '.' && sign !== ''

/** The folded letters as they grow. */
class Letters {
  readonly #letters: number[] = []
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #marks: number[] = []
  #last = END_SIGN

  add(letter: number, capital: boolean, from: number, to: number): void {
    const n = this.#marks.length, before = n > 0 ? this.#marks[n - 1]! : 0
    const begins = isGap(this.#last) || (capital && (before & CAPITAL) === 0 && !isDigitCode(this.#last))
    // `UKLabour`: the last of several capitals begins the word that goes on in small letters.
    if (!capital && n > 1 && (before & CAPITAL) !== 0 && (this.#marks[n - 2]! & CAPITAL) !== 0) this.#marks[n - 1] = before | STARTS
    this.#push(letter, (begins ? STARTS : 0) | (capital ? CAPITAL : 0), from, to)
  }

  addEach(letters: string, capital: boolean, from: number, to: number): void {
    for (let i = 0; i < letters.length; i++) this.add(letters.charCodeAt(i), capital, from, to)
  }

  /** Each letter takes the disguised words' whole place, so that a match's place covers the disguise. */
  addWords({ letters, starts, start, end, capital }: Disguised): void {
    for (let i = 0; i < letters.length; i++) {
      const begins = starts.includes(i)
      if (begins && i > 0) this.#push(SPACE_SIGN, 0, start, end)
      this.#push(letters.charCodeAt(i), begins ? STARTS | (capital ? CAPITAL : 0) : 0, start, end)
    }
  }

  /** Of a run of signs between letters the strongest stays: the end of a sentence, a pause, a space. */
  part(gap: number, from: number, to: number): void {
    if (this.#letters.length === 0) return
    const sign = gap === END ? END_SIGN : gap === SPACE ? SPACE_SIGN : PAUSE_SIGN
    if (!isGap(this.#last)) this.#push(sign, 0, from, to)
    else if (sign === END_SIGN || (sign === PAUSE_SIGN && this.#last === SPACE_SIGN)) {
      this.#letters[this.#letters.length - 1] = sign
      this.#last = sign
    }
  }

  /** A mark that stands on a letter belongs to it. */
  widen(to: number): void {
    if (this.#to.length > 0 && !isGap(this.#last)) this.#to[this.#to.length - 1] = to
  }

  folded = (text: string): Folded => ({ text, letters: toText(this.#letters), from: this.#from, to: this.#to, marks: this.#marks })

  #push(letter: number, mark: number, from: number, to: number): void {
    this.#letters.push(letter)
    this.#from.push(from)
    this.#to.push(to)
    this.#marks.push(mark)
    this.#last = letter
  }
}

/** So many at a time: more arguments than that, and an engine may refuse the call. */
const AT_ONCE = 4_096
function toText(codes: readonly number[]): string {
  if (codes.length <= AT_ONCE) return String.fromCharCode(...codes)
  let text = ''
  for (let at = 0; at < codes.length; at += AT_ONCE) text += String.fromCharCode(...codes.slice(at, at + AT_ONCE))
  return text
}

/** What depends on the neighbours: an apostrophe inside a word, a comma or point inside a number, a point inside an address. */
function inContext(sign: number, text: string, at: number, next: number): number {
  if (sign === SPACE) return SPACE
  if (sign === PICTURE) return PAUSE
  const before = at > 0 ? SIGNS[text.charCodeAt(at - 1)]! : SPACE, after = next < text.length ? SIGNS[text.charCodeAt(next)]! : SPACE
  if (sign === APOSTROPHE) return isWordSign(before) && isWordSign(after) ? NOTHING : SPACE
  const mark = text[at]
  if ((mark === ',' || mark === '.') && isDigit(before) && isDigit(after)) return NOTHING
  return sign === END && mark === '.' && isWordSign(after) ? PAUSE : sign
}

const isDigit = (sign: number) => sign >= DIGIT && sign < POUND
