// Runs the check once more over the words that would really go out: under the rulebook of the submission, and under every one that binds it since.
import { reportDigest, type Report } from '../check/report.ts'
import { loadRulebook, type Rulebook } from '../check/rulebook/load.ts'
import { parseCanonical } from '../core/canonical.ts'
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { Package } from '../draft/package.ts'
import { checkWords } from '../signoff/check-words.ts'
import type { Policy } from '../signoff/policy.ts'
import type { Submission } from '../signoff/post-standing.ts'

/** Rulebooks are long and few: each is loaded once. */
export class Rulebooks {
  readonly #crypto: Crypto
  readonly #loaded = new Map<Digest, Rulebook>()

  constructor(crypto: Crypto) {
    this.#crypto = crypto
  }

  /** Loads these, so that the check itself waits for nothing. One that is not there, is another than its digest says, or does not load, stays missing. */
  async fetch(digests: readonly Digest[], document: (digest: Digest) => Promise<Uint8Array | undefined>): Promise<void> {
    for (const digest of digests) {
      const bytes = this.#loaded.has(digest) ? undefined : await document(digest)
      const rulebook = bytes && digestOf(this.#crypto, bytes) === digest ? readRulebook(bytes) : undefined
      if (rulebook) this.#loaded.set(digest, rulebook)
    }
  }

  get = (digest: Digest): Rulebook | undefined => this.#loaded.get(digest)
}

const LONGEST_RULEBOOK = 10_000_000

function readRulebook(bytes: Uint8Array): Rulebook | undefined {
  try {
    const loaded = loadRulebook(parseCanonical(bytes, LONGEST_RULEBOOK))
    return loaded.ok ? loaded.value : undefined
  } catch {
    return undefined
  }
}

export interface PackageCheck {
  readonly crypto: Crypto
  readonly rulebooks: Pick<Rulebooks, 'get'>
  readonly submission: Submission
  /** The policy that it was made under. */
  readonly submittedUnder: Policy
  /** The policies that bind it. */
  readonly policies: readonly Policy[]
}

/** Why the package's words may not go out, if so. The report that was signed for must come out again, letter for letter. */
export function checkPackage({ crypto, rulebooks, submission, submittedUnder, policies }: PackageCheck, packed: Package): Refusal | undefined {
  const reportUnder = (digest: Digest, policy: Policy): Report | Refusal => {
    const rulebook = rulebooks.get(digest)
    if (!rulebook) return refuse('RULEBOOK_NOT_THERE')
    const channels = packed.channels.flatMap(({ channel }) => policy.channels[channel] ?? [])
    return checkWords({ rulebook, rulebookDigest: digest, parts: packed.parts, channels, at: packed.at })
  }
  const signedFor = reportUnder(submission.rulebook, submittedUnder)
  if ('code' in signedFor) return signedFor
  if (reportDigest(crypto, signedFor) !== submission.report) return refuse('REPORT_DIFFERS')
  const reports = [signedFor]
  for (const policy of policies) {
    const report = reportUnder(policy.rulebook, policy)
    if ('code' in report) return report
    reports.push(report)
  }
  return worst(reports)
}

/** A finding that blocks, one that nobody answered, or words that were too long to read. */
function worst(reports: readonly Report[]): Refusal | undefined {
  const findings = reports.flatMap(report => report.findings)
  const rules = (level: 'block' | 'check'): readonly string[] => [...new Set(findings.filter(finding => finding.level === level).map(({ rule }) => rule))]
  if (rules('block').length > 0) return refuse('CHECK_BLOCKS', { rules: rules('block') })
  if (rules('check').length > 0) return refuse('CHECK_UNANSWERED', { rules: rules('check') })
  return reports.some(({ held }) => held) ? refuse('TOO_LONG_TO_CHECK') : undefined
}
