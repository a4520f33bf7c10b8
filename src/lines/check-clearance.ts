// Says whether the lines found in a post may stand on the channels it goes to: a line cleared for the minister only stops an official channel.
import { refuse, type Refusal } from '../core/result.ts'
import type { Instant } from '../core/instant.ts'
import type { ChannelKind } from '../draft/channel.ts'
import type { FoundLine } from './find-lines.ts'
import type { LineLibrary } from './library.ts'
import { channelKindsOf, isFromOutside, type Line, type LineId } from './line.ts'

export interface ClearanceGiven {
  readonly library: LineLibrary
  readonly found: readonly FoundLine[]
  /** The kinds of all channels that the post goes to. */
  readonly channels: readonly ChannelKind[]
  /** Lines of which the author said that a near match is that line. Without that a near match stops nothing. */
  readonly confirmed: readonly LineId[]
  readonly now: Instant
}

/** One line that may not stand where it was found, and why. */
export interface LineStopped { readonly found: FoundLine; readonly refusal: Refusal }

/** Every line that stops the post, in the order in which they were found; empty when all may stand. */
export function checkClearance({ library, found, channels, confirmed, now }: ClearanceGiven): readonly LineStopped[] {
  const lines = new Map(library.lines.map(line => [line.id, line]))
  const judged = found.filter(({ how, line }) => how !== 'near' || confirmed.includes(line)).flatMap(each => {
    const line = lines.get(each.line)
    return line ? [{ found: each, refusal: whyNot(line, channels, now) }] : []
  })
  const cleared = judged.filter(({ found: { how }, refusal }) => how === 'exact' && !refusal).map(each => each.found)
  return judged.flatMap(({ found: each, refusal }) => (refusal && !cleared.some(exact => liesIn(each, exact)) ? [{ found: each, refusal }] : []))
}

/** Words inside an exact copy of a cleared line are that line's: a shorter wording that propriety cleared may share words with one that it did not. */
const liesIn = (found: FoundLine, exact: FoundLine): boolean => found.part === exact.part && found.start >= exact.start && found.end <= exact.end && found.how !== 'exact'

function whyNot(line: Line, channels: readonly ChannelKind[], now: Instant): Refusal | undefined {
  const { number, withdrawn, cleared } = line
  if (withdrawn) return refuse('LINE_WITHDRAWN', { line: number, at: withdrawn.at, why: withdrawn.why, instead: withdrawn.instead })
  // An official's own words need nobody's clearance to be written; what was cleared until a day, or for somebody, was cleared for a reason.
  if (!cleared) return isFromOutside(line) ? refuse('LINE_NOT_CLEARED', { line: number }) : undefined
  if (cleared.until !== null && now >= cleared.until) return refuse('LINE_RAN_OUT', { line: number, until: cleared.until, ask: cleared.by })
  const kinds = channelKindsOf(line)
  return channels.every(kind => kinds.includes(kind)) ? undefined : refuse('LINE_FOR_MINISTER_ONLY', { line: number, ask: cleared.by })
}
