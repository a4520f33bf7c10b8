// What every sign is to the checker, unpacked once from the table that is shipped: the same in every JavaScript engine, whatever Unicode it knows.
import { EXPANSIONS, SIGN_RUNS } from './sign-data.ts'

/** Classes of signs: 1 to 26 are letters, 27 to 36 digits, then currencies and other scripts' letters; all of these stand in words. */
export const NOTHING = 0, DIGIT = 27, POUND = 37, DOLLAR = 38, EURO = 39, OTHER = 40
/** What stands between words: a gap, a pause inside a sentence, the end of one, an apostrophe, a mark on a letter, a picture; half of an astral sign. */
export const SPACE = 41, PAUSE = 42, END = 43, APOSTROPHE = 44, MARK = 45, PICTURE = 46, HIGH = 47
/** Classes from here on stand for several letters. */
export const EXPANDS = 48
/** Added to the class of a capital. */
export const CAPITAL_SIGN = 128
const LAST = 0x1ffff

/** The class of each code point up to U+1FFFF; a high surrogate's is HIGH. */
export const SIGNS: Uint8Array = unpack(SIGN_RUNS)

/** The class of a code point, surrogates apart. */
export const signOf = (code: number): number => (code <= LAST ? SIGNS[code]! : code >= 0xe0000 && code <= 0xe0fff ? NOTHING : PAUSE)

/** The letters that each class stands for: none for gaps and for letters of other scripts. */
export const LETTERS: readonly string[] = Array.from({ length: 256 }, (_, sign) => lettersOf(sign & 127))

/** Whether the class stands in a word. */
export const isWordSign = (sign: number): boolean => (sign & 127) !== NOTHING && ((sign & 127) <= OTHER || (sign & 127) >= EXPANDS)

function lettersOf(sign: number): string {
  if (sign >= EXPANDS) return EXPANSIONS[sign - EXPANDS] ?? ''
  if (sign === NOTHING || sign >= OTHER) return ''
  return sign < DIGIT ? String.fromCharCode(96 + sign) : '0123456789£$€'[sign - DIGIT]!
}

function unpack(packed: string): Uint8Array {
  const bytes = Uint8Array.from(atob(packed), sign => sign.charCodeAt(0)), signs = new Uint8Array(LAST + 1).fill(PAUSE)
  let read = 0, at = 0
  const small = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[read++]!
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }
  while (read < bytes.length) {
    at += small()
    const run = small(), first = bytes[read++]!
    for (let i = 0; i < run >> 1; i++) signs[at++] = first + (run & 1) * i
  }
  return signs
}
