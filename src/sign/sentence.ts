// The sentence for a refusal on the signing origin: every stage's reasons, with names for ids and clock times for instants.
import { reasons as commandReasons } from '../commands/reasons.ts'
import { reasons as checkReasons } from '../check/reasons.ts'
import type { Reason, Reasons } from '../core/reason.ts'
import { isInstant, type Instant } from '../core/instant.ts'
import type { Facts, Refusal } from '../core/result.ts'
import type { Known } from '../queries/known.ts'
import { momentOf } from '../queries/words.ts'
import { reasons as recordReasons } from '../record/reasons.ts'
import { reasons as ownReasons } from './reasons.ts'

const ALL: Reasons = { ...checkReasons, ...recordReasons, ...commandReasons, ...ownReasons }

export interface Sentence { readonly sentence: string; readonly status: Reason['status'] }

export function sentenceOf({ code, facts }: Refusal, known: Pick<Known, 'names'>, now: Instant): Sentence {
  const reason = Object.hasOwn(ALL, code) ? ALL[code] : undefined
  if (!reason) return { sentence: `This does not count in the record (${code}). Open it in Countersign to see where it stands.`, status: 409 }
  return { sentence: reason.says(worded(facts, known, now)), status: reason.status }
}

const worded = (facts: Facts, { names }: Pick<Known, 'names'>, now: Instant): Facts =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'string' ? (names[fact] ?? (isInstant(fact) ? momentOf(fact, now) : fact)) : fact]))
