// Finds every match of a rule's patterns in one text, in a fixed order, with exact places in the original.
import { STARTS, type Folded } from '../../core/fold-text.ts'
import type { Pattern } from '../rulebook/pattern.ts'
import { walkFrom, type Walked } from './walk.ts'

/** Patterns by the two letters that a match may begin with (one, where its first word has only one); `any` holds those that begin with a figure or a name. */
export interface Table { readonly byLetters: ReadonlyMap<string, readonly number[]>; readonly any: readonly number[]; readonly patterns: readonly Pattern[]; readonly startingAt: Map<string, readonly number[]> }

export function tableOf(patterns: readonly Pattern[]): Table {
  const byLetters = new Map<string, number[]>(), any: number[] = []
  for (const [i, pattern] of patterns.entries()) {
    const first = pattern.elements[0]!
    if (first.kind !== 'choice') any.push(i)
    else for (const letters of beginnings(first.alternatives.flatMap(alternative => alternative.spellings.map(spelling => spelling.words[0]!)))) {
      const held = byLetters.get(letters)
      if (held) held.push(i)
      else byLetters.set(letters, [i])
    }
  }
  return { byLetters, any, patterns, startingAt: new Map() }
}

const beginnings = (words: readonly string[]) => new Set(words.map(word => word.slice(0, 2)))

/** `order` is the pattern's place among the rule's. */
export interface Hit extends Walked { readonly pattern: Pattern; readonly order: number }

/** How many more patterns may be tried at a place, for one post: what makes its cost known. */
export interface Budget { left: number }

/**
 * Every match, by place; where matches of several patterns begin at one place, in the order of the patterns. Each pattern's own do not overlap.
 * `only`: the places of the patterns to try, where the others are known not to be there. When the budget is used up, nothing more is found.
 */
export function findAll(table: Table, folded: Folded, only?: readonly number[], budget?: Budget): readonly Hit[] {
  const hits: Hit[] = []
  const until = table.patterns.map(() => 0)
  for (let at = 0; at < folded.letters.length; at++) {
    if ((folded.marks[at]! & STARTS) === 0) continue
    for (const order of startingAt(table, folded.letters, at)) {
      if (until[order]! > at || (only && !only.includes(order))) continue
      if (budget && budget.left-- <= 0) return hits
      const pattern = table.patterns[order]!, walked = walkFrom(pattern, folded, at)
      if (!walked) continue
      until[order] = walked.end
      hits.push({ ...walked, pattern, order })
    }
  }
  return hits
}

/** The patterns to try where a word begins with these two letters; worked out once for each two that are met. */
function startingAt(table: Table, letters: string, at: number): readonly number[] {
  const two = letters.slice(at, at + 2)
  let orders = table.startingAt.get(two)
  if (!orders) {
    orders = [...new Set([...(table.byLetters.get(two) ?? []), ...(table.byLetters.get(two[0]!) ?? []), ...table.any])].toSorted((a, b) => a - b)
    if (table.startingAt.size < MOST_REMEMBERED) table.startingAt.set(two, orders)
  }
  return orders
}
const MOST_REMEMBERED = 2_000
