// Which column of the automaton each code unit walks through: the letter it is, passes for or is written instead of; nothing, for whatever only parts letters.
import { APOSTROPHE, DIGIT, EXPANDS, HIGH, OTHER, SIGNS, signOf } from '../../core/signs.ts'

/** Columns 1 to 26 are the letters; i and l are one, since each passes for the other. Column 0 changes nothing. */
export const WIDTH = 32, SKIP = 0
const I = 9, L = 12
/** A letter of another script ends every word that was begun. */
export const BREAK = 27
/** A sign that is read as a letter only where a phrase goes on with that letter: ! as i. */
export const PERHAPS_I = 28
export const PERHAPS: readonly (readonly [number, number])[] = [[PERHAPS_I, I]]
/** The same for signs that may also begin an account's name or a sum, or part one letter from the next: @ as a, $ as s, the euro as e, | as i, + and a dagger as t. */
export const PERHAPS_SIGNS: ReadonlyMap<number, number> = new Map([[64, 1], [36, 19], [0x20ac, 5], [124, I], [43, 20], [0x2020, 20]])
/** A star, the beginning of a tag, the end of a link's words: what another reading may leave out. */
const UNREAD = [42, 60, 93]
/** What the walk must look at more closely: an apostrophe, half an astral sign, a sign that stands for several letters, a mark that is not read. */
export const LOOK = 31

/** The letters that the ten digits are written instead of. */
export const LEET = 'oizeasgtbg'

export const columnOfLetter = (letter: string): number => {
  const code = letter.charCodeAt(0)
  if (code >= 97 && code <= 122) return code - 96 === L ? I : code - 96
  return code >= 48 && code <= 57 ? columnOfLetter(LEET[code - 48]!) : BREAK
}

/** The column of a code unit, by the table above; of an astral sign by `columnOfSign`. */
export const COLUMNS: Uint8Array = allColumns()

function allColumns(): Uint8Array {
  const bySign = Uint8Array.from({ length: 256 }, (_, sign) => columnOfSign(sign)), columns = new Uint8Array(0x10000)
  for (let unit = 0; unit < columns.length; unit++) columns[unit] = bySign[SIGNS[unit]!]!
  for (const sign of '!¡') columns[sign.charCodeAt(0)] = PERHAPS_I
  for (const unit of [...PERHAPS_SIGNS.keys(), ...UNREAD]) columns[unit] = LOOK
  return columns
}

/** The column of a class of signs. */
export function columnOfSign(sign: number): number {
  const plain = sign & 127
  if (plain === HIGH || plain === APOSTROPHE || plain >= EXPANDS) return LOOK
  if (plain === OTHER) return BREAK
  if (plain >= DIGIT && plain < DIGIT + 10) return columnOfLetter(LEET[plain - DIGIT]!)
  return plain === 0 || plain > DIGIT ? SKIP : plain === L ? I : plain
}

/** Flags are letters too, to whoever writes with them. */
const FIRST_FLAG = 0x1f1e6
/** The letter that an astral sign is, or nothing. */
export const flagLetter = (code: number): string => (code >= FIRST_FLAG && code < FIRST_FLAG + 26 ? String.fromCharCode(97 + code - FIRST_FLAG) : '')
export const columnOfAstral = (code: number): number => (flagLetter(code) !== '' ? columnOfLetter(flagLetter(code)) : columnOfSign(signOf(code)))
