// Finds a supplied line's words in a post's own parts: the whole line where it stands, else the longest run of its words.
import { STARTS, foldText, type Folded } from '../../core/fold-text.ts'
import type { CheckedLine } from '../post.ts'
import type { Compiled } from '../rulebook/compile.ts'
import { wordEnd } from './walk.ts'
import type { Place, Reading } from './reading.ts'

/** One place for each line of a supplier whom the rule names and that is not cleared for this kind of channel; at the post itself when its words are not found. */
export function findOrigin({ bounds }: Extract<Compiled, { kind: 'origin' }>, reading: Reading, parts: readonly number[]): readonly Place[] {
  const { lines, channel } = reading.post
  return lines.filter(line => bounds.suppliers.includes(line.supplier) && !line.clearedFor.includes(channel.kind)).map(line => ({ ...placeOfLine(line, reading, parts, bounds.run), says: saysOf(line) }))
}

const SUPPLIED_BY: { readonly [Supplier in CheckedLine['supplier']]: string } = {
  'special-adviser': 'a special adviser', minister: 'a minister’s office', party: 'a party', official: 'an official', statistician: 'a statistician', partner: 'a partner',
}
const saysOf = (line: CheckedLine) => `was supplied by ${SUPPLIED_BY[line.supplier]} and is not cleared for this kind of channel`

function placeOfLine(line: CheckedLine, reading: Reading, parts: readonly number[], run: number): Place {
  const words = wordsOf(foldText(line.text))
  let best: Place | undefined, longest = 0
  for (const part of parts) {
    const found = longestRun(words.map(word => word.letters), reading.sheet(part).folded)
    if (found && found.count > longest && (found.count >= run || found.count === words.length)) {
      longest = found.count
      const text = reading.post.parts[part]!.text
      best = { part, start: found.start, end: found.end, match: text.slice(found.start, found.end) }
    }
  }
  return best ?? { part: 0, start: 0, end: 0, match: '' }
}

interface Word { readonly letters: string; readonly from: number; readonly to: number }

function wordsOf(folded: Folded): readonly Word[] {
  const words: Word[] = []
  for (let at = 0; at < folded.letters.length; at++) {
    if ((folded.marks[at]! & STARTS) === 0) continue
    const end = wordEnd(folded, at)
    words.push({ letters: folded.letters.slice(at, end), from: folded.from[at]!, to: folded.to[end - 1]! })
  }
  return words
}

/** A longer comparison than this is not made: the line is then found at the post itself, which is never less strict. */
const MOST_STEPS = 20_000_000

/** The longest run of the line's words that stands in the text, by the usual table of lengths, one row kept. */
function longestRun(line: readonly string[], folded: Folded): { readonly count: number; readonly start: number; readonly end: number } | undefined {
  const text = wordsOf(folded)
  if (text.length * line.length > MOST_STEPS) return undefined
  let before = new Uint32Array(line.length + 1), count = 0, last = -1
  for (const [i, word] of text.entries()) {
    const row = new Uint32Array(line.length + 1)
    for (let j = 0; j < line.length; j++) {
      if (word.letters !== line[j]) continue
      row[j + 1] = before[j]! + 1
      if (row[j + 1]! > count) [count, last] = [row[j + 1]!, i]
    }
    before = row
  }
  return count === 0 ? undefined : { count, start: text[last - count + 1]!.from, end: text[last]!.to }
}
