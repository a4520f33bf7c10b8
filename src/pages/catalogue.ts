// Every sentence of refusal in one place: each stage words its own codes, and here names and times are put in.
import { reasons as checkReasons } from '../check/reasons.ts'
import { reasons as commandReasons } from '../commands/reasons.ts'
import { isInstant } from '../core/instant.ts'
import type { Reason, Reasons } from '../core/reason.ts'
import type { Facts, Refusal } from '../core/result.ts'
import { reasons as lineReasons } from '../lines/reasons.ts'
import { reasons as queryReasons } from '../queries/reasons.ts'
import { momentOf } from '../queries/words.ts'
import { reasonsOfTheRecord } from '../watch/reasons.ts'

/** All reasons that pages can meet; a code that two stages refuse with is worded by the one nearer to the reader. */
export const catalogue: Reasons = { ...lineReasons, ...checkReasons, ...reasonsOfTheRecord, ...commandReasons, ...queryReasons }

export interface Worded { readonly code: string; readonly status: Reason['status']; readonly sentence: string }

/** The sentence of a refusal. `names` gives a person's name for an id. An entry by a newer version may carry a code that is not known here: it is named. */
export function word({ code, facts }: Refusal, names: { readonly [id: string]: string }): Worded {
  const reason = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined
  if (!reason) return { code, status: 409, sentence: `This does not count in the record (${code}).` }
  return { code, status: reason.status, sentence: reason.says(readable(facts, names)) }
}

const readable = (facts: Facts, names: { readonly [id: string]: string }): Facts => Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, Array.isArray(fact) ? fact.map(each => names[each as string] ?? (each as string)) : factWords(fact, names)]))

function factWords(fact: Facts[string], names: { readonly [id: string]: string }): Facts[string] {
  if (typeof fact !== 'string') return fact ?? null
  return names[fact] ?? (isInstant(fact) ? momentOf(fact) : fact)
}
