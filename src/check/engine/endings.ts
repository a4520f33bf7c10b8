// What the automaton's runs give away: a whole phrase, or the half of one that is left whole when the other half is mistyped.
import type { Run } from './automaton.ts'
import { COLUMNS, SKIP, columnOfLetter } from './columns.ts'
import { halvesOf, isKnownMistyped, leadOf, runOf, type Phrase } from './phrase.ts'

export const WHOLE = 0, HEAD = 1, TAIL = 2
export type Part = typeof WHOLE | typeof HEAD | typeof TAIL

/** `rest`: the columns of the other half, from this one outwards. `lead`: how many letters of the run are of its first column. */
export interface Ending { readonly phrase: Phrase; readonly part: Part; readonly run: Run; readonly lead: number; readonly rest: Uint8Array }

export function endingsOf(phrase: Phrase, hidden: boolean): readonly Ending[] {
  const { letters } = phrase, whole: Ending = { phrase, part: WHOLE, run: runOf(letters), lead: leadOf(letters), rest: new Uint8Array(0) }
  if (!hidden || !isKnownMistyped(phrase)) return [whole]
  const { head, tail } = halvesOf(letters), columns = Array.from(letters, columnOfLetter)
  const after = Uint8Array.from(columns.slice(head.length)), before = Uint8Array.from(columns.slice(0, letters.length - tail.length).toReversed())
  return [whole, { phrase, part: HEAD, run: runOf(head), lead: leadOf(head), rest: after }, { phrase, part: TAIL, run: runOf(tail), lead: 1, rest: before }]
}

/** For each ending, in typed arrays, what refuses most of those that are met by chance. */
export class Chances {
  readonly #part: Uint8Array
  readonly #loose: Uint8Array
  readonly #letters: Uint8Array
  readonly #first: Uint8Array
  readonly #one: Uint8Array
  readonly #two: Uint8Array
  readonly #three: Uint8Array
  /** The three letters beside the place that was looked at last, and that place. */
  #a = SKIP
  #b = SKIP
  #c = SKIP
  #at = -1
  #step = 0

  constructor(endings: readonly Ending[]) {
    this.#part = Uint8Array.from(endings, ending => ending.part)
    this.#loose = Uint8Array.from(endings, ({ phrase }) => (phrase.looseEnd ? 1 : 0))
    this.#letters = Uint8Array.from(endings, ({ phrase, part, rest }) => (part === WHOLE ? 0 : phrase.letters.length - rest.length))
    this.#first = Uint8Array.from(endings, ({ run }) => run[0]!)
    this.#one = Uint8Array.from(endings, ({ rest }) => rest[0] ?? 0)
    this.#two = Uint8Array.from(endings, ({ rest }) => rest[1] ?? 0)
    this.#three = Uint8Array.from(endings, ({ rest }) => rest[2] ?? 0)
  }

  /** Whether the ending that was met before `end` can be more than chance; unsure is yes. */
  mayStand(text: string, ending: number, end: number): boolean {
    const part = this.#part[ending]!
    if (part === WHOLE) return this.#loose[ending] === 1 || !isInsideWord(text, end)
    const from = end - this.#letters[ending]!
    if (part === HEAD) return !(letterColumn(text, from) === this.#first[ending] && isInsideWord(text, from)) && this.#fits(text, ending, end, 1)
    if (isInsideWord(text, end)) return false
    return letterColumn(text, from) !== this.#first[ending] || this.#fits(text, ending, from - 1, -1)
  }

  /** Another text begins: nothing of the last one holds. */
  begin(): void {
    this.#at = -1
  }

  /** The three letters beside a half, allowing for one mistake among them; signs other than letters and single spaces say nothing. */
  #fits(text: string, ending: number, at: number, step: 1 | -1): boolean {
    if (at !== this.#at || step !== this.#step) this.#read(text, at, step)
    const a = this.#a, b = this.#b, c = this.#c
    if (a === SKIP || b === SKIP || c === SKIP) return true
    const one = this.#one[ending]!, two = this.#two[ending]!, three = this.#three[ending]!
    if (a === one) return b === two || b === three || c === three || c === two
    return (b === two && c === three) || (b === one && c === two) || (a === two && (b === three || b === one))
  }

  #read(text: string, at: number, step: 1 | -1): void {
    this.#at = at
    this.#step = step
    this.#a = letterColumn(text, at)
    if (this.#a === SKIP && text.charCodeAt(at) === 32) this.#a = letterColumn(text, at += step)
    this.#b = letterColumn(text, at += step)
    if (this.#b === SKIP && text.charCodeAt(at) === 32) this.#b = letterColumn(text, at += step)
    this.#c = letterColumn(text, at += step)
    if (this.#c === SKIP && text.charCodeAt(at) === 32) this.#c = letterColumn(text, at + step)
  }
}

/** The column of a plain letter, else nothing. */
const letterColumn = (text: string, at: number): number => {
  const unit = text.charCodeAt(at) | 32
  return unit >= 97 && unit <= 122 ? COLUMNS[unit]! : SKIP
}

/** Whether a small letter follows at once that no phrase ending here can stand before: the commonest chance meeting, seen first. */
function isInsideWord(text: string, end: number): boolean {
  const next = text.charCodeAt(end), last = text.charCodeAt(end - 1)
  return next >= 97 && next <= 122 && last >= 97 && last <= 122 && COLUMNS[next] !== COLUMNS[last]
}

