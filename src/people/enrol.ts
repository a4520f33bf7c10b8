// Keys: how one is bound to its person by the key itself and two vouchers, suspended by anyone, reinstated by two.
import { base64urlToBytes } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import { isDemoEnvelope, type Envelope } from '../core/dsse.ts'
import type { PersonId } from '../core/id.ts'
import { DAY, later, type Instant } from '../core/instant.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import type { Roles } from './roles.ts'
import { administers, capacityOf, keysThatCount, type KeyStanding, type People } from './standing.ts'
import { settle, settledWithout, withVoucher } from './vouched.ts'

/** How long what `init` attests at the beginning lasts. */
const AT_THE_BEGINNING = 365 * DAY
const REINSTATERS = 2

/** The digest by which a key is known: of the browser's own id of a passkey, of the public key of a demo key. */
export const credentialOf = (crypto: Crypto, envelope: Envelope): Digest => digestOf(crypto, base64urlToBytes(isDemoEnvelope(envelope) ? envelope.key : envelope.credential))

export const keyByDigest = (people: People, digest: Digest): KeyStanding | undefined => Object.values(people.keys).find(key => key.digest === digest)

/** What the trust file pins of one of the first two keys: all three, since a credential's id alone is no secret and anybody could enrol under it. */
export interface Pinned { readonly person: PersonId; readonly credential: Digest; readonly spki: string }

export interface Enrolment {
  readonly index: number
  readonly said: Instant
  readonly statement: StatementOf<'enrol'>
  readonly statementDigest: Digest
  readonly credential: Digest
  readonly demo: boolean
  readonly pinned: readonly Pinned[]
}

/** Takes an enrolment whose signature by the new key itself has been checked. The keys that the trust file pins need no voucher. */
export function enrol(people: People, crypto: Crypto, given: Enrolment): Refusal | undefined {
  const { subject, predicate } = given.statement
  if (predicate.key !== null || predicate.credential !== given.credential || subject.digest !== digestOf(crypto, base64urlToBytes(predicate.spki))) return refuse('KEY_NOT_ITS_OWN')
  if (people.keys[given.credential] || keyByDigest(people, subject.digest)) return refuse('KEY_KNOWN')
  const pin = given.pinned.find(({ credential }) => credential === given.credential)
  if (pin && (pin.person !== predicate.person || pin.spki !== predicate.spki)) return refuse('KEY_PINNED_OTHERWISE')
  const counts = pin ? given.index : null
  people.keys[given.credential] = {
    credential: given.credential, person: predicate.person, spki: predicate.spki, digest: subject.digest, entry: given.index, statement: given.statementDigest, capacity: predicate.capacity,
    roles: predicate.roles, manager: predicate.manager, name: predicate.name, demo: given.demo, first: pin !== undefined, vouches: [], vouchers: [], from: counts, counted: counts,
    suspended: null, suspendedBy: null, reinstatedBy: [], lapses: [],
  }
  const person = people.persons[predicate.person] ?? { person: predicate.person, keys: [], declarations: [], understandings: [] }
  const attested = pin ? predicate.roles.map(role => ({ role, entry: given.index, from: given.said, until: later(given.said, AT_THE_BEGINNING), confirmedBy: null, credential: given.credential })) : []
  people.persons[predicate.person] = { ...person, keys: [...person.keys, given.credential], understandings: [...person.understandings, ...attested] }
  return undefined
}

export interface Vouching { readonly index: number; readonly said: Instant; readonly credential: Digest; readonly statement: StatementOf<'vouch'> }

/** Takes a voucher's statement over an enrolment: two enrolled people, no administrator, one of them the line manager. Before there are roles, only the first two may. */
export function vouch(people: People, roles: Roles | undefined, first: readonly PersonId[], given: Vouching): Refusal | undefined {
  const { subject, predicate: { person, of } } = given.statement
  const key = keyByDigest(people, subject.digest)
  if (!key || key.statement !== of) return refuse('VOUCH_FOR_NOTHING')
  if (key.from !== null) return refuse('VOUCH_NOT_NEEDED')
  if (!roles && !first.includes(person)) return refuse('NO_POLICY')
  const unfit = unfitVoucher(people, roles ?? {}, key, person, given.said)
  if (unfit) return unfit
  const vouched = { person, credential: given.credential, entry: given.index, said: given.said }
  people.keys[key.credential] = withVoucher(people, first, { ...key, vouches: [...key.vouches, vouched] }, vouched)
  return undefined
}

/** Why this person may not vouch for this key, if so. */
export function unfitVoucher(people: People, roles: Roles, key: KeyStanding, voucher: PersonId, at: Instant): Refusal | undefined {
  if (voucher === key.person) return refuse('VOUCH_FOR_ONESELF')
  if (key.vouchers.includes(voucher)) return refuse('VOUCHED_ALREADY')
  const capacity = capacityOf(people, voucher)
  if (capacity === 'special-adviser' || capacity === 'minister') return refuse('ADVISER_CANNOT_SIGN')
  const held = keysThatCount(people, voucher, at).flatMap(own => own.roles)
  if (held.length === 0 || administers(people, roles, voucher)) return refuse('VOUCHER_NOT_ENTITLED')
  return undefined
}

export interface Suspension { readonly index: number; readonly credential: Digest; readonly since: Instant }

/** Takes a suspension: unsigned, by anyone, at once; of two the one that reaches further back holds. What the key vouched for since then waits again. */
export function suspend(people: People, first: readonly PersonId[], given: Suspension): Refusal | undefined {
  const key = people.keys[given.credential]
  if (!key) return refuse('KEY_UNKNOWN')
  const since = key.suspended !== null && key.suspended < given.since ? key.suspended : given.since
  people.keys[given.credential] = { ...key, suspended: since, suspendedBy: given.index, reinstatedBy: [] }
  settle(people, first)
  return undefined
}

/**
 * Takes one of the two signatures that reinstate a suspended key; the person whose key it is cannot give one. From the second on the key counts
 * again, and so does what it vouched for and confirmed; what it did about posts in between stays void.
 */
export function reinstate(people: People, roles: Roles, first: readonly PersonId[], given: { readonly said: Instant; readonly statement: StatementOf<'reinstate'> }): Refusal | undefined {
  const { subject, predicate } = given.statement
  const key = keyByDigest(people, subject.digest)
  if (!key || key.suspended === null || key.suspendedBy !== predicate.suspended) return refuse('NOT_SUSPENDED')
  const unfit = unfitVoucher(settledWithout(people, first, key.credential), roles, { ...key, vouchers: key.reinstatedBy }, predicate.person, given.said)
  if (unfit) return unfit
  const reinstatedBy = [...key.reinstatedBy, predicate.person]
  if (reinstatedBy.length < REINSTATERS) {
    people.keys[key.credential] = { ...key, reinstatedBy }
    return undefined
  }
  people.keys[key.credential] = { ...key, suspended: null, suspendedBy: null, reinstatedBy: [], lapses: [...key.lapses, { since: key.suspended, until: given.said }] }
  settle(people, first)
  return undefined
}
