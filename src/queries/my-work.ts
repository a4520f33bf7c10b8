// What waits for me? Everything that this person can do next, most urgent first, and what this person waits for.
import { checkWords } from '../signoff/check-words.ts'
import { may, type Action } from '../commands/may.ts'
import type { Facts } from '../commands/facts.ts'
import type { Post, Reader } from '../commands/ports.ts'
import { DAY, later, type Instant } from '../core/instant.ts'
import { keysOf } from '../people/standing.ts'
import { contributed, standingSubmission } from '../signoff/post-standing.ts'
import { asSeenBy, factsFor, MOST_POSTS, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { releaseOf } from './release-of.ts'
import { ownRoles } from './roles-held.ts'
import { keysToVouch } from './people-page.ts'
import { declarationsToConfirm } from './team-page.ts'
import { titleOf } from './title.ts'
import { layersWaiting, whoFills } from './who-can.ts'
import { whyItWaits, type Answer } from './why-it-waits.ts'
import { atOf, dayOf, fullDayOf, listed, momentOf, plural, timeOf } from './words.ts'
import { proposalsToApprove } from './policy-page.ts'

/** Something to do: `act` is the button; a POST where it leads to a signature, else a page. */
export interface ToDo { readonly title: string; readonly href: string; readonly text: string; readonly by: string | null; readonly soon: string | null; readonly act: { readonly text: string; readonly href: string; readonly post: boolean } }
export interface Waiting { readonly title: string; readonly href: string; readonly text: string; readonly state: Answer['state'] }
export interface Soon { readonly time: string; readonly title: string; readonly href: string; readonly state: string; readonly text: string; readonly tone: Answer['state']['tone'] }
export interface DraftLine { readonly title: string; readonly href: string; readonly saved: string; readonly stop: string | null; readonly text: string }
export interface MyWork {
  readonly lead: string
  readonly toDo: readonly ToDo[]
  readonly soon: readonly Soon[]
  readonly day: string
  readonly waiting: readonly Waiting[]
  readonly drafts: readonly DraftLine[]
  readonly understanding: { readonly text: string; readonly link: { readonly href: string; readonly text: string } | null } | null
  readonly mayWrite: boolean
}

export async function myWork(asking: Asking): Promise<MyWork> {
  const { reader } = asking, { id } = await reader.body(), standing = await reader.standing(), known = await whoIsWho(reader), posts = await reader.posts(MOST_POSTS)
  const facts = factsFor(asking, id, standing, undefined), about = posts.map(post => ({ ...facts, post }))
  const toDo = [...about.flatMap(each => toDoAt(each, known)), ...otherToDo(facts, known)]
  const soon = about.flatMap(each => soonAt(each, known)).toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ soon: shown }) => shown)
  return {
    lead: leadOf(toDo.length, soon), toDo, soon, day: `Today, ${dayOf(asking.now)}`, waiting: about.flatMap(each => waitingAt(each, known)), drafts: await Promise.all(about.filter(isOwnDraft).map(each => draftLine(reader, each))),
    understanding: understandingOf(facts), mayWrite: may('begin-post', facts) === undefined,
  }
}

/** How many things wait: the number in the navigation. */
export async function waitingCount(asking: Asking): Promise<number> {
  const { reader } = asking, { id } = await reader.body(), standing = await reader.standing(), known = await whoIsWho(reader)
  const facts = factsFor(asking, id, standing, undefined)
  return (await reader.posts(MOST_POSTS)).flatMap(post => toDoAt({ ...facts, post }, known)).length + otherToDo(facts, known).length
}

function leadOf(count: number, soon: readonly Soon[]): string {
  const next = soon.length > 0 ? ` The next post goes out at ${soon[0]!.time}.` : ''
  return count === 0 ? `Nothing waits for you.${next}` : `${count === 1 ? '1 thing waits' : `${count} things wait`} for you.${next}`
}

function toDoAt(facts: Facts & { readonly post: Post }, known: Known): readonly ToDo[] {
  const { post, now } = facts, submission = standingSubmission(post.standing), href = `/posts/${post.number}`, title = titleOf(post)
  const can = (action: Action): boolean => may(action, facts) === undefined
  const written = `Written by ${known.introduced(post.author)}. ${plural(post.draft.parts.filter(({ text }) => text.trim() !== '').length, 'part')}.`
  const by = submission ? { by: momentOf(submission.window.until, now), soon: nearness(submission.window.until, now) } : { by: null, soon: null }
  if (can('sign-off-post')) {
    const layer = layersWaiting(facts).find(each => whoFills(facts, each).can.includes(facts.actor)), sent = submission ? ` Sent ${atOf(submission.said, now)}.` : ''
    return [{ title: `${layer?.id === '2i' ? 'Give a second pair of eyes' : `Sign for the ${layer?.title ?? 'next layer'}`}: ${title}`, href, text: `${written}${sent}`, ...by, act: { text: 'Review and sign', href: `${href}/review`, post: true } }]
  }
  if (can('release-post')) return [{ title: `Release: ${title}`, href, text: `${written} Everyone has signed.`, ...by, act: { text: 'Review and release', href: `${href}/release`, post: true } }]
  const { ended } = post.standing
  if (post.author === facts.actor && ended && ended.why !== 'withdrawn' && can('save-draft')) {
    const why = ended.why === 'returned' ? `${known.name(ended.person)} returned it.` : `${known.name(ended.person)} changed it after it was sent, so what was signed no longer counts.`
    return [{ title: `${ended.why === 'returned' ? 'Answer a return' : 'Send again'}: ${title}`, href, text: why, by: null, soon: null, act: { text: 'Open it', href: `${href}/edit`, post: false } }]
  }
  return []
}

function otherToDo(facts: Facts, known: Known): readonly ToDo[] {
  const confirm = declarationsToConfirm(facts, known).map(({ name, role, since, href }): ToDo => ({ title: `Confirm an understanding: ${name}`, href, text: `${name} declared to understand the Code as ${role} ${since}.`, by: null, soon: null, act: { text: 'Confirm after you have talked', href, post: false } }))
  const vouch = keysToVouch(facts, known).map(({ name, href, credential }): ToDo => ({ title: `Vouch for a key: ${name}`, href, text: `${name} has made a signing key. It counts once two colleagues have vouched for it.`, by: null, soon: null, act: { text: 'Look at it and vouch', href: `/keys/${credential}/vouch`, post: true } }))
  const policy = proposalsToApprove(facts, known).map(({ by }): ToDo => ({ title: 'Approve a change of policy', href: '/settings/policy', text: by, by: null, soon: null, act: { text: 'Look at the change', href: '/settings/policy', post: false } }))
  return [...starterToSign(facts), ...keyToMake(facts), ...confirm, ...vouch, ...policy]
}

/** Whoever has just been invited has a sign-in passkey and nothing else. */
const keyToMake = ({ standing: { people }, actor }: Facts): readonly ToDo[] =>
  keysOf(people, actor).length > 0 ? [] : [{ title: 'Make your signing key', href: '/me', text: 'Until two colleagues have vouched for it, your roles with it, you can look at everything and sign nothing.', by: null, soon: null, act: { text: 'Go to your page', href: '/me', post: false } }]

/** Before anything else a body needs its first policy, and one of the first two signs it first. */
const starterToSign = ({ standing: { policy, proposals, first }, actor }: Facts): readonly ToDo[] =>
  policy || proposals.length > 0 || !first.includes(actor) ? [] : [{ title: 'Sign the starter policy', href: '/settings/policy', text: 'No policy is in force yet, so nothing can be written. The first two people sign it.', by: null, soon: null, act: { text: 'Look at the policy', href: '/settings/policy', post: false } }]

const nearness = (until: Instant, now: Instant): string | null => {
  const minutes = Math.round((Date.parse(until) - Date.parse(now)) / 60_000)
  return minutes > 0 && minutes <= 120 ? `in ${plural(minutes, 'minute')}` : null
}

function soonAt(facts: Facts & { readonly post: Post }, known: Known): readonly { readonly at: string; readonly soon: Soon }[] {
  const { post, now } = facts, submission = standingSubmission(post.standing)
  if (!submission || Object.keys(post.sends.sends).length > 0 || submission.window.until < now) return []
  const release = releaseOf(facts, submission), at = release?.at ?? submission.window.from
  if (at <= now || at > later(now, DAY)) return []
  const { state, waitsFor } = whyItWaits(facts, known)
  const needs = release ? 'It will go out.' : waitsFor.includes(facts.actor) ? 'Needs you.' : `Needs ${waitsFor.length > 3 ? plural(waitsFor.length, 'person', 'people') : listed(waitsFor.map(person => known.name(person)), 'or') || 'somebody'}.`
  return [{ at, soon: { time: timeOf(at), title: titleOf(post), href: `/posts/${post.number}`, state: `${state.text}.`, text: needs, tone: state.tone } }]
}

function waitingAt(facts: Facts & { readonly post: Post }, known: Known): readonly Waiting[] {
  const { post, actor } = facts
  if (!contributed(post.standing, actor) || !standingSubmission(post.standing) || Object.values(post.sends.sends).some(({ outcome }) => outcome === 'sent')) return []
  const answer = whyItWaits(facts, known)
  return [{ title: titleOf(post), href: `/posts/${post.number}`, text: answer.sentence, state: answer.state }]
}

const isOwnDraft = ({ post, actor }: Facts & { readonly post: Post }): boolean =>
  (post.author === actor || post.draft.savedBy === actor) && !standingSubmission(post.standing) && post.standing.ended?.why !== 'withdrawn' && Object.keys(post.sends.sends).length === 0

async function draftLine(reader: Reader, { post, now, standing }: Facts & { readonly post: Post }): Promise<DraftLine> {
  const policy = standing.policy!.document, rulebook = await reader.rulebook(policy.rulebook)
  const report = rulebook && checkWords({ rulebook, rulebookDigest: policy.rulebook, parts: post.draft.parts, channels: post.draft.channels.flatMap(channel => policy.channels[channel] ?? []), at: null })
  const stops = report?.findings.filter(({ level }) => level !== 'advise') ?? [], empty = post.draft.parts.every(({ text }) => text.trim() === '')
  const blocks = stops.filter(({ level }) => level === 'block').length, stop = stops.length === 0 ? null : blocks > 0 ? plural(blocks, 'finding blocks it:', 'findings block it:') : plural(stops.length, 'finding needs an answer:', 'findings need an answer:')
  const text = empty ? 'Nothing has been written yet.' : stops.length === 0 ? 'Nothing stands in its way. You can send it for sign-off.' : `“${stops[0]!.match}” ${stops[0]!.says}.`
  return { title: titleOf(post), href: `/posts/${post.number}/edit`, saved: `Saved ${momentOf(post.draft.savedAt, now)}`, stop, text }
}

const SOON_OUT = 30 * DAY

/** A note when an understanding is missing, waits, or runs out within 30 days. */
function understandingOf(facts: Facts): MyWork['understanding'] {
  const roles = ownRoles(facts)
  const missing = roles.find(({ state }) => state === 'none' || state === 'ran-out')
  if (missing) return { text: `You hold the role of ${missing.title}, and ${missing.state === 'none' ? 'have not declared' : 'your declaration has run out'}. Until it is confirmed you cannot send, sign or release as ${missing.title}. It takes about 10 minutes.`, link: { href: `/me/understanding/${missing.role}`, text: missing.state === 'none' ? 'Read the Code and declare' : 'Renew it now' } }
  const waits = roles.find(({ state }) => state === 'waits')
  if (waits) return { text: `You declared as ${waits.title}. It counts once your manager has talked with you and confirmed it.`, link: null }
  const soon = roles.find(({ until }) => until !== null && until < later(facts.now, SOON_OUT))
  if (soon) return { text: `Current as ${soon.title} until ${fullDayOf(soon.until!)}. After that you cannot send, sign or release. Renewing takes about 10 minutes.`, link: { href: `/me/understanding/${soon.role}`, text: 'Renew it now' } }
  return null
}

/** Who else could do what this person cannot: used where a refusal is shown. */
export const othersWho = (action: Action, facts: Facts, known: Known): readonly string[] =>
  Object.keys(facts.standing.people.persons).filter(person => person !== facts.actor && may(action, asSeenBy(facts, person as Facts['actor'])) === undefined).map(person => known.name(person as Facts['actor']))
