// A library made ready for searching: all lines in one row of letters, where their words begin, and how rare each word is among them.
import { codesOf, lettersOf, wordsOf } from './letters.ts'
import type { LineLibrary } from './library.ts'
import type { Line } from './line.ts'

/** So many letters are a seed of a run, and the stem of a word. */
export const GRAM = 5
/** Stands between two lines in the row; no text has it among its letters. */
const BETWEEN = ' '

/** Where one line lies in the row, and what the words that carry its sense weigh together. */
export interface Indexed { readonly line: Line; readonly from: number; readonly length: number; readonly words: number; readonly weight: number }
export interface LineIndex {
  readonly library: LineLibrary
  readonly lines: readonly Indexed[]
  readonly letters: string
  readonly codes: Uint16Array
  readonly starts: Uint8Array
  /** For each five letters with which a word begins: the places in the row. */
  readonly seeds: ReadonlyMap<string, readonly number[]>
  /** For each stem that carries sense: its weight and the lines, by their place in `lines`. */
  readonly stems: ReadonlyMap<string, { readonly weight: number; readonly lines: readonly number[] }>
  /** For each place in the row, the line that it belongs to, by its place in `lines`. */
  readonly lineAt: Int32Array
}

/** Makes a library ready for searching; to be kept for as long as the library is the same one. */
export function indexLines(library: LineLibrary): LineIndex {
  const rows = library.lines.map(line => lettersOf([line.words]))
  const letters = rows.map(row => row.letters + BETWEEN).join(''), starts = new Uint8Array(letters.length + 1), lineAt = new Int32Array(letters.length)
  const seeds = new Map<string, number[]>(), holders = new Map<string, number[]>()
  let from = 0
  const placed = rows.map((row, place) => {
    starts.set(row.starts, from)
    lineAt.fill(place, from, from + row.letters.length + 1)
    const words = wordsOf(row.letters, row.starts), stems = new Set(words.map(word => stemOf(word.letters)).filter(stem => stem !== undefined))
    for (const { at } of words) if (at + GRAM <= row.letters.length) put(seeds, row.letters.slice(at, at + GRAM), from + at)
    for (const stem of stems) put(holders, stem, place)
    const begins = from
    from += row.letters.length + 1
    return { from: begins, length: row.letters.length, words: words.length, stems }
  })
  const stems = new Map([...holders].map(([stem, lines]) => [stem, { weight: weightOf(lines.length, rows.length), lines }]))
  const lines = placed.map(({ stems: own, ...at }, i) => ({ ...at, line: library.lines[i]!, weight: [...own].reduce((sum, stem) => sum + stems.get(stem)!.weight, 0) }))
  return { library, lines, letters, codes: codesOf(letters), starts, seeds, stems, lineAt }
}

function put<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** In whole bits, so that every engine weighs alike: nothing for a stem that more than a quarter of many lines share. */
function weightOf(holders: number, lines: number): number {
  const bits = 32 - Math.clz32(Math.floor(lines / holders))
  return lines >= 16 && bits <= 2 ? 0 : bits
}

/** The stem by which a word is known when its ending changes; nothing for words that carry no sense of their own. */
export const stemOf = (word: string): string | undefined => (word.length < 3 || SENSELESS.has(word) ? undefined : word.slice(0, GRAM))

const SENSELESS: ReadonlySet<string> = new Set((
  'the and but for with from that this these those was were are been being its our your their his her hers ours yours theirs you they them him she who whom whose which what when where why how '
  + 'not nor than then there here will would can could should shall may might must have has had having does did doing done more most over under into onto about after before because since until while '
  + 'all any each every some such only own same too very just also now out off per via upon between through during against both either neither other another again ever never still even much many '
  + 'get gets got make makes made take takes took taken give gives gave given').split(' '))
