// Strict forms: each says exactly which members a value has and of what kind; an unknown or a missing member is refused.
import { isBase64url } from './bytes.ts'
import { isDigest } from './digest.ts'
import { isId } from './id.ts'
import { isInstant } from './instant.ts'

/** Answers what is wrong with a value, as a path and a phrase, or nothing when it has the form. */
export type Form = (value: unknown) => string | undefined

const form = (phrase: string, holds: (value: unknown) => boolean): Form => value => (holds(value) ? undefined : phrase)

export const digest: Form = form('is not a digest', isDigest)
export const id: Form = form('is not an id', isId)
export const instant: Form = form('is not an instant', isInstant)
export const flag: Form = form('is not true or false', value => typeof value === 'boolean')
export const natural: Form = form('is not a whole number from 0', value => Number.isSafeInteger(value) && (value as number) >= 0)

export const oneOf = (...values: readonly unknown[]): Form => form(`is not one of ${values.join(', ')}`, value => values.includes(value))

/** Words of at most `most` UTF-16 code units, well formed; `least` is 0 unless said. */
export const words = (most: number, least = 0): Form =>
  form(`is not words of ${least} to ${most} letters`, value => typeof value === 'string' && value.length >= least && value.length <= most && value.isWellFormed())

export const matching = (pattern: RegExp, phrase: string): Form => form(phrase, value => typeof value === 'string' && pattern.test(value))

/** base64url of at most `most` bytes, in its one spelling; exactly `most` when `exactly` is set. */
export const binary = (most: number, exactly = false): Form =>
  form(`is not base64url of ${exactly ? '' : 'at most '}${most} bytes`, value => {
    if (typeof value !== 'string' || value.length > Math.ceil((most * 4) / 3) || !isBase64url(value)) return false
    const length = Math.floor((value.length * 3) / 4)
    return exactly ? length === most : length <= most
  })

export const optional = (inner: Form): Form => value => (value === null ? undefined : inner(value))

export const listOf = (inner: Form, most = 1000): Form => value => {
  if (!Array.isArray(value)) return 'is not a list'
  if (value.length > most) return `has more than ${most} elements`
  for (const [i, element] of value.entries()) {
    const wrong = inner(element)
    if (wrong) return at(`[${i}]`, wrong)
  }
  return undefined
}

/** A list without doubles, in text order, as sets are written. */
export const setOf = (inner: Form, most = 1000): Form => value => {
  const wrong = listOf(inner, most)(value)
  if (wrong) return wrong
  const list = value as readonly string[]
  return list.every((element, i) => i === 0 || list[i - 1]! < element) ? undefined : 'is not sorted and without doubles'
}

/** An object with exactly these members. */
export const members = (want: { readonly [member: string]: Form }): Form => {
  const wanted = Object.entries(want)
  return value => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'is not an object'
    for (const member of Object.keys(value)) if (!Object.hasOwn(want, member)) return `has a member that is not known: ${member.slice(0, 40)}`
    for (const [member, inner] of wanted) {
      if (!Object.hasOwn(value, member)) return `lacks the member ${member}`
      const wrong = inner((value as { [member: string]: unknown })[member])
      if (wrong) return at(member, wrong)
    }
    return undefined
  }
}

/** An object whose members are named freely by `name` and have one form. */
export const mapOf = (name: RegExp, inner: Form, most = 200): Form => value => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'is not an object'
  const entries = Object.entries(value)
  if (entries.length > most) return `has more than ${most} members`
  for (const [member, element] of entries) {
    if (!name.test(member)) return `has a member that is not known: ${member.slice(0, 40)}`
    const wrong = inner(element)
    if (wrong) return at(member, wrong)
  }
  return undefined
}

const at = (place: string, wrong: string) => (/^[\w[]/.test(wrong) && wrong.includes(' ') && !/^(?:is|has|lacks) /.test(wrong) ? `${place}.${wrong}` : `${place} ${wrong}`).replace('.[', '[')

/** Throws with what is wrong, or gives the value back under the type that the form stands for. */
export function conform<Type>(name: string, want: Form, value: unknown): Type {
  const wrong = want(value)
  if (wrong) throw new TypeError(`${name} ${wrong}`)
  return value as Type
}
