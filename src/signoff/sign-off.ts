// Judges a sign-off over the submission that stands: by whom, at which layer, over exactly which bytes.
import type { Digest } from '../core/digest.ts'
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { OnPackage, StatementOf } from '../core/statement.ts'
import { neverApproves, type People } from '../people/standing.ts'
import { countingSignOffs } from './clear.ts'
import type { Policy } from './policy.ts'
import { contributed, endSubmission, standingSubmission, type PostStanding, type SignOff, type Submission } from './post-standing.ts'
import { asking, holdsLayer, mayObject, qualifies } from './qualify.ts'

export interface SignOffGiven {
  readonly index: number
  readonly said: Instant
  readonly credential: Digest
  /** The digest of the entry itself: whoever lifts a refusal signs it. */
  readonly leaf: Digest
  readonly statement: StatementOf<'sign-off'>
  readonly people: People
  /** The policies in force since the submission. */
  readonly policies: readonly Policy[]
}

/** The standing after the sign-off, or why it does not count. */
export function signOff(standing: PostStanding, given: SignOffGiven): Result<PostStanding> {
  const { subject, predicate } = given.statement, demo = given.people.keys[given.credential]!.demo
  const submission = standingSubmission(standing)
  if (!submission) return refuse('NOTHING_TO_SIGN')
  const wrong = notOver(submission, subject.digest, predicate) ?? (predicate.decision === 'approve' ? mayNotApprove(standing, submission, given) : mayNotObject(standing, submission, given))
  if (wrong) return wrong
  const signed: SignOff = {
    entry: given.index, person: predicate.person, credential: given.credential, said: given.said, demo, layer: predicate.layer, decision: predicate.decision, remark: predicate.remark,
    digest: subject.digest, revision: predicate.revision, understanding: predicate.understanding,
  }
  switch (predicate.decision) {
    case 'approve':
      return done({ ...standing, signOffs: [...standing.signOffs, signed] })
    case 'return':
      return done(endSubmission(standing, 'returned', given.index, predicate.person))
    case 'refuse':
      return done({ ...standing, refusals: [...standing.refusals, { ...signed, leaf: given.leaf }] })
  }
}

/** Why a statement is not over this very submission, if so (invariant 1). */
export function notOver(submission: Submission, digest: Digest, said: OnPackage): Refusal | undefined {
  const same = submission.digest === digest && submission.revision === said.revision && submission.contributors === said.contributors && submission.report === said.report
    && submission.rulebook === said.rulebook && submission.policy === said.route && submission.window.from === said.window.from && submission.window.until === said.window.until
  return same ? undefined : refuse('OUTDATED')
}

function mayNotApprove(standing: PostStanding, submission: Submission, { statement: { predicate }, people, policies, said }: SignOffGiven): Refusal | undefined {
  const { person, layer } = predicate
  if (contributed(standing, person)) return refuse('SIGNER_WROTE_IT')
  if (asking(policies, submission.channels, layer).length === 0) return refuse('LAYER_NOT_ASKED')
  const never = policies.map(policy => neverApproves(people, policy.roles, person)).find(refusal => refusal !== undefined)
  if (never) return never
  if (!qualifies({ people, policies }, submission.channels, { ...predicate, said })) return refuse(holdsLayer({ people, policies }, submission.channels, { person, layer, said }) ? 'NOT_UNDERSTOOD' : 'NOT_YOUR_LAYER')
  const before = countingSignOffs(standing, { people }).find(signed => signed.person === person)
  return before ? refuse('SIGNER_ALREADY_SIGNED', { layer: before.layer }) : undefined
}

/** A "no" asks for the layer's role and for nothing more: one that is lost because an understanding ran out would open what it should stop. */
function mayNotObject(standing: PostStanding, submission: Submission, { statement: { predicate: { person, layer } }, people, policies, said }: SignOffGiven): Refusal | undefined {
  if (contributed(standing, person)) return refuse('OWN_POST_REFUSAL')
  if (asking(policies, submission.channels, layer).length === 0) return refuse('LAYER_NOT_ASKED')
  return mayObject({ people, policies }, submission.channels, { person, layer, said }) ? undefined : refuse('NOT_YOUR_LAYER')
}
