// Finds rewordings: where enough of a line's telling words stand close together in a text, so that the author is asked whether it is that line.
import { wordsOf, type Letters } from './letters.ts'
import { stemOf, type LineIndex } from './line-index.ts'

/** `from` and `to` are places in the text's letters; `score` is the share of the line's weight, in thousandths. */
export interface Near { readonly line: number; readonly from: number; readonly to: number; readonly score: number }
interface Hit { readonly word: number; readonly stem: string; readonly weight: number; readonly from: number; readonly to: number }

/** Two telling words in common are chance. */
const FEWEST_STEMS = 3
/** A rewording may be longer than its line by so much, in words of the text for ten of the line's. */
const STRETCH = 13

/** At most one place for each line: the densest. */
export function findNear(index: LineIndex, text: Letters): readonly Near[] {
  const threshold = index.library.thresholds.near
  return [...hitsByLine(index, text)].flatMap(([line, hits]) => {
    const { words, weight } = index.lines[line]!
    if (weight === 0 || hits.length < FEWEST_STEMS) return []
    const best = densest(hits, Math.ceil((words * STRETCH) / 10))
    const score = Math.floor((best.weight * 1000) / weight)
    return best.stems >= FEWEST_STEMS && score >= threshold ? [{ line, from: best.from, to: best.to, score }] : []
  })
}

function hitsByLine(index: LineIndex, text: Letters): ReadonlyMap<number, readonly Hit[]> {
  const byLine = new Map<number, Hit[]>()
  for (const [word, { letters, at }] of wordsOf(text.letters, text.starts).entries()) {
    const stem = stemOf(letters), known = stem === undefined ? undefined : index.stems.get(stem)
    if (!known || known.weight === 0) continue
    const hit = { word, stem: stem!, weight: known.weight, from: at, to: at + letters.length }
    for (const line of known.lines) {
      const hits = byLine.get(line)
      if (hits) hits.push(hit)
      else byLine.set(line, [hit])
    }
  }
  return byLine
}

/** The window of so many words in which the stems weigh most, each stem once. */
function densest(hits: readonly Hit[], width: number): { readonly weight: number; readonly stems: number; readonly from: number; readonly to: number } {
  let best = { weight: 0, stems: 0, from: 0, to: 0 }, weight = 0, first = 0
  const inside = new Map<string, number>()
  for (const hit of hits) {
    const times = inside.get(hit.stem) ?? 0
    inside.set(hit.stem, times + 1)
    if (times === 0) weight += hit.weight
    for (; hits[first]!.word <= hit.word - width; first++) {
      const gone = hits[first]!, left = inside.get(gone.stem)! - 1
      if (left > 0) inside.set(gone.stem, left)
      else {
        inside.delete(gone.stem)
        weight -= gone.weight
      }
    }
    if (weight > best.weight) best = { weight, stems: inside.size, from: hits[first]!.from, to: hit.to }
  }
  return best
}
