// Where does this post stand? Everything that the page of one post says, in its order.
import type { Facts } from '../commands/facts.ts'
import { may, type Action } from '../commands/may.ts'
import type { Post } from '../commands/ports.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import { bytesToPackage } from '../draft/package.ts'
import { spokenParts } from '../draft/part.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { factsFor, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { eventsOf, remarksOf, type Event, type Remarks } from './post-events.ts'
import { previewOf, type Preview } from './preview.ts'
import { readEntry, type Said } from './read-entry.ts'
import { titleOf } from './title.ts'
import { layersWaiting } from './who-can.ts'
import { whoSigns, type Step } from './who-signs.ts'
import { placeOf, whyItWaits, windowWords, type Answer, type Quoted } from './why-it-waits.ts'
import { capital, digestWords, listed } from './words.ts'

export interface Fact { readonly name: string; readonly text: string; readonly hash?: boolean; readonly href?: string; readonly more?: { readonly href: string; readonly text: string } }
export interface PostPage {
  readonly number: number
  readonly title: string
  readonly answer: Answer
  readonly steps: readonly Step[]
  readonly preview: Preview
  readonly events: readonly Event[]
  readonly facts: readonly Fact[]
  /** What this person may do now: the buttons, and nothing else. */
  readonly may: readonly Action[]
  /** The refusal that could be lifted, by its entry. */
  readonly refusalEntry: number | null
  /** The platform's own id of it wherever it is live; empty where that was erased. */
  readonly live: readonly string[]
  readonly everSubmitted: boolean
  /** Why this person cannot do what the post waits for, where it waits for a signature or a release. */
  readonly cannot: Refusal | null
}

const OFFERED: readonly Action[] = ['save-draft', 'submit-post', 'withdraw-post', 'sign-off-post', 'return-post', 'refuse-post', 'lift-refusal', 'release-post']

export async function postPage(asking: Asking, number: number): Promise<Result<PostPage>> {
  const read = await readPost(asking, number)
  if (!read.ok) return read
  const { facts, known, said, remarks, body } = read.value, post = facts.post!
  return done({
    number, title: titleOf(post), answer: whyItWaits(facts, known, quotedFor(post, said, remarks)), steps: whoSigns(facts, known), preview: await shownOf(asking, facts, body),
    events: eventsOf(facts, known, said, remarks), facts: factsOf(facts, known), may: OFFERED.filter(action => may(action, facts) === undefined),
    refusalEntry: post.standing.refusals[0]?.entry ?? null, live: await liveIds(asking, post), everSubmitted: post.standing.submission !== null, cannot: cannotOf(facts),
  })
}

export interface ReadPost { readonly facts: Facts; readonly known: Known; readonly said: readonly Said[]; readonly remarks: Remarks; readonly body: string }

const liveIds = ({ reader }: Asking, { sends }: Post): Promise<readonly string[]> =>
  Promise.all(Object.values(sends.sends).filter(({ outcome }) => outcome === 'sent').map(async ({ remote }) => (remote === null ? '' : (await reader.opened(remote))?.value ?? '')))

/** Everything about one post that its pages are put together from. */
export async function readPost(asking: Asking, number: number): Promise<Result<ReadPost>> {
  const { reader } = asking
  const post = await reader.post(number)
  if (!post) return refuse('POST_NOT_THERE')
  const { id, name: body } = await reader.body(), standing = await reader.standing(), known = await whoIsWho(reader)
  const said = (await reader.entriesOf(post.id)).map(readEntry)
  return done({ facts: factsFor(asking, id, standing, post), known, said, remarks: await remarksOf(reader, said), body })
}

/** What stands in the way of this reader alone; what stands in everybody's way is in the answer already. */
const OWN_REASONS = new Set(['ADVISER_CANNOT_SIGN', 'ADMINISTRATOR_CANNOT_SIGN', 'SIGNER_WROTE_IT', 'SIGNER_ALREADY_SIGNED', 'RELEASER_WROTE_IT', 'RELEASE_NOT_YOURS', 'NOT_YOUR_LAYER', 'KEY_MISSING', 'UNDERSTANDING_MISSING', 'UNDERSTANDING_WAITS', 'UNDERSTANDING_RAN_OUT'])

function cannotOf(facts: Facts): Refusal | null {
  const { post } = facts
  if (!standingSubmission(post!.standing) || Object.keys(post!.sends.sends).length > 0 || may('sign-off-post', facts) === undefined || may('release-post', facts) === undefined) return null
  const refusal = layersWaiting(facts).length > 0 ? may('sign-off-post', facts) : may('release-post', facts)
  return refusal && OWN_REASONS.has(refusal.code) ? refusal : null
}

/** The remarks beside the return and the refusal that stand. */
function quotedFor({ standing }: Post, said: readonly Said[], remarks: Remarks): { readonly ended?: Quoted; readonly refused?: Quoted } {
  const quotedAt = (entry: number | undefined): Quoted | undefined => {
    const act = said.find(({ index }) => index === entry)
    if (!act) return undefined
    const remark = act.kind === 'statement' && act.statement.kind === 'sign-off' ? act.statement.predicate.remark : act.kind === 'stop' && 'remark' in act.stop ? act.stop.remark : null
    return { remark: remark === null ? undefined : remarks.get(remark), at: act.said }
  }
  const ended = quotedAt(standing.ended?.entry), refused = quotedAt(standing.refusals[0]?.entry)
  return { ...(ended ? { ended } : {}), ...(refused ? { refused } : {}) }
}

/** The package that was submitted, byte for byte; the working copy where none was. */
export async function shownOf({ reader }: Asking, { standing, post }: Facts, body: string): Promise<Preview> {
  const submission = post!.standing.submission, known = standing.policy?.document.channels ?? {}
  const live = submission && standingSubmission(post!.standing) ? await reader.packageBytes(submission.digest) : undefined
  const { parts, channels } = live ? packaged(live) : { parts: spokenParts(post!.draft.parts), channels: post!.draft.channels }
  return previewOf({ body, parts, channels: channels.flatMap(channel => known[channel] ?? []) })
}

function packaged(bytes: Uint8Array): Pick<Post['draft'], 'parts' | 'channels'> {
  const packed = bytesToPackage(bytes)
  return { parts: packed.parts, channels: packed.channels.map(({ channel }) => channel) }
}

function factsOf(facts: Facts, known: Known): readonly Fact[] {
  const { now, post } = facts
  const { number, author, draft, revisions } = post!, submission = post!.standing.submission, stands = standingSubmission(post!.standing)
  const others = post!.standing.contributors.filter(person => person !== author)
  const goes = listed(draft.channels.map(channel => placeOf(facts, channel)))
  return [
    { name: 'Goes out', text: windowWords(stands?.window ?? draft.window, now) },
    { name: 'Goes to', text: goes === '' ? 'No channel chosen' : capital(goes) },
    { name: 'Written by', ...textAndLink(known, author) },
    ...(others.length > 0 ? [{ name: 'Also edited by', text: others.map(person => known.introduced(person)).join('; ') }] : []),
    { name: 'Version', text: submission ? `${submission.revision} of ${Math.max(revisions, submission.revision)}.` : 'Not sent yet', ...(submission && submission.revision > 1 ? { more: { href: `/posts/${number}/versions/${submission.revision - 1}..${submission.revision}`, text: 'Compare versions' } } : {}) },
    ...(stands ? [{ name: Object.keys(post!.sends.sends).length > 0 ? 'What was signed' : 'What is being signed', text: `sha256 ${digestWords(stands.digest)}`, hash: true }] : []),
  ]
}

const textAndLink = (known: Known, author: Post['author']): { readonly text: string; readonly href: string } => ({ text: known.introduced(author), href: known.named(author).href })
