// The three answers of a verification: it holds, it is consistent in itself, or it fails, and where.
import type { Reason } from '../../core/reason.ts'
import type { Facts } from '../../core/result.ts'
import { reasons, type RecordCode } from '../reasons.ts'

/** What is wrong, and where: the file of the export and the entry's index, as far as they are known. */
export interface Flaw { readonly code: RecordCode; readonly facts: Facts; readonly file: string | null; readonly entry: number | null }

/** A flaw at a place; file and entry are facts of its sentence too. */
export const flaw = (code: RecordCode, facts: Facts & { readonly file?: string; readonly entry?: number } = {}): Flaw =>
  ({ code, facts, file: facts.file ?? null, entry: facts.entry ?? null })

export const isFlaw = (value: object): value is Flaw => 'code' in value

/** `sentence` says what is wrong and what to do; `demo` whether the origin, as far as it could be read, is a demonstration's. */
export interface Fails extends Flaw { readonly answer: 'fails'; readonly demo: boolean; readonly sentence: string }

/** `holds` against a trust file; `consistent` in itself where none was named: then nothing shows whose it is. */
export type Verdict<Stands> = (Stands & { readonly answer: 'holds' | 'consistent'; readonly demo: boolean }) | Fails

export const sentenceFor = (code: RecordCode, facts: Facts = {}): string => (reasons[code] as Reason).says(facts)

export const fails = (what: Flaw, demo: boolean): Fails => ({ answer: 'fails', demo, ...what, sentence: sentenceFor(what.code, what.facts) })

/** What a strict reader says is wrong, as a phrase that can stand in a sentence. */
export const phraseOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault)).slice(0, 200).replace(/[^\x20-\x7e\u2014\u2019]/g, '?')

/** The value of a strict reading, or the flaw that its failing is. A reader throws on what others wrote; a verifier never does. */
export function attempt<Value>(read: () => Value, wrong: (why: string) => Flaw): Value | Flaw {
  try {
    return read()
  } catch (fault) {
    return wrong(phraseOf(fault))
  }
}
