// The shape of a reason: the code that a refusal carries, and the one sentence that says what to do.
import type { Facts } from './result.ts'

/** `says` is the sentence in British English; `status` is the answer's status over HTTP. */
export interface Reason {
  readonly says: (facts: Facts) => string
  readonly status: 403 | 409 | 422
}

export type Reasons = { readonly [code: string]: Reason }

/** A fact as words: a list becomes "a, b or c". */
export function worded(facts: Facts, name: string, otherwise = 'somebody'): string {
  const fact = facts[name]
  if (fact === undefined || fact === null || fact === '') return otherwise
  if (typeof fact !== 'object') return String(fact)
  if (fact.length === 0) return otherwise
  return fact.length === 1 ? fact[0]! : fact.slice(0, -1).join(', ') + ' or ' + fact.at(-1)!
}
