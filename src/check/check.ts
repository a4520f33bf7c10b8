// The check itself: every rule of a rulebook over every part of a post. Pure and deterministic; it hashes nothing and knows no clock.
import { findPictures, findVideos } from './engine/media.ts'
import { findOrigin } from './engine/origin.ts'
import { Reading, type Place } from './engine/reading.ts'
import { findWords } from './engine/words.ts'
import type { CheckedPost } from './post.ts'
import { ENGINE, inOrder, verdictOf, type Finding, type Report } from './report.ts'
import type { Rule, Rulebook, Through } from './rulebook/compile.ts'

/** More findings than this are not listed: the post is held instead. */
export const MOST_FINDINGS = 500

/** The report on a post, without the rulebook's digest, which the caller adds (`withDigests`). The same arguments always give the same report. */
export function check(rulebook: Rulebook, post: CheckedPost): Report {
  const reading = new Reading(post)
  const all = inOrder(rulebook.rules.flatMap(rule => findingsOf(rule, reading)))
  const held = post.held || all.length > MOST_FINDINGS
  return {
    ...(post.id === null ? {} : { id: post.id }),
    verdict: verdictOf(all, held),
    findings: all.slice(0, MOST_FINDINGS),
    rulebook: { id: rulebook.id, version: rulebook.version },
    engine: ENGINE,
    notes: notesOn(post, all.length),
    held,
  }
}

/** What one rule finds in one reading; `through` gathers what the matches went through, for the rulebook's own examples. */
export function findingsOf(rule: Rule, reading: Reading, through?: Through): readonly Finding[] {
  const { channels, jurisdictions } = rule.document.scope
  const { channel } = reading.post
  if (!channels.includes(channel.kind) || (jurisdictions.length > 0 && !jurisdictions.includes(channel.jurisdiction))) return []
  return placesOf(rule, reading, through).map(place => findingAt(rule, reading.post, place))
}

function placesOf({ compiled, document }: Rule, reading: Reading, through?: Through): readonly Place[] {
  switch (compiled.kind) {
    case 'words':
      return findWords(compiled, reading, partsInScope(document.scope.parts, reading.post), through)
    case 'pictures':
      return findPictures(compiled, reading)
    case 'videos':
      return findVideos(compiled, reading, through)
    case 'origin':
      return findOrigin(compiled, reading, partsInScope(document.scope.parts, reading.post))
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
    title: document.title,
    says: place.says ?? document.says,
    why: document.why,
    cite: document.cite[0]!,
    instead: place.instead ?? [],
    advice: document.advice,
  }
}

function notesOn(post: CheckedPost, found: number): readonly string[] {
  const unsaid = post.media.some(medium => (medium.kind === 'video' ? medium.captions : medium.alt) === null)
  return [
    ...(post.at === null ? ['Without "at" no rule about time was applied.'] : []),
    ...(unsaid ? ['It was not said whether every picture has alt text and every video captions, so that was not judged.'] : []),
    ...(post.held ? ['The post is longer than can be read, so it is held: a person must read the rest.'] : []),
    ...(found > MOST_FINDINGS ? [`There are ${found} findings, and the first ${MOST_FINDINGS} are listed, so the post is held.`] : []),
  ]
}
