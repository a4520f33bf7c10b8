// A line to take: words supplied for use, with who supplied them, for which channels they are cleared, by whom and until when. Version 1.
import { canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import { conform, id, instant, members, natural, oneOf, optional, setOf, words } from '../core/form.ts'
import type { OrganisationId, PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { ChannelKind } from '../draft/channel.ts'

declare const kind: unique symbol
export type LineId = string & { readonly [kind]: 'line' }

/** In what capacity words are supplied: the same names as in a post that is checked. */
export const SUPPLIED_AS = ['special-adviser', 'minister', 'official', 'statistician', 'party', 'partner'] as const
export type SuppliedAs = (typeof SUPPLIED_AS)[number]
/** "official": for official channels, and so for a minister's too. "ministerial": for the minister's own channels only. */
export type Clearance = 'official' | 'ministerial'

/** `person` is null when the words come from an office or from outside; `office` says which. */
export interface LineSupplier { readonly person: PersonId | null; readonly as: SuppliedAs; readonly office: string | null }
export interface LineCleared { readonly for: readonly Clearance[]; readonly by: PersonId; readonly at: Instant; readonly until: Instant | null }
/** `instead` is the number of the line to use now. */
export interface LineWithdrawn { readonly by: PersonId; readonly at: Instant; readonly why: string; readonly instead: number | null }

export interface Line {
  readonly v: 1
  readonly id: LineId
  readonly organisation: OrganisationId
  /** What people call it by: "line 31". */
  readonly number: number
  readonly words: string
  readonly supplier: LineSupplier
  readonly supplied: Instant
  /** Null while nobody has cleared it for anything. */
  readonly cleared: LineCleared | null
  readonly withdrawn: LineWithdrawn | null
}

/** The longest line, in UTF-16 code units. */
export const LONGEST_LINE = 1_000

export const lineForm = members({
  v: oneOf(1), id, organisation: id, number: natural, words: words(LONGEST_LINE, 1),
  supplier: members({ person: optional(id), as: oneOf(...SUPPLIED_AS), office: optional(words(120, 1)) }), supplied: instant,
  cleared: optional(members({ for: setOf(oneOf('official', 'ministerial'), 2), by: id, at: instant, until: optional(instant) })),
  withdrawn: optional(members({ by: id, at: instant, why: words(500, 1), instead: optional(natural) })),
})

/** Refuses (throws) a line that nobody supplied, that is cleared for nothing, or that its own supplier cleared. */
export function conformLine(value: unknown): Line {
  const { supplier, cleared, ...line } = conform<Line>('the line', lineForm, value)
  if (supplier.person === null && supplier.office === null) throw new TypeError('the line has no supplier')
  if (cleared?.for.length === 0) throw new TypeError('the line is cleared for nothing')
  if (cleared && cleared.by === supplier.person) throw new TypeError('the line was cleared by its own supplier')
  if (cleared?.until && cleared.until <= cleared.at) throw new TypeError('the line was cleared for no time')
  return { ...line, supplier, cleared }
}

/** The canonical bytes, whose digest a package names. */
export const lineToBytes = (line: Line): Uint8Array => canonicalBytes(conformLine(line) as unknown as Json)

/** Reads a line strictly; throws on anything that is not exactly version 1. */
export const bytesToLine = (bytes: Uint8Array): Line => conformLine(parseCanonical(bytes, 10_000))

/** Words of an adviser, a minister's office, a party: whoever signs sees them and ticks each; the body's own people do not decide by supplying them. */
export const isFromOutside = ({ supplier }: Line): boolean => supplier.as === 'special-adviser' || supplier.as === 'minister' || supplier.as === 'party'

/** The kinds of channel on which a line may be used, as the checker counts them; none when nobody cleared it. */
export function channelKindsOf({ cleared }: Line): readonly ChannelKind[] {
  if (!cleared) return []
  return cleared.for.includes('official') ? ['departmental', 'ministerial', 'arms-length'] : ['ministerial']
}
