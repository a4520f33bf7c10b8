// Writes the checker's tables from pinned data: "npm ci" in this folder, then "node tools/tables/write-tables.ts". What it writes is shipped as source.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import { classOf, EXPANSIONS, LAST } from './classes.ts'
import { packRuns } from './pack.ts'
import { wordFilter } from './word-filter.ts'

const FROM = 'Written by tools/tables/write-tables.ts from Unicode 17.0.0, the confusables of UTS 39 and SCOWL (sizes 10 and 20, and 35 for short words). Change the writer, not this file.'

const classes = Uint8Array.from({ length: LAST + 1 }, (_, code) => classOf(code))
write('src/core/sign-data.ts', `// What every code point up to U+1FFFF is to the checker, packed. ${FROM}
/** Runs of [distance to the run before, length, class, step of the class] as small numbers in base64. */
export const SIGN_RUNS = '${packRuns(classes)}'
/** Signs that stand for several letters: class 48 is the first. */
export const EXPANSIONS: readonly string[] = ${JSON.stringify(EXPANSIONS).replaceAll('"', "'").replaceAll(',', ', ')}
`)
const { bits, hashes, words } = wordFilter()
write('src/check/tables/word-data.ts', `// Which short runs of letters are ordinary English words: ${words} of them in a Bloom filter. ${FROM}
export const WORD_HASHES = ${hashes}
export const WORD_BITS = '${Buffer.from(bits).toString('base64')}'
`)

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text)
  console.log(`${path}: ${text.length} characters`)
}
