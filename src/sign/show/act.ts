// The pages over people, keys and policy: declaring, confirming, vouching, changing the policy, lifting a refusal, making a key.
import type { Ticket } from '../../commands/ports.ts'
import { may } from '../../commands/may.ts'
import { loadFacts, type Facts } from '../../commands/facts.ts'
import { base64url, utf8ToText } from '../../core/bytes.ts'
import { digestOf, type Digest } from '../../core/digest.ts'
import { payloadOf } from '../../core/dsse.ts'
import { leafToEntry } from '../../core/entry.ts'
import type { PersonId } from '../../core/id.ts'
import type { Instant } from '../../core/instant.ts'
import { refuse, type Refusal } from '../../core/result.ts'
import type { Capacity } from '../../core/statement.ts'
import { codeToBlocks, type Block } from '../../pages/prose.ts'
import { bytesToPolicy } from '../../signoff/policy.ts'
import type { Shown } from '../carried.ts'
import { linesOf, policyLines, type Line } from '../says.ts'
import { isRefusal } from '../signing.ts'
import { backTo, barredBy, boxOf, carriedFor, type ShowGiven, type SigningPage } from './page.ts'
import { refusalPage } from './refusal-page.ts'

interface Words { readonly title: string; readonly caption: string; readonly heading: string; readonly lead: string; readonly means: readonly string[]; readonly label?: string; readonly bar: string; readonly prose?: readonly Block[]; readonly differs?: readonly Line[]; readonly gone?: readonly Line[]; readonly path: string; readonly back: string }
interface Act { readonly shown: Shown; readonly words: Words }

const FOR_GOOD = 'Your name, your capacity and the time stay on the record for good.'

type Show = (given: ShowGiven, facts: Facts, ticket: Ticket) => Promise<Act | Refusal>
const SHOWS: { readonly [purpose: string]: Show } = { 'declare-understanding': declaring, 'confirm-understanding': confirming, 'vouch-for-key': vouching, 'change-policy': changing, 'lift-refusal': lifting, 'enrol-key': enrolling }

export async function showAct(given: ShowGiven): Promise<SigningPage> {
  const { ticket, reader, signing, now } = given, { crypto } = signing.opened.doors, show = SHOWS[ticket.purpose]
  const facts = await loadFacts(reader, { actor: ticket.person!, post: ticket.post ?? undefined, now, crypto })
  const act = show ? await show(given, facts, ticket) : refuse('NOT_ON_THIS_PAGE')
  if (isRefusal(act)) return refusalPage(given, act)
  const { shown, words } = act, carried = await carriedFor(given, facts, shown), lines = linesOf(crypto, shown, carried.words)
  const barred = barredBy(may(ticket.purpose as never, facts, aboutOf(ticket)), given)
  const box = boxOf(words.heading, words.means, { carried, barred, ...(words.label ? { label: words.label } : {}) })
  const enrols = shown.of === 'person'
  return {
    status: 200, template: 'act.njk', title: words.title, carried, back: backTo(given, words.path, words.back),
    context: { ...words, purpose: ticket.purpose, lines, enrols, box: enrols ? { ...box, passkey: true, demoKey: false, barred } : box, demo: signing.demoKeys !== undefined, bar: box.barred === undefined || enrols ? words.bar : 'You cannot sign this.' },
  }
}

const aboutOf = ({ detail }: Ticket) => ({
  ...(typeof detail['about'] === 'string' ? { person: detail['about'] as PersonId } : {}), ...(typeof detail['credential'] === 'string' ? { credential: detail['credential'] } : {}),
  ...(typeof detail['entry'] === 'number' ? { entry: detail['entry'] } : {}), ...(typeof detail['role'] === 'string' ? { role: detail['role'] } : {}),
})

async function declaring({ reader }: ShowGiven, { standing: { policy } }: Facts, { detail }: Ticket): Promise<Act | Refusal> {
  const role = String(detail['role']), bytes = policy && (await reader.document(policy.document.code.digest))
  if (!policy || !bytes) return refuse('NO_POLICY')
  const title = policy.document.roles[role]?.title ?? role
  return {
    shown: { of: 'code', role, bytes: base64url(bytes), digest: policy.document.code.digest },
    words: {
      title: 'Declare your understanding', caption: `As ${title}`, heading: 'I understand this, and it applies to my work', lead: 'Read it, and sign if it holds. It counts once your line manager has talked with you and confirmed it.', prose: codeToBlocks(utf8ToText(bytes)),
      means: [`You have read the text above, and you understand what it asks of you as ${title}.`, FOR_GOOD], label: 'Declare', bar: `As ${title}.`, path: `/me/understanding/${encodeURIComponent(role)}`, back: 'Your understanding',
    },
  }
}

async function confirming({ reader, known }: ShowGiven, { standing: { people, policy } }: Facts, { detail }: Ticket): Promise<Act | Refusal> {
  const person = String(detail['about']) as PersonId, note = String(detail['note']) as Digest
  const declared = people.persons[person]?.declarations.find(({ entry }) => entry === detail['declaration']), opened = await reader.opened(note)
  if (!declared || !opened || !policy) return refuse('DECLARATION_NOT_THERE')
  const name = known.name(person), slug = known.persons.find(({ id }) => id === person)?.slug ?? ''
  return {
    shown: { of: 'declaration', person, role: declared.role, entry: declared.entry, digest: declared.statement, talked: detail['talked'] as Instant, note, opened: { field: 'note', ...opened }, days: policy.document.code.days },
    words: {
      title: 'Confirm an understanding', caption: 'You are the line manager', heading: `Confirm that ${name} understands the Code`, lead: `You confirm it because you talked with ${name} about it.`,
      means: [`You talked with ${name}, and what the Code asks in this role is understood.`, FOR_GOOD, 'Nobody confirms themselves, and nobody confirms a person whose word their own standing rests on.'], label: 'Confirm', bar: `${name}, as ${policy.document.roles[declared.role]?.title ?? declared.role}.`, path: `/team/${slug}/confirm`, back: 'Your team',
    },
  }
}

async function vouching({ reader, known }: ShowGiven, { standing: { people } }: Facts, { detail }: Ticket): Promise<Act | Refusal> {
  const key = people.keys[String(detail['credential'])], [recorded] = key ? await reader.entries(key.entry, 1) : []
  const entry = recorded && leafToEntry(recorded.leaf), person = known.persons.find(({ id }) => id === key?.person)
  if (!key || entry?.kind !== 'statement' || !person) return refuse('VOUCH_FOR_NOTHING')
  return {
    shown: { of: 'key', digest: key.digest, statement: key.statement, enrolment: base64url(payloadOf(entry.envelope)), name: person.name, nameSalt: person.nameSalt },
    words: {
      title: 'Vouch for a key', caption: key.demo ? 'A demo key, which the service holds' : 'A passkey', heading: `Is this ${person.name}’s key?`, lead: `You vouch that this key belongs to ${person.name}, and that the capacity, roles and line manager below are right.`,
      means: [`You know ${person.name}, and you have compared the digest of the key.`, 'Two people vouch for a key, the line manager among them. From then on it can sign.', FOR_GOOD], label: 'Vouch', bar: `${person.name}’s key.`, path: `/people/${person.slug}`, back: person.name,
    },
  }
}

async function changing({ reader, known, signing }: ShowGiven, { standing }: Facts, { digest }: Ticket): Promise<Act | Refusal> {
  const bytes = digest && (await reader.document(digest))
  if (!digest || !bytes || digestOf(signing.opened.doors.crypto, bytes) !== digest) return refuse('POLICY_UNREADABLE', { wrong: 'it is not kept' })
  const words = { names: known.names, roles: {} }, after = policyLines(bytesToPolicy(bytes), words), before = standing.policy ? policyLines(standing.policy.document, words) : undefined
  const seconded = standing.proposals.find(proposal => proposal.digest === digest)
  return {
    shown: { of: 'policy', bytes: base64url(bytes), digest, replaces: standing.policy?.digest ?? null },
    words: {
      title: 'Approve a change of policy', caption: seconded ? `${known.name(seconded.by)} has signed it. Yours is the second signature.` : 'Yours is the first of two signatures.',
      heading: before ? 'Change the policy' : 'Bring the first policy into force', lead: before ? 'Everything that differs comes first; the whole policy follows.' : 'This is the whole policy: who may do what, and what every post must pass.', ...(before ? { differs: without(after, before), gone: without(before, after) } : {}),
      means: ['You have read all of it, and it is to be in force.', seconded ? 'It is in force as soon as you have signed.' : 'It is in force once a second person has signed the same text.', FOR_GOOD], label: 'Approve the change', bar: 'Two people sign a policy.', path: '/settings/policy', back: 'Policy',
    },
  }
}

const without = (lines: readonly Line[], others: readonly Line[]): readonly Line[] => lines.filter(line => !others.some(other => other.name === line.name && other.text === line.text))

async function lifting({ reader, signing, known, ticket }: ShowGiven, { post }: Facts, { detail }: Ticket): Promise<Act | Refusal> {
  const refusal = post?.standing.refusals.find(({ entry }) => entry === detail['entry'])
  const recorded = post && (await reader.entriesOf(post.id)).find(({ index }) => index === detail['entry'])
  if (!post || !refusal || !recorded) return refuse('NOTHING_TO_LIFT')
  const remark = refusal.remark === null ? undefined : (await reader.opened(refusal.remark))?.value
  return {
    shown: { of: 'refusal', entry: refusal.entry, digest: digestOf(signing.opened.doors.crypto, recorded.leaf) },
    words: {
      title: 'Lift a refusal', caption: `Post ${post.number}: ${post.draft.title}`, heading: 'Lift the refusal', lead: `${refusal.person === ticket.person ? 'You' : known.name(refusal.person)} refused it${remark ? `: “${remark}”` : '.'} Lifting it lets the post go on where it stood.`,
      means: ['It may be signed and released again. Nothing goes out by itself.', FOR_GOOD], label: 'Lift it', bar: 'Nothing goes out by itself.', path: `/posts/${post.number}`, back: `Post ${post.number}`,
    },
  }
}

async function enrolling({ reader }: ShowGiven, { standing }: Facts, { person: whose, detail }: Ticket): Promise<Act | Refusal> {
  const person = (await reader.persons()).find(({ id }) => id === whose)
  if (!person) return refuse('PERSON_UNKNOWN')
  const waits = standing.policy === null && standing.first.length < 2
  return {
    shown: { of: 'person', person: person.id, name: person.name, nameSalt: person.nameSalt, capacity: detail['capacity'] as Capacity, roles: detail['roles'] as readonly string[], manager: detail['manager'] as PersonId | null },
    words: {
      title: 'Make your signing key', caption: 'Two touches: one makes the key, the other signs with it', heading: 'Make your signing key', lead: waits ? 'The first two people enrol by the links that were printed when the service was set up.' : 'Your device makes a passkey for this address. It counts once two colleagues have vouched for it.',
      means: ['The key is yours alone, and what is written above about you is right.', 'Two colleagues vouch for it, your line manager among them. Read out to them the digest that is shown next.', FOR_GOOD], label: 'Make the key', bar: 'Two touches.', path: `/people/${person.slug}`, back: person.name,
    },
  }
}
