// Measures how quickly lines to take are found on this machine: a library of 2,000 against a short post, a long part, and texts made to be slow.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findLinesIn } from '../src/lines/find-lines.ts'
import { indexLines } from '../src/lines/line-index.ts'
import { libraryOf, line } from '../src/lines/fixture.ts'
import { chanceFrom } from '../test/model/chance.ts'

const LINES = 2_000, LONG = 5_000, ROUNDS = 200

/** Published official sentences where they lie beside the repository; else sentences put together from a few hundred words. */
function sentences(): readonly string[] {
  const path = join(import.meta.dirname, '..', '..', 'shared', 'data', 'govuk-official-sentences.train.jsonl')
  if (existsSync(path)) return [...new Set(readFileSync(path, 'utf8').trim().split('\n').map(row => (JSON.parse(row) as { text: string }).text))].filter(text => text.length > 40)
  const chance = chanceFrom(7), letters = () => String.fromCharCode(97 + chance.below(26))
  const words = Array.from({ length: 600 }, () => Array.from({ length: 2 + chance.below(8) }, letters).join(''))
  return Array.from({ length: 1_600 }, () => Array.from({ length: 10 + chance.below(15) }, () => words[Math.min(chance.below(600), chance.below(600))]!).join(' '))
}

const all = sentences(), inLibrary = all.filter((_, i) => i % 2 === 0), others = all.filter((_, i) => i % 2 === 1)
const library = libraryOf(...Array.from({ length: LINES }, (_, n) => line(n + 1, `${inLibrary[n % inLibrary.length]!.slice(0, 160)}${n < inLibrary.length ? '' : ` in ${n}`}`)))
const begun = performance.now(), index = indexLines(library)
console.log(`a library of ${LINES} lines, ${index.letters.length.toLocaleString('en-GB')} letters, made ready in ${(performance.now() - begun).toFixed(0)} ms`)

const texts = { 'a post of 300 letters': others.join(' ').slice(0, 300), 'a part of 5,000 letters': others.join(' ').slice(0, LONG), 'a part made of its own lines': library.lines.slice(0, 40).map(({ words }) => words).join('. ').slice(0, LONG), 'one word again and again': 'the '.repeat(LONG / 4) }
for (const [name, text] of Object.entries(texts)) {
  const times = Array.from({ length: ROUNDS }, () => {
    const from = performance.now()
    findLinesIn(index, text)
    return performance.now() - from
  }).toSorted((a, b) => a - b)
  console.log(`${name}: ${times[ROUNDS / 2]!.toFixed(2)} ms, p95 ${times[Math.floor(ROUNDS * 0.95)]!.toFixed(2)} ms, ${findLinesIn(index, text).length} found`)
}
