// The hash of a word in the filter of ordinary words: the same in the writer of the table and in its reader.

/** The `i`th hash of a word of plain letters: FNV-1a with another beginning for each. A whole number from 0. */
export function wordHash(word: string, i: number): number {
  let hash = (0x811c9dc5 ^ Math.imul(i + 1, 0x9e3779b1)) >>> 0
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193) >>> 0
  return (hash ^ (hash >>> 15)) >>> 0
}
