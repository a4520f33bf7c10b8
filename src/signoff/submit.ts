// Judges a submission: signed by somebody who may write and understands the code, naming everyone who contributed.
import type { Crypto } from '../core/crypto.ts'
import type { Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { refuse, type Refusal, type Result, done } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import type { People } from '../people/standing.ts'
import { understood } from '../people/understand.ts'
import { hasChannel, type Policy } from './policy.ts'
import { contributorsDigest, endSubmission, withContributors, type PostStanding } from './post-standing.ts'

export interface SubmissionGiven {
  readonly index: number
  readonly said: Instant
  readonly credential: Digest
  readonly statement: StatementOf<'submit'>
  readonly people: People
  readonly policy: Policy
  readonly policyDigest: Digest
  readonly crypto: Crypto
}

/** The standing after the submission, or why it does not count. */
export function submit(standing: PostStanding, given: SubmissionGiven): Result<PostStanding> {
  const wrong = wrongSubmission(standing, given)
  if (wrong) return wrong
  const { subject, predicate } = given.statement, demo = given.people.keys[given.credential]!.demo
  const before = standing.ended === null ? endSubmission(standing, 'edited', given.index, predicate.person) : standing
  return done({
    ...withContributors(before, predicate.people), ended: null,
    submission: {
      entry: given.index, person: predicate.person, credential: given.credential, said: given.said, demo, digest: subject.digest, revision: predicate.revision, contributors: predicate.contributors, people: predicate.people,
      window: predicate.window, report: predicate.report, rulebook: predicate.rulebook, policy: predicate.route, channels: predicate.channels, understanding: predicate.understanding,
    },
  })
}

function wrongSubmission(standing: PostStanding, { statement: { predicate }, people, policy, policyDigest, said, crypto }: SubmissionGiven): Refusal | undefined {
  if (standing.ended?.why === 'withdrawn') return refuse('WITHDRAWN')
  if (standing.refusals.length > 0) return refuse('REFUSED_STANDS', { person: standing.refusals[0]!.person })
  if (standing.submission && predicate.revision <= standing.submission.revision) return refuse('VERSION_NOT_NEW')
  if (predicate.rulebook !== policy.rulebook || predicate.route !== policyDigest) return refuse('OTHER_RULES')
  if (predicate.channels.length === 0 || predicate.channels.some(channel => !hasChannel(policy, channel))) return refuse('CHANNEL_UNKNOWN')
  if (!leavesNobodyOut(standing, predicate.people, predicate.person) || predicate.contributors !== contributorsDigest(crypto, predicate.people)) return refuse('CONTRIBUTORS_DIFFER')
  if (!understood(people, policy.roles, predicate.person, 'write', predicate.understanding, said)) return refuse('NOT_UNDERSTOOD')
  return undefined
}

const leavesNobodyOut = (standing: PostStanding, named: readonly PersonId[], author: PersonId): boolean => named.includes(author) && standing.contributors.every(person => named.includes(person))
