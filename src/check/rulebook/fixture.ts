// A small rulebook for tests: one rule of words, to be changed in one place at a time.
import { PART_KINDS } from '../../draft/part.ts'
import { CHANNEL_KINDS } from '../post.ts'
import type { FindWords, RuleDocument, RulebookDocument } from './document.ts'

export const wordsToFind = (given: Partial<FindWords> = {}): FindWords =>
  ({ kind: 'words', lists: {}, match: [{ words: 'activist lawyers', instead: ['legal challenges'], says: null }], near: [], unless: [], excusedByLink: false, ...given })

export const rule = (given: Partial<RuleDocument> = {}): RuleDocument => ({
  id: 'TST-01', title: 'A rule', level: 'block', duty: 'A duty.', says: 'is wrong', why: 'Because.', advice: 'Do this.', leaves: 'The rest.',
  cite: [{ source: 'A source', clause: null, address: null, quotation: null, read: null, confirmed: true }],
  scope: { channels: [...CHANNEL_KINDS], parts: [...PART_KINDS], jurisdictions: [] },
  find: wordsToFind(),
  examples: { flags: ['[[Activist lawyers]] again.', 'So #[[ActivistLawyers]].', 'The [[activist\nlawyers]].'], passes: ['Activists and lawyers.', 'Lawyers met.', 'An activist was honoured.'] },
  ...given,
})

export const rulebook = (...rules: readonly RuleDocument[]): RulebookDocument =>
  ({ format: 'countersign-rulebook/1', id: 'test', version: '1.0', title: 'A rulebook', rules: rules.length > 0 ? rules : [rule()] })
