// What a check answers: the verdict, the findings with their exact places, and what they can be known by later.
import type { Json } from '../core/canonical.ts'
import type { Crypto } from '../core/crypto.ts'
import { digestOfJson, type Digest } from '../core/digest.ts'
import type { Of } from './post.ts'
import type { Citation, Level } from './rulebook/document.ts'

/** Changes whenever the same rulebook could give another report. */
export const ENGINE = 'countersign-engine/2'

export type Verdict = Level | 'pass'

/**
 * One hit of one rule. `part` counts the post's parts; `start` and `end` are UTF-16 code units of that part's text, and `match` is exactly the
 * words between them. A finding about a picture or a video itself has `medium` (its place in `media`), part 0, start and end 0 and no match;
 * one about a line whose words were not found has the same and no medium. Words that go on into the next subtitle, caption or thread item have
 * the rest of their places in `and`.
 */
export interface Finding {
  readonly rule: string
  readonly level: Level
  readonly part: number
  readonly of?: Of
  readonly medium?: number
  readonly start: number
  readonly end: number
  readonly match: string
  readonly and?: readonly { readonly part: number; readonly start: number; readonly end: number; readonly match: string }[]
  readonly title: string
  /** What is wrong, to be read after the quoted words or "Picture 1". */
  readonly says: string
  readonly why: string
  readonly cite: Citation
  /** Words that may replace exactly the match, the best first; may be empty. */
  readonly instead: readonly string[]
  /** What to do where no replacement fits. */
  readonly advice: string
}

/** `held`: something passed a bound and was not read, so the verdict is never better than `check`. */
export interface Report {
  readonly id?: string
  readonly verdict: Verdict
  /** In order of part, start and rule. */
  readonly findings: readonly Finding[]
  readonly rulebook: { readonly id: string; readonly version: string; readonly digest?: Digest }
  readonly engine: string
  /** Sentences about what was not judged, for the reader. */
  readonly notes: readonly string[]
  readonly held: boolean
}

/** The report as it is kept: with the digest of the rulebook's canonical bytes. The caller hashes; the check never does. */
export const withDigests = (report: Report, digests: { readonly rulebook: Digest }): Report => ({ ...report, rulebook: { ...report.rulebook, digest: digests.rulebook } })

const SEVERITY: { readonly [Each in Verdict]: number } = { block: 3, check: 2, advise: 1, pass: 0 }

export function verdictOf(findings: readonly Finding[], held: boolean): Verdict {
  const least: Verdict = held ? 'check' : 'pass'
  return findings.reduce<Verdict>((worst, finding) => (SEVERITY[finding.level] > SEVERITY[worst] ? finding.level : worst), least)
}

export const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.length < 2 ? findings : findings.toSorted((a, b) => a.part - b.part || a.start - b.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) || a.end - b.end || (a.medium ?? -1) - (b.medium ?? -1))

/** What a finding is known by in answers and settings-aside: its rule, its place and its words. The same words elsewhere are another finding. */
export const findingKey = (finding: Finding): Json =>
  ({ rule: finding.rule, part: finding.part, medium: finding.medium ?? null, start: finding.start, end: finding.end, match: finding.match, ...(finding.and === undefined ? {} : { and: finding.and.map(each => ({ ...each })) }) })

export const findingDigest = (crypto: Crypto, finding: Finding): Digest => digestOfJson(crypto, findingKey(finding))

/** Plain JSON, whole numbers and texts alone, so that its canonical bytes are the same in every engine. */
export const reportToJson = (report: Report): Json => JSON.parse(JSON.stringify(report)) as Json

export const reportDigest = (crypto: Crypto, report: Report): Digest => digestOfJson(crypto, reportToJson(report))
