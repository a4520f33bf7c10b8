// Rules are decided where their words stand, in that word or in that sentence: the rest of the text is not laid out for them.
import { standsPlainly } from './explain.ts'
import type { Prepared } from './prepare.ts'
import { Sheet } from './reading.ts'
import type { Screened } from './look.ts'
import type { Span } from './words.ts'

/** A stretch of a text around some words, in whole words, laid out as it stands and as it is meant. */
export interface Window { readonly from: number; readonly plain: Sheet; readonly hidden: Sheet | undefined }

/** Whether a rule has no condition, and each of its patterns is known by its words alone. */
export function isDecidedOnTheSpot({ rules, spotted }: Prepared, rule: number): boolean {
  const { compiled } = rules[rule]!
  return compiled.kind === 'words' && compiled.near.length === 0 && compiled.unless.length === 0 && spotted[rule] === 1
}

/** What a rule finds where nothing needs to be laid out: each of its words as it is written, and one way to write it. Nothing where that is not so. */
export function sureSpans({ ruleOf, orderOf, words, rules }: Prepared, rule: number, { spots, disguised }: Screened, text: string): readonly Span[] | undefined {
  const { compiled } = rules[rule]!
  if (compiled.kind !== 'words' || disguised.length > 0) return undefined
  const sure: (Span & { readonly order: number })[] = []
  for (const { pattern, start, end } of spots) {
    if (ruleOf[pattern] !== rule) continue
    const order = orderOf[pattern]!, spaced = words[pattern], { instead, says } = compiled.match[order]!
    if (spaced === undefined || !standsPlainly(text, spaced, start, end)) return undefined
    sure.push({ start, end, match: text.slice(start, end), instead, ...(says === null ? {} : { says }), order })
  }
  return sure.length < 2 ? sure : earliestRulesFirst(sure)
}

/** Where two overlap, the one whose pattern stands earlier in the rule is kept; of one pattern's, the earlier in the text. */
function earliestRulesFirst(spans: readonly (Span & { readonly order: number })[]): readonly Span[] {
  const kept: Span[] = []
  for (const span of spans.toSorted((a, b) => a.order - b.order || a.start - b.start)) if (kept.every(other => other.end <= span.start || other.start >= span.end)) kept.push(span)
  return kept.toSorted((a, b) => a.start - b.start)
}

/**
 * The stretches in which a rule's words stand, in order, none overlapping another: these words alone where the rule is decided on the spot, else their
 * sentences, which no pattern leaves and no condition in words.
 */
export function stretchesOf(prepared: Prepared, rule: number, { spots, disguised }: Screened, text: string): readonly Window[] {
  const stretches: { from: number; to: number }[] = [], alone = isDecidedOnTheSpot(prepared, rule)
  for (const { pattern, start, end } of spots.length < 2 ? spots : spots.toSorted((a, b) => a.start - b.start)) {
    const last = stretches.at(-1)
    // Most words of a long sentence stand in a stretch that is taken already: it is not looked for again.
    if (prepared.ruleOf[pattern] !== rule || (last && end < last.to && start >= last.from)) continue
    const from = alone ? gapBefore(text, start) : sentenceBefore(text, start), to = alone ? gapAfter(text, end) : sentenceAfter(text, end)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else stretches.push({ from, to })
  }
  return stretches.map(({ from, to }) => {
    const within = text.slice(from, to), hidden = disguised.filter(words => words.start >= from && words.end <= to)
    return { from, plain: new Sheet(within), hidden: hidden.length === 0 ? undefined : new Sheet(within, hidden.map(words => ({ ...words, start: words.start - from, end: words.end - from }))) }
  })
}

const FURTHEST = 200
function gapBefore(text: string, at: number): number {
  const least = Math.max(0, at - FURTHEST)
  while (at > least && text.charCodeAt(at - 1) > 32) at--
  return at
}
function gapAfter(text: string, at: number): number {
  const most = Math.min(text.length, at + FURTHEST)
  while (at < most && text.charCodeAt(at) > 32) at++
  return at
}

/** A sentence ends for certain at a sign that ends one and a gap after it; anything less belongs to the stretch. */
const endsSentence = (text: string, at: number) => {
  const sign = text.charCodeAt(at)
  return (sign === 46 || sign === 33 || sign === 63) && text.charCodeAt(at + 1) === 32
}
function sentenceBefore(text: string, at: number): number {
  while (at > 0 && !endsSentence(text, at - 1)) at--
  return at
}
function sentenceAfter(text: string, at: number): number {
  while (at < text.length && !endsSentence(text, at)) at++
  return Math.min(text.length, at + 1)
}
