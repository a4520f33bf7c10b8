// Finds lines to take in the parts of a post: copied exactly, with light edits or in part, and words that come close to one; each with its exact place.
import { PART_KINDS, type Part } from '../draft/part.ts'
import { chainRuns, type Chain } from './chain-runs.ts'
import { findNear } from './find-near.ts'
import { findRuns, type Run } from './find-runs.ts'
import { lettersOf, wordsOf, type Letters } from './letters.ts'
import { GRAM, stemOf, type Indexed, type LineIndex } from './line-index.ts'
import type { LineId } from './line.ts'
import type { Thresholds } from './library.ts'

/** `near` is a question to the author; the others are the line. */
export type How = 'exact' | 'light' | 'partial' | 'near'
/**
 * `start` and `end` are UTF-16 code units of the part's own text, at the ends of words. A copy that runs over several parts (two subtitles, two
 * posts of a thread) is found in each of them with one `how` and `score`. `score` is the share, in thousandths, of the line's five-letter sequences that
 * stand in the words found; of a near one, the share of its telling words by weight.
 */
export interface FoundLine { readonly line: LineId; readonly part: number; readonly start: number; readonly end: number; readonly how: How; readonly score: number }

/** Everything that is found, in the order of the parts. */
export function findLines(index: LineIndex, parts: readonly Part[]): readonly FoundLine[] {
  const found = PART_KINDS.flatMap(kind => {
    const own = parts.flatMap((part, place) => (part.kind === kind ? [place] : []))
    return own.length === 0 ? [] : findTogether(index, lettersOf(own.map(place => parts[place]!.text))).map(each => ({ ...each, part: own[each.part]! }))
  })
  return found.toSorted((a, b) => a.part - b.part || a.start - b.start || b.end - a.end)
}

/** The lines in one text. */
export const findLinesIn = (index: LineIndex, text: string): readonly FoundLine[] => findLines(index, [{ kind: 'text', text }])

function findTogether(index: LineIndex, text: Letters): readonly FoundLine[] {
  const copies = [...findRuns(index, text)].flatMap(([line, runs]) => copiesOf(index, index.lines[line]!, runs, text))
  const taken = new Set(copies.map(({ line }) => line)), copied = new Uint8Array(text.letters.length)
  for (const { from, to } of copies) copied.fill(1, from, to)
  const near = findNear(index, text).map(({ line, ...place }) => ({ ...place, line: index.lines[line]!, how: 'near' as const }))
  return [...copies, ...near.filter(({ line, from, to }) => !taken.has(line) && !copied.subarray(from, to).includes(1))].flatMap(each => placesOf(each, text))
}

interface Copy { readonly line: Indexed; readonly from: number; readonly to: number; readonly how: How; readonly score: number }

function copiesOf(index: LineIndex, line: Indexed, runs: readonly Run[], text: Letters): readonly Copy[] {
  const { thresholds } = index.library
  if (!mayCount(line, runs, thresholds)) return []
  return chainRuns(runs, chain => howOf(index, line, chain) !== undefined).map(chain => ({ line, from: chain.from, to: chain.to, how: howOf(index, line, chain)!, score: containment(index, line, text, chain) }))
}

/** A quick no for most lines, since nearly every line shares some word with a long text. */
const mayCount = (line: Indexed, runs: readonly Run[], { letters, partial }: Thresholds): boolean =>
  runs.some(run => run.length >= letters) || runs.reduce((sum, run) => sum + run.length, 0) * 1000 >= Math.min(partial, 1000) * line.length

function howOf(index: LineIndex, line: Indexed, { letters, longest }: Chain): How | undefined {
  const { light, partial } = index.library.thresholds, share = (letters * 1000) / line.length
  if (longest.length === line.length) return 'exact'
  if (share >= light) return 'light'
  return share >= partial || isTelling(index, line, longest) ? 'partial' : undefined
}

/** A run of so many letters is a copy even of a line that is much longer. */
const LONG_RUN = 30

/** Whether a run alone is a copy: long enough, of enough words, and with two that carry sense ("you have the right to" is nobody's line). */
function isTelling({ letters, starts, stems, library }: LineIndex, line: Indexed, { in: at, length }: Run): boolean {
  const { letters: fewest, words: fewestWords, run } = library.thresholds
  if (length < fewest || (length < LONG_RUN && length * 1000 < run * line.length)) return false
  const from = line.from + at, words = wordsOf(letters.slice(from, from + length), Uint8Array.from([...starts.subarray(from, from + length), 1]))
  return words.length >= fewestWords && new Set(words.map(word => stemOf(word.letters)).filter(stem => stem !== undefined && stems.get(stem)!.weight > 0)).size >= 2
}

/** The share of the line's five-letter sequences that stand in these words, in thousandths. */
function containment({ letters }: LineIndex, line: Indexed, text: Letters, { from, to }: Chain): number {
  const there = text.letters.slice(from, to), sequences = line.length - GRAM + 1
  let count = 0
  for (let i = line.from; i < line.from + sequences; i++) if (there.includes(letters.slice(i, i + GRAM))) count++
  return Math.floor((count * 1000) / sequences)
}

/** Where the words stand in the parts: one place in each part that they run over. */
function placesOf({ line, from, to, how, score }: Copy, text: Letters): readonly FoundLine[] {
  const places: FoundLine[] = []
  for (let at = from; at < to; ) {
    const part = text.part[at]!
    let end = at
    while (end + 1 < to && text.part[end + 1] === part) end++
    places.push({ line: line.line.id, part, start: text.from[at]!, end: text.to[end]!, how, score })
    at = end + 1
  }
  return places
}
