// Takes a signed statement from a page, checks everything that the keeper will check about its signature, and hands it over for the record.
import type { Change, Standing } from '../commands/ports.ts'
import { handIn } from '../commands/run.ts'
import { base64urlToBytes } from '../core/bytes.ts'
import { commitmentOf, isDigest, type Digest } from '../core/digest.ts'
import { conformEnvelope, isDemoEnvelope, payloadOf, type Envelope } from '../core/dsse.ts'
import { done, refuse, type Result } from '../core/result.ts'
import { bytesToStatement, type Statement } from '../core/statement.ts'
import { credentialOf } from '../people/enrol.ts'
import { keyCounts } from '../people/standing.ts'
import { checkEnvelope } from '../record/verify/assertion.ts'
import type { Opened } from './carried.ts'
import { reading, type Signing } from './signing.ts'

/** What a page hands in. `page` is its ticket, or the name of a door that needs none. */
export interface Signed { readonly page: string; readonly mark: string; readonly envelope: unknown; readonly opened: readonly Opened[] }
/** `changes` are made together with the hand-in: the sealed words, and a person who is new. */
export interface Checked { readonly statement: Statement; readonly envelope: Envelope; readonly changes: readonly Change[] }
export type Judgement = NonNullable<Awaited<ReturnType<Signing['opened']['waitJudged']>>>
/** `judgement` is missing while the keeper has not come to it. */
export interface HandedOver { readonly intake: string; readonly statement: Statement; readonly judgement: Judgement | undefined }

/** How long a page waits for the keeper before it asks again. */
const PATIENCE = 4_000

/** Nothing is stored unless all of it holds. Pressing twice hands in once: the intake id comes from the statement's digest. */
export async function handOver(signing: Signing, signed: Signed): Promise<Result<HandedOver>> {
  const checked = await checkSigned(signing, signed)
  return checked.ok ? done(await handOverChecked(signing, checked.value)) : checked
}

export async function handOverChecked({ opened: { doors, waitJudged } }: Signing, { statement, envelope, changes }: Checked): Promise<HandedOver> {
  const { intake } = await handIn(doors, envelope, changes)
  return { intake, statement, judgement: await waitJudged(intake, PATIENCE) }
}

/** Form, mark, person, key and signature, in this order; the sealed words last. */
export async function checkSigned(signing: Signing, { page, mark, envelope: given, opened }: Signed): Promise<Result<Checked>> {
  let envelope: Envelope, statement: Statement
  try {
    envelope = conformEnvelope(given)
    statement = bytesToStatement(payloadOf(envelope))
  } catch {
    return refuse('STATEMENT_UNREADABLE')
  }
  if (!signing.served.holds(page, payloadOf(envelope), mark)) return refuse('NOT_SERVED')
  if (isDemoEnvelope(envelope) && !(signing.demoKeys && statement.demo)) return refuse('DEMO_ONLY')
  const { crypto, given: chance } = signing.opened.doors, now = chance().now
  if (now > statement.predicate.expires) return refuse('SIGNATURE_OLD')
  const spki = keyFor(await reading(signing, reader => reader.standing()), statement, credentialOf(crypto, envelope), now)
  if (spki === undefined) return refuse('PASSKEY_UNKNOWN')
  const wrong = checkEnvelope(crypto, envelope, base64urlToBytes(spki), signing.place)
  if (wrong) return refuse(wrong)
  const changes = sealedWith(signing, statement, opened)
  return changes ? done({ statement, envelope, changes }) : refuse('NOT_SERVED')
}

/** An enrolment is signed by the key that it enrols; everything else by a key of the person that counts now. */
function keyFor({ people }: Standing, { kind, predicate }: Statement, credential: Digest, now: string): string | undefined {
  if (kind === 'enrol') return predicate.credential === credential ? predicate.spki : undefined
  const key = people.keys[credential]
  return key && key.person === predicate.person && key.entry === predicate.key && keyCounts(key, now as never) ? key.spki : undefined
}

/** The words behind the statement's commitments, each held against its commitment; nothing when one is missing or one too many was sent. */
function sealedWith({ opened: { doors: { crypto } } }: Signing, statement: Statement, opened: readonly Opened[]): readonly Change[] | undefined {
  const wanted = statement.kind === 'sign-off' && statement.predicate.remark !== null ? [statement.predicate.remark] : []
  if (opened.length !== wanted.length) return undefined
  const changes: Change[] = []
  for (const [i, { field, salt, value }] of opened.entries()) {
    const commitment = commitmentOf(crypto, field, salt, value)
    if (!isDigest(commitment) || field !== 'remark' || commitment !== wanted[i]) return undefined
    changes.push({ change: 'seal', field, commitment, salt, value })
  }
  return changes
}
