// Turns the lines found in a post into what the rest of the way needs: places for the package that is signed, and suppliers for the checker.
import type { Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import { done, refuse, type Result } from '../core/result.ts'
import type { ChannelKind } from '../draft/channel.ts'
import type { PackagedLine } from '../draft/package.ts'
import type { FoundLine } from './find-lines.ts'
import type { LineLibrary } from './library.ts'
import { channelKindsOf, lineToBytes, type Line, type LineId, type SuppliedAs } from './line.ts'

/** A package names no more places than these, and the checker takes no more lines. Of a line that stands in more places the later ones are left out. */
const MOST_PLACES = 100

/** A line in the words of a post that is checked. */
export interface SuppliedLine { readonly text: string; readonly supplier: SuppliedAs; readonly clearedFor: readonly ChannelKind[] }
export interface TakenLines {
  readonly packed: readonly PackagedLine[]
  readonly checked: readonly SuppliedLine[]
  /** Everyone who supplied words that stand in the post: contributors, who can never approve it (invariant 2). */
  readonly suppliers: readonly PersonId[]
}

export interface TakeGiven {
  readonly library: LineLibrary
  readonly found: readonly FoundLine[]
  /** Lines of which the author said that a near match is that line; other near matches are left out. */
  readonly confirmed: readonly LineId[]
  readonly digestOf: (bytes: Uint8Array) => Digest
}

/** Refuses a post in which more lines stand than a signer could be shown. */
export function takeLines({ library, found, confirmed, digestOf }: TakeGiven): Result<TakenLines> {
  const lines = new Map(library.lines.map(line => [line.id, line]))
  const places = found.flatMap(each => {
    const line = lines.get(each.line)
    return line && (each.how !== 'near' || confirmed.includes(each.line)) ? [{ ...each, line }] : []
  })
  const taken = new Map(places.map(({ line }) => [line.id, { line, digest: digestOf(lineToBytes(line)) }]))
  if (taken.size > MOST_PLACES) return refuse('LINES_TOO_MANY', { most: MOST_PLACES })
  return done({
    packed: firstPlaces(places).map(({ line, part, start, end }) => ({ line: taken.get(line.id)!.digest, part, start, end, supplier: line.supplier.person, clearance: (line.cleared?.for ?? []).toSorted() })),
    checked: [...taken.values()].map(({ line }) => ({ text: line.words, supplier: line.supplier.as, clearedFor: channelKindsOf(line) })),
    suppliers: [...new Set([...taken.values()].flatMap(({ line: { supplier } }) => supplier.person ?? []))].toSorted(),
  })
}

/** In the order in which they were found, but no repetition before every line has its first place. */
function firstPlaces(places: readonly Place[]): readonly Place[] {
  const first = new Map(places.toReversed().map(place => [place.line.id, place]))
  const repeated = places.filter(place => first.get(place.line.id) !== place).slice(0, MOST_PLACES - first.size)
  return places.filter(place => first.get(place.line.id) === place || repeated.includes(place))
}

type Place = Omit<FoundLine, 'line'> & { readonly line: Line }
