// What the page says once the keeper has judged what was signed: when, who comes next, and whether this person can go on to the release.
import { loadFacts, type Facts } from '../commands/facts.ts'
import { may } from '../commands/may.ts'
import type { Reader, Ticket } from '../commands/ports.ts'
import { leafToEntry } from '../core/entry.ts'
import type { PersonId } from '../core/id.ts'
import type { Statement } from '../core/statement.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import type { Link } from '../pages/shell.ts'
import { whoIsWho, type Known } from '../queries/known.ts'
import { layersWaiting, whoFills, whoReleases } from '../queries/who-can.ts'
import { theLayer } from '../queries/why-it-waits.ts'
import { capital, fullDayOf, listed, timeOf, whenOf } from '../queries/words.ts'
import type { HandedOver, Judgement } from './hand-over.ts'
import { sentenceOf } from './sentence.ts'
import { anyOf } from './show/page.ts'
import { reading, type Signing } from './signing.ts'

export interface After {
  /** Whether the keeper counts it. */
  readonly counts: boolean
  readonly index: number
  readonly intake: string
  readonly heading: string
  readonly lead: string
  readonly lines: readonly string[]
  /** Where the receipt is. */
  readonly receipt: Link
  /** The way on. */
  readonly next: Link
  /** Whether the same page may go on to the release now. */
  readonly release: boolean
}

interface Saying { readonly signing: Signing; readonly reader: Reader; readonly facts: Facts; readonly known: Known; readonly at: string; readonly statement: Statement; readonly demo: boolean }
type Said = Pick<After, 'heading' | 'lead'> & Partial<Pick<After, 'lines' | 'release'>> & { readonly to: readonly [path: string, text: string] }

/** `ticket` is the page's own; the release that follows a sign-off is said by its statement. */
export const sayAfter = (signing: Signing, ticket: Pick<Ticket, 'person' | 'post'>, handed: HandedOver, judgement: Judgement): Promise<After> =>
  reading(signing, async reader => {
    const { doors: { crypto, given } } = signing.opened, { statement, intake } = handed, now = given().now
    const known = await whoIsWho(reader), [recorded] = await reader.entries(judgement.index, 1), entry = leafToEntry(recorded!.leaf)
    const facts = await loadFacts(reader, { actor: (ticket.person ?? statement.predicate.person) as PersonId, post: ticket.post ?? undefined, now, crypto })
    const demo = entry.kind === 'statement' && 'key' in entry.envelope
    const saying = { signing, reader, facts, known, at: timeOf(entry.said), statement, demo }
    const said = judgement.why === null ? saidOf(saying) : doesNotCount(saying, judgement)
    const { to, lines = [], release = false, ...rest } = said
    return {
      counts: judgement.why === null, index: judgement.index, intake, lines: [...lines, ...(demo && judgement.why === null ? ['It was signed with a demo key, which counts in this demonstration alone.'] : [])], release, ...rest,
      receipt: { href: `${signing.web}/record/${judgement.index}`, text: `Your receipt: entry ${judgement.index}` }, next: { href: signing.web + to[0], text: to[1] },
    }
  })

function doesNotCount({ facts, known }: Saying, { why, facts: about }: Judgement): Said {
  return { heading: 'It does not count', lead: sentenceOf({ ok: false, code: why!, facts: about }, known).sentence, lines: ['What you signed stands in the record, marked as not counting. Nothing else has changed.'], to: toPost(facts) }
}

const toPost = ({ post }: Facts): readonly [string, string] => (post ? [`/posts/${post.number}`, 'To the post'] : ['/work', 'To my work'])

function saidOf(saying: Saying): Said {
  const { statement, facts, known, at } = saying
  switch (statement.kind) {
    case 'submit':
      return { heading: `Sent at ${at}`, lead: waiting(saying), to: toPost(facts) }
    case 'sign-off':
      return afterSignOff(saying)
    case 'release': {
      const { at: moment } = statement.predicate
      return { heading: `Released at ${at}`, lead: moment > facts.now ? `It goes out ${whenOf(moment, facts.now)}. Everything is checked again at that moment.` : 'Everything is checked once more, and then it goes out.', to: toPost(facts) }
    }
    case 'lift':
      return { heading: `Lifted at ${at}`, lead: waiting(saying), to: toPost(facts) }
    case 'declare':
      return { heading: `Declared at ${at}`, lead: `${managerOf(saying)} confirms it after talking with you. Then it counts.`, to: ['/me', 'To your page'] }
    case 'confirm':
      return { heading: `Confirmed at ${at}`, lead: `It counts from now until ${fullDayOf(statement.predicate.until)}.`, to: ['/team', 'To your team'] }
    case 'vouch':
      return afterVouch(saying)
    case 'policy':
      return facts.standing.policy?.digest === statement.subject.digest
        ? { heading: `In force since ${at}`, lead: 'Two people have signed this policy, and it is in force.', to: ['/settings/policy', 'To the policy'] }
        : { heading: `Signed at ${at}`, lead: `It comes into force once a second person has signed it: ${anyOf(facts.standing.first.filter(person => person !== facts.actor).map(known.name))}.`, to: ['/settings/policy', 'To the policy'] }
    case 'enrol':
      return afterEnrolment(saying)
    case 'set-aside':
    case 'reinstate':
      return { heading: `Signed at ${at}`, lead: 'It stands in the record.', to: toPost(facts) }
  }
}

/** For whom the post waits now. */
function waiting({ facts, known }: Saying): string {
  const layers = layersWaiting(facts)
  if (layers.length === 0) return 'Everyone has signed. It has not gone out yet.'
  return layers.map(layer => `${capital(anyOf(whoFills(facts, layer).can.map(known.name)))} can ${layer.id === '2i' ? 'give' : 'sign for'} ${theLayer(layer)}.`).join(' ')
}

function afterSignOff(saying: Saying): Said {
  const { statement, facts, known, at } = saying, { post } = facts
  if (statement.kind !== 'sign-off' || !post) return { heading: `Signed at ${at}`, lead: '', to: toPost(facts) }
  const author = known.name(post.author)
  if (statement.predicate.decision === 'return') return { heading: `Returned at ${at}`, lead: `It is back with ${author}, with your remark. It is signed again when it comes back.`, to: ['/work', 'To my work'] }
  if (statement.predicate.decision === 'refuse') return { heading: `Refused at ${at}`, lead: `It cannot go out. Only you${arbitersBut(saying)} can lift that.`, to: toPost(facts) }
  if (standingSubmission(post.standing) === undefined) return { heading: `Signed at ${at}`, lead: 'The post has moved on since. Open it to see where it stands.', to: toPost(facts) }
  if (layersWaiting(facts).length > 0) return { heading: `Signed at ${at}`, lead: `Next: ${waiting(saying)}`, to: ['/work', 'To my work'] }
  const release = may('release-post', facts) === undefined, others = whoReleases(facts).can.map(known.name)
  return { heading: `Signed at ${at}`, lead: waiting(saying), lines: [release ? 'You may release it. Releasing is a separate act, and everything is checked again first.' : `Next: ${anyOf(others)} can release it.`], release, to: toPost(facts) }
}

function arbitersBut({ facts, known }: Saying): string {
  const names = (facts.standing.policy?.document.arbiters ?? []).filter(person => person !== facts.actor).map(known.name)
  return names.length === 0 ? '' : ` or ${listed(names, 'or')}`
}

const managerOf = ({ facts: { standing: { people }, actor }, known }: Saying): string => {
  const manager = Object.values(people.keys).findLast(key => key.person === actor && key.from !== null)?.manager
  return manager ? known.name(manager) : 'One of the first two people'
}

function afterVouch({ statement, facts, known, at }: Saying): Said {
  const key = Object.values(facts.standing.people.keys).find(({ digest }) => digest === statement.subject.digest)
  const slug = known.persons.find(({ id }) => id === key?.person)?.slug, to = [slug ? `/people/${slug}` : '/people', 'To the person'] as const
  if (key?.from !== null && key?.from !== undefined) return { heading: `Vouched at ${at}`, lead: `${known.name(key.person)}’s key counts from now.`, to }
  const manager = key?.manager && !key.vouchers.includes(key.manager) ? `${known.name(key.manager)}, the line manager,` : 'Somebody else'
  return { heading: `Vouched at ${at}`, lead: `${manager} has to vouch for it too before it counts.`, to }
}

function afterEnrolment({ statement, facts, known, at }: Saying): Said {
  const key = Object.values(facts.standing.people.keys).find(({ digest }) => digest === statement.subject.digest), digest = `The key’s digest, to be compared: ${statement.subject.digest}`
  const slug = known.persons.find(({ id }) => id === statement.predicate.person)?.slug, to = [slug ? `/people/${slug}` : '/people', 'To your page'] as const
  if (key?.from !== null && key?.from !== undefined) return { heading: `Your key counts since ${at}`, lead: 'You can sign with it from now on.', lines: [digest], to }
  return { heading: `Your key was made at ${at}`, lead: 'It counts once two colleagues have vouched for it, your line manager among them. Read the digest out to them.', lines: [digest], to }
}
