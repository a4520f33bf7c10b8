// A change of policy: signed by two people over the same document, neither an administrator and neither concerned by it (invariant 9).
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import { rolesFor } from '../people/standing.ts'
import { bytesToPolicy, type Policy } from '../signoff/policy.ts'
import type { Folded } from './folded.ts'

export interface ChangeGiven {
  readonly index: number
  readonly said: Instant
  readonly statement: StatementOf<'policy'>
  readonly first: readonly PersonId[]
  readonly policyBytes: (digest: Digest) => Uint8Array | undefined
  readonly crypto: Crypto
}

/** Takes one of the two signatures; from the second on the policy is in force. The very first policy is signed by the two first people. */
export function changePolicy(folded: Folded, given: ChangeGiven): Refusal | undefined {
  const { subject, predicate } = given.statement
  if (predicate.replaces !== (folded.policy?.digest ?? null)) return refuse('POLICY_MOVED')
  const document = readPolicy(given, subject.digest)
  if (!document || document.organisation !== predicate.organisation) return refuse('POLICY_UNREADABLE')
  const unfit = unfitToChange(folded, document, given)
  if (unfit) return unfit
  const seconded = folded.proposals.find(proposal => proposal.digest === subject.digest && proposal.replaces === predicate.replaces)
  if (!seconded) {
    folded.proposals = [...folded.proposals, { digest: subject.digest, by: predicate.person, replaces: predicate.replaces, entry: given.index }]
    return undefined
  }
  if (seconded.by === predicate.person) return refuse('SECOND_PERSON')
  if (folded.policy) folded.earlierPolicies[folded.policy.digest] = folded.policy.document
  folded.policy = { digest: subject.digest, document, entry: given.index, from: given.said }
  folded.proposals = []
  return undefined
}

function readPolicy({ policyBytes, crypto }: ChangeGiven, digest: Digest): Policy | undefined {
  const bytes = policyBytes(digest)
  if (!bytes || digestOf(crypto, bytes) !== digest) return undefined
  try {
    return bytesToPolicy(bytes)
  } catch {
    return undefined
  }
}

function unfitToChange(folded: Folded, document: Policy, { statement: { predicate: { person } }, first, said }: ChangeGiven): Refusal | undefined {
  const inForce = folded.policy?.document
  if (!inForce) return first.includes(person) ? undefined : refuse('RIGHT_MISSING', { right: 'change-policy' })
  if (rolesFor(folded.people, inForce.roles, person, 'change-policy', said).length === 0) return refuse('RIGHT_MISSING', { right: 'change-policy' })
  return inForce.arbiters.includes(person) !== document.arbiters.includes(person) ? refuse('CONCERNS_YOU') : undefined
}
