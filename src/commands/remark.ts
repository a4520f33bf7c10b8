// A remark beside a signature: a commitment in the statement, the words themselves sealed beside the record.
import { commitmentOf, type Digest } from '../core/digest.ts'
import type { Facts } from './facts.ts'
import type { Change, Given } from './ports.ts'

/** The longest remark, reason or note. */
export const LONGEST_REMARK = 2_000

/** Seals the words; null when nothing was said. */
export function sealRemark(facts: Facts, given: Given, field: string, words: string | undefined): { readonly commitment: Digest | null; readonly changes: readonly Change[] } {
  const value = words?.trim() ?? ''
  if (value === '') return { commitment: null, changes: [] }
  const salt = given.fresh(32), commitment = commitmentOf(facts.crypto, field, salt, value)
  return { commitment, changes: [{ change: 'seal', field, commitment, salt, value }] }
}
