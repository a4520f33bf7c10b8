// Runs a rule over its own examples: every marked span must be found exactly, nothing else, and every alternative must earn its place.
import { findingsIn } from '../check.ts'
import { Reading } from '../engine/reading.ts'
import { readPost, type CheckedPost } from '../post.ts'
import type { Finding } from '../report.ts'
import { provable, type Rule, type Through } from './compile.ts'
import type { Example } from './document.ts'

/** How many of each a rule needs at least. */
export const LEAST_EXAMPLES = 3

export interface WrongExample { readonly member: string; readonly wrong: string }

/** Everything that is wrong with a rule's examples; empty when the rule does what they say. */
export function wrongExamples(rule: Rule): readonly WrongExample[] {
  const { flags, passes } = rule.document.examples
  const through: Through = new Set(), rules = [rule]
  return [
    ...enough('flags', flags), ...enough('passes', passes),
    ...flags.flatMap((example, i) => wrongOf(rules, example, `examples.flags[${i}]`, true, through)),
    ...passes.flatMap((example, i) => wrongOf(rules, example, `examples.passes[${i}]`, false, through)),
    ...unused(rule, through),
  ]
}

const enough = (kind: 'flags' | 'passes', examples: readonly Example[]) =>
  examples.length < LEAST_EXAMPLES ? [{ member: `examples.${kind}`, wrong: `has fewer than ${LEAST_EXAMPLES} examples` }] : []

function wrongOf(rules: readonly Rule[], example: Example, member: string, flags: boolean, through: Through): readonly WrongExample[] {
  const read = readExample(example)
  if (typeof read === 'string') return [{ member, wrong: read }]
  if (flags !== read.wanted.length > 0) return [{ member, wrong: flags ? 'marks no span in [[ ]]' : 'marks a span, which an example that passes cannot' }]
  const found = findingsIn(rules, new Reading(read.post), through).findings.map(placeOf)
  const missed = read.wanted.filter(place => !found.includes(place)), extra = found.filter(place => !read.wanted.includes(place))
  if (missed.length > 0) return [{ member, wrong: `is not found at ${missed.join(' and ')}${extra.length > 0 ? `, but at ${extra.join(' and ')}` : ''}` }]
  return extra.length > 0 ? [{ member, wrong: `is found at ${extra.join(' and ')}, which it does not mark` }] : []
}

const placeOf = (finding: Finding) =>
  finding.medium !== undefined ? `medium ${finding.medium}` : finding.match === '' ? 'the post itself' : `${finding.part}:${finding.start}-${finding.end} "${finding.match}"`

interface Read { readonly post: CheckedPost; readonly wanted: readonly string[] }

/** The post without its marks and the places that they name; a sentence when the example itself cannot be read. */
function readExample(example: Example): Read | string {
  const whole = typeof example === 'string' ? [] : example.whole
  const result = readPost(typeof example === 'string' ? { text: example } : example.post)
  if (!result.ok) return `is not a post: ${String(result.facts.member)} ${String(result.facts.wrong)}`
  const wanted: string[] = whole.map(medium => (medium < result.value.media.length ? `medium ${medium}` : 'the post itself'))
  const parts = result.value.parts.map((part, i) => {
    const { text, spans } = unmark(part.text)
    wanted.push(...spans.map(([start, end]) => `${i}:${start}-${end} "${text.slice(start, end)}"`))
    return { ...part, text }
  })
  return parts.some(part => /\[\[|\]\]/.test(part.text)) ? 'has marks [[ ]] that do not pair' : { post: { ...result.value, parts }, wanted }
}

/** Takes the [[ ]] out of a text and says where they were. */
export function unmark(marked: string): { readonly text: string; readonly spans: readonly (readonly [number, number])[] } {
  const spans: [number, number][] = []
  let text = ''
  for (const piece of marked.split(/(\[\[.*?\]\](?!\]))/s)) {
    const inside = /^\[\[(.+)\]\]$/s.exec(piece)?.[1]
    if (inside !== undefined) spans.push([text.length, text.length + inside.length])
    text += inside ?? piece
  }
  return { text, spans }
}

const unused = (rule: Rule, through: Through) =>
  [...provable(rule)].filter(([each]) => !through.has(each)).map(([, words]) => ({ member: 'find', wrong: `has an alternative that no example fires: "${words}"` }))
