// Reads one sign of a text at a time, forwards or backwards, and says what it is; a lone surrogate is a pause.
import { HIGH, LETTERS, PAUSE, SIGNS, signOf } from '../../core/signs.ts'
import { flagLetter } from './columns.ts'

/** One place in a text. `from` and `to` are the sign's code units, `sign` its class with the capital's bit, `letters` what it reads as: mostly one letter or none. */
export class Cursor {
  from = 0
  to = 0
  code = 0
  sign = 0
  letters = ''

  /** The sign that begins at `at`, which must be inside the text. */
  read(text: string, at: number): void {
    const unit = text.charCodeAt(at)
    this.from = at
    this.#take(unit, at + 1)
    if (SIGNS[unit] !== HIGH) return
    const code = text.codePointAt(at)!
    if (code > 0xffff) this.#takeAstral(code, at + 2)
    else this.#take(0xdc00, at + 1)
  }

  /** The sign that ends before `at`, which must be greater than 0. */
  readBack(text: string, at: number): void {
    const unit = text.charCodeAt(at - 1)
    if ((unit & 0xfc00) === 0xdc00 && at > 1 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800) this.read(text, at - 2)
    else this.read(text, at - 1)
    this.to = at
  }

  #take(unit: number, to: number): void {
    this.code = unit
    this.sign = SIGNS[unit]!
    this.letters = LETTERS[this.sign]!
    this.to = to
  }

  #takeAstral(code: number, to: number): void {
    const flag = flagLetter(code)
    this.code = code
    this.sign = flag === '' ? signOf(code) : PAUSE
    this.letters = flag === '' ? LETTERS[this.sign]! : flag
    this.to = to
  }
}
