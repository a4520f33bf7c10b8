// The check itself: every rule of a rulebook over every part of a post. Pure and deterministic; it hashes nothing and knows no clock.
import { findLetters } from './engine/letters.ts'
import { lookThrough } from './engine/look-through.ts'
import { findPictures, findVideos } from './engine/media.ts'
import { findOrigin } from './engine/origin.ts'
import { prepare } from './engine/prepare.ts'
import { Reading, type Place } from './engine/reading.ts'
import type { CheckedPost } from './post.ts'
import { ENGINE, inOrder, verdictOf, type Finding, type Report } from './report.ts'
import type { Rule, Rulebook, Through } from './rulebook/compile.ts'

/** More findings than this are not listed: the post is held instead. */
export const MOST_FINDINGS = 500

/** The report on a post, without the rulebook's digest, which the caller adds (`withDigests`). The same arguments always give the same report. */
export function check(rulebook: Rulebook, post: CheckedPost): Report {
  const { findings, held: tooMuch } = findingsIn(rulebook.rules, new Reading(post))
  const all = inOrder(findings), held = post.held || tooMuch || all.length > MOST_FINDINGS
  return {
    ...(post.id === null ? {} : { id: post.id }),
    verdict: verdictOf(all, held),
    findings: all.length > MOST_FINDINGS ? all.slice(0, MOST_FINDINGS) : all,
    rulebook: { id: rulebook.id, version: rulebook.version },
    engine: ENGINE,
    notes: notesOn(post, all.length, tooMuch),
    held,
  }
}

/** What rules find in one reading, in no particular order; `through` gathers what the matches went through, for the rulebook's own examples. */
export function findingsIn(rules: readonly Rule[], reading: Reading, through?: Through): { readonly findings: readonly Finding[]; readonly held: boolean } {
  const prepared = prepare(rules), { post } = reading
  const others = prepared.others.length === 0 ? [] : prepared.others.flatMap(place => (isInScope(rules[place]!, post) ? placesOf(rules[place]!, reading, through).map(each => findingAt(rules[place]!, post, each)) : []))
  const words = lookThrough(prepared, reading, (rule, part) => isInScope(rules[rule]!, post) && rules[rule]!.document.scope.parts.includes(post.parts[part]!.kind), { through, most: MOST_FINDINGS })
  if (words.found.length === 0) return { findings: others, held: words.held }
  const found = words.found.map(({ rule, place }) => findingAt(rules[rule]!, post, place))
  return { findings: others.length === 0 ? found : [...others.filter(other => !saysNoMore(other, rules, found)), ...found], held: words.held }
}

/** Odd letters in words that another rule finds there are said once: the words are what must change. */
function saysNoMore(odd: Finding, rules: readonly Rule[], found: readonly Finding[]): boolean {
  return rules.some(rule => rule.document.id === odd.rule && rule.compiled.kind === 'letters') && found.some(({ part, start, end }) => part === odd.part && start < odd.end && odd.start < end)
}

function isInScope({ document }: Rule, { channel }: CheckedPost): boolean {
  const { channels, jurisdictions } = document.scope
  return channels.includes(channel.kind) && (jurisdictions.length === 0 || jurisdictions.includes(channel.jurisdiction))
}

/** Where rules of other things than words find something; words are looked for all at once. */
function placesOf({ compiled, document }: Rule, reading: Reading, through?: Through): readonly Place[] {
  switch (compiled.kind) {
    case 'words':
      return []
    case 'pictures':
      return findPictures(compiled, reading)
    case 'videos':
      return findVideos(compiled, reading, through)
    case 'origin':
      return findOrigin(compiled, reading, partsInScope(document.scope.parts, reading.post))
    case 'letters':
      return findLetters(reading, partsInScope(document.scope.parts, reading.post))
  }
}

/** The words of somebody to whom the post only replies are not the body's: they are numbered, and no rule reads them. */
const partsInScope = (kinds: readonly string[], post: CheckedPost): readonly number[] =>
  post.parts.flatMap((part, i) => (part.of !== 'replyTo' && kinds.includes(part.kind) ? [i] : []))

function findingAt({ document }: Rule, post: CheckedPost, place: Place): Finding {
  const of = post.parts[place.part]?.of
  return {
    rule: document.id,
    level: document.level,
    part: place.part,
    ...(of === undefined ? {} : { of }),
    ...(place.medium === undefined ? {} : { medium: place.medium }),
    start: place.start,
    end: place.end,
    match: place.match,
    ...(place.and === undefined ? {} : { and: place.and }),
    title: document.title,
    says: place.says ?? document.says,
    why: document.why,
    cite: document.cite[0]!,
    instead: place.instead ?? [],
    advice: document.advice,
  }
}

function notesOn(post: CheckedPost, found: number, tooMuch: boolean): readonly string[] {
  const unsaid = post.media.some(medium => (medium.kind === 'video' ? medium.captions : medium.alt) === null)
  return [
    ...(post.at === null ? ['Without "at" no rule about time was applied.'] : []),
    ...(unsaid ? ['It was not said whether every picture has alt text and every video captions, so that was not judged.'] : []),
    ...(post.held ? ['The post is longer than can be read, so it is held: a person must read the rest.'] : []),
    ...(tooMuch ? ['There is more in the post to look at than can be looked at, so it is held: a person must read it.'] : []),
    ...(found > MOST_FINDINGS ? [`There are ${found} findings, and the first ${MOST_FINDINGS} are listed, so the post is held.`] : []),
  ]
}
