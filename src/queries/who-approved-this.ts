// "Who approved this?" The answer first, then everything that it rests on; what is named is taken from the signed statements. Long because it is one page, read from the top.
import type { Facts } from '../commands/facts.ts'
import { policiesOver } from '../commands/may.ts'
import type { PersonId } from '../core/id.ts'
import { done, type Result } from '../core/result.ts'
import { countingSignOffs } from '../signoff/clear.ts'
import { standingSubmission, type SignOff, type Submission } from '../signoff/post-standing.ts'
import type { Asking } from './asking.ts'
import { roleThen, withVouchedNames, type Known } from './known.ts'
import { layerTitle, type Remarks } from './post-events.ts'
import { readPost, shownOf, type Fact } from './post-page.ts'
import type { Preview } from './preview.ts'
import type { Said } from './read-entry.ts'
import { releaseOf } from './release-of.ts'
import { titleOf } from './title.ts'
import { placeOf, routeOf } from './why-it-waits.ts'
import { atOf, capital, countOf, digestWords, fullDayOf, listed, momentOf, plural, secondsOf, timeOf } from './words.ts'

export interface Deed { readonly person: string; readonly href: string; readonly role: string; readonly what: string; readonly did: string; readonly when: string; readonly at: string }
export interface WhoApproved {
  readonly number: number
  readonly title: string
  readonly caption: string
  readonly answer: string
  readonly after: readonly string[]
  readonly deeds: readonly Deed[]
  readonly understandings: string
  readonly changed: readonly { readonly lead: string; readonly text: string }[]
  readonly origin: string
  readonly live: readonly { readonly channel: string; readonly sent: string; readonly readBack: string }[]
  readonly preview: Preview
  readonly check: readonly Fact[]
  /** The signed entries whose receipts a browser can check. */
  readonly signedEntries: readonly number[]
  /** Where a name was exchanged after it was vouched for. */
  readonly warning: string | null
  readonly proves: string
  readonly demo: boolean
  readonly text: string
}

export async function whoApprovedThis(asking: Asking, number: number): Promise<Result<WhoApproved>> {
  const read = await readPost(asking, number)
  if (!read.ok) return read
  const { facts, said, remarks, body } = read.value, post = facts.post!, { known, exchanged } = withVouchedNames(asking.crypto, facts.standing, read.value.known)
  const submission = standingSubmission(post.standing), counting = countingSignOffs(post.standing, { people: facts.standing.people })
  const demo = said.some(each => each.kind === 'statement' && each.demo)
  const page = {
    number, title: titleOf(post), caption: captionOf(facts), answer: answerOf(facts, known, submission, counting), after: afterOf(facts, known, submission, demo), deeds: deedsOf(facts, known, submission, counting, said),
    understandings: counting.length > 0 ? 'Each held an understanding of the Civil Service Code for that role, confirmed and in date at the moment they acted.' : '',
    changed: changedOf(facts, known, said, remarks), origin: originOf(facts, known), live: liveOf(facts), preview: await shownOf(asking, facts, body), check: await checkOf(asking, facts, said),
    signedEntries: said.flatMap(each => (each.kind === 'statement' && each.why === null ? [each.index] : [])),
    warning: exchanged > 0 ? `${plural(exchanged, 'name')} in this body’s list of people ${exchanged === 1 ? 'is' : 'are'} not what was vouched for in the record, so ${exchanged === 1 ? 'it is' : 'they are'} not shown here. Tell whoever runs this service.` : null,
    proves: 'This proves who signed which bytes, when, and under which rules. It does not prove that the post was wise.', demo,
  }
  return done({ ...page, text: plainText(page) })
}

function captionOf({ post, now }: Facts): string {
  const sent = Object.values(post!.sends.sends).find(send => send.outcome === 'sent')
  return sent ? `Post ${post!.number}, published on ${fullDayOf(sent.sentAt ?? sent.said)} at ${timeOf(sent.sentAt ?? sent.said)}` : `Post ${post!.number}, not published as of ${momentOf(now, now)}`
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'] as const
const officials = (count: number): string => `${NUMBERS[count] ?? countOf(count)} official${count === 1 ? '' : 's'}`

/** The first sentence; it never names somebody whose signature does not count. */
function answerOf(facts: Facts, known: Known, submission: Submission | undefined, counting: readonly SignOff[]): string {
  const { standing: { ended, refusals }, author } = facts.post!
  if (refusals[0]) return `Nobody. It was refused by ${known.introduced(refusals[0].person)}, and did not go out.`
  if (ended?.why === 'withdrawn') return `Nobody. It was withdrawn by ${known.introduced(ended.person)}, and did not go out.`
  if (!submission) return `Nobody has approved it yet. ${known.name(author)} ${ended ? 'has to send it for sign-off again' : 'has not sent it for sign-off'}.`
  const open = openTitles(facts, submission, counting)
  const signers = counting.map(each => `${known.name(each.person)}, ${roleThen(facts.standing, known, each.person, each.understanding)}`)
  if (open.length > 0) {
    if (counting.length === 0) return `Nobody has approved it yet. It waits for ${listed(open)}.`
    return `Nobody has approved it yet. ${listed(counting.map(({ person }) => known.name(person)))} ${counting.length === 1 ? 'has' : 'have'} signed; ${listed(open)} ${open.length === 1 ? 'has' : 'have'} not.`
  }
  return counting.length === 1 ? `One official approved it, who wrote none of it: ${signers[0]!}.` : `${officials(counting.length)} approved it, none of whom wrote any of it: ${listedLong(signers)}.`
}

/** With a comma before the last "and", since every name carries one already. */
const listedLong = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')}, and ${words.at(-1)!}`

const openTitles = (facts: Facts, submission: Submission, counting: readonly SignOff[]): readonly string[] =>
  routeOf(facts, submission).filter(layer => counting.filter(({ layer: at }) => at === layer.id).length < layer.count).map(layer => `the ${layer.title}`)

function afterOf(facts: Facts, known: Known, submission: Submission | undefined, demo: boolean): readonly string[] {
  const post = facts.post!, release = submission && releaseOf(facts, submission)
  const writers = post.standing.contributors, sends = Object.values(post.sends.sends)
  const equal = sends.length > 0 && sends.every(({ seen }) => seen?.sameness === 'equal')
  return [
    release ? `${known.name(release.person)} released it ${atOf(release.said)}.` : 'Nobody has released it.',
    `${writers.length === 1 ? `${known.introduced(writers[0]!)}, wrote it.` : `${listed(writers.map(person => known.name(person)))} wrote it.`}`,
    'No line in it was supplied by an adviser or a minister.',
    ...(equal ? ['What went out is, byte for byte, what they signed.'] : sends.some(({ seen }) => seen?.sameness === 'different') ? ['What is live differs from what they signed.'] : []),
    ...(demo ? ['Every signature here is by a demo key: in a demonstration the service can sign as anybody.'] : []),
  ]
}

function deedsOf(facts: Facts, known: Known, submission: Submission | undefined, counting: readonly SignOff[], said: readonly Said[]): readonly Deed[] {
  const post = facts.post!, { standing } = facts
  const deed = (person: PersonId, role: string, did: string, what: string, at: string, when = momentOf(at)): Deed => ({ person: known.name(person), href: known.named(person).href, role, did, what, at, when })
  const begun = said.find(each => each.kind === 'stop' && each.stop.act === 'contribute')?.said ?? post.begun
  const wrote = post.standing.contributors.map(person => deed(person, known.job(person), 'Wrote it', person === post.author ? '' : 'in part', begun, submission && momentOf(begun) !== momentOf(submission.said) ? `${momentOf(begun)} to ${momentOf(submission.said)}` : momentOf(begun)))
  const sent = submission ? [deed(submission.person, roleThen(standing, known, submission.person, submission.understanding), 'Sent it for sign-off', `as version ${submission.revision}, signed${withDemo(submission.demo)}.`, submission.said)] : []
  const approved = counting.map(each => deed(each.person, roleThen(standing, known, each.person, each.understanding), 'Approved it', `${asLayer(facts, each.layer)}. Signed over the whole post, version ${each.revision}${withDemo(each.demo)}.`, each.said))
  const release = submission && releaseOf(facts, submission)
  const released = release ? [deed(release.person, roleThen(standing, known, release.person, release.understanding), 'Released it', `${release.at > release.said ? `for ${momentOf(release.at)}` : 'at once'}. A separate act, signed separately${withDemo(release.demo)}.`, release.said)] : []
  return [...wrote, ...sent, ...approved, ...released]
}

const withDemo = (demo: boolean): string => (demo ? ', with a demo key' : '')

/** "as second pair of eyes", "for the press office", with the reason why the layer was asked. */
function asLayer(facts: Facts, layer: string): string {
  const submission = standingSubmission(facts.post!.standing), title = layerTitle(facts.standing, layer)
  const asked = submission && policiesOver(facts, submission).some(policy => submission.channels.some(channel => policy.routes[policy.channels[channel]?.route ?? '']?.layers.some(({ id }) => id === layer)))
  return `${layer === '2i' ? `as ${title}` : `for the ${title}`}${asked ? ', which the route of this channel asks for' : ''}`
}

function changedOf(facts: Facts, known: Known, said: readonly Said[], remarks: Remarks): readonly { readonly lead: string; readonly text: string }[] {
  const returned = said.flatMap(each => {
    if (each.why !== null) return []
    const remark = each.kind === 'statement' && each.statement.kind === 'sign-off' && each.statement.predicate.decision === 'return' ? each.statement.predicate.remark : each.kind === 'stop' && each.stop.act === 'return' ? each.stop.remark : undefined
    return remark === undefined || !('person' in each) ? [] : [{ lead: 'Returned and changed.', text: `${known.introduced(each.person)}, returned it ${atOf(each.said)}${remark === null ? '.' : `: “${remarks.get(remark) ?? ''}”`}` }]
  })
  const outdated = facts.post!.standing.outdated.map(each => ({ lead: 'No longer counted.', text: `${known.name(each.person)}’s approval of version ${each.revision}, ${atOf(each.said)}. The words changed, so it was asked for again.` }))
  return [...returned, ...outdated]
}

function originOf({ post }: Facts, known: Known): string {
  const { contributors } = post!.standing
  return contributors.length === 1 ? `Everything was written by ${known.introduced(contributors[0]!)}.` : `It was written by ${listed(contributors.map(person => known.introduced(person)))}. None of them could approve it.`
}

const liveOf = (facts: Facts): WhoApproved['live'] =>
  Object.entries(facts.post!.sends.sends).map(([channel, send]) => ({
    channel: capital(placeOf(facts, channel as never)),
    sent: send.outcome === 'sent' ? secondsOf(send.sentAt ?? send.said) : send.outcome === 'refused' ? 'refused by the platform' : 'not known yet',
    readBack: send.seen ? `${secondsOf(send.seen.at)}, ${{ equal: 'the same as approved', 'equal-under-declared-change': 'the same, under a change that the platform declares', different: 'not the same as approved', gone: 'no longer there', 'cannot-tell': 'could not be told' }[send.seen.sameness]}` : 'not read back yet',
  }))

async function checkOf({ reader }: Asking, { post, standing }: Facts, said: readonly Said[]): Promise<readonly Fact[]> {
  const submission = post!.standing.submission, tree = await reader.tree(), rulebook = submission && await reader.rulebook(submission.rulebook)
  const first = said[0]?.index, last = said.at(-1)?.index
  return [
    ...(submission ? [{ name: 'What was signed', text: `sha256 ${digestWords(submission.digest)}`, hash: true }] : []),
    ...(rulebook && submission ? [{ name: 'Rulebook', text: `${rulebook.id} ${rulebook.version}, ${rulebook.rules.length} rules` }] : []),
    ...(submission ? [{ name: 'Route', text: `Policy ${digestWords(submission.policy)}${submission.policy === standing.policy?.digest ? ', in force' : ', since replaced'}`, href: '/settings/policy' }] : []),
    ...(first === undefined ? [] : [{ name: 'In the record', text: first === last ? `Entry ${countOf(first)}` : `${said.length} entries, from ${countOf(first)} to ${countOf(last!)}` }]),
    ...(tree ? [{ name: 'Signed tree', text: `${countOf(tree.size)} entries, ${tree.origin}` }] : []),
  ]
}

/** The page's sentences, for an e-mail. */
const plainText = (page: Omit<WhoApproved, 'text'>): string => [
  `Who approved this? ${page.title}`, page.caption, '', ...(page.warning === null ? [] : [page.warning, '']), page.answer, page.after.join(' '), '',
  ...page.deeds.map(({ person, role, did, what, when }) => `${person}, ${role}: ${did}${what === '' ? '' : ` ${what}`} (${when})`), '', page.understandings, '',
  ...(page.changed.length === 0 ? ['No approval was replaced.'] : page.changed.map(({ lead, text }) => `${lead} ${text}`)), '', page.origin, '',
  ...page.live.map(({ channel, sent, readBack }) => `${channel}: live at ${sent}; read back at ${readBack}`), '', ...page.check.map(({ name, text }) => `${name}: ${text}`), '', page.proves,
].join('\n').replace(/\n{3,}/g, '\n\n')
