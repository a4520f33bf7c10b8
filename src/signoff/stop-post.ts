// The unsigned "no" on a post: somebody contributed, edited, withdrew, returned or refused.
import type { Digest } from '../core/digest.ts'
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Result } from '../core/result.ts'
import type { KnownStop } from '../core/stop.ts'
import type { People } from '../people/standing.ts'
import type { Policy } from './policy.ts'
import { contributed, endSubmission, standingSubmission, withContributors, type Objection, type PostStanding } from './post-standing.ts'
import { asking, mayObject } from './qualify.ts'

type PostStop = Extract<KnownStop, { act: 'contribute' | 'edit' | 'withdraw' | 'return' | 'refuse' }>
export interface StopGiven {
  readonly index: number
  readonly said: Instant
  /** The digest of the entry itself: whoever lifts a refusal signs it. */
  readonly leaf: Digest
  readonly people: People
  /** The policies in force since the submission; a layer of any of them may be refused at. */
  readonly policies: readonly Policy[]
}

/** The standing after the stop, or why it changes nothing. */
export function stopPost(standing: PostStanding, stop: PostStop, given: StopGiven): Result<PostStanding> {
  switch (stop.act) {
    case 'contribute':
      return done(withContributors(standing, [stop.person]))
    case 'edit': {
      const barred = withContributors(standing, [stop.person])
      return done(standingSubmission(standing) ? endSubmission(barred, 'edited', given.index, stop.person) : barred)
    }
    case 'withdraw':
      return contributed(standing, stop.person) ? done(endSubmission(standing, 'withdrawn', given.index, stop.person)) : refuse('NOT_YOUR_POST')
    case 'return':
    case 'refuse':
      return objected(standing, stop, given)
  }
}

function objected(standing: PostStanding, stop: Extract<KnownStop, { act: 'return' | 'refuse' }>, { index, said, leaf, people, policies }: StopGiven): Result<PostStanding> {
  const submission = standingSubmission(standing)
  if (!submission) return refuse('NOTHING_TO_SIGN')
  if (contributed(standing, stop.person)) return refuse('OWN_POST_REFUSAL')
  if (asking(policies, submission.channels, stop.layer).length === 0) return refuse('LAYER_NOT_ASKED')
  if (!mayObject({ people, policies }, submission.channels, { person: stop.person, layer: stop.layer, said })) return refuse('NOT_YOUR_LAYER')
  if (stop.act === 'return') return done(endSubmission(standing, 'returned', index, stop.person))
  const refusal: Objection = {
    entry: index, person: stop.person, credential: null, said, demo: false, layer: stop.layer, decision: 'refuse', remark: stop.remark, digest: submission.digest, revision: submission.revision, understanding: null, leaf,
  }
  return done({ ...standing, refusals: [...standing.refusals, refusal] })
}
