// Looks through a post's parts for words: each part by itself, and subtitle cues, captions and thread items as they follow one another.
import type { CheckedPart } from '../post.ts'
import type { Through } from '../rulebook/compile.ts'
import { mayHoldFigures } from './figures-needed.ts'
import type { Prepared } from './prepare.ts'
import { Sheet, type Onwards, type Place, type Reading } from './reading.ts'
import type { Screened } from './look.ts'
import { isDecidedOnTheSpot, stretchesOf, sureSpans } from './spots.ts'
import { findWords, type Span, type Words } from './words.ts'

/** A place that a rule, by its place among the rules, found. */
export interface Found { readonly rule: number; readonly place: Place }
/** `held`: a text gave more to look at than is looked at. */
export interface LookedThrough { readonly found: readonly Found[]; readonly held: boolean }

/** Whether a rule applies to a part, by their places. */
export type Applies = (rule: number, part: number) => boolean

/** Stops where more has been found than is ever listed, or more has been looked at than may be: the post is held then. */
export function lookThrough(prepared: Prepared, reading: Reading, applies: Applies, { through, most }: { readonly through?: Through | undefined; readonly most: number }): LookedThrough {
  const found: Found[] = []
  let held = false
  const { parts } = reading.post
  prepared.screen.beginPost()
  for (let part = 0; part < parts.length && !held && found.length <= most; part++) {
    if (parts[part]!.of === 'replyTo') continue
    const screened = prepared.screen.look(parts[part]!.text)
    held ||= screened.held || reading.budget.left <= 0
    for (const [rule, orders] of byRule(prepared, screened, parts[part]!.text)) {
      if (applies(rule, part)) for (const span of spansIn(prepared, reading, rule, { orders, screened, text: parts[part]!.text, sheet: () => reading.sheet(part) }, through)) found.push({ rule, place: { part, start: span.start, end: span.end, match: span.match, instead: span.instead, ...(span.says === undefined ? {} : { says: span.says }) } })
    }
  }
  for (const run of held || found.length > most ? [] : runsOf(parts)) held = lookAcross(prepared, reading, run, applies, found, through) || held
  return { found, held: held || reading.budget.left <= 0 }
}

const NONE: ReadonlyMap<number, readonly number[]> = new Map()

/** The patterns to try, by their rules, in the order of the rules. */
function byRule({ ruleOf, orderOf, always, figures }: Prepared, { patterns }: Screened, text: string): ReadonlyMap<number, readonly number[]> {
  if (patterns.length === 0 && always.length === 0) return NONE
  const orders = new Map<number, number[]>()
  for (const pattern of always.length === 0 ? patterns : [...patterns, ...always].toSorted((a, b) => a - b)) {
    if (figures[pattern]! !== 0 && !mayHoldFigures(text, figures[pattern]!)) continue
    const held = orders.get(ruleOf[pattern]!)
    if (held) held.push(orderOf[pattern]!)
    else orders.set(ruleOf[pattern]!, [orderOf[pattern]!])
  }
  return orders
}

interface Where { readonly orders: readonly number[]; readonly screened: Screened; readonly text: string; readonly sheet: () => Sheet }

/** What stands plainly, and what stands in disguise where nothing stands plainly. */
function spansIn(prepared: Prepared, reading: Reading, rule: number, where: Where, through?: Through): readonly Span[] {
  const { compiled } = prepared.rules[rule]!, { orders, screened, text } = where
  if (compiled.kind !== 'words' || (compiled.excusedByLink && reading.hasLink)) return []
  const sure = !through && isDecidedOnTheSpot(prepared, rule) ? sureSpans(prepared, rule, screened, text) : undefined
  if (sure) return sure
  if (prepared.always.length === 0) return stretchesOf(prepared, rule, screened, text).flatMap(window => spansInSheets(compiled, reading, { orders, ...window, whole: where.sheet }, through).map(span => shifted(span, window.from)))
  return spansInSheets(compiled, reading, { orders, plain: where.sheet(), hidden: screened.disguised.length === 0 ? undefined : undisguised(screened, text), whole: where.sheet }, through)
}

interface Sheets { readonly orders: readonly number[]; readonly plain: Sheet; readonly hidden: Sheet | undefined; readonly whole: () => Sheet }

function spansInSheets(compiled: Words, reading: Reading, { orders, plain, hidden, whole }: Sheets, through?: Through): readonly Span[] {
  const stands = findWords(compiled, reading, { sheet: plain, orders, whole }, through)
  if (!hidden) return stands
  return [...stands, ...findWords(compiled, reading, { sheet: hidden, orders, whole }, through).filter(span => stands.every(other => other.end <= span.start || other.start >= span.end))]
}

const sheets = new WeakMap<Screened, Sheet>()
function undisguised(screened: Screened, text: string): Sheet {
  const sheet = sheets.get(screened) ?? new Sheet(text, screened.disguised)
  sheets.set(screened, sheet)
  return sheet
}

const shifted = (span: Span, by: number): Span => ({ ...span, start: span.start + by, end: span.end + by })

const FOLLOWING: readonly string[] = ['text', 'cue', 'caption'] satisfies CheckedPart['kind'][]
/** Parts of one kind that are read one after the other, as places. */
function runsOf(parts: readonly CheckedPart[]): readonly (readonly number[])[] {
  const runs: number[][] = []
  if (parts.length < 2) return runs
  for (let part = 1; part < parts.length; part++) {
    const { kind, of } = parts[part]!, before = parts[part - 1]!
    if (of !== undefined || before.of !== undefined || kind !== before.kind || !FOLLOWING.includes(kind)) continue
    if (runs.at(-1)?.at(-1) === part - 1) runs.at(-1)!.push(part)
    else runs.push([part - 1, part])
  }
  return runs
}

/** Finds what begins in one part and ends in a later one; says whether the run gave too much to look at. */
function lookAcross(prepared: Prepared, reading: Reading, run: readonly number[], applies: Applies, found: Found[], through?: Through): boolean {
  const texts = run.map(part => reading.post.parts[part]!.text), text = texts.join('\n')
  const screened = prepared.screen.look(text)
  let sheet: Sheet | undefined
  for (const [rule, orders] of byRule(prepared, screened, text)) {
    if (!applies(rule, run[0]!)) continue
    for (const span of spansIn(prepared, reading, rule, { orders, screened, text, sheet: () => (sheet ??= new Sheet(text)) }, through)) {
      const place = placeAcross(run, texts, span)
      if (place) found.push({ rule, place })
    }
  }
  return screened.held
}

/** The place of a span of the joined texts, part by part; nothing when it lies in one part, where it was found already. */
function placeAcross(run: readonly number[], texts: readonly string[], span: Span): Place | undefined {
  const pieces: Onwards[] = []
  let before = 0
  for (const [i, text] of texts.entries()) {
    const start = Math.max(0, span.start - before), end = Math.min(text.length, span.end - before)
    if (start < end) pieces.push({ part: run[i]!, start, end, match: text.slice(start, end) })
    before += text.length + 1
  }
  const [first, ...and] = pieces
  return first && and.length > 0 ? { ...span, ...first, and } : undefined
}
