// The library: the lines of one body in one version, with the thresholds by which they are recognised, as one document that has a digest.
import { canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import { conform, id, listOf, members, natural, oneOf } from '../core/form.ts'
import type { OrganisationId } from '../core/id.ts'
import { done, refuse, type Result } from '../core/result.ts'
import { lettersOf, wordsOf } from './letters.ts'
import { conformLine, type Line } from './line.ts'

/** From how much on a line counts as found. Shares are in thousandths of the line's letters, or for `near` of the weight of its words. */
export interface Thresholds {
  /** So much of the line in order, with little between: a light edit, or a partial copy. */
  readonly light: number
  readonly partial: number
  /** So many letters and words of it in one run are a partial copy, if they are so much of the line as `run` says, or a long run. */
  readonly letters: number
  readonly words: number
  readonly run: number
  /** So much of the weight of its words close together: the author is asked whether it is that line. */
  readonly near: number
}
export interface LineLibrary {
  readonly v: 1
  readonly organisation: OrganisationId
  readonly version: number
  readonly thresholds: Thresholds
  /** By number, each number and each wording once. */
  readonly lines: readonly Line[]
}

export const DEFAULT_THRESHOLDS: Thresholds = { light: 650, partial: 500, letters: 15, words: 4, run: 150, near: 550 }

/** The most lines of a library, and its most bytes. */
export const MOST_LINES = 5_000
const MOST_BYTES = 10_000_000
/** Fewer letters than these are in half of all posts. */
const FEWEST_LETTERS = 8
/** How often a line may begin a word with the same five letters: more would make searching it costly, and nobody says so. */
const MOST_REPEATS = 8

const share = (value: unknown) => (Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 1000 ? undefined : 'is not from 1 to 1000 thousandths')
const form = members({
  v: oneOf(1), organisation: id, version: natural, thresholds: members({ light: share, partial: share, letters: natural, words: natural, run: share, near: share }),
  lines: listOf(() => undefined, MOST_LINES),
})

export const emptyLibrary = (organisation: OrganisationId, thresholds = DEFAULT_THRESHOLDS): LineLibrary => ({ v: 1, organisation, version: 0, thresholds, lines: [] })

export const libraryToBytes = (library: LineLibrary): Uint8Array => canonicalBytes(conformLibrary(library) as unknown as Json)

/** Reads a library strictly; throws on anything that is not exactly version 1. */
export const bytesToLibrary = (bytes: Uint8Array): LineLibrary => conformLibrary(parseCanonical(bytes, MOST_BYTES))

function conformLibrary(value: unknown): LineLibrary {
  const library = conform<LineLibrary>('the library', form, value)
  const wordings = new Set<string>()
  for (const [i, line] of library.lines.entries()) {
    conformLine(line)
    if (line.organisation !== library.organisation) throw new TypeError(`line ${line.number} belongs to another body`)
    if (i > 0 && library.lines[i - 1]!.number >= line.number) throw new TypeError('the lines are not in the order of their numbers')
    const wording = lettersOf([line.words]).letters
    if (unfindable(line) !== undefined || wordings.has(wording)) throw new TypeError(`line ${line.number} cannot be told apart in a post`)
    wordings.add(wording)
  }
  if (new Set(library.lines.map(line => line.id)).size < library.lines.length) throw new TypeError('two lines have one id')
  return library
}

/** The next version of the library, with this line new or changed. Refuses words that another line has already or that cannot be recognised. */
export function keepLine(library: LineLibrary, line: Line): Result<LineLibrary> {
  const others = library.lines.filter(({ id: other }) => other !== line.id), letters = lettersOf([line.words]).letters
  const same = others.find(other => lettersOf([other.words]).letters === letters)
  if (same) return refuse('LINE_THERE_ALREADY', { line: same.number })
  const why = unfindable(line)
  if (why) return refuse('LINE_UNFINDABLE', { why })
  if (others.length >= MOST_LINES) return refuse('LIBRARY_FULL', { most: MOST_LINES })
  const lines = [...others, line].toSorted((a, b) => a.number - b.number)
  return done(conformLibrary({ v: 1, organisation: library.organisation, version: library.version + 1, thresholds: library.thresholds, lines }))
}

/** Why a line could not be recognised in a post, if so. */
function unfindable({ words }: Line): string | undefined {
  const { letters, starts } = lettersOf([words]), times = new Map<string, number>()
  if (letters.length < FEWEST_LETTERS) return 'they are too few'
  for (const { at } of wordsOf(letters, starts)) times.set(letters.slice(at, at + 5), (times.get(letters.slice(at, at + 5)) ?? 0) + 1)
  return Math.max(...times.values()) > MOST_REPEATS ? 'they repeat themselves' : undefined
}
