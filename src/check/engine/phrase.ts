// The phrases that the screen looks for: each way to write a place of a pattern, the runs of letters that give it away, and what it may set off.
import { columnOfLetter } from './columns.ts'
import type { Run } from './automaton.ts'

/**
 * `letters` without gaps, `spaced` with a space between words; `starts` says at which of them a word begins. `patterns`: what must be looked at when the phrase stands in a text. A loose
 * start or end may lie inside a joined word: what comes before or after is the pattern's own business.
 */
export interface Phrase {
  readonly letters: string
  readonly spaced: string
  readonly starts: readonly number[]
  readonly needsCapital: boolean
  readonly looseStart: boolean
  readonly looseEnd: boolean
  readonly patterns: readonly number[]
}

/** A phrase of so many letters is known with one of them wrong. */
export const LONG = 10

export const isKnownMistyped = (phrase: Phrase): boolean => phrase.letters.length >= LONG && !phrase.needsCapital && /^[a-z]+$/.test(phrase.letters)

/** Letters as the automaton walks them: what is drawn out or doubled is one step. */
export function runOf(letters: string): Run {
  const columns = Array.from(letters, columnOfLetter)
  return Uint8Array.from(columns.filter((column, i) => column !== columns[i - 1]))
}

/**
 * With one letter wrong, or two of them turned about, what comes before it or what comes after it is whole: each of these is a little less than half. Each
 * ends, inside the phrase, at a letter that stands alone, so that its place is sure.
 */
export function halvesOf(letters: string): { readonly head: string; readonly tail: string } {
  const middle = letters.length >> 1, column = (at: number) => columnOfLetter(letters[at]!)
  const isAlone = (at: number) => column(at) !== column(at - 1) && column(at) !== column(at + 1)
  let head = middle - 1, tail = middle + 1
  while (head > 2 && !isAlone(head - 1)) head--
  while (tail < letters.length - 3 && !isAlone(tail)) tail++
  return { head: letters.slice(0, head), tail: letters.slice(tail) }
}

/** How many letters at the beginning are one column. */
export function leadOf(letters: string): number {
  let lead = 1
  while (lead < letters.length && columnOfLetter(letters[lead]!) === columnOfLetter(letters[0]!)) lead++
  return lead
}
