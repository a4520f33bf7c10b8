// A rulebook that finds phrases and nothing else: what our own checker is given where the others are given a list.
import { compileRule, type Rulebook } from '../../src/check/rulebook/compile.ts'
import type { RuleDocument } from '../../src/check/rulebook/document.ts'
import { CHANNEL_KINDS } from '../../src/check/post.ts'
import { PART_KINDS } from '../../src/draft/part.ts'

const A_RULE = 60

/** Rules of sixty patterns each, which is as many as one rule may have. */
export function rulebookOf(phrases: readonly string[]): Rulebook {
  const rules = Array.from({ length: Math.ceil(phrases.length / A_RULE) }, (_, nth) => compileRule(ruleOf(phrases.slice(nth * A_RULE, (nth + 1) * A_RULE), nth)))
  return { id: 'bench', version: '1.0', title: 'Phrases', rules }
}

const ruleOf = (phrases: readonly string[], nth: number): RuleDocument => ({
  id: `BEN-${String(nth % 100).padStart(2, '0')}`, title: 'A phrase', level: 'check', duty: 'Speed.', says: 'is on the list', why: 'It is on the list.', advice: 'Leave it out.', leaves: 'All else.',
  cite: [{ source: 'The list', clause: null, address: null, quotation: null, read: null, confirmed: true }],
  scope: { channels: [...CHANNEL_KINDS], parts: [...PART_KINDS], jurisdictions: [] },
  find: { kind: 'words', lists: {}, match: phrases.map(words => ({ words, instead: [], says: null })), near: [], unless: [], excusedByLink: false },
  examples: { flags: [], passes: [] },
})
