// The bare letters of a text, nothing between them: so a copied line is found in a hashtag, behind hyphens, and across two subtitles.
import { STARTS, foldText, isLetter } from '../core/fold-text.ts'

/**
 * `letters` holds the folded letters and digits alone. `starts[i]` is 1 where a word begins, and at the end; `part`, `from` and `to` give for
 * each letter the text that it stands in and its place there, in UTF-16 code units.
 */
export interface Letters {
  readonly letters: string
  /** The same as codes, for comparing letter by letter. */
  readonly codes: Uint16Array
  readonly starts: Uint8Array
  readonly part: readonly number[]
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** The letters of several texts as of one; `part` counts the texts. A word never goes on from one text into the next. */
export function lettersOf(texts: readonly string[]): Letters {
  const part: number[] = [], from: number[] = [], to: number[] = [], begins: number[] = []
  let letters = ''
  for (const [place, text] of texts.entries()) {
    const folded = foldText(text)
    let gap = true
    for (let i = 0; i < folded.letters.length; i++) {
      const letter = folded.letters[i]!
      const starts = gap || (folded.marks[i]! & STARTS) !== 0
      gap = !isLetter(letter)
      if (gap) continue
      letters += letter
      begins.push(starts ? 1 : 0)
      part.push(place)
      from.push(folded.from[i]!)
      to.push(folded.to[i]!)
    }
  }
  return { letters, codes: codesOf(letters), starts: Uint8Array.from([...begins, 1]), part, from, to }
}

export const codesOf = (letters: string): Uint16Array => Uint16Array.from({ length: letters.length }, (_, i) => letters.charCodeAt(i))

export interface Word { readonly letters: string; readonly at: number }

/** The words of a row of letters, each with the place of its first letter. */
export function wordsOf(letters: string, starts: Uint8Array): readonly Word[] {
  const words: Word[] = []
  for (let at = 0; at < letters.length; ) {
    let end = at + 1
    while (starts[end] === 0) end++
    words.push({ letters: letters.slice(at, end), at })
    at = end
  }
  return words
}
