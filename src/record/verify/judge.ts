// Judges statements in the order of the record: which are by a key that was enrolled and vouched for, and why the others do not stand.
// It knows keys, vouches, suspensions and nonces; what the statements then allow is the fold's business.
import { base64urlToBytes } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { digestOf, type Digest } from '../../core/digest.ts'
import { isDemoEnvelope, payloadOf, type Envelope } from '../../core/dsse.ts'
import type { Entry } from '../../core/entry.ts'
import type { PersonId } from '../../core/id.ts'
import type { Instant } from '../../core/instant.ts'
import { bytesToStatement, type Statement, type StatementOf } from '../../core/statement.ts'
import { conformStop } from '../../core/stop.ts'
import type { RecordCode } from '../reasons.ts'
import type { Anchor } from './anchor.ts'
import { checkEnvelope } from './assertion.ts'

const VOUCHERS = 2

/** A key that an entry enrols. `counts` once it is pinned or vouched for by two others, the line manager among them. */
export interface EnrolledKey {
  readonly enrolment: StatementOf<'enrol'>
  readonly credential: Digest
  readonly spki: Uint8Array
  readonly entry: number
  readonly statement: Digest
  readonly vouchers: Set<PersonId>
  readonly suspensions: Map<number, { readonly since: Instant; readonly reinstatedBy: Set<PersonId> }>
  counts: boolean
}

export type Judged =
  | { readonly stands: true; readonly statement: Statement; readonly key: EnrolledKey }
  | { readonly stands: false; readonly code: RecordCode }
type SignedEntry = Extract<Entry, { readonly kind: 'statement' }>
/** Answers the root, in lower-case hexadecimal, that the record had at a size up to now. */
export type RootAt = (size: number) => string

export class Judge {
  readonly #crypto: Crypto
  readonly #anchor: Anchor
  readonly #keys = new Map<Digest, EnrolledKey>()
  readonly #byStatement = new Map<Digest, EnrolledKey>()
  readonly #bySpki = new Map<Digest, EnrolledKey>()
  readonly #first = new Set<PersonId>()
  readonly #nonces = new Set<string>()

  constructor(crypto: Crypto, anchor: Anchor) {
    this.#crypto = crypto
    this.#anchor = anchor
  }

  /** Every key that counts so far. */
  get keys(): readonly EnrolledKey[] { return [...this.#keys.values()].filter(key => key.counts) }

  /** Takes the statement of entry `index`; to be called for each, in order. It never throws on a conforming entry. */
  judge(index: number, entry: SignedEntry, rootAt: RootAt): Judged {
    const payload = payloadOf(entry.envelope), statement = readStatement(payload)
    if (!statement) return { stands: false, code: 'STATEMENT_FORM' }
    const code = this.#wrongPlace(index, entry, statement, rootAt)
    if (code) return { stands: false, code }
    const key = statement.kind === 'enrol' ? this.#enrol(index, entry.envelope, statement, payload) : this.#signer(entry, statement, payload)
    if (typeof key === 'string') return { stands: false, code: key }
    const wrong = this.#keep(statement, key)
    return wrong ? { stands: false, code: wrong } : { stands: true, statement, key }
  }

  /** Takes an unsigned stop; a suspension holds from the moment that it names. */
  stop(index: number, entry: Extract<Entry, { readonly kind: 'stop' }>): void {
    const stop = readStop(entry.stop)
    if (stop?.act === 'suspend') this.#keys.get(stop.credential)?.suspensions.set(index, { since: stop.since, reinstatedBy: new Set() })
  }

  #wrongPlace(index: number, entry: SignedEntry, { demo, predicate }: Statement, rootAt: RootAt): RecordCode | undefined {
    if (demo !== this.#anchor.demo) return 'STATEMENT_OF_ANOTHER_MAKE'
    if (isDemoEnvelope(entry.envelope) && !this.#anchor.demo) return 'SIGNATURE_ONLY_FOR_DEMO'
    if (predicate.log.origin !== this.#anchor.origin) return 'STATEMENT_OF_ANOTHER_LOG'
    if (predicate.log.size > index || rootAt(predicate.log.size) !== predicate.log.root) return 'STATEMENT_OF_ANOTHER_HISTORY'
    if ('post' in predicate && predicate.post !== entry.post) return 'STATEMENT_OF_ANOTHER_POST'
    if (this.#nonces.has(predicate.nonce)) return 'STATEMENT_REPEATED'
    return entry.said > predicate.expires ? 'STATEMENT_EXPIRED' : undefined
  }

  #enrol(index: number, envelope: Envelope, enrolment: StatementOf<'enrol'>, payload: Uint8Array): EnrolledKey | RecordCode {
    const { subject, predicate } = enrolment, spki = base64urlToBytes(predicate.spki), credential = this.#credentialOf(envelope)
    if (predicate.key !== null || predicate.credential !== credential || subject.digest !== digestOf(this.#crypto, spki)) return 'KEY_NOT_ITSELF'
    if (this.#keys.has(credential) || this.#bySpki.has(subject.digest)) return 'KEY_ENROLLED_BEFORE'
    const fault = checkEnvelope(this.#crypto, envelope, spki, this.#anchor.place(envelope), payload)
    if (fault) return fault
    const first = this.#anchor.first(enrolment)
    if (first === 'not-as-pinned') return 'KEY_NOT_AS_PINNED'
    return { enrolment, credential, spki, entry: index, statement: digestOf(this.#crypto, payload), vouchers: new Set(), suspensions: new Map(), counts: first }
  }

  #signer(entry: SignedEntry, { predicate }: Statement, payload: Uint8Array): EnrolledKey | RecordCode {
    const key = this.#keys.get(this.#credentialOf(entry.envelope))
    if (!key) return 'SIGNED_WITH_UNKNOWN_KEY'
    if (predicate.key !== key.entry || predicate.person !== key.enrolment.predicate.person) return 'SIGNED_WITH_ANOTHERS_KEY'
    const fault = checkEnvelope(this.#crypto, entry.envelope, key.spki, this.#anchor.place(entry.envelope), payload)
    if (fault) return fault
    if (!key.counts) return 'SIGNED_BEFORE_VOUCHED'
    return [...key.suspensions.values()].some(({ since }) => since <= entry.said) ? 'SIGNED_WHILE_SUSPENDED' : key
  }

  /** The nonce is spent only here, once the signature has verified: else anybody could spend another's. */
  #keep(statement: Statement, key: EnrolledKey): RecordCode | undefined {
    this.#nonces.add(statement.predicate.nonce)
    switch (statement.kind) {
      case 'enrol': return this.#add(key)
      case 'vouch': return this.#vouch(statement)
      case 'reinstate': return this.#reinstate(statement)
      case 'declare': case 'confirm': case 'policy': case 'submit': case 'sign-off': case 'set-aside': case 'release': case 'lift': return undefined
    }
  }

  #add(key: EnrolledKey): undefined {
    this.#keys.set(key.credential, key)
    this.#byStatement.set(key.statement, key)
    this.#bySpki.set(key.enrolment.subject.digest, key)
    if (key.counts) this.#first.add(key.enrolment.predicate.person)
  }

  #vouch({ subject, predicate }: StatementOf<'vouch'>): RecordCode | undefined {
    const key = this.#byStatement.get(predicate.of)
    if (!key || key.counts || key.enrolment.subject.digest !== subject.digest) return 'VOUCHED_FOR_NOTHING'
    const { person, manager } = key.enrolment.predicate
    if (person === predicate.person) return 'VOUCHED_FOR_ONESELF'
    if (key.vouchers.has(predicate.person)) return 'VOUCHED_TWICE'
    key.vouchers.add(predicate.person)
    const led = manager === null ? [...key.vouchers].some(voucher => this.#first.has(voucher)) : key.vouchers.has(manager)
    key.counts = key.vouchers.size >= VOUCHERS && led
    return undefined
  }

  #reinstate({ subject, predicate }: StatementOf<'reinstate'>): RecordCode | undefined {
    const key = this.#bySpki.get(subject.digest), suspension = key?.suspensions.get(predicate.suspended)
    if (!key || !suspension) return 'REINSTATED_NOTHING'
    if (key.enrolment.predicate.person === predicate.person) return 'VOUCHED_FOR_ONESELF'
    if (suspension.reinstatedBy.has(predicate.person)) return 'VOUCHED_TWICE'
    suspension.reinstatedBy.add(predicate.person)
    if (suspension.reinstatedBy.size >= VOUCHERS) key.suspensions.delete(predicate.suspended)
    return undefined
  }

  #credentialOf = (envelope: Envelope): Digest => digestOf(this.#crypto, base64urlToBytes(isDemoEnvelope(envelope) ? envelope.key : envelope.credential))
}

function readStatement(payload: Uint8Array): Statement | undefined {
  try {
    return bytesToStatement(payload)
  } catch {
    return undefined
  }
}

function readStop(stop: unknown): ReturnType<typeof conformStop> | undefined {
  try {
    return conformStop(stop)
  } catch {
    return undefined
  }
}
