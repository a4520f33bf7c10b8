// Judges a sign-off over the submission that stands: by whom, at which layer, over exactly which bytes.
import type { Digest } from '../core/digest.ts'
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { OnPackage, StatementOf } from '../core/statement.ts'
import type { People } from '../people/standing.ts'
import { understood } from '../people/understand.ts'
import { countingSignOffs } from './clear.ts'
import { layersFor, type Layer, type Policy } from './policy.ts'
import { contributed, endSubmission, standingSubmission, type PostStanding, type SignOff, type Submission } from './post-standing.ts'

export interface SignOffGiven {
  readonly index: number
  readonly said: Instant
  readonly credential: Digest
  readonly statement: StatementOf<'sign-off'>
  readonly people: People
  /** The policies in force at submission and now: a layer of either may be signed. */
  readonly policies: readonly Policy[]
}

/** The standing after the sign-off, or why it does not count. */
export function signOff(standing: PostStanding, given: SignOffGiven): Result<PostStanding> {
  const { subject, predicate, demo } = given.statement
  const submission = standingSubmission(standing)
  if (!submission) return refuse('NOTHING_TO_SIGN')
  const wrong = notOver(submission, subject.digest, predicate) ?? notEntitled(standing, submission, given)
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
      return done({ ...standing, refusals: [...standing.refusals, signed] })
  }
}

/** Why a statement is not over this very submission, if so (invariant 1). */
export function notOver(submission: Submission, digest: Digest, said: OnPackage): Refusal | undefined {
  const same = submission.digest === digest && submission.revision === said.revision && submission.contributors === said.contributors && submission.report === said.report
    && submission.rulebook === said.rulebook && submission.policy === said.route && submission.window.from === said.window.from && submission.window.until === said.window.until
  return same ? undefined : refuse('OUTDATED')
}

/** The layer of this name that any of the policies asks of the submission, or nothing. */
export const layerNamed = (policies: readonly Policy[], submission: Submission, name: string): Layer | undefined =>
  policies.flatMap(policy => layersFor(policy, submission.channels)).find(layer => layer.id === name)

function notEntitled(standing: PostStanding, submission: Submission, { statement: { predicate }, people, policies, said }: SignOffGiven): Refusal | undefined {
  if (contributed(standing, predicate.person)) return refuse('SIGNER_WROTE_IT')
  const layer = layerNamed(policies, submission, predicate.layer)
  if (!layer) return refuse('LAYER_NOT_ASKED')
  const roles = policies.at(-1)!.roles
  if (!layer.rights.some(right => understood(people, roles, predicate.person, right, predicate.understanding, said))) return refuse('NOT_UNDERSTOOD')
  const before = countingSignOffs(standing, { people }).find(signed => signed.person === predicate.person)
  return predicate.decision === 'approve' && before ? refuse('SIGNER_ALREADY_SIGNED', { layer: before.layer }) : undefined
}
