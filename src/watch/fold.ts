// Folds the whole log, entry by entry, back into what is allowed. It believes signatures and nothing else, and never throws on what others wrote.
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import { isDemoEnvelope, payloadOf, type Envelope } from '../core/dsse.ts'
import { entryToLeaf, type Entry } from '../core/entry.ts'
import type { ChannelId, PostId } from '../core/id.ts'
import { later, MINUTE } from '../core/instant.ts'
import { conformKeeperEvent, type KnownKeeperEvent } from '../core/keeper-event.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import { bytesToStatement, DEMO_ORIGIN, type Statement } from '../core/statement.ts'
import { conformStop, type KnownStop } from '../core/stop.ts'
import { credentialOf, enrol, keyByDigest, reinstate, suspend, vouch, type Pinned } from '../people/enrol.ts'
import { keyCounts, type KeyStanding, type People } from '../people/standing.ts'
import { confirm, declare } from '../people/understand.ts'
import { settledWithout } from '../people/vouched.ts'
import { release } from '../publish/release.ts'
import { goneOut, whollyOut } from '../publish/send-standing.ts'
import { clear } from '../signoff/clear.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { signOff } from '../signoff/sign-off.ts'
import { stopPost } from '../signoff/stop-post.ts'
import { submit } from '../signoff/submit.ts'
import { changePolicy } from './change-policy.ts'
import { boundPolicies, postOf, sendsOf, type Folded } from './folded.ts'
import { seenLive, sendReceipt } from './keeper-saw.ts'
import { lift, unlift } from './lift.ts'

/** A statement may be handed in for so long after it was served; and no statement may give itself longer, the clocks' difference allowed for. */
const LONGEST_WAIT = 60 * MINUTE, CLOCKS_DIFFER = 5 * MINUTE

/** What the fold needs from outside; all of it synchronous. */
export interface FoldGiven {
  readonly crypto: Crypto
  /** The trust file's word: the log's own origin and the two pinned keys with their persons. Without an organisation the policy's counts, once there is one. */
  readonly trust: { readonly origin: string; readonly organisation: string | null; readonly first: readonly Pinned[] }
  /** The root of the tree at an earlier size, or nothing when it is not known. */
  readonly rootAt: (size: number) => Digest | undefined
  /** The bytes of a policy document, or nothing when they are not kept. */
  readonly policyBytes: (digest: Digest) => Uint8Array | undefined
  /** Checks an envelope's signature against a key (SubjectPublicKeyInfo in base64url): the code of what is wrong, or nothing. */
  readonly verifyEnvelope: (envelope: Envelope, spki: string) => string | undefined
}

/** Takes the next entry. Answers why what it says does not count, or nothing when it does. */
export function apply(folded: Folded, entry: Entry, given: FoldGiven): Refusal | undefined {
  const index = folded.size++
  if (entry.post !== null) folded.chains[entry.post] = { last: index, count: entry.n + 1 }
  const read = readEntry(entry)
  if (!read.ok) return read
  const said = read.value
  switch (said.kind) {
    case 'keeper':
      return keeperSaid(folded, entry, index, said.event)
    case 'stop':
      return stopped(folded, entry, index, said.stop, given)
    case 'statement':
      return stated(folded, { entry, index, envelope: said.envelope, given }, said.statement)
  }
}

type Read =
  | { readonly kind: 'keeper'; readonly event: KnownKeeperEvent }
  | { readonly kind: 'stop'; readonly stop: KnownStop }
  | { readonly kind: 'statement'; readonly statement: Statement; readonly envelope: Envelope }

/** Only reading is caught here: a fault in judging, or in what the caller lent us, must be seen, and never become a "no" that was lost. */
function readEntry(entry: Entry): Result<Read> {
  try {
    if (entry.kind === 'keeper') return done({ kind: 'keeper', event: conformKeeperEvent(entry.keeper) })
    if (entry.kind === 'stop') return done({ kind: 'stop', stop: conformStop(entry.stop) })
    return done({ kind: 'statement', statement: bytesToStatement(payloadOf(entry.envelope)), envelope: entry.envelope })
  } catch (wrong) {
    return refuse('FORM', { wrong: wrong instanceof Error ? wrong.message.slice(0, 200) : 'unreadable' })
  }
}

function keeperSaid(folded: Folded, entry: Entry, index: number, event: KnownKeeperEvent): Refusal | undefined {
  if (entry.via !== 'keeper') return refuse('NOT_THE_KEEPER')
  if (entry.post === null) return undefined
  const standing = sendsOf(folded, entry.post)
  switch (event.kind) {
    case 'receipt':
      folded.sends[entry.post] = sendReceipt(standing, event, index, entry.said)
      return undefined
    case 'read-back':
      folded.sends[entry.post] = seenLive(standing, event, index)
      return undefined
    case 'held':
      folded.sends[entry.post] = { ...standing, held: { why: event.why, entry: index, package: event.package } }
      return undefined
    case 'begun':
    case 'unreadable':
      return undefined
  }
}

function stopped(folded: Folded, entry: Entry, index: number, stop: KnownStop, given: FoldGiven): Refusal | undefined {
  switch (stop.act) {
    case 'pause':
      folded.pauses = [...folded.pauses, { entry: index, leaf: leafDigest(entry, given), from: entry.said, lifted: null }]
      return undefined
    case 'suspend': {
      const refusal = suspend(folded.people, firstOf(given), { index, credential: stop.credential, since: stop.since })
      if (!refusal) unlift(folded)
      return refusal
    }
    case 'add-person':
      return undefined
    default: {
      if (entry.post === null) return refuse('NO_POST')
      const standing = postOf(folded, entry.post), sends = sendsOf(folded, entry.post)
      // A finished post may be known by its sends alone, when the fold went on from a snapshot: it must be told the same.
      if (whollyOut(sends, standing.submission?.channels ?? (Object.keys(sends.sends) as ChannelId[]))) return refuse('GONE_OUT')
      const policies = standing.submission ? boundPolicies(folded, standing.submission) : []
      return keep(stopPost(standing, stop, { index, said: entry.said, leaf: leafDigest(entry, given), people: folded.people, policies }), after => {
        folded.posts[entry.post!] = after
      })
    }
  }
}

const leafDigest = (entry: Entry, { crypto }: FoldGiven): Digest => digestOf(crypto, entryToLeaf(entry))
const firstOf = ({ trust }: FoldGiven) => trust.first.map(({ person }) => person)

/** A statement on its way through the questions: its entry, where that stands, and the envelope that was signed. */
interface Stated { readonly entry: Entry; readonly index: number; readonly envelope: Envelope; readonly given: FoldGiven }

/** The questions of every statement, in order; only then what this one says is judged. */
function stated(folded: Folded, at: Stated, statement: Statement): Refusal | undefined {
  const { entry, index, envelope, given } = at, { predicate } = statement
  const wrong = wrongForThisLog(folded, at, statement)
  if (wrong) return wrong
  if (statement.kind === 'enrol') {
    const signature = given.verifyEnvelope(envelope, statement.predicate.spki)
    if (signature) return refuse(signature)
    folded.nonces[predicate.nonce] = predicate.expires
    const enrolment = { index, said: entry.said, statement, statementDigest: digestOf(given.crypto, payloadOf(envelope)), credential: credentialOf(given.crypto, envelope), demo: isDemoEnvelope(envelope), pinned: given.trust.first }
    return enrol(folded.people, given.crypto, enrolment)
  }
  const key = keyThatSigned(folded, at, statement)
  if (!key.ok) return key
  return judge(folded, at, statement, key.value)
}

function wrongForThisLog(folded: Folded, { entry, index, envelope, given: { trust, rootAt } }: Stated, statement: Statement): Refusal | undefined {
  const { predicate, demo } = statement
  const demoLog = trust.origin.endsWith(DEMO_ORIGIN), organisation = trust.organisation ?? folded.policy?.document.organisation
  if (demo !== demoLog) return refuse('OTHER_KIND')
  if (isDemoEnvelope(envelope) && !demoLog) return refuse('DEMO_KEY')
  if (organisation !== undefined && predicate.organisation !== organisation) return refuse('OTHER_BODY')
  if (Object.hasOwn(folded.nonces, predicate.nonce)) return refuse('REPEATED')
  if (predicate.log.origin !== trust.origin) return refuse('OTHER_LOG')
  if (predicate.log.size > index || rootAt(predicate.log.size) !== predicate.log.root || isAhead(statement)) return refuse('OTHER_HISTORY')
  if (entry.said > predicate.expires) return refuse('SIGNATURE_OLD')
  if (predicate.expires > later(entry.said, LONGEST_WAIT + CLOCKS_DIFFER)) return refuse('EXPIRES_TOO_LATE')
  return 'post' in predicate && predicate.post !== entry.post ? refuse('OTHER_POST') : undefined
}

/** Nobody signs today what is to answer an entry that is yet to come. */
function isAhead({ kind, predicate }: Statement): boolean {
  const named = kind === 'lift' ? predicate.entry : kind === 'confirm' ? predicate.declaration : kind === 'reinstate' ? predicate.suspended : -1
  return named >= predicate.log.size
}

/**
 * The nonce is spent only after the signature held, or else web could burn other people's nonces; and then at once, or else what was signed with a
 * suspended key could be handed in again once the key is reinstated.
 */
function keyThatSigned(folded: Folded, { entry, envelope, given }: Stated, statement: Statement): Result<KeyStanding> {
  const { predicate } = statement
  const key = peopleThatSign(folded.people, statement, given).keys[credentialOf(given.crypto, envelope)]
  if (!key) return refuse('KEY_UNKNOWN')
  if (key.person !== predicate.person || key.entry !== predicate.key) return refuse('KEY_OF_ANOTHER')
  const signature = given.verifyEnvelope(envelope, key.spki)
  if (signature) return refuse(signature)
  folded.nonces[predicate.nonce] = predicate.expires
  if (key.from === null) return refuse('KEY_NOT_VOUCHED')
  return keyCounts(key, entry.said) ? done(key) : refuse('KEY_SUSPENDED')
}

/** Those who would undo a suspension are asked for as if it had not been handed in. */
function peopleThatSign(people: People, statement: Statement, given: FoldGiven): People {
  const suspended = statement.kind === 'reinstate' ? keyByDigest(people, statement.subject.digest) : undefined
  return suspended && suspended.suspended !== null ? settledWithout(people, firstOf(given), suspended.credential) : people
}

function judge(folded: Folded, at: Stated, statement: Exclude<Statement, { kind: 'enrol' }>, { credential }: KeyStanding): Refusal | undefined {
  const { people, policy } = folded, { index, given, entry: { said } } = at
  const first = firstOf(given), roles = policy?.document.roles
  if (statement.kind === 'policy') return changePolicy(folded, { index, said, credential, statement, first, policyBytes: given.policyBytes, crypto: given.crypto })
  if (statement.kind === 'vouch') return vouch(people, roles, first, { index, said, credential, statement })
  if (!policy || !roles) return refuse('NO_POLICY')
  switch (statement.kind) {
    case 'declare':
      return declare(people, policy.document.code, { index, said, statement, statementDigest: digestOf(given.crypto, payloadOf(at.envelope)) })
    case 'confirm':
      return confirm(people, policy.document.code, first, { index, said, credential, statement })
    case 'reinstate':
      return reinstate(people, roles, first, { said, statement })
    case 'lift':
      return lift(folded, policy.document, { index, said, credential, statement })
    case 'set-aside':
      return refuse('SET_ASIDE_NOT_ASKED')
    default:
      return judgePost(folded, at, statement, credential)
  }
}

function judgePost(folded: Folded, { entry, index, given }: Stated, statement: Extract<Statement, { kind: 'submit' | 'sign-off' | 'release' }>, credential: Digest): Refusal | undefined {
  const post = statement.predicate.post as PostId, { people } = folded, { said } = entry, { crypto } = given
  const standing = postOf(folded, post), sends = sendsOf(folded, post), submission = standingSubmission(standing)
  const { document: policy, digest: policyDigest } = folded.policy!
  const keepPost = (after: typeof standing) => {
    folded.posts[post] = after
  }
  if (statement.kind === 'submit') return goneOut(sends) ? refuse('GONE_OUT') : keep(submit(standing, { index, said, credential, statement, people, policy, policyDigest, crypto }), keepPost)
  if (!submission) return refuse('NOTHING_TO_SIGN')
  if (whollyOut(sends, submission.channels)) return refuse('GONE_OUT')
  const policies = boundPolicies(folded, submission)
  if (statement.kind === 'sign-off') return keep(signOff(standing, { index, said, credential, leaf: leafDigest(entry, given), statement, people, policies }), keepPost)
  const cleared = clear(standing, { people, policies, now: said })
  if (!cleared.ok) return cleared
  return keep(release(sends, { index, said, credential, statement, people, policy, post: standing, submission, clearance: cleared.value }), after => {
    folded.sends[post] = after
  })
}

function keep<Standing>(result: Result<Standing>, store: (standing: Standing) => void): Refusal | undefined {
  if (!result.ok) return result
  store(result.value)
  return undefined
}
