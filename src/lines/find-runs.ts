// Finds the runs: words that stand in a text and in a line letter by letter, as long as they go on together.
import type { Letters } from './letters.ts'
import { GRAM, type LineIndex } from './line-index.ts'

/** A single short word in common says nothing. */
const SHORTEST = 8

/** `at` is the place in the text's letters, `in` in the line's; both ends are ends of words. */
export interface Run { readonly at: number; readonly in: number; readonly length: number }

/**
 * All runs of at least five letters, for each line (by its place in the index) in the order of the text. A run that lies in a longer one of the
 * same line is left out. Each word of the text is looked up once, and no stretch is compared twice.
 */
export function findRuns(index: LineIndex, text: Letters): ReadonlyMap<number, readonly Run[]> {
  const runs = new Map<number, Run[]>(), covered = new Int32Array(index.letters.length)
  for (let at = 0; at + GRAM <= text.letters.length; at++) {
    if (text.starts[at] === 0) continue
    for (const place of index.seeds.get(text.letters.slice(at, at + GRAM)) ?? []) {
      if (covered[place] === at + 1) continue
      const length = runFrom(index, text, place, at)
      if (length < SHORTEST) continue
      for (let i = 0; i < length; i++) if (index.starts[place + i] === 1) covered[place + i] = at + i + 1
      const line = index.lineAt[place]!, run = { at, in: place - index.lines[line]!.from, length }
      const known = runs.get(line)
      if (known) known.push(run)
      else runs.set(line, [run])
    }
  }
  return runs
}

/** How far line and text go on together from here, cut back to where a word ends in both. */
function runFrom({ codes, starts }: LineIndex, text: Letters, place: number, at: number): number {
  let length = 0, whole = 0
  while (at + length < text.codes.length && text.codes[at + length] === codes[place + length]) {
    length++
    if (text.starts[at + length] === 1 && starts[place + length] === 1) whole = length
  }
  return whole
}
