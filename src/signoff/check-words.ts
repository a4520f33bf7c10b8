// Runs the rulebook over a post's parts for every channel that it goes to: one report, the same in composer, signing page and keeper.
import { check } from '../check/check.ts'
import type { Rulebook } from '../check/rulebook/load.ts'
import { readPost } from '../check/post.ts'
import { findingKey, inOrder, verdictOf, withDigests, type Finding, type Report } from '../check/report.ts'
import { canonical } from '../core/canonical.ts'
import type { Digest } from '../core/digest.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { Instant } from '../core/instant.ts'
import type { Channel } from '../draft/channel.ts'
import { partName, type Part } from '../draft/part.ts'

export interface WordsGiven {
  readonly rulebook: Rulebook
  readonly rulebookDigest: Digest
  readonly parts: readonly Part[]
  readonly channels: readonly Channel[]
  /** The moment for which temporal rules judge; null when none was chosen. */
  readonly at: Instant | null
}

/** One report over all channels: what any of them forbids is found, each finding once. */
export function checkWords({ rulebook, rulebookDigest, parts, channels, at }: WordsGiven): Report {
  const reports = (channels.length > 0 ? channels : [undefined]).map(channel => {
    const post = readPost({ parts, ...(channel ? { channel: { kind: channel.kind, platform: channel.platform, handle: channel.account, jurisdiction: channel.jurisdiction } } : {}), ...(at === null ? {} : { at }) })
    if (!post.ok) throw new TypeError(`the parts cannot be checked: ${post.code}`)
    return check(rulebook, post.value)
  })
  const found = new Map<string, Finding>()
  for (const finding of reports.flatMap(report => report.findings)) found.set(canonical(findingKey(finding)), finding)
  const findings = inOrder([...found.values()]), held = reports.some(report => report.held)
  return withDigests({ ...reports[0]!, findings, held, verdict: verdictOf(findings, held) }, { rulebook: rulebookDigest })
}

/** Why words with this report cannot be sent for sign-off or go out, if so: the first finding that stops them, in words. */
export function stoppedBy(report: Report, parts: readonly Part[]): Refusal | undefined {
  const stops = report.findings.filter(finding => finding.level !== 'advise')
  const worst = stops.find(finding => finding.level === 'block') ?? stops[0]
  if (!worst) return report.held ? refuse('TOO_LONG_TO_CHECK') : undefined
  const facts = { words: worst.match, where: worst.medium === undefined ? partName(parts, worst.part) : `the picture ${worst.medium + 1}`, says: worst.says, rule: worst.rule, count: stops.length }
  return refuse(worst.level === 'block' ? 'FINDING_BLOCKS' : 'FINDING_UNANSWERED', facts)
}
