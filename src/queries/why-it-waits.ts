// Where does a post stand: why is it waiting, and for whom? One answer, put together from the route, the record and the same function that opens the door.
// Long because every state of a post's life has its own sentence, and they are read side by side.
import type { Facts } from '../commands/facts.ts'
import { policiesOver } from '../commands/may.ts'
import type { Post } from '../commands/ports.ts'
import type { ChannelId, PersonId } from '../core/id.ts'
import type { Refusal } from '../core/result.ts'
import { lastRelease, missedInPause, pausedNow, type Release, type SendState } from '../publish/send-standing.ts'
import { clear, layersAsked } from '../signoff/clear.ts'
import type { Layer } from '../signoff/policy.ts'
import { standingSubmission, type Submission } from '../signoff/post-standing.ts'
import { cannotSentences } from './cannot.ts'
import type { Known } from './known.ts'
import { whereOf } from './preview.ts'
import { says } from './reasons.ts'
import { releaseOf } from './release-of.ts'
import { layersWaiting, whoFills, whoReleases, type WhoCan } from './who-can.ts'
import { atOf, capital, listed, momentOf, plural, secondsOf, whenOf } from './words.ts'

export type Tone = 'stop' | 'wait' | 'ready' | 'live' | 'quiet'
export interface Answer {
  readonly code: string
  readonly state: { readonly text: string; readonly tone: Tone }
  readonly question: string
  readonly sentence: string
  readonly lines: readonly string[]
  /** Whom it waits for now. */
  readonly waitsFor: readonly PersonId[]
  /** What the keeper said against it, to be worded by the catalogue. */
  readonly held?: Refusal
}
/** The remarks that the answer may quote, by the entry of their commitment's act. */
export interface Quoted { readonly remark: string | undefined; readonly at: string | undefined }

const WAITING = 'Why is it waiting, and for whom?', STANDS = 'Where does it stand?'

/** `ended` and `refused` are the remarks beside the return or refusal that stands, opened by the caller. */
export function whyItWaits(facts: Facts, known: Known, { ended, refused }: { readonly ended?: Quoted; readonly refused?: Quoted } = {}): Answer {
  const post = facts.post!, submission = standingSubmission(post.standing), { sends } = post.sends
  if (Object.keys(sends).length > 0) return afterSending(facts, post)
  if (post.standing.ended?.why === 'withdrawn') return answer('WITHDRAWN', 'Withdrawn', 'quiet', STANDS, `${known.name(post.standing.ended.person)} withdrew it. It did not go out.`, ['What was written and signed stays in the record.'])
  const refusal = post.standing.refusals[0]
  if (refusal) return stops(facts, known, refusal.person, refused ?? { remark: undefined, at: refusal.said })
  if (!submission) return beforeSending(facts, known, post, ended)
  return underway(facts, known, post, submission)
}

const answer = (code: string, text: string, tone: Tone, question: string, sentence: string, lines: readonly string[] = [], waitsFor: readonly PersonId[] = []): Answer => ({ code, state: { text, tone }, question, sentence, lines, waitsFor })

function beforeSending({ now }: Facts, known: Known, { author, draft, standing }: Post, ended: Quoted | undefined): Answer {
  const back = standing.contributors.length > 0 ? standing.contributors : [author]
  if (standing.ended?.why === 'returned') {
    return answer('WAITS_FOR_AUTHOR', 'Returned', 'wait', WAITING, says('WAITS_FOR_AUTHOR', { author: known.name(author), person: known.name(standing.ended.person), when: ended?.at ? atOf(ended.at, now) : null }), ended?.remark ? [`“${ended.remark}”`] : [], back)
  }
  if (standing.ended?.why === 'edited') {
    const lost = standing.outdated.filter(({ revision }) => revision === standing.submission?.revision)
    const lapsed = lost.length > 0 ? `${plural(lost.length, 'signature no longer counts', 'signatures no longer count')}: ${listed(lost.map(({ person }) => known.name(person)))} must look again` : null
    return answer('SIGNATURES_LAPSED', 'Changed since it was sent', 'wait', WAITING, says('SIGNATURES_LAPSED', { person: known.name(standing.ended.person), lost: lapsed }), [`It waits for ${known.name(author)} to send it again.`], back)
  }
  return answer('DRAFT', 'Draft', 'quiet', STANDS, `It is a draft. ${known.name(author)} has not sent it for sign-off.`, [`Saved by ${known.name(draft.savedBy)} ${atOf(draft.savedAt, now)}.`], back)
}

function stops({ standing, now }: Facts, known: Known, person: PersonId, { remark, at }: Quoted): Answer {
  const arbiters = (standing.policy?.document.arbiters ?? []).filter(arbiter => arbiter !== person)
  const lifts = [known.name(person), ...arbiters.map(arbiter => `${known.name(arbiter)}, the arbiter,`)]
  return answer('REFUSED_STANDS', 'Refused', 'stop', STANDS, `${known.name(person)} refused this${at ? ` ${atOf(at, now)}` : ''}${remark ? `: “${remark}”` : '.'}`, [`Only ${listed(lifts, 'or')} can lift that.`], [person, ...arbiters])
}

function underway(facts: Facts, known: Known, post: Post, submission: Submission): Answer {
  const { standing: { people, pauses }, now } = facts
  const policies = policiesOver(facts, submission), cleared = clear(post.standing, { people, policies, now })
  if (now > submission.window.until) return tooLate(known, post, submission, cleared.ok)
  if (!cleared.ok) return cleared.code === 'LAYER_OPEN' ? forLayer(facts, known, submission) : notCleared(known, post, cleared)
  const release = lastRelease(post.sends, submission.digest)
  if (pausedNow(pauses)) return answer('PAUSED', 'Paused', 'stop', WAITING, 'All posting is paused. Everyone has signed this, and nothing goes out until the pause is lifted.')
  if (release && missedInPause(release, pauses)) return answer('MISSED_IN_PAUSE', 'Missed in a pause', 'wait', WAITING, `The pause has been lifted. This was due ${atOf(release.at, now)} and has not gone out.`, ['It waits to be released again.'], whoReleases(facts).can)
  const stands = releaseOf(facts, submission)
  if (stands) return released(facts, post, submission, stands)
  const who = whoReleases(facts)
  const sentence = says('WAITS_FOR_RELEASE', { who: anyOf(who.can, known, 'people who may release') })
  return answer('WAITS_FOR_RELEASE', 'Cleared', 'ready', WAITING, sentence, ['Nothing goes out by itself.', deadline(submission, now, 'released'), ...(who.can.length === 0 ? cannotSentences(who, known) : [])], who.can)
}

const deadline = ({ window }: Submission, now: string, what: string): string => `If it is not ${what} by ${momentOf(window.until, now)}, it will not go out and will need a new time.`

function tooLate(known: Known, { author }: Post, { window }: Submission, cleared: boolean): Answer {
  return answer('CLEARED_TOO_LATE', 'Too late', 'stop', STANDS, cleared ? 'Everyone has signed, but its time is over. It has not gone out.' : 'Its time is over before everyone had signed. It has not gone out.', [`It could go out until ${momentOf(window.until)}. ${known.name(author)} can choose a new time and send it for sign-off again; nothing needs to be typed again.`], [author])
}

function notCleared(known: Known, { author }: Post, refusal: Refusal): Answer {
  if (refusal.code === 'CLEARANCE_RAN_OUT') return answer('CLEARANCE_RAN_OUT', 'Clearance ran out', 'stop', STANDS, 'It was cleared too long ago, and that has run out. It has not gone out.', [`${known.name(author)} can send it for sign-off again; nothing needs to be typed again.`], [author])
  return { ...answer(refusal.code, 'Stopped', 'stop', STANDS, 'It cannot go out as it stands.'), held: refusal }
}

/** "a second pair of eyes", "the press office" */
export const theLayer = ({ id, title }: Pick<Layer, 'id' | 'title'>): string => `${id === '2i' ? 'a' : 'the'} ${title}`

function forLayer(facts: Facts, known: Known, submission: Submission): Answer {
  const layers = layersWaiting(facts), asked = layers.map(layer => ({ layer, who: whoFills(facts, layer) }))
  const all = routeOf(facts, submission), signed = all.length - layers.length
  const state = { text: `Waiting: ${signed} of ${all.length} signed`, tone: 'wait' as const }
  const empty = asked.find(({ who }) => who.can.length === 0)
  const since = `Sent for sign-off ${atOf(submission.said, facts.now)}. ${deadline(submission, facts.now, 'signed and released')}`
  const { code, sentence } = empty ? { code: 'WAITS_FOR_NOBODY', sentence: says('WAITS_FOR_NOBODY', { layer: theLayer(empty.layer) }) } : forSomebody(asked, known)
  const nobody = empty ? [...cannotSentences(empty.who, known), 'An empty pool blocks: ask the first two people to give somebody the role.'] : []
  return { code, state, question: WAITING, sentence, lines: [...nobody, since], waitsFor: [...new Set(asked.flatMap(({ who }) => who.can))] }
}

function forSomebody(asked: readonly { readonly layer: Layer; readonly who: WhoCan }[], known: Known): { readonly code: string; readonly sentence: string } {
  const [first] = asked as readonly [(typeof asked)[number]], { can } = first.who
  if (asked.length > 1) return { code: 'WAITS_FOR_ANY', sentence: says('WAITS_FOR_ANY', { layer: listed(asked.map(({ layer }) => theLayer(layer))), who: capital(listed(asked.map(({ layer, who }) => `${anyOf(who.can, known)} can ${layer.id === '2i' ? `give ${theLayer(layer)}` : `sign for ${theLayer(layer)}`}`))) }) }
  if (can.length === 1) return { code: 'WAITS_FOR_ONE', sentence: says('WAITS_FOR_ONE', { layer: theLayer(first.layer), who: known.name(can[0]) }) }
  return { code: 'WAITS_FOR_ANY', sentence: says('WAITS_FOR_ANY', { layer: theLayer(first.layer), who: `${capital(anyOf(can, known))} can do it` }) }
}

/** Names up to three, in the order of the alphabet, else how many. */
export const anyOf = (people: readonly PersonId[], known: Known, pool = 'people'): string => (people.length > 3 ? `any of ${people.length} ${pool}` : listed(people.map(person => known.name(person)).toSorted(), 'or'))

/** Every layer that the submission must pass. */
export const routeOf = (facts: Facts, submission: Submission): readonly Layer[] => layersAsked(submission, policiesOver(facts, submission))

function released({ now }: Facts, post: Post, submission: Submission, release: Release): Answer {
  const held = post.sends.held
  if (held && held.package === submission.digest && held.entry > release.entry) {
    return { ...answer('HELD', 'Held', 'stop', STANDS, 'It is released, but it is held.'), held: { ok: false, code: held.why, facts: {} } }
  }
  return release.at > now
    ? answer('SCHEDULED', 'Released', 'ready', STANDS, `It is released and goes out ${whenOf(release.at, now)}.`, ['Everything is checked again at that moment.'])
    : answer('SENDING', 'Going out', 'ready', STANDS, `It was released ${atOf(release.said, now)} and is going out now.`, ['Everything is checked again before the first byte is sent.'])
}

function afterSending(facts: Facts, post: Post): Answer {
  const sends = Object.entries(post.sends.sends) as [ChannelId, SendState][]
  const where = ([channel]: [ChannelId, SendState]): string => placeOf(facts, channel)
  const of = (holds: (send: SendState) => boolean) => sends.filter(([, send]) => holds(send))
  const unknown = of(send => send.outcome === 'unknown'), refused = of(send => send.outcome === 'refused'), sent = of(send => send.outcome === 'sent')
  if (unknown[0]) return answer('SENT_UNKNOWN', 'Not known', 'stop', STANDS, says('SENT_UNKNOWN', { where: listed(unknown.map(where)) }), [`The connection was lost at ${secondsOf(unknown[0][1].said)}, after we had begun to send it. We look again and do not send it twice.`])
  if (refused[0]) return answer('SEND_REFUSED', 'Not sent', 'stop', STANDS, says('SEND_REFUSED', { where: capital(listed(refused.map(where))), at: secondsOf(refused[0][1].said) }), ['Whoever may release can look at it and release it again.'])
  const differs = of(send => send.seen?.sameness === 'different'), gone = of(send => send.seen?.sameness === 'gone')
  if (differs[0]) return answer('DRIFT', 'Not as approved', 'stop', STANDS, `What is live on ${listed(differs.map(where))} is not what was approved.`, [`Seen ${atOf(differs[0][1].seen!.at, facts.now)}.`])
  if (gone[0]) return answer('REMOVED', 'Gone', 'stop', STANDS, `It is no longer on ${listed(gone.map(where))}.`, [`Seen ${atOf(gone[0][1].seen!.at, facts.now)}. Our copy and the proof are kept.`])
  const equal = sent.every(([, send]) => send.seen?.sameness === 'equal' || send.seen?.sameness === 'equal-under-declared-change')
  const out = sent.map(([, send]) => `Out at ${secondsOf(send.sentAt ?? send.said)}.${send.seen ? ` Read back at ${secondsOf(send.seen.at)}.` : ' It is being read back.'}`)
  return answer('LIVE', 'Live', 'live', STANDS, equal ? `It is live on ${listed(sent.map(where))}, and the same as what was approved.` : `It went out on ${listed(sent.map(where))}.`, out)
}

export const placeOf = ({ standing }: Facts, channel: ChannelId): string => {
  const known = standing.policy?.document.channels[channel]
  return known ? whereOf(known) : 'a channel that is closed'
}

/** "today until 14:30", for the facts of a post. */
export const windowWords = ({ from, until }: { readonly from: string; readonly until: string }, now: string): string =>
  from <= now ? `As soon as it is released, until ${momentOf(until, now)}` : `${momentOf(from, now)} to ${momentOf(until, now)}`
