// One look at a text: what the automaton meets is explained where it stands, and gathered; what is there by chance is dropped.
import type { Disguised } from '../../core/fold-text.ts'
import { COLUMNS } from './columns.ts'
import { Chances, HEAD, TAIL, WHOLE, type Ending } from './endings.ts'
import { beginningOf, explain, type Standing } from './explain.ts'
import { mayBeMistyped, mistypedFrom, mistypedTo } from './mistyped.ts'

/** Where words that set off a pattern stand. */
export interface Spot { readonly pattern: number; readonly start: number; readonly end: number }

/**
 * What a text can hold: the patterns to try, in order, where their words stand, and the words in disguise, in order and without overlaps. `held`: there
 * was too much to look at.
 */
export interface Screened { readonly patterns: readonly number[]; readonly spots: readonly Spot[]; readonly disguised: readonly Disguised[]; readonly held: boolean }

const EMPTY: Screened = { patterns: [], spots: [], disguised: [], held: false }
/** More places in one post than these are not explained, and more in one text not kept: the post is held instead. */
export const MOST_EXPLAINED = 15_000, MOST_DISGUISED = 1_000, MOST_SPOTS = 1_500

/** What one look at a text has met so far. */
export class Look {
  readonly #endings: readonly Ending[]
  readonly #met: Uint8Array
  readonly #chances: Chances
  #patterns: number[] = []
  #disguised: (Disguised & { readonly mistyped: boolean })[] = []
  #standing: Standing[] = []
  #spots: Spot[] = []
  #explained = 0

  constructor(endings: readonly Ending[], patterns: number) {
    this.#endings = endings
    this.#chances = new Chances(endings)
    this.#met = new Uint8Array(patterns)
  }

  isEmpty(): boolean {
    return this.#patterns.length === 0 && this.#standing.length === 0 && this.#disguised.length === 0 && this.#explained <= MOST_EXPLAINED
  }

  /** Another post begins. */
  beginPost(): void {
    this.#explained = 0
  }

  /** Another reading of the same text follows. */
  turnTo(): void {
    this.#chances.begin()
  }

  take(text: string, id: number, end: number, original: string): void {
    if (!this.#chances.mayStand(text, id, end)) return
    const ending = this.#endings[id]!, { phrase, part } = ending
    if (part === HEAD && !mayBeMistyped(text, end, 1, ending.rest)) return
    if (this.#explained++ > MOST_EXPLAINED) return
    const standing = standingOf(text, ending, end)
    if (!standing) return
    if (part === WHOLE && this.#standing.length < MOST_DISGUISED) this.#standing.push(standing)
    for (const pattern of phrase.patterns) this.#meet(pattern, standing)
    if (standing.plain && (text === original || text.slice(standing.start, standing.end) === original.slice(standing.start, standing.end))) return
    if (this.#disguised.length < MOST_DISGUISED) this.#disguised.push({ ...standing, letters: phrase.letters, starts: phrase.starts, mistyped: part !== WHOLE })
  }

  /** What was met; the next text begins with nothing. */
  answer(): Screened {
    if (this.isEmpty()) return this.#begin(EMPTY)
    for (const pattern of this.#patterns) this.#met[pattern] = 0
    return this.#begin({
      patterns: this.#patterns.length < 2 ? this.#patterns : this.#patterns.toSorted((a, b) => a - b), spots: this.#spots,
      disguised: withoutOverlaps(this.#disguised.filter(words => !words.mistyped || this.#standing.every(other => other.end <= words.start || other.start >= words.end))),
      held: this.#explained > MOST_EXPLAINED || this.#spots.length > MOST_SPOTS,
    })
  }

  #begin(answer: Screened): Screened {
    this.#chances.begin()
    if (answer === EMPTY) return answer
    this.#patterns = []
    this.#disguised = []
    this.#standing = []
    this.#spots = []
    return answer
  }

  #meet(pattern: number, { start, end }: Standing): void {
    if (this.#spots.length <= MOST_SPOTS) this.#spots.push({ pattern, start, end })
    if (this.#met[pattern] === 1) return
    this.#met[pattern] = 1
    this.#patterns.push(pattern)
  }
}

function standingOf(text: string, { phrase, part, run, lead, rest }: Ending, end: number): Standing | undefined {
  const start = beginningOf(text, run, lead, end)
  if (start < 0) return undefined
  if (part === TAIL) return mayBeMistyped(text, start - 1, -1, rest) ? mistypedTo(text, phrase, runsOut(text, end)) : undefined
  return part === HEAD ? mistypedFrom(text, phrase, start) : explain(text, phrase, start, end)
}

/** Past the letters that double or draw out the last one. */
function runsOut(text: string, end: number): number {
  const column = COLUMNS[text.charCodeAt(end - 1)]!
  while (end < text.length && COLUMNS[text.charCodeAt(end)] === column && isLetterUnit(text.charCodeAt(end))) end++
  return end
}

const isLetterUnit = (unit: number) => ((unit | 32) >= 97 && (unit | 32) <= 122) || (unit >= 48 && unit <= 57)

/** Of words that overlap the longest are read, of equally long ones the first. */
function withoutOverlaps(disguised: readonly Disguised[]): readonly Disguised[] {
  if (disguised.length < 2) return disguised
  const kept: Disguised[] = []
  for (const words of disguised.toSorted((a, b) => b.letters.length - a.letters.length || a.start - b.start || a.end - b.end)) {
    if (kept.every(other => other.end <= words.start || other.start >= words.end)) kept.push(words)
  }
  return kept.toSorted((a, b) => a.start - b.start)
}
