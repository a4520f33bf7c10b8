// Judges statements in the order of the record: which are by a key that was enrolled and vouched for, and why the others do not stand.
// What it knows of keys stands in key-ring.ts; what the statements then allow is the fold's business.
import { base64urlToBytes } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { digestOf, type Digest } from '../../core/digest.ts'
import { isDemoEnvelope, payloadOf, type Envelope } from '../../core/dsse.ts'
import type { Entry } from '../../core/entry.ts'
import { bytesToStatement, type Statement, type StatementOf } from '../../core/statement.ts'
import { conformStop } from '../../core/stop.ts'
import type { RecordCode } from '../reasons.ts'
import type { Anchor } from './anchor.ts'
import { checkEnvelope } from './assertion.ts'
import { KeyRing, type EnrolledKey } from './key-ring.ts'

export type { EnrolledKey } from './key-ring.ts'
export type Judged =
  | { readonly stands: true; readonly statement: Statement; readonly key: EnrolledKey }
  | { readonly stands: false; readonly code: RecordCode }
type SignedEntry = Extract<Entry, { readonly kind: 'statement' }>
/** Answers the root, in lower-case hexadecimal, that the record had at a size up to now. */
export type RootAt = (size: number) => string

export class Judge {
  readonly #crypto: Crypto
  readonly #anchor: Anchor
  readonly #ring = new KeyRing()
  readonly #nonces = new Set<string>()

  constructor(crypto: Crypto, anchor: Anchor) {
    this.#crypto = crypto
    this.#anchor = anchor
  }

  /** Every key that counts so far. */
  get keys(): readonly EnrolledKey[] { return this.#ring.counting }

  /** Takes the statement of entry `index`; to be called for each, in order. It never throws on a conforming entry. */
  judge(index: number, entry: SignedEntry, rootAt: RootAt): Judged {
    const payload = payloadOf(entry.envelope), statement = readStatement(payload)
    if (!statement) return { stands: false, code: 'STATEMENT_FORM' }
    const code = this.#wrongPlace(index, entry, statement, rootAt)
    if (code) return { stands: false, code }
    const key = statement.kind === 'enrol' ? this.#enrol(index, entry.envelope, statement, payload) : this.#signer(entry, statement, payload)
    if (typeof key === 'string') return { stands: false, code: key }
    const wrong = this.#keep(statement, key, index, entry)
    return wrong ? { stands: false, code: wrong } : { stands: true, statement, key }
  }

  /** Takes an unsigned stop; a suspension holds from the moment that it names. */
  stop(index: number, entry: Extract<Entry, { readonly kind: 'stop' }>): void {
    const stop = readStop(entry.stop)
    if (stop?.act === 'suspend') this.#ring.suspend(stop.credential, stop.since, index)
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
    if (this.#ring.has(credential, subject.digest)) return 'KEY_ENROLLED_BEFORE'
    const fault = checkEnvelope(this.#crypto, envelope, spki, this.#anchor.place(envelope), payload)
    if (fault) return fault
    this.#nonces.add(predicate.nonce)
    const first = this.#anchor.first(enrolment)
    if (first === 'not-as-pinned') return 'KEY_NOT_AS_PINNED'
    return { enrolment, credential, spki, entry: index, statement: digestOf(this.#crypto, payload), first, vouches: [], from: first ? index : null, counted: first ? index : null, suspended: undefined }
  }

  /** The nonce is spent once the signature has verified: not before, or anybody could spend another's; and whatever comes of it, or what a suspended key signed could be handed in again later. */
  #signer(entry: SignedEntry, { kind, subject, predicate }: Statement, payload: Uint8Array): EnrolledKey | RecordCode {
    const key = this.#ring.find(this.#credentialOf(entry.envelope))
    if (!key) return 'SIGNED_WITH_UNKNOWN_KEY'
    if (predicate.key !== key.entry || predicate.person !== key.enrolment.predicate.person) return 'SIGNED_WITH_ANOTHERS_KEY'
    const fault = checkEnvelope(this.#crypto, entry.envelope, key.spki, this.#anchor.place(entry.envelope), payload)
    if (fault) return fault
    this.#nonces.add(predicate.nonce)
    return this.#ring.wrongSigner(key, entry.said, kind === 'reinstate' ? subject.digest : undefined) ?? key
  }

  #keep(statement: Statement, key: EnrolledKey, index: number, { said }: SignedEntry): RecordCode | undefined {
    switch (statement.kind) {
      case 'enrol':
        this.#ring.add(key)
        return undefined
      case 'vouch': return this.#ring.vouch(statement, key, index, said)
      case 'reinstate': return this.#ring.reinstate(statement)
      case 'declare': case 'confirm': case 'policy': case 'submit': case 'sign-off': case 'set-aside': case 'release': case 'lift': return undefined
    }
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
