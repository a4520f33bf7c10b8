// The keeper's last decision (invariant 11): from a clearance, the releases and the package's own bytes it gives the sends, or says why not.
import { utf8 } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import type { ChannelId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import { bytesToPackage, rendersFromItsWords, type Package } from '../draft/package.ts'
import type { People } from '../people/standing.ts'
import { isClearance, type Clearance } from '../signoff/clear.ts'
import type { Policy } from '../signoff/policy.ts'
import type { PostStanding, Submission } from '../signoff/post-standing.ts'
import { lastRelease, missedInPause, pausedNow, type Pause, type Release, type SendStanding } from './send-standing.ts'
import { releaseCounts } from './standing-release.ts'

/** One attempt at one channel; `body` is the very buffer that was compared and the only one that may be sent. */
export interface Send {
  readonly post: PostId
  readonly channel: ChannelId
  readonly attempt: number
  readonly package: Digest
  readonly requests: readonly { readonly method: string; readonly host: string; readonly path: string; readonly body: Uint8Array }[]
}

export interface LetGoGiven {
  readonly crypto: Crypto
  readonly clearance: Clearance
  readonly post: PostStanding
  readonly submission: Submission
  readonly sends: SendStanding
  readonly pauses: readonly Pause[]
  readonly people: People
  /** The policy in force, whose channels are the only places a credential goes to. */
  readonly policy: Policy
  /** The package's bytes as kept. */
  readonly bytes: Uint8Array | undefined
  /** Runs every rulebook that binds the package (the one at submission and the one in force) and gives the refusal, if any. */
  readonly check: (packed: Package) => Refusal | undefined
  readonly now: Instant
}

/** The sends that may begin now. A channel that is done, or was tried under this release's attempt, is left out. */
export function letGo(given: LetGoGiven): Result<readonly Send[]> {
  if (!isClearance(given.clearance)) throw new TypeError('this is no clearance')
  const released = releaseThatHolds(given)
  if (!released.ok) return released
  const packed = packageThatWasSigned(given)
  if (!packed.ok) return packed
  const wrong = given.check(packed.value)
  if (wrong) return wrong
  if (!rendersFromItsWords(packed.value, given.policy.channels)) return refuse('RENDERS_DIFFERENTLY')
  const sends = packed.value.channels.flatMap(channel => sendOn(channel, released.value, given))
  return sends.length > 0 ? done(sends) : refuse('ALREADY_DONE')
}

function releaseThatHolds({ sends, pauses, submission, now, ...given }: LetGoGiven): Result<Release> {
  if (pausedNow(pauses)) return refuse('PAUSED')
  const release = lastRelease(sends, submission.digest)
  if (!release || !releaseCounts(release, given)) return refuse('NOT_RELEASED')
  if (missedInPause(release, pauses)) return refuse('MISSED_IN_PAUSE')
  if (now < release.at || now < submission.window.from) return refuse('NOT_YET')
  if (now > submission.window.until) return refuse('CLEARED_TOO_LATE')
  return done(release)
}

function packageThatWasSigned({ bytes, crypto, submission, post, policy }: LetGoGiven): Result<Package> {
  if (!bytes) return refuse('PACKAGE_NOT_THERE')
  if (digestOf(crypto, bytes) !== submission.digest) return refuse('PACKAGE_DIFFERS')
  let packed: Package
  try {
    packed = bytesToPackage(bytes)
  } catch {
    return refuse('PACKAGE_UNREADABLE')
  }
  if (packed.lines.some(({ supplier }) => supplier !== null && !submission.people.includes(supplier))) return refuse('SUPPLIER_NOT_NAMED')
  const same = packed.organisation === policy.organisation && packed.post === post.post && packed.revision === submission.revision && packed.window.from === submission.window.from && packed.window.until === submission.window.until
    && packed.channels.map(({ channel }) => channel).join() === submission.channels.join()
  return same ? done(packed) : refuse('PACKAGE_OF_ANOTHER_POST')
}

function sendOn({ channel, requests }: Package['channels'][number], release: Release, { sends, post, policy, submission }: LetGoGiven): readonly Send[] {
  const bound = policy.channels[channel]!, before = sends.sends[channel], attempt = release.attempts[channel] ?? 0
  if (before && (before.outcome === 'sent' || before.attempt >= attempt)) return []
  if (requests.some(({ host, path, holes }) => host !== bound.host || path !== bound.path || holes.length > 0)) return []
  return [{ post: post.post, channel, attempt, package: submission.digest, requests: requests.map(({ method, host, path, body }) => ({ method, host, path, body: utf8(body) })) }]
}
