// Rules whose words excuse nothing and ask for nothing beside them are decided where their words stand: the rest of the text is not laid out for them.
import type { Prepared } from './prepare.ts'
import { Sheet } from './reading.ts'
import type { Screened } from './look.ts'

/** A stretch of a text around some words, in whole words, laid out as it stands and as it is meant. */
export interface Window { readonly from: number; readonly plain: Sheet; readonly hidden: Sheet | undefined }

/** Whether a rule has no condition, and each of its patterns is known by its words alone. */
export function isDecidedOnTheSpot({ rules, spotted }: Prepared, rule: number): boolean {
  const { compiled } = rules[rule]!
  return compiled.kind === 'words' && compiled.near.length === 0 && compiled.unless.length === 0 && spotted[rule] === 1
}

/** The stretches in which a rule's words stand, in order, none overlapping another. */
export function spotsOf({ ruleOf }: Prepared, rule: number, { spots, disguised }: Screened, text: string): readonly Window[] {
  const stretches: { from: number; to: number }[] = []
  for (const { pattern, start, end } of spots.length < 2 ? spots : spots.toSorted((a, b) => a.start - b.start)) {
    if (ruleOf[pattern] !== rule) continue
    const from = gapBefore(text, start), to = gapAfter(text, end), last = stretches.at(-1)
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
