// Keys: how one is bound to its person by the key itself and two vouchers, suspended by anyone, reinstated by two.
import { base64urlToBytes } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import { isDemoEnvelope, type Envelope } from '../core/dsse.ts'
import type { PersonId } from '../core/id.ts'
import { DAY, later, type Instant } from '../core/instant.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import { isAdministrator, type Roles } from './roles.ts'
import { capacityOf, keysThatCount, type KeyStanding, type People } from './standing.ts'

/** How long what `init` attests at the beginning lasts. */
const AT_THE_BEGINNING = 365 * DAY
const VOUCHERS = 2

/** The digest by which a key is known: of the browser's own id of a passkey, of the public key of a demo key. */
export const credentialOf = (crypto: Crypto, envelope: Envelope): Digest => digestOf(crypto, base64urlToBytes(isDemoEnvelope(envelope) ? envelope.key : envelope.credential))

export const keyByDigest = (people: People, digest: Digest): KeyStanding | undefined => Object.values(people.keys).find(key => key.digest === digest)

export interface Enrolment {
  readonly index: number
  readonly said: Instant
  readonly statement: StatementOf<'enrol'>
  readonly statementDigest: Digest
  readonly credential: Digest
  readonly demo: boolean
  /** Whether the trust file pins this credential: the first two keys need no voucher. */
  readonly first: boolean
}

/** Takes an enrolment whose signature by the new key itself has been checked. */
export function enrol(people: People, crypto: Crypto, given: Enrolment): Refusal | undefined {
  const { subject, predicate } = given.statement
  if (predicate.key !== null || predicate.credential !== given.credential || subject.digest !== digestOf(crypto, base64urlToBytes(predicate.spki))) return refuse('KEY_NOT_ITS_OWN')
  if (people.keys[given.credential] || keyByDigest(people, subject.digest)) return refuse('KEY_KNOWN')
  people.keys[given.credential] = {
    credential: given.credential, person: predicate.person, spki: predicate.spki, digest: subject.digest, entry: given.index, statement: given.statementDigest, capacity: predicate.capacity,
    roles: predicate.roles, manager: predicate.manager, name: predicate.name, demo: given.demo, vouchers: [], from: given.first ? given.index : null,
    suspended: null, suspendedBy: null, reinstatedBy: [],
  }
  const person = people.persons[predicate.person] ?? { person: predicate.person, keys: [], declarations: [], understandings: [] }
  const attested = given.first ? predicate.roles.map(role => ({ role, entry: given.index, from: given.said, until: later(given.said, AT_THE_BEGINNING), confirmedBy: null })) : []
  people.persons[predicate.person] = { ...person, keys: [...person.keys, given.credential], understandings: [...person.understandings, ...attested] }
  return undefined
}

/** Takes a voucher's statement over an enrolment: two enrolled people, no administrator, one of them the line manager. */
export function vouch(people: People, roles: Roles, first: readonly PersonId[], given: { readonly index: number; readonly said: Instant; readonly statement: StatementOf<'vouch'> }): Refusal | undefined {
  const { subject, predicate } = given.statement
  const key = keyByDigest(people, subject.digest)
  if (!key || key.statement !== predicate.of) return refuse('VOUCH_FOR_NOTHING')
  if (key.from !== null) return refuse('VOUCH_NOT_NEEDED')
  const unfit = unfitVoucher(people, roles, key, predicate.person, given.said)
  if (unfit) return unfit
  const vouchers = [...key.vouchers, predicate.person]
  const led = key.manager === null ? vouchers.some(person => first.includes(person)) : vouchers.includes(key.manager)
  people.keys[key.credential] = { ...key, vouchers, from: vouchers.length >= VOUCHERS && led ? given.index : null }
  return undefined
}

/** Why this person may not vouch for this key, if so. */
export function unfitVoucher(people: People, roles: Roles, key: KeyStanding, voucher: PersonId, at: Instant): Refusal | undefined {
  if (voucher === key.person) return refuse('VOUCH_FOR_ONESELF')
  if (key.vouchers.includes(voucher)) return refuse('VOUCHED_ALREADY')
  const capacity = capacityOf(people, voucher)
  if (capacity === 'special-adviser' || capacity === 'minister') return refuse('ADVISER_CANNOT_SIGN')
  const held = keysThatCount(people, voucher, at).flatMap(own => own.roles)
  if (held.length === 0 || isAdministrator(roles, held)) return refuse('VOUCHER_NOT_ENTITLED')
  return undefined
}

/** Takes a suspension: unsigned, by anyone, at once; of two the one that reaches further back holds. */
export function suspend(people: People, given: { readonly index: number; readonly credential: Digest; readonly since: Instant }): Refusal | undefined {
  const key = people.keys[given.credential]
  if (!key) return refuse('KEY_UNKNOWN')
  const since = key.suspended !== null && key.suspended < given.since ? key.suspended : given.since
  people.keys[given.credential] = { ...key, suspended: since, suspendedBy: given.index, reinstatedBy: [] }
  return undefined
}

/** Takes one of the two signatures that reinstate a suspended key; the person whose key it is cannot give one. */
export function reinstate(people: People, roles: Roles, given: { readonly said: Instant; readonly statement: StatementOf<'reinstate'> }): Refusal | undefined {
  const { subject, predicate } = given.statement
  const key = keyByDigest(people, subject.digest)
  if (!key || key.suspended === null || key.suspendedBy !== predicate.suspended) return refuse('NOT_SUSPENDED')
  const unfit = unfitVoucher(people, roles, { ...key, vouchers: key.reinstatedBy }, predicate.person, given.said)
  if (unfit) return unfit
  const reinstatedBy = [...key.reinstatedBy, predicate.person]
  people.keys[key.credential] = reinstatedBy.length >= VOUCHERS ? { ...key, suspended: null, suspendedBy: null, reinstatedBy: [] } : { ...key, reinstatedBy }
  return undefined
}
