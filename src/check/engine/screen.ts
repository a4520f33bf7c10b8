// The screen: one walk over a text finds which patterns can be in it at all, and which of their words stand there in disguise. Everything else is decided where it looks.
import { EXPANDS, LETTERS, SIGNS, signOf } from '../../core/signs.ts'
import { compileAutomaton, type Automaton } from './automaton.ts'
import { COLUMNS, LOOK, PERHAPS_SIGNS, WIDTH, columnOfAstral, columnOfLetter } from './columns.ts'
import { endingsOf } from './endings.ts'
import { Look, type Screened } from './look.ts'
import type { Phrase } from './phrase.ts'
import { veilsOf } from './veils.ts'

/** Compiled from phrases once; the same phrases give the same bytes. */
export class Screen {
  readonly automaton: Automaton
  readonly #words: ReadonlyMap<number, readonly string[]>
  readonly #look: Look
  readonly #hidden: boolean

  /** Without `hidden`, only what stands plainly is looked for. An automaton is taken as compiled from these very phrases. */
  constructor(phrases: readonly Phrase[], patterns: number, { hidden, automaton }: { readonly hidden: boolean; readonly automaton?: Automaton | undefined } = { hidden: true }) {
    const endings = phrases.flatMap(phrase => endingsOf(phrase, hidden))
    this.#hidden = hidden
    this.automaton = automaton ?? compileAutomaton(endings.map(ending => ending.run))
    this.#words = wordsByLength(phrases)
    this.#look = new Look(endings, patterns)
  }

  /** Another post begins, with all that may be looked at before it. */
  beginPost(): void {
    this.#look.beginPost()
  }

  look(text: string): Screened {
    if (this.#walk(text, this.#look, text) && this.#hidden) {
      for (const reading of veilsOf(text, this.#words)) {
        this.#look.turnTo()
        this.#walk(reading, this.#look, text)
      }
    }
    return this.#look.answer()
  }

  /** One step a code unit; what is rare is looked at by itself. Says whether there are marks that another reading leaves out. */
  #walk(text: string, look: Look, original: string): boolean {
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

const SHORTEST_MASKED = 4
function wordsByLength(phrases: readonly Phrase[]): ReadonlyMap<number, readonly string[]> {
  const words = new Set(phrases.flatMap(({ letters, starts }) => starts.map((start, i) => letters.slice(start, starts[i + 1]))).filter(word => word.length >= SHORTEST_MASKED))
  const byLength = new Map<number, string[]>()
  for (const word of [...words].toSorted()) byLength.set(word.length, [...(byLength.get(word.length) ?? []), word])
  return byLength
}

/** A bar or a plus that stands between one letter and the next is no letter. */
const isBetweenAll = (text: string, code: number, at: number) => (code === 124 || code === 43) && (text.charCodeAt(at - 2) === code || text.charCodeAt(at + 2) === code)

/** An account's name, a star, a tag, a link's address, an entity, or the s of a possessive. */
function isUnread(text: string, code: number, at: number): boolean {
  if (code === 39 || code === 0x2019) return (text.charCodeAt(at + 1) | 32) === 115 && !isLetterUnit(text.charCodeAt(at + 2))
  if (code === 64 || code === 36) return isLetterUnit(text.charCodeAt(at + 1)) && (at === 0 || text.charCodeAt(at - 1) <= 32)
  return code === 42 || code === 60 || code === 93 || code === 38
}
const isLetterUnit = (unit: number) => ((unit | 32) >= 97 && (unit | 32) <= 122) || (unit >= 48 && unit <= 57)
