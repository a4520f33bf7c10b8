// A change of policy: signed by two people over the same document, neither an administrator and neither concerned by it (invariant 9).
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { StatementOf } from '../core/statement.ts'
import { rightsOf } from '../people/roles.ts'
import { bindingCounts, rolesFor, rolesOf } from '../people/standing.ts'
import { bytesToPolicy, type Policy } from '../signoff/policy.ts'
import type { Folded, Proposal } from './folded.ts'

export interface ChangeGiven {
  readonly index: number
  readonly said: Instant
  readonly credential: Digest
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
  const proposed = { digest: subject.digest, by: predicate.person, replaces: predicate.replaces, credential: given.credential, entry: given.index, said: given.said }
  const standing = folded.proposals.filter(proposal => proposal.digest === subject.digest && proposal.replaces === predicate.replaces && bindingCounts(folded.people, proposal))
  const seconded = standing.find(proposal => proposal.by !== predicate.person)
  if (seconded) return bringIntoForce(folded, document, [seconded, proposed])
  if (standing.length > 0) return refuse('SECOND_PERSON')
  folded.proposals = [...folded.proposals, proposed]
  return undefined
}

function bringIntoForce(folded: Folded, document: Policy, signed: readonly [Proposal, Proposal]): undefined {
  const { digest, entry, said } = signed[1], old = folded.policy
  if (old) folded.earlierPolicies[old.digest] = old.document
  folded.policy = {
    digest, document, entry, from: said, signers: signed.map(({ credential, entry: at, said: when }) => ({ credential, entry: at, said: when })),
    before: old ? [...old.before, { digest: old.digest, entry: old.entry }] : [],
  }
  folded.proposals = []
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
  const held = rolesOf(folded.people, person, said)
  const concerned = inForce.arbiters.includes(person) !== document.arbiters.includes(person) || rightsOf(inForce.roles, held).join() !== rightsOf(document.roles, held).join()
  return concerned ? refuse('CONCERNS_YOU') : undefined
}
