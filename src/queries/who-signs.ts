// Who signs a post, layer by layer: who has signed, who can, and who might be expected to but cannot.
import type { Facts } from '../commands/facts.ts'
import { countingSignOffs } from '../signoff/clear.ts'
import type { Layer } from '../signoff/policy.ts'
import { standingSubmission, type SignOff, type Submission } from '../signoff/post-standing.ts'
import { cannotSentences } from './cannot.ts'
import { roleThen, type Known } from './known.ts'
import { releaseOf } from './release-of.ts'
import { layersWaiting, whoFills, whoReleases } from './who-can.ts'
import { anyOf, routeOf } from './why-it-waits.ts'
import { atOf, capital, listed } from './words.ts'

export interface Step { readonly state: 'done' | 'now' | 'later' | 'stopped'; readonly title: string; readonly lines: readonly string[]; readonly quiet: readonly string[] }

/** The steps of a post that was sent for sign-off; empty for a draft. */
export function whoSigns(facts: Facts, known: Known): readonly Step[] {
  const post = facts.post!, submission = standingSubmission(post.standing)
  if (!submission) return outdatedOnly(facts, known)
  const waiting = layersWaiting(facts), counting = countingSignOffs(post.standing, { people: facts.standing.people })
  const layers = routeOf(facts, submission).map(layer => layerStep(facts, known, layer, { counting, open: waiting.some(({ id }) => id === layer.id) }))
  return [...layers, releaseStep(facts, known, submission, waiting.length === 0)]
}

const DEMO = ', with a demo key'

function layerStep(facts: Facts, known: Known, layer: Layer, { counting, open }: { readonly counting: readonly SignOff[]; readonly open: boolean }): Step {
  const post = facts.post!, here = counting.filter(signed => signed.layer === layer.id)
  const signed = here.map(each => `${known.name(each.person)}, ${roleThen(facts.standing, known, each.person, each.understanding)}, signed version ${each.revision} ${atOf(each.said, facts.now)}${each.demo ? DEMO : ''}.`)
  const voided = [...outdatedAt(facts, known, layer.id), ...post.standing.signOffs.filter(each => each.layer === layer.id && !counting.includes(each)).map(each => `${known.name(each.person)}’s signature does not count: the key was suspended.`)]
  if (!open) return { state: 'done', title: capital(layer.title), lines: signed, quiet: voided }
  const who = whoFills(facts, layer)
  const can = who.can.length > 0 ? `${capital(anyOf(who.can, known))} can sign.` : 'Nobody can sign this now.'
  return { state: 'now', title: capital(layer.title), lines: [...signed, can], quiet: [...cannotSentences(who, known), ...voided] }
}

/** "Ben Folio's signature on version 1 stopped counting when the words changed." */
const outdatedAt = ({ post }: Facts, known: Known, layer: string): readonly string[] =>
  post!.standing.outdated.filter(each => each.layer === layer).map(each => `${known.name(each.person)}’s signature on version ${each.revision}, ${atOf(each.said)}, stopped counting when the words changed.`)

function outdatedOnly({ post }: Facts, known: Known): readonly Step[] {
  const { outdated } = post!.standing
  return outdated.length === 0 ? [] : [{ state: 'later', title: 'Nobody yet', lines: [], quiet: outdated.map(each => `${known.name(each.person)}’s signature on version ${each.revision}, ${atOf(each.said)}, no longer counts.`) }]
}

function releaseStep(facts: Facts, known: Known, submission: Submission, cleared: boolean): Step {
  const release = releaseOf(facts, submission)
  if (release) {
    return { state: 'done', title: `Released: ${known.name(release.person)}`, lines: [`${capital(roleThen(facts.standing, known, release.person, release.understanding))}, ${atOf(release.said, facts.now)}${release.demo ? DEMO : ''}. A separate act, signed separately.`], quiet: [] }
  }
  const who = whoReleases(facts)
  const can = who.can.length > 0 ? `${capital(anyOf(who.can, known))} can release it.` : 'Nobody can release it now.'
  return { state: cleared ? 'now' : 'later', title: 'Then release', lines: [`${can} Nothing goes out by itself.`], quiet: who.can.length === 0 ? cannotSentences(who, known) : [] }
}

/** "second pair of eyes and press office": for the composer's one line. */
export const layerTitles = (layers: readonly Layer[]): string => listed([...new Set(layers.map(({ title }) => title))])
