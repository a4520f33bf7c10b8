// Verifies a receipt: that its statement stands in the signed tree, and as far as the receipt reaches, that it was signed.
import { base64urlToBytes, hex, utf8 } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { digestOf } from '../../core/digest.ts'
import { isDemoEnvelope, payloadOf, type Envelope } from '../../core/dsse.ts'
import { leafToEntry, type Entry } from '../../core/entry.ts'
import type { Instant } from '../../core/instant.ts'
import { bytesToStatement, type Statement } from '../../core/statement.ts'
import type { Checkpoint } from '../checkpoint.ts'
import { leafHash } from '../merkle.ts'
import { verifyInclusion } from '../proof.ts'
import { bytesToReceipt, tlogProofToReceipt, type Receipt } from '../receipt.ts'
import type { RecordCode } from '../reasons.ts'
import { isDemoOrigin, type TrustFile } from '../trust-file.ts'
import { checkEnvelope } from './assertion.ts'
import { readCheckpoint } from './log.ts'
import { attempt, fails, flaw, isFlaw, sentenceFor, type Flaw, type Verdict } from './verdict.ts'

/**
 * How far the signature could be checked: by a key that the trust file pins; by the key that the statement or its envelope itself carries,
 * which shows that its holder signed, and only the record whose key it is; or not at all, since the key is enrolled in another entry.
 */
export type SignatureReach = 'pinned' | 'own-key' | 'not-checked'

export interface ReceiptStands {
  readonly what: 'receipt'
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly index: number
  readonly at: Instant
  readonly statement: Statement
  readonly signature: SignatureReach
}

interface Held { readonly receipt: Receipt; readonly head: Checkpoint; readonly entry: Entry; readonly statement: Statement; readonly signature: SignatureReach }

/** Takes both spellings. `holds` needs the trust file; without one the checkpoint's own signature is not looked at. It never throws on what others wrote. */
export function verifyReceipt(crypto: Crypto, bytes: Uint8Array, trust: TrustFile | null): Verdict<ReceiptStands> {
  const held = hold(crypto, bytes, trust)
  if (isFlaw(held)) return fails(held, trust !== null && isDemoOrigin(trust.origin))
  const { receipt, head, entry, statement, signature } = held
  return { what: 'receipt', answer: trust ? 'holds' : 'consistent', demo: isDemoOrigin(head.origin), origin: head.origin, size: head.size, root: hex(head.root), index: receipt.index, at: entry.at, statement, signature }
}

function hold(crypto: Crypto, bytes: Uint8Array, trust: TrustFile | null): Held | Flaw {
  const receipt = attempt(() => (bytes[0] === 0x7b ? bytesToReceipt(bytes) : tlogProofToReceipt(bytes)), why => flaw('RECEIPT_UNREADABLE', { why }))
  if (isFlaw(receipt)) return receipt
  const head = readCheckpoint(crypto, utf8(receipt.checkpoint), trust)
  if (isFlaw(head)) return { ...head, file: null }
  const { index } = receipt, leaf = base64urlToBytes(receipt.leaf), proof = receipt.proof.map(base64urlToBytes)
  if (!verifyInclusion(crypto, { index, size: head.size, leafHash: leafHash(crypto, leaf), proof, root: head.root })) return flaw('RECEIPT_NOT_IN_RECORD', { entry: index })
  const read = attempt(() => readSigned(leaf), why => flaw('RECEIPT_NOT_A_STATEMENT', { entry: index, why }))
  if (isFlaw(read)) return read
  const signature = reach(crypto, read.envelope, read.statement, trust)
  const wrong = wrongPlace(read, head) ?? (isReach(signature) ? undefined : signature)
  if (wrong || !isReach(signature)) return flaw('RECEIPT_DOES_NOT_STAND', { entry: index, why: sentenceFor(wrong ?? 'SIGNATURE_WRONG') })
  return { receipt, head, entry: read.entry, statement: read.statement, signature }
}

function readSigned(leaf: Uint8Array): { readonly entry: Entry; readonly envelope: Envelope; readonly statement: Statement } {
  const entry = leafToEntry(leaf)
  if (entry.kind !== 'statement') throw new TypeError(`it is a ${entry.kind} entry, which nobody signed`)
  return { entry, envelope: entry.envelope, statement: bytesToStatement(payloadOf(entry.envelope)) }
}

function wrongPlace({ entry, envelope, statement: { demo, predicate } }: ReturnType<typeof readSigned>, { origin }: Checkpoint): RecordCode | undefined {
  if (demo !== isDemoOrigin(origin)) return 'STATEMENT_OF_ANOTHER_MAKE'
  if (isDemoEnvelope(envelope) && !isDemoOrigin(origin)) return 'SIGNATURE_ONLY_FOR_DEMO'
  if (predicate.log.origin !== origin) return 'STATEMENT_OF_ANOTHER_LOG'
  if ('post' in predicate && predicate.post !== entry.post) return 'STATEMENT_OF_ANOTHER_POST'
  return entry.said > predicate.expires ? 'STATEMENT_EXPIRED' : undefined
}

const isReach = (answer: SignatureReach | RecordCode): answer is SignatureReach => answer === 'pinned' || answer === 'own-key' || answer === 'not-checked'

/** Checks the signature by the best key at hand; a passkey's only where the trust file says on which site it must have signed. */
function reach(crypto: Crypto, envelope: Envelope, { kind, subject, predicate }: Statement, trust: TrustFile | null): SignatureReach | RecordCode {
  const digest = (text: string) => digestOf(crypto, base64urlToBytes(text))
  const credential = digest(isDemoEnvelope(envelope) ? envelope.key : envelope.credential)
  const pinned = trust?.first.find(key => key.credential === credential)
  if (pinned && pinned.person !== predicate.person) return 'SIGNED_WITH_ANOTHERS_KEY'
  if (kind === 'enrol' && (predicate.credential !== credential || digest(predicate.spki) !== subject.digest)) return 'KEY_NOT_ITSELF'
  const own = kind === 'enrol' ? predicate.spki : isDemoEnvelope(envelope) ? envelope.key : undefined
  const spki = pinned?.spki ?? own
  if (spki === undefined || (!trust && !isDemoEnvelope(envelope))) return 'not-checked'
  return checkEnvelope(crypto, envelope, base64urlToBytes(spki), trust ?? { signingOrigin: '', rpId: '' }) ?? (pinned ? 'pinned' : 'own-key')
}
