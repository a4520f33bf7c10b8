// Folds the whole log, entry by entry, back into what is allowed. It believes signatures and nothing else, and never throws on what others wrote.
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import { isDemoEnvelope, payloadOf, type Envelope } from '../core/dsse.ts'
import type { Entry } from '../core/entry.ts'
import type { PersonId, PostId } from '../core/id.ts'
import { conformKeeperEvent, type KnownKeeperEvent } from '../core/keeper-event.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import { bytesToStatement, DEMO_ORIGIN, type Statement } from '../core/statement.ts'
import { conformStop, type KnownStop } from '../core/stop.ts'
import { credentialOf, enrol, reinstate, suspend, vouch } from '../people/enrol.ts'
import { keyCounts, rolesFor, type KeyStanding } from '../people/standing.ts'
import { confirm, declare } from '../people/understand.ts'
import { release } from '../publish/release.ts'
import { clear } from '../signoff/clear.ts'
import { liftRefusal } from '../signoff/lift.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { signOff } from '../signoff/sign-off.ts'
import { stopPost } from '../signoff/stop-post.ts'
import { submit } from '../signoff/submit.ts'
import { changePolicy } from './change-policy.ts'
import { boundPolicies, postOf, sendsOf, type Folded } from './folded.ts'
import { seenLive, sendReceipt } from './keeper-saw.ts'

/** What the fold needs from outside; all of it synchronous. */
export interface FoldGiven {
  readonly crypto: Crypto
  /** The trust file's word: the log's own origin and the two pinned credentials with their persons. */
  readonly trust: { readonly origin: string; readonly organisation: string | null; readonly first: readonly { readonly person: PersonId; readonly credential: Digest }[] }
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
  try {
    switch (entry.kind) {
      case 'keeper':
        return keeperSaid(folded, entry, index, conformKeeperEvent(entry.keeper))
      case 'stop':
        return stopped(folded, entry, index, conformStop(entry.stop))
      case 'statement':
        return stated(folded, entry, index, bytesToStatement(payloadOf(entry.envelope)), entry.envelope, given)
    }
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

function stopped(folded: Folded, entry: Entry, index: number, stop: KnownStop): Refusal | undefined {
  switch (stop.act) {
    case 'pause':
      folded.pauses = [...folded.pauses, { entry: index, from: entry.said, lifted: null }]
      return undefined
    case 'suspend':
      return suspend(folded.people, { index, credential: stop.credential, since: stop.since })
    case 'add-person':
      return undefined
    default: {
      if (entry.post === null) return refuse('NO_POST')
      return keep(stopPost(postOf(folded, entry.post), stop, { index, said: entry.said, people: folded.people, policy: folded.policy?.document }), standing => {
        folded.posts[entry.post!] = standing
      })
    }
  }
}

/** The questions of every statement, in order; only then what this one says is judged. */
function stated(folded: Folded, entry: Entry, index: number, statement: Statement, envelope: Envelope, given: FoldGiven): Refusal | undefined {
  const { predicate } = statement
  const wrong = wrongForThisLog(folded, entry, statement, envelope, given)
  if (wrong) return wrong
  if (statement.kind === 'enrol') {
    const signature = given.verifyEnvelope(envelope, statement.predicate.spki)
    if (signature) return refuse(signature)
    folded.nonces[predicate.nonce] = predicate.expires
    const credential = credentialOf(given.crypto, envelope)
    const first = given.trust.first.some(pinned => pinned.credential === credential && pinned.person === predicate.person)
    return enrol(folded.people, given.crypto, { index, said: entry.said, statement, statementDigest: digestOf(given.crypto, payloadOf(envelope)), credential, demo: isDemoEnvelope(envelope), first })
  }
  const key = keyThatSigned(folded, entry, statement, envelope, given)
  if (!key.ok) return key
  folded.nonces[predicate.nonce] = predicate.expires
  return judge(folded, entry, index, statement, key.value, given)
}

function wrongForThisLog(folded: Folded, entry: Entry, statement: Statement, envelope: Envelope, { trust, rootAt }: FoldGiven): Refusal | undefined {
  const { predicate, demo } = statement
  const demoLog = trust.origin.endsWith(DEMO_ORIGIN)
  if (demo !== demoLog) return refuse('OTHER_KIND')
  if (isDemoEnvelope(envelope) && !demoLog) return refuse('DEMO_KEY')
  if (trust.organisation !== null && predicate.organisation !== trust.organisation) return refuse('OTHER_BODY')
  if (Object.hasOwn(folded.nonces, predicate.nonce)) return refuse('REPEATED')
  if (predicate.log.origin !== trust.origin) return refuse('OTHER_LOG')
  if (rootAt(predicate.log.size) !== predicate.log.root) return refuse('OTHER_HISTORY')
  if (entry.said > predicate.expires) return refuse('SIGNATURE_OLD')
  return 'post' in predicate && predicate.post !== entry.post ? refuse('OTHER_POST') : undefined
}

/** The nonce is spent only after the signature held, or else web could burn other people's nonces. */
function keyThatSigned(folded: Folded, entry: Entry, { predicate }: Statement, envelope: Envelope, given: FoldGiven): Result<KeyStanding> {
  const key = folded.people.keys[credentialOf(given.crypto, envelope)]
  if (!key) return refuse('KEY_UNKNOWN')
  if (key.person !== predicate.person || key.entry !== predicate.key) return refuse('KEY_OF_ANOTHER')
  const signature = given.verifyEnvelope(envelope, key.spki)
  if (signature) return refuse(signature)
  if (key.from === null) return refuse('KEY_NOT_VOUCHED')
  return keyCounts(key, entry.said) ? done(key) : refuse('KEY_SUSPENDED')
}

function judge(folded: Folded, entry: Entry, index: number, statement: Exclude<Statement, { kind: 'enrol' }>, key: KeyStanding, given: FoldGiven): Refusal | undefined {
  const { people } = folded, { said } = entry
  const first = given.trust.first.map(({ person }) => person)
  if (statement.kind === 'policy') return changePolicy(folded, { index, said, statement, first, policyBytes: given.policyBytes, crypto: given.crypto })
  const policy = folded.policy
  const roles = policy?.document.roles ?? {}
  if (statement.kind === 'vouch') return vouch(people, roles, first, { index, said, statement })
  if (!policy) return refuse('NO_POLICY')
  switch (statement.kind) {
    case 'declare':
      return declare(people, policy.document.code, { index, said, statement, statementDigest: digestOf(given.crypto, payloadOf((entry as Extract<Entry, { kind: 'statement' }>).envelope)) })
    case 'confirm':
      return confirm(people, policy.document.code, first, { index, said, statement })
    case 'reinstate':
      return reinstate(people, roles, { said, statement })
    case 'lift':
      return lift(folded, entry, statement, index)
    case 'set-aside':
      return refuse('SET_ASIDE_NOT_ASKED')
    default:
      return judgePost(folded, entry, index, statement, key, given)
  }
}

function lift(folded: Folded, entry: Entry, statement: Extract<Statement, { kind: 'lift' }>, index: number): Refusal | undefined {
  const { predicate, subject } = statement
  if (subject.name === 'refusal') {
    const standing = Object.values(folded.posts).find(post => post.refusals.some(refusal => refusal.entry === predicate.entry))
    if (!standing) return refuse('NOTHING_TO_LIFT')
    return keep(liftRefusal(standing, statement, folded.policy!.document), lifted => {
      folded.posts[standing.post] = lifted
    })
  }
  if (rolesFor(folded.people, folded.policy!.document.roles, predicate.person, 'pause', entry.said).length === 0) return refuse('RIGHT_MISSING', { right: 'pause' })
  const pause = folded.pauses.find(running => running.entry === predicate.entry && running.lifted === null)
  if (!pause) return refuse('NOTHING_TO_LIFT')
  folded.pauses = folded.pauses.map(running => (running === pause ? { ...running, lifted: { entry: index, at: entry.said } } : running))
  return undefined
}

function judgePost(folded: Folded, entry: Entry, index: number, statement: Extract<Statement, { kind: 'submit' | 'sign-off' | 'release' }>, key: KeyStanding, { crypto }: FoldGiven): Refusal | undefined {
  const post = statement.predicate.post as PostId, { people } = folded, { said } = entry, credential = key.credential
  const standing = postOf(folded, post), sends = sendsOf(folded, post), submission = standingSubmission(standing)
  const { document: policy, digest: policyDigest } = folded.policy!
  if (statement.kind === 'submit') {
    if (Object.values(sends.sends).some(send => send.outcome !== 'refused')) return refuse('GONE_OUT')
    return keep(submit(standing, { index, said, credential, statement, people, policy, policyDigest, crypto }), after => {
      folded.posts[post] = after
    })
  }
  if (!submission) return refuse('NOTHING_TO_SIGN')
  const policies = boundPolicies(folded, submission)
  if (statement.kind === 'sign-off') {
    return keep(signOff(standing, { index, said, credential, statement, people, policies }), after => {
      folded.posts[post] = after
    })
  }
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
