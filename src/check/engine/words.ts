// Finds what a rule of words matches in a text, and leaves out what is excused by the words beside it.
import type { Compiled, Condition, Through } from '../rulebook/compile.ts'
import { findAll, type Hit } from './find.ts'
import type { Folded } from '../../core/fold-text.ts'
import type { Reading, Sheet } from './reading.ts'

export type Words = Extract<Compiled, { kind: 'words' }>

/** One match in one sheet, with its place in the sheet's text and what its pattern says of it. */
export interface Span { readonly start: number; readonly end: number; readonly match: string; readonly instead: readonly string[]; readonly says?: string }

/** What is looked through, a whole text or whole sentences of it; the patterns of the rule that can be in it; and the whole text, for conditions on that. */
export interface Search { readonly sheet: Sheet; readonly orders: readonly number[]; readonly whole: () => Sheet }

/** Adds to `through` each pattern and alternative that a kept match or a working excuse went through. */
export function findWords(rule: Words, reading: Reading, search: Search, through?: Through): readonly Span[] {
  const { sheet, orders } = search, kept = withoutOverlaps(findAll(rule.table, sheet.folded, orders, reading.budget).filter(hit => counts(rule, reading, search, hit, through)))
  for (const hit of kept) note(hit, through)
  return kept.map(hit => spanOf(sheet.folded, hit, rule.match[hit.order]!))
}

/** Where two matches of one rule overlap, the one whose pattern stands earlier in the rule is kept; of one pattern's, the earlier in the text. */
function withoutOverlaps(hits: readonly Hit[]): readonly Hit[] {
  if (hits.length < 2) return hits
  const taken = new Set<number>()
  const kept = hits.toSorted((a, b) => a.order - b.order || a.start - b.start).filter(hit => {
    for (let place = hit.start; place < hit.end; place++) if (taken.has(place)) return false
    for (let place = hit.start; place < hit.end; place++) taken.add(place)
    return true
  })
  return kept.toSorted((a, b) => a.start - b.start)
}

function counts(rule: Words, reading: Reading, search: Search, hit: Hit, through?: Through): boolean {
  const excuse = firstBeside(rule.unless, reading, search, hit)
  if (excuse) note(excuse, through)
  if (excuse || rule.near.length === 0) return !excuse
  const near = firstBeside(rule.near, reading, search, hit)
  if (near) note(near, through)
  return near !== undefined
}

const note = (hit: Hit, through?: Through) => {
  for (const each of [hit.pattern, ...hit.through]) through?.add(each)
}

function firstBeside(conditions: readonly Condition[], reading: Reading, search: Search, hit: Hit): Hit | undefined {
  for (const condition of conditions) {
    const found = beside(condition, reading, search, hit)
    if (found) return found
  }
  return undefined
}

function beside({ table, within }: Condition, reading: Reading, { sheet, whole }: Search, hit: Hit): Hit | undefined {
  if (within === 'post') return reading.own.map(own => reading.sheet(own).found(table, reading.budget)[0]).find(found => found !== undefined)
  if (within === 'part') return whole().found(table, reading.budget)[0]
  return nearest(sheet.found(table, reading.budget), hit, sheet.wordsBefore, within)
}

/** The nearest on either side decides: a condition has one pattern, and its matches do not overlap. */
function nearest(found: readonly Hit[], hit: Hit, before: Uint32Array, within: number): Hit | undefined {
  let low = 0, high = found.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (found[middle]!.start < hit.start) low = middle + 1
    else high = middle
  }
  return [found[low - 1], found[low]].find(other => other !== undefined && wordsBetween(before, hit, other) <= within)
}

/** How many words stand between two matches of one sentence; none when they touch or overlap. */
function wordsBetween(before: Uint32Array, a: Hit, b: Hit): number {
  const [from, to] = a.start <= b.start ? [a.end, b.start] : [b.end, a.start]
  return Math.max(0, before[to]! - before[from]!)
}

function spanOf(folded: Folded, hit: Hit, { instead, says }: { readonly instead: readonly string[]; readonly says: string | null }): Span {
  const start = folded.from[hit.start]!, end = folded.to[hit.end - 1]!
  return { start, end, match: folded.text.slice(start, end), instead, ...(says === null ? {} : { says }) }
}
