// The pages over a post's package: sending it for sign-off, reviewing and signing it, releasing it. All that is shown is read from the package's own bytes.
import { reportDigest, type Finding } from '../../check/report.ts'
import { loadFacts, type Facts } from '../../commands/facts.ts'
import { layersOpenTo, may, policiesOver } from '../../commands/may.ts'
import type { Post } from '../../commands/ports.ts'
import { attemptsAgain } from '../../commands/release-post.ts'
import { packageToSign } from '../../commands/stating.ts'
import { base64url } from '../../core/bytes.ts'
import { instantOf, millisecondsOf, MINUTE, type Instant } from '../../core/instant.ts'
import { refuse, type Refusal } from '../../core/result.ts'
import type { Channel } from '../../draft/channel.ts'
import type { Package } from '../../draft/package.ts'
import { actsIn } from '../../people/understand.ts'
import { previewOf, whereOf } from '../../queries/preview.ts'
import { boxOf as timeBox, capital, digestWords, fullDayOf, listed, momentOf, timeOf, whenOf } from '../../queries/words.ts'
import { titleOf } from '../../queries/title.ts'
import { whoFills } from '../../queries/who-can.ts'
import { countingSignOffs, layersAsked } from '../../signoff/clear.ts'
import { layersFor, type Layer } from '../../signoff/policy.ts'
import { standingSubmission } from '../../signoff/post-standing.ts'
import type { ShownPackage } from '../carried.ts'
import { changesSince } from './changes.ts'
import { backTo, barredBy, boxOf, carriedFor, type ShowGiven, type SignBox, type SigningPage } from './page.ts'
import { refusalPage } from './refusal-page.ts'

type Purpose = 'submit-post' | 'sign-off-post' | 'release-post'
interface OnPost { readonly given: ShowGiven; readonly facts: Facts; readonly post: Post; readonly packed: Package; readonly shown: ShownPackage; readonly findings: readonly Finding[]; readonly layer: Layer | undefined; readonly barred: Refusal | undefined }

export async function showPost(given: ShowGiven): Promise<SigningPage> {
  const { ticket, reader, signing, now } = given, { crypto } = signing.opened.doors, purpose = ticket.purpose as Purpose
  const facts = await loadFacts(reader, { actor: ticket.person!, post: ticket.post ?? undefined, now, crypto }), { post } = facts, policy = facts.standing.policy
  if (!post || !policy) return refusalPage(given, refuse(post ? 'NO_POLICY' : 'POST_NOT_THERE'))
  const submission = standingSubmission(post.standing), digest = purpose === 'submit-post' ? ticket.digest : submission?.digest
  if (!digest) return refusalPage(given, refuse('NOTHING_TO_SIGN', { author: post.author }), post.number)
  const signable = await packageToSign(facts, post, digest, reader)
  if (!signable.ok) return refusalPage(given, signable, post.number)
  const { bytes, packed, report } = signable.value, stands = submission?.digest === digest ? submission : undefined, layer = layersOpenTo(facts, post)[0]
  const people = purpose === 'submit-post' ? [...new Set([...post.standing.contributors, facts.actor])].toSorted() : post.standing.contributors
  const shown: ShownPackage = {
    of: 'package', post: post.id, bytes: base64url(bytes), digest, channels: channelsOf(packed, policy.document.channels), contributors: people, layer: layer?.id ?? null, attempts: attemptsAgain(post),
    report: stands?.report ?? reportDigest(crypto, report), rulebook: stands?.rulebook ?? policy.document.rulebook, route: stands?.policy ?? policy.digest,
  }
  return pageFor(purpose, { given, facts, post, packed, shown, findings: report.findings, layer, barred: may(purpose, facts) })
}

const channelsOf = (packed: Package, known: { readonly [channel: string]: Channel }): { readonly [channel: string]: Channel } =>
  Object.fromEntries(packed.channels.flatMap(({ channel }) => (known[channel] ? [[channel, known[channel]]] : [])))

async function pageFor(purpose: Purpose, on: OnPost): Promise<SigningPage> {
  const { given, facts, post, packed, shown } = on
  const carried = await carriedFor(given, facts, shown, purpose !== 'sign-off-post'), channels = Object.values(shown.channels)
  const said = { 'submit-post': submitting, 'sign-off-post': reviewing, 'release-post': releasing }[purpose](on)
  const box = boxOf(said.box, said.means, { carried, barred: barredBy(on.barred, given), ...(said.label ? { label: said.label } : {}) })
  const changes = purpose === 'sign-off-post' ? await changesSince(given.reader, post, facts.actor, packed, shown.digest) : undefined
  return {
    status: 200, template: 'post.njk', title: said.title, carried, back: backTo(given, `/posts/${post.number}`, `Post ${post.number}`),
    context: {
      caption: said.caption, heading: titleOf({ draft: { title: post.draft.title, parts: packed.parts } }), lead: `Going to ${listed(channels.map(whereOf))} ${windowWords(packed, facts.now)}.`, purpose, changes, box, bar: barOf(box, said.bar),
      previews: channels.map(channel => previewOf({ body: channel.name, channels: [channel], parts: packed.parts, findings: on.findings })), findings: on.findings.map(shownFinding), steps: stepsShown(on),
      wrote: `Written by ${listed(shown.contributors.map(given.known.name))}.`, version: versionWords(on), facts: factsShown(on), returning: purpose === 'sign-off-post' && box.barred === undefined ? given.known.name(post.author) : undefined, release: releaseShown(on),
    },
  }
}

interface SaidHere { readonly title: string; readonly caption: string; readonly box: string; readonly means: readonly string[]; readonly label?: string; readonly bar: string }

const FOR_GOOD = 'Your name, your capacity and the time stay on the record for good.'

function submitting({ given, shown }: OnPost): SaidHere {
  const others = shown.contributors.filter(person => person !== given.ticket.person).map(given.known.name)
  return {
    title: 'Send for sign-off', caption: 'You wrote this. Sending it for sign-off is a signature.', box: 'Sign and send', label: 'Sign and send', bar: 'Nothing stands in its way.',
    means: [`This is exactly what you send, and nobody who wrote part of it can approve it: ${listed(['you', ...others])}.`, FOR_GOOD, 'If one byte changes, it has to be sent again.'],
  }
}

function reviewing(on: OnPost): SaidHere {
  const { facts, post, layer, given } = on, submission = standingSubmission(post.standing)!
  const asked = { people: facts.standing.people, policies: policiesOver(facts, submission), now: facts.now }
  const total = layersAsked(submission, asked.policies).reduce((sum, { count }) => sum + count, 0), signed = countingSignOffs(post.standing, asked).length
  const role = layer ? roleAt(facts, layer) : undefined
  return {
    title: 'Review and sign', caption: role && on.barred === undefined ? `You are the ${role}. This is signature ${signed + 1} of ${total}.` : `${signed} of ${total} have signed.`, box: `Sign it as ${role ?? 'reviewer'}`,
    bar: `Written by ${listed(on.shown.contributors.map(given.known.name))}, ${timeOf(submission.said)}.`, means: ['You have seen all of this post, and it may go out as it stands.', FOR_GOOD, 'If one byte changes, your signature stops counting.'],
  }
}

function releasing({ facts, packed, shown }: OnPost): SaidHere {
  const waits = packed.window.from > facts.now, where = listed(Object.values(shown.channels).map(whereOf))
  return {
    title: 'Release', caption: 'Everyone has signed. Releasing is a separate act.', box: waits ? `Release it for ${whenOf(packed.window.from, facts.now)}` : 'Release it now', label: waits ? 'Release' : 'Release now', bar: `It goes to ${where}.`,
    means: [waits ? `It goes out ${whenOf(packed.window.from, facts.now)}, not before.` : 'It goes out as soon as you have signed.', 'Everything is checked again before it goes.', FOR_GOOD],
  }
}

/** The role in which the person would sign: that of the understanding which the statement will name. */
function roleAt({ standing: { people, policy }, actor, now }: Facts, { rights }: Layer): string | undefined {
  const acts = rights.map(right => actsIn(people, policy!.document.roles, actor, right, now)).find(each => !('ok' in each))
  return acts && !('ok' in acts) ? policy!.document.roles[acts.understanding.role]?.title : undefined
}

const barOf = ({ barred }: SignBox, sentence: string): string => (barred === undefined ? sentence : 'You cannot sign this.')

function windowWords({ window: { from, until } }: Package, now: string): string {
  return from > now ? `${whenOf(from, now)} at the earliest and ${whenOf(until, now)} at the latest` : `as soon as it is released, ${whenOf(until, now)} at the latest`
}

const shownFinding = (finding: Finding, index: number): object => ({ ...finding, id: `finding-${index}`, source: finding.cite.source, quotation: finding.cite.quotation })

function stepsShown({ facts, post, packed, given, layer: mine, barred }: OnPost): readonly object[] {
  const submission = standingSubmission(post.standing), policy = facts.standing.policy!.document
  if (!submission) return layersFor(policy, packed.channels.map(({ channel }) => channel)).map(({ title }) => ({ state: 'later', title: capital(title), lines: [], quiet: [] }))
  const asked = { people: facts.standing.people, policies: policiesOver(facts, submission), now: facts.now }, counting = countingSignOffs(post.standing, asked)
  return layersAsked(submission, asked.policies).map(layer => {
    const signed = counting.filter(({ layer: at }) => at === layer.id)
    if (signed.length >= layer.count) return { state: 'done', title: capital(layer.title), lines: signed.map(({ person, said, credential }) => `${given.known.name(person)} signed at ${momentOf(said, facts.now)}${byDemoKey(facts, credential)}`), quiet: [] }
    if (mine?.id === layer.id && barred === undefined) return { state: 'now', title: `${capital(layer.title)}: you`, lines: [], quiet: [] }
    return { state: 'later', title: capital(layer.title), lines: [anyOfLayer(facts, layer, given)], quiet: [] }
  })
}

function anyOfLayer(facts: Facts, layer: Layer, { known }: ShowGiven): string {
  const names = whoFills(facts, layer).can.map(known.name)
  return names.length === 0 ? 'Nobody can do it at present.' : names.length <= 3 ? `${listed(names, 'or')} can do it.` : `Any of ${names.length} people can do it.`
}

/** Every place that speaks of a signature by a demo key says so. */
const byDemoKey = ({ standing: { people } }: Facts, credential: string | null): string => (credential !== null && people.keys[credential]?.demo ? ', with a demo key' : '')

function versionWords({ post, packed, facts }: OnPost): string {
  const submission = standingSubmission(post.standing)
  return submission ? `Version ${packed.revision}, sent at ${momentOf(submission.said, facts.now)}${byDemoKey(facts, submission.credential)}.` : `Version ${packed.revision}.`
}

const factsShown = ({ shown, packed }: OnPost): readonly object[] => [
  { name: 'Earliest and latest', text: `${fullDayOf(packed.window.from)}, ${timeOf(packed.window.from)} to ${fullDayOf(packed.window.until)}, ${timeOf(packed.window.until)}` },
  ...packed.channels.map(({ channel, account, requests }) => ({ name: shown.channels[channel]!.name, text: `account ${account}, ${requests.map(({ method, host, path }) => `${method} ${host}${path}`).join(', ')}` })),
  { name: 'Digest of the whole package', text: digestWords(shown.digest), hash: true }, { name: 'Rulebook', text: digestWords(shown.rulebook), hash: true }, { name: 'Policy', text: digestWords(shown.route), hash: true },
  ...(shown.attempts.length > 0 ? [{ name: 'Tried before', text: `This is attempt ${Math.max(...shown.attempts.map(({ attempt }) => attempt)) + 1}. Look at the account first: it must not be there already.` }] : []),
]

/** A box shows minutes; the minute that runs has begun already. */
const nextMinute = (at: Instant): Instant => instantOf((Math.floor(millisecondsOf(at) / MINUTE) + 1) * MINUTE)

/** For the release on this page or on the one after the last signature: its button, and the box for another moment inside the window. */
function releaseShown({ packed: { window: { from, until } }, facts: { now } }: OnPost): object {
  const soonest = from > now ? from : nextMinute(now)
  return { label: from > now ? `Release for ${whenOf(from, now)}` : 'Release now', soonest: timeBox(soonest), latest: timeBox(until), within: `Between ${momentOf(soonest, now)} and ${momentOf(until, now)}.` }
}

