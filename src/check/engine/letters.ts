// Signs that nobody sees, and words put together from letters of several alphabets: what a rule about letters finds.
import { DIGIT, MARK, NOTHING, OTHER, SIGNS, isWordSign, signOf } from '../../core/signs.ts'
import type { Place, Reading } from './reading.ts'

const PLAIN = /^[\t\n\r -~]*$/
const HIDDEN = 'has signs in it that nobody sees', TURNED = 'has a sign that turns the direction of reading', MIXED = 'is put together from letters of several alphabets'

/** One place for each word with hidden signs or foreign letters in it, and for each sign that turns the direction of reading. */
export function findLetters(reading: Reading, parts: readonly number[]): readonly Place[] {
  return parts.flatMap(part => {
    const { text } = reading.post.parts[part]!
    return mayHold(text) ? placesIn(text).map(({ start, end, says }) => ({ part, start, end, match: text.slice(start, end), says })) : []
  })
}

/** Whether a text can hold anything of the kind; nearly none does. */
function mayHold(text: string): boolean {
  if (PLAIN.test(text)) return false
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (SIGNS[unit] === NOTHING || unit === 0xdb40 || (unit >= 0x370 && unit <= 0x3ff) || isForeign(unit)) return true
  }
  return false
}

interface Odd { readonly start: number; readonly end: number; readonly says: string }

function placesIn(text: string): readonly Odd[] {
  const odd: Odd[] = []
  for (let at = 0; at < text.length; ) {
    const word = wordFrom(text, at)
    if (word.says !== undefined) odd.push({ start: at, end: word.end, says: word.says })
    at = word.end
  }
  return odd
}

/** From one place on: a word with all that is hidden between its letters; or one sign that is in no word. */
function wordFrom(text: string, start: number): { readonly end: number; readonly says: string | undefined } {
  let end = start, hidden = false, turned = false, latin = false, foreign = false, greek = false, inside = false
  for (let at = start; at < text.length; ) {
    const code = text.codePointAt(at)!, sign = signAt(code), to = at + (code > 0xffff ? 2 : 1)
    if (isTurning(code)) turned = true
    else if ((sign & 127) === NOTHING) {
      if (!isWordAt(text, end - 1) || code === 0xfe0f || code === 0xfe0e) break
      hidden = true
    } else if ((sign & 127) !== MARK) {
      if (!isWordSign(sign)) break
      if (hidden) inside = true
      const of = alphabetOf(code, sign)
      if (of === 'latin' && greek) foreign = true
      latin ||= of === 'latin'
      foreign ||= of === 'foreign'
      greek = of === 'greek' && latin
      end = to
    }
    at = to
    if (turned && end === start) return { end: to, says: TURNED }
  }
  if (end === start) return { end: start + (text.codePointAt(start)! > 0xffff ? 2 : 1), says: undefined }
  return { end, says: turned ? TURNED : inside && latin ? HIDDEN : foreign && latin ? MIXED : undefined }
}

const signAt = (code: number) => (code <= 0xffff ? SIGNS[code]! : signOf(code))
const isWordAt = (text: string, at: number) => at >= 0 && isWordSign(SIGNS[text.charCodeAt(at)]!)
const isTurning = (code: number) => (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)

/** A Greek letter at the edge of a word is a unit or a symbol; between Latin ones it is not. Letters of other scripts that look like none of ours are a language of their own. */
function alphabetOf(code: number, sign: number): 'latin' | 'greek' | 'foreign' | 'none' {
  const plain = sign & 127
  if (plain >= DIGIT) return plain === OTHER && isForeign(code) ? 'foreign' : 'none'
  if (code < 0x370 || (code >= 0x1e00 && code <= 0x1eff)) return 'latin'
  if (code <= 0x3ff) return 'greek'
  return isForeign(code) ? 'foreign' : 'none'
}
const isForeign = (code: number) => (code >= 0x400 && code <= 0x58f) || (code >= 0x13a0 && code <= 0x13ff) || (code >= 0x2c80 && code <= 0x2cff) || (code >= 0xa4d0 && code <= 0xa4ff) || (code >= 0xab70 && code <= 0xabbf)
