// Which keys count, as the record goes on: pinned or vouched for, suspended and reinstated. Told apart from the fold on purpose: a verifier takes nobody's word for it.
import type { Digest } from '../../core/digest.ts'
import type { PersonId } from '../../core/id.ts'
import type { Instant } from '../../core/instant.ts'
import type { StatementOf } from '../../core/statement.ts'
import type { RecordCode } from '../reasons.ts'

const VOUCHERS = 2

interface Vouch { readonly by: EnrolledKey; readonly person: PersonId; readonly entry: number; readonly said: Instant }
/** A key that an entry enrols. It counts from `from` on, once it is pinned or vouched for by two others, the line manager among them. */
export interface EnrolledKey {
  readonly enrolment: StatementOf<'enrol'>
  readonly credential: Digest
  readonly spki: Uint8Array
  readonly entry: number
  readonly statement: Digest
  readonly first: boolean
  readonly vouches: Vouch[]
  from: number | null
  /** The entry from which it first counted, whatever was suspended later. */
  counted: number | null
  suspended: { readonly since: Instant; readonly by: number; readonly reinstatedBy: Set<PersonId> } | undefined
}

const personOf = (key: EnrolledKey): PersonId => key.enrolment.predicate.person
const suspendedAt = ({ suspended }: EnrolledKey, at: Instant): boolean => suspended !== undefined && suspended.since <= at

export class KeyRing {
  readonly #keys = new Map<Digest, EnrolledKey>()
  readonly #byStatement = new Map<Digest, EnrolledKey>()
  readonly #bySpki = new Map<Digest, EnrolledKey>()

  /** Every key that counts so far. */
  get counting(): readonly EnrolledKey[] { return [...this.#keys.values()].filter(({ from }) => from !== null) }

  has = (credential: Digest, spki: Digest): boolean => this.#keys.has(credential) || this.#bySpki.has(spki)
  find = (credential: Digest): EnrolledKey | undefined => this.#keys.get(credential)

  add(key: EnrolledKey): void {
    this.#keys.set(key.credential, key)
    this.#byStatement.set(key.statement, key)
    this.#bySpki.set(key.enrolment.subject.digest, key)
  }

  /** Why what this key signs at this moment does not stand, if so. Those who would undo a suspension are asked for as if it had not been handed in. */
  wrongSigner(key: EnrolledKey, at: Instant, undoes?: Digest): RecordCode | undefined {
    const suspended = undoes === undefined ? undefined : this.#bySpki.get(undoes)
    return suspended?.suspended ? this.#without(suspended, () => wrongNow(key, at)) : wrongNow(key, at)
  }

  vouch({ subject, predicate: { person, of } }: StatementOf<'vouch'>, by: EnrolledKey, entry: number, said: Instant): RecordCode | undefined {
    const key = this.#byStatement.get(of)
    if (!key || key.from !== null || key.enrolment.subject.digest !== subject.digest) return 'VOUCHED_FOR_NOTHING'
    if (personOf(key) === person) return 'VOUCHED_FOR_ONESELF'
    if (this.#isAdviser(person)) return 'VOUCHED_BY_ADVISER'
    if (this.#vouchers(key, Infinity).includes(person)) return 'VOUCHED_TWICE'
    key.vouches.push({ by, person, entry, said })
    this.#settleKey(key)
    return undefined
  }

  /** A suspension holds from the moment that it names; of two the one that reaches further back. What the key vouched for since then waits again. */
  suspend(credential: Digest, since: Instant, by: number): void {
    const key = this.#keys.get(credential)
    if (!key) return
    key.suspended = { since: key.suspended && key.suspended.since < since ? key.suspended.since : since, by, reinstatedBy: new Set() }
    this.#settle()
  }

  reinstate({ subject, predicate: { person, suspended } }: StatementOf<'reinstate'>): RecordCode | undefined {
    const key = this.#bySpki.get(subject.digest)
    if (key?.suspended?.by !== suspended) return 'REINSTATED_NOTHING'
    if (personOf(key) === person) return 'VOUCHED_FOR_ONESELF'
    if (this.#isAdviser(person)) return 'VOUCHED_BY_ADVISER'
    if (key.suspended.reinstatedBy.has(person)) return 'VOUCHED_TWICE'
    key.suspended.reinstatedBy.add(person)
    if (key.suspended.reinstatedBy.size < VOUCHERS) return undefined
    key.suspended = undefined
    this.#settle()
    return undefined
  }

  /** Vouches are taken again in the order of the record: each may rest on one before it. */
  #settle(): void {
    const keys = [...this.#keys.values()]
    for (const key of keys) key.from = key.first ? key.entry : null
    const ends = keys.flatMap(key => key.vouches.map(({ entry }) => ({ key, entry }))).toSorted((a, b) => a.entry - b.entry)
    for (const { key, entry } of ends) this.#settleKey(key, entry)
  }

  #settleKey(key: EnrolledKey, upTo = Infinity): void {
    const last = key.vouches.findLast(({ entry }) => entry <= upTo)
    if (key.from !== null || !last || !this.#enough(key, this.#vouchers(key, upTo))) return
    key.from = last.entry
    key.counted ??= last.entry
  }

  /** Those whose vouch counts: by a key that counted at that entry and was not suspended before it. */
  #vouchers = (key: EnrolledKey, upTo: number): readonly PersonId[] =>
    [...new Set(key.vouches.filter(({ by, entry, said }) => entry <= upTo && by.from !== null && by.from <= entry && !suspendedAt(by, said)).map(({ person }) => person))]

  /** The line manager is among them, or where none is named one of the first; and a second key chooses no other manager than the record names. */
  #enough(key: EnrolledKey, vouchers: readonly PersonId[]): boolean {
    const { manager } = key.enrolment.predicate, byFirst = vouchers.some(person => this.#isFirst(person))
    if (vouchers.length < VOUCHERS || !(manager === null ? byFirst : vouchers.includes(manager))) return false
    const before = this.#managerBefore(key)
    return byFirst || before === undefined || before === manager || (before !== null && vouchers.includes(before))
  }

  #isFirst = (person: PersonId): boolean => [...this.#keys.values()].some(key => key.first && personOf(key) === person)

  #isAdviser = (person: PersonId): boolean =>
    [...this.#keys.values()].some(key => personOf(key) === person && key.counted !== null && ['special-adviser', 'minister'].includes(key.enrolment.predicate.capacity))

  #managerBefore(key: EnrolledKey): PersonId | null | undefined {
    const others = [...this.#keys.values()].filter(other => other !== key && personOf(other) === personOf(key) && other.counted !== null && (key.counted === null || other.counted < key.counted))
    return others.toSorted((a, b) => a.counted! - b.counted!).at(-1)?.enrolment.predicate.manager
  }

  #without<Value>(key: EnrolledKey, ask: () => Value): Value {
    const { suspended } = key
    key.suspended = undefined
    this.#settle()
    const answer = ask()
    key.suspended = suspended
    this.#settle()
    return answer
  }
}

function wrongNow(key: EnrolledKey, at: Instant): RecordCode | undefined {
  if (key.from === null) return 'SIGNED_BEFORE_VOUCHED'
  return suspendedAt(key, at) ? 'SIGNED_WHILE_SUSPENDED' : undefined
}
