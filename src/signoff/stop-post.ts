// The unsigned "no" on a post: somebody contributed, edited, withdrew, returned or refused.
import type { Instant } from '../core/instant.ts'
import { done, refuse, type Result } from '../core/result.ts'
import type { KnownStop } from '../core/stop.ts'
import { rolesFor, type People } from '../people/standing.ts'
import { layersFor, type Policy } from './policy.ts'
import { contributed, endSubmission, standingSubmission, withContributors, type PostStanding, type SignOff } from './post-standing.ts'

type PostStop = Extract<KnownStop, { act: 'contribute' | 'edit' | 'withdraw' | 'return' | 'refuse' }>

/** The standing after the stop, or why it changes nothing. */
export function stopPost(standing: PostStanding, stop: PostStop, given: { readonly index: number; readonly said: Instant; readonly people: People; readonly policy: Policy | undefined }): Result<PostStanding> {
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
      return unsigned(standing, stop, given)
  }
}

function unsigned(standing: PostStanding, stop: Extract<KnownStop, { act: 'return' | 'refuse' }>, { index, said, people, policy }: Parameters<typeof stopPost>[2]): Result<PostStanding> {
  const submission = standingSubmission(standing)
  if (!submission || !policy) return refuse('NOTHING_TO_SIGN')
  if (contributed(standing, stop.person)) return refuse('OWN_POST_REFUSAL')
  const layer = layersFor(policy, submission.channels).find(asked => asked.id === stop.layer)
  if (!layer) return refuse('LAYER_NOT_ASKED')
  if (!layer.rights.some(right => rolesFor(people, policy.roles, stop.person, right, said).length > 0)) return refuse('NOT_YOUR_LAYER')
  if (stop.act === 'return') return done(endSubmission(standing, 'returned', index, stop.person))
  const refusal: SignOff = {
    entry: index, person: stop.person, credential: null, said, demo: submission.demo, layer: stop.layer, decision: 'refuse', remark: stop.remark, digest: submission.digest, revision: submission.revision, understanding: null,
  }
  return done({ ...standing, refusals: [...standing.refusals, refusal] })
}
