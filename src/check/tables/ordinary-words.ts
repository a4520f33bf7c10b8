// Whether letters are an ordinary English word: such a word is never read as another one mistyped.
import { WORD_BITS, WORD_HASHES } from './word-data.ts'
import { wordHash } from './word-hash.ts'

const bits = Uint8Array.from(atob(WORD_BITS), sign => sign.charCodeAt(0)), size = bits.length * 8

/** True for every common word of up to eight letters, and for about one run of letters in thirty that is none. */
export function isOrdinaryWord(letters: string): boolean {
  for (let i = 0; i < WORD_HASHES; i++) {
    const bit = wordHash(letters, i) % size
    if ((bits[bit >> 3]! & (1 << (bit & 7))) === 0) return false
  }
  return true
}
