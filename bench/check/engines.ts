// Our own checker for the measurements: with every disguise, plainly, and the floor under any engine in JavaScript, which is reading each code unit.
import { check } from '../../src/check/check.ts'
import { phrasesOf } from '../../src/check/engine/phrases-of.ts'
import { Screen } from '../../src/check/engine/screen.ts'
import { readText } from '../../src/check/post.ts'
import { readPattern } from '../../src/check/rulebook/pattern.ts'
import { rulebookOf } from './rulebook-of.ts'

/** The whole check of a text: read, bounds, every disguise, every finding with its place. */
export function ours(phrases: readonly string[]): (text: string) => number {
  const rulebook = rulebookOf(phrases)
  return text => {
    const post = readText(text)
    if (!post.ok) throw new TypeError(`a post of the measurement cannot be read: ${post.code}`)
    return check(rulebook, post.value).findings.length
  }
}

/** The plain pass: case, width, accents and joined words, without anything that is hidden or mistyped. */
export function oursPlainly(phrases: readonly string[]): (text: string) => number {
  const patterns = phrases.map(words => readPattern(words, new Map()))
  const screen = new Screen(phrasesOf(patterns).phrases, patterns.length, { hidden: false })
  return text => {
    screen.beginPost()
    return screen.look(text).spots.length
  }
}

export function floor(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at)
  return sum & 1
}
