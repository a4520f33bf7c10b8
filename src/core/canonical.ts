// Canonical JSON: RFC 8785 with whole numbers only, and a parser that takes nothing else.
import { utf8, utf8ToText } from './bytes.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

/** The deepest nesting that is written or read: ours needs seven. */
const DEEPEST = 32

/**
 * The canonical text of a value (RFC 8785): members sorted by UTF-16 code units, no spaces, the shortest escapes.
 * Throws on a fraction, an unsafe integer, a lone surrogate, an undefined member or a nesting over 32.
 */
export function canonical(value: Json, depth = 0): string {
  if (depth > DEEPEST) throw new TypeError('nested too deeply')
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError('only whole numbers')
    return String(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a lone surrogate')
    return JSON.stringify(value)
  }
  if (isList(value)) return '[' + value.map(element => canonical(element, depth + 1)).join(',') + ']'
  if (typeof value !== 'object') throw new TypeError(`no JSON: ${typeof value}`)
  return '{' + Object.keys(value).toSorted().map(member => canonical(member) + ':' + canonical(value[member]!, depth + 1)).join(',') + '}'
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** The UTF-8 bytes of the canonical text: what is hashed, signed and kept. */
export const canonicalBytes = (value: Json): Uint8Array => utf8(canonical(value))

/**
 * Reads canonical bytes. Throws on anything that is not exactly the canonical form of its own parse: spaces, another order,
 * a doubled member, a byte order mark, a lone surrogate, malformed UTF-8, and anything longer than `most` bytes.
 */
export function parseCanonical(bytes: Uint8Array, most = 1_000_000): Json {
  if (bytes.length > most) throw new TypeError(`longer than ${most} bytes`)
  const text = utf8ToText(bytes)
  const value = JSON.parse(text) as Json
  if (!isCanonicalAsItStands(value, text) && canonical(value) !== text) throw new TypeError('not canonical')
  return value
}

/**
 * The quick yes for nearly every value: what JSON.parse keeps in order, JSON.stringify writes in that order and with the escapes of RFC 8785.
 * A no means nothing: members that look like numbers are kept in another order, and go the long way.
 */
const isCanonicalAsItStands = (value: Json, text: string): boolean => isInOrder(value, 0) && JSON.stringify(value) === text

function isInOrder(value: Json, depth: number): boolean {
  if (depth > DEEPEST) return false
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (value === null || typeof value === 'boolean') return true
  if (isList(value)) return value.every(element => isInOrder(element, depth + 1))
  let before = ''
  for (const member of Object.keys(value)) {
    if (member < before || !member.isWellFormed() || !isInOrder(value[member]!, depth + 1)) return false
    before = member
  }
  return true
}
