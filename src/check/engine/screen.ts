// The screen: one walk over a text finds which patterns can be in it at all, and which of their words stand there in disguise. Everything else is decided where it looks.
import { EXPANDS, LETTERS, SIGNS, signOf } from '../../core/signs.ts'
import { compileAutomaton, type Automaton, type Run } from './automaton.ts'
import { COLUMNS, LOOK, PERHAPS_SIGNS, WIDTH, columnOfAstral, columnOfLetter } from './columns.ts'
import { beginningOf, explain, type Standing } from './explain.ts'
import type { Disguised } from '../../core/fold-text.ts'
import { mayBeMistyped, mistypedFrom, mistypedTo } from './mistyped.ts'
import { halvesOf, isKnownMistyped, leadOf, runOf, type Phrase } from './phrase.ts'
import { veilsOf } from './veils.ts'

/** Where words that set off a pattern stand. */
export interface Spot { readonly pattern: number; readonly start: number; readonly end: number }

/**
 * What a text can hold: the patterns to try, in order, where their words stand, and the words in disguise, in order and without overlaps. `held`: there
 * was too much to look at.
 */
export interface Screened { readonly patterns: readonly number[]; readonly spots: readonly Spot[]; readonly disguised: readonly Disguised[]; readonly held: boolean }

const EMPTY: Screened = { patterns: [], spots: [], disguised: [], held: false }
/** More places than these are not explained: the text is held instead. */
export const MOST_EXPLAINED = 60_000, MOST_DISGUISED = 2_000, MOST_SPOTS = 4_000

const WHOLE = 0, HEAD = 1, TAIL = 2
type Part = typeof WHOLE | typeof HEAD | typeof TAIL
/** `rest`: the columns of the other half, from this one outwards. */
interface Ending { readonly phrase: Phrase; readonly part: Part; readonly run: Run; readonly lead: number; readonly rest: Uint8Array }

/** Compiled from phrases once; the same phrases give the same bytes. */
export class Screen {
  readonly automaton: Automaton
  readonly #endings: readonly Ending[]
  readonly #words: ReadonlyMap<number, readonly string[]>
  readonly #met: Uint8Array
  readonly #patterns: number
  readonly #hidden: boolean

  /** Without `hidden`, only what stands plainly is looked for. */
  constructor(phrases: readonly Phrase[], patterns: number, { hidden } = { hidden: true }) {
    this.#endings = phrases.flatMap(phrase => endingsOf(phrase, hidden))
    this.#hidden = hidden
    this.automaton = compileAutomaton(this.#endings.map(ending => ending.run))
    this.#words = wordsByLength(phrases)
    this.#met = new Uint8Array(patterns)
    this.#patterns = patterns
  }

  look(text: string): Screened {
    const look = new Look(this.#endings, this.#met)
    if (this.#walk(text, look) && this.#hidden) for (const reading of veilsOf(text, this.#words)) this.#walk(reading, look, text)
    return look.isEmpty() ? EMPTY : look.answer(this.#patterns)
  }

  /** One step a code unit; what is rare is looked at by itself. Says whether there are marks that another reading leaves out. */
  #walk(text: string, look: Look, original = text): boolean {
    const { next, accepting } = this.automaton, length = text.length
    let state = 0, marked = false
    for (let at = 0; at < length; at++) {
      const column = COLUMNS[text.charCodeAt(at)]!, after = next[state + column]!
      if (after < accepting) state = after
      else if (column === LOOK) {
        const code = text.codePointAt(at)!
        marked ||= isUnread(text, code, at)
        state = this.#stepClosely(text, code, state, at, look, original)
        if (code > 0xffff) at++
      } else {
        if (column !== 0 && after !== state) this.#end(text, after, at + 1, look, original)
        state = after
      }
    }
    return marked
  }

  #stepClosely(text: string, code: number, state: number, at: number, look: Look, original: string): number {
    const sign = code > 0xffff ? signOf(code) : SIGNS[code]!, plain = sign & 127, { next, accepting, depth } = this.automaton
    if (code > 0xffff && plain < EXPANDS) return this.#step(text, columnOfAstral(code), state, at + 2, look, original)
    if (plain >= EXPANDS) {
      for (const letter of LETTERS[plain]!) state = this.#step(text, columnOfLetter(letter), state, code > 0xffff ? at + 2 : at + 1, look, original)
      return state
    }
    const letter = PERHAPS_SIGNS.get(code)
    if (letter === undefined || isBetweenAll(text, code, at)) return state
    const after = next[state + letter]!
    if (depth[after / WIDTH] !== depth[state / WIDTH]! + 1) return state
    if (after >= accepting) this.#end(text, after, at + 1, look, original)
    return after
  }

  #step(text: string, column: number, state: number, end: number, look: Look, original: string): number {
    if (column === LOOK) return state
    const after = this.automaton.next[state + column]!
    if (after >= this.automaton.accepting && column !== 0 && after !== state) this.#end(text, after, end, look, original)
    return after
  }

  #end(text: string, state: number, end: number, look: Look, original: string): void {
    const { ends, endsAt } = this.automaton, row = state / WIDTH
    for (let i = endsAt[row]!; i < endsAt[row + 1]!; i++) look.take(text, ends[i]!, end, original)
  }
}

function endingsOf(phrase: Phrase, hidden: boolean): readonly Ending[] {
  const { letters } = phrase, whole: Ending = { phrase, part: WHOLE, run: runOf(letters), lead: leadOf(letters), rest: new Uint8Array(0) }
  if (!hidden || !isKnownMistyped(phrase)) return [whole]
  const { head, tail } = halvesOf(letters), columns = Array.from(letters, columnOfLetter)
  const after = Uint8Array.from(columns.slice(head.length)), before = Uint8Array.from(columns.slice(0, letters.length - tail.length).toReversed())
  return [whole, { phrase, part: HEAD, run: runOf(head), lead: leadOf(head), rest: after }, { phrase, part: TAIL, run: runOf(tail), lead: 1, rest: before }]
}

const SHORTEST_MASKED = 4
function wordsByLength(phrases: readonly Phrase[]): ReadonlyMap<number, readonly string[]> {
  const words = new Set(phrases.flatMap(({ letters, starts }) => starts.map((start, i) => letters.slice(start, starts[i + 1]))).filter(word => word.length >= SHORTEST_MASKED))
  const byLength = new Map<number, string[]>()
  for (const word of [...words].toSorted()) byLength.set(word.length, [...(byLength.get(word.length) ?? []), word])
  return byLength
}

/** What one look at a text has met so far. */
class Look {
  readonly #endings: readonly Ending[]
  readonly #met: Uint8Array
  readonly #patterns: number[] = []
  readonly #disguised: (Disguised & { readonly mistyped: boolean })[] = []
  readonly #standing: Standing[] = []
  readonly #spots: Spot[] = []
  #explained = 0

  constructor(endings: readonly Ending[], met: Uint8Array) {
    this.#endings = endings
    this.#met = met
  }

  isEmpty = () => this.#patterns.length === 0 && this.#disguised.length === 0 && this.#explained <= MOST_EXPLAINED

  take(text: string, id: number, end: number, original: string): void {
    const ending = this.#endings[id]!, { phrase, part } = ending
    if (part !== HEAD && !phrase.looseEnd && isInsideWord(text, end)) return
    if (part === HEAD && !mayBeMistyped(text, end, 1, ending.rest)) return
    if (this.#explained++ > MOST_EXPLAINED) return
    const standing = standingOf(text, ending, end)
    if (!standing) return
    if (part === WHOLE && this.#standing.length < MOST_DISGUISED) this.#standing.push(standing)
    for (const pattern of phrase.patterns) this.#meet(pattern, standing)
    if (standing.plain && (text === original || text.slice(standing.start, standing.end) === original.slice(standing.start, standing.end))) return
    if (this.#disguised.length < MOST_DISGUISED) this.#disguised.push({ ...standing, letters: phrase.letters, starts: phrase.starts, mistyped: part !== WHOLE })
  }

  answer(patterns: number): Screened {
    for (const pattern of this.#patterns) this.#met[pattern] = 0
    return { patterns: this.#patterns.length < 2 ? this.#patterns : this.#patterns.toSorted((a, b) => a - b), spots: this.#spots, disguised: withoutOverlaps(this.#disguised.filter(words => !words.mistyped || this.#standing.every(other => other.end <= words.start || other.start >= words.end))), held: patterns > 0 && (this.#explained > MOST_EXPLAINED || this.#spots.length > MOST_SPOTS) }
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

/** A bar or a plus that stands between one letter and the next is no letter. */
const isBetweenAll = (text: string, code: number, at: number) => (code === 124 || code === 43) && (text.charCodeAt(at - 2) === code || text.charCodeAt(at + 2) === code)

/** Past the letters that double or draw out the last one. */
function runsOut(text: string, end: number): number {
  const column = COLUMNS[text.charCodeAt(end - 1)]!
  while (end < text.length && COLUMNS[text.charCodeAt(end)] === column && isLetterUnit(text.charCodeAt(end))) end++
  return end
}

/** An account's name, a star, a tag, a link's address, an entity, or the s of a possessive. */
function isUnread(text: string, code: number, at: number): boolean {
  if (code === 39 || code === 0x2019) return (text.charCodeAt(at + 1) | 32) === 115 && !isLetterUnit(text.charCodeAt(at + 2))
  if (code === 64 || code === 36) return isLetterUnit(text.charCodeAt(at + 1)) && (at === 0 || text.charCodeAt(at - 1) <= 32)
  return code === 42 || code === 60 || code === 93 || code === 38
}
const isLetterUnit = (unit: number) => ((unit | 32) >= 97 && (unit | 32) <= 122) || (unit >= 48 && unit <= 57)

/** Whether a small letter follows at once that no phrase ending here can stand before: the commonest chance meeting, seen first. */
function isInsideWord(text: string, end: number): boolean {
  const next = text.charCodeAt(end), last = text.charCodeAt(end - 1)
  return next >= 97 && next <= 122 && last >= 97 && last <= 122 && COLUMNS[next] !== COLUMNS[last]
}

/** Of words that overlap the longest are read, of equally long ones the first. */
function withoutOverlaps(disguised: readonly Disguised[]): readonly Disguised[] {
  if (disguised.length < 2) return disguised
  const kept: Disguised[] = []
  for (const words of disguised.toSorted((a, b) => b.letters.length - a.letters.length || a.start - b.start || a.end - b.end)) {
    if (kept.every(other => other.end <= words.start || other.start >= words.end)) kept.push(words)
  }
  return kept.toSorted((a, b) => a.start - b.start)
}
