// Decides what may be sent now, at the moment of sending: from the folded log, the package's own bytes, the check run again, and the credential's own place.
import type { Credential } from '../adapters/platforms/platform.ts'
import type { PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Result } from '../core/result.ts'
import type { Send } from '../publish/let-go.ts'
import type { Policy } from '../signoff/policy.ts'
import { standingSubmission, type Submission } from '../signoff/post-standing.ts'
import { boundPolicies, postOf, sendsOf, type Folded } from '../watch/folded.ts'
import { mayGo } from '../watch/may-go.ts'
import type { ArmFile } from './arm-file.ts'
import { checkPackage, type Rulebooks } from './check-package.ts'
import { credentialFor, wrongPlace } from './credentials.ts'
import type { Place, Ports } from './ports.ts'

export interface DecideGiven {
  readonly ports: Pick<Ports, 'crypto' | 'folder' | 'log'>
  readonly place: Place
  readonly folded: Folded
  readonly rulebooks: Pick<Rulebooks, 'get'>
  readonly arms: ArmFile
  readonly now: Instant
}

/** A send that may begin now, and the credential for it. */
export interface Ready { readonly send: Send; readonly credential: Credential }

/** The submission that a post's release is over, if there is one: without it there is nothing to send and nothing to hold. */
export function releasedSubmission(folded: Folded, post: PostId): Submission | undefined {
  const submission = standingSubmission(postOf(folded, post))
  return submission && sendsOf(folded, post).releases.some(({ digest }) => digest === submission.digest) ? submission : undefined
}

/**
 * The first send of a post that may begin now, or why none may. It waits for nothing, so that nothing can change between the decision and
 * the first byte. Without `bytes` it answers PACKAGE_NOT_THERE when everything before the package's own words is in order. A fault over one
 * post holds that post and says so: it must not keep the log from going on, nor the other posts from going out.
 */
export function decide(given: DecideGiven, post: PostId, bytes: Uint8Array | undefined): Result<Ready> {
  try {
    return judge(given, post, bytes)
  } catch (fault) {
    given.ports.log(`the post ${post} could not be judged: ${fault instanceof Error ? fault.stack : String(fault)}`)
    return refuse('CANNOT_DECIDE')
  }
}

function judge({ ports: { crypto, folder }, place, folded, rulebooks, arms, now }: DecideGiven, post: PostId, bytes: Uint8Array | undefined): Result<Ready> {
  const submission = releasedSubmission(folded, post)
  if (!submission) return refuse('NOT_RELEASED')
  const answer = mayGo(folded, post, { crypto, bytes, now, check: packed => checkPackage({ crypto, rulebooks, submission, ...policiesFor(folded, submission) }, packed) })
  if (!answer.ok) return answer
  const answers = answer.value.filter(send => !arms.has(send)).map(send => withCredential(send))
  return answers.find(each => each.ok) ?? answers[0] ?? refuse('ALREADY_DONE')

  function withCredential(send: Send): Result<Ready> {
    const channel = folded.policy!.document.channels[send.channel]!
    const credential = credentialFor(folder, place, send.channel, channel)
    if (!credential) return refuse('CHANNEL_NOT_CONNECTED', { channel: channel.name })
    return wrongPlace(credential, channel, send) ?? done({ send, credential })
  }
}

/** The policy of a submission, and all that bind it. */
function policiesFor(folded: Folded, submission: Submission): { readonly submittedUnder: Policy; readonly policies: readonly Policy[] } {
  const { digest, document } = folded.policy!
  return { submittedUnder: submission.policy === digest ? document : folded.earlierPolicies[submission.policy] ?? document, policies: boundPolicies(folded, submission) }
}
