// What every statement names, gathered on the signing origin from the record and from the package's own bytes.
import { reportDigest, type Report } from '../check/report.ts'
import type { Digest } from '../core/digest.ts'
import { digestOf } from '../core/digest.ts'
import { HOUR, later } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import type { OnPackage, Signed } from '../core/statement.ts'
import { DEMO_ORIGIN } from '../core/statement.ts'
import { bytesToPackage, rendersFromItsWords, type Package } from '../draft/package.ts'
import type { Right } from '../people/roles.ts'
import { actsIn } from '../people/understand.ts'
import { checkWords, stoppedBy } from '../signoff/check-words.ts'
import { contributorsDigest, standingSubmission } from '../signoff/post-standing.ts'
import type { Facts } from './facts.ts'
import type { Given, Post, Reader, SignedTree } from './ports.ts'
import type { Wanted } from './command.ts'

/** How long a statement may wait for its signature. */
const EXPIRES_AFTER = HOUR
const NONCE_BYTES = 16

export const isDemoLog = (tree: SignedTree): boolean => tree.origin.endsWith(DEMO_ORIGIN)

/** The members that every statement has. `key` is the enrolment entry of the key that will sign; null in an enrolment. */
export function signedBy(facts: Facts, wanted: Wanted, given: Given, tree: SignedTree): Signed {
  return {
    organisation: facts.organisation, person: facts.actor, key: wanted.key?.entry ?? null, nonce: given.fresh(NONCE_BYTES), expires: later(given.now, EXPIRES_AFTER),
    log: { origin: tree.origin, size: tree.size, root: tree.root },
  }
}

export async function signedTree(reader: Reader): Promise<Result<SignedTree>> {
  const tree = await reader.tree()
  return tree ? done(tree) : refuse('RECORD_NOT_BEGUN')
}

/** The package of a digest, read from its own bytes and held against the post it is for; with the report of the rulebook in force. */
export async function packageToSign(facts: Facts, post: Post, digest: Digest, reader: Reader): Promise<Result<{ readonly bytes: Uint8Array; readonly packed: Package; readonly report: Report }>> {
  const policy = facts.standing.policy!
  const bytes = await reader.packageBytes(digest)
  if (!bytes || digestOf(facts.crypto, bytes) !== digest) return refuse('PACKAGE_NOT_THERE')
  const packed = bytesToPackage(bytes)
  if (packed.post !== post.id || packed.organisation !== facts.organisation) return refuse('PACKAGE_OF_ANOTHER_POST')
  if (!rendersFromItsWords(packed, policy.document.channels)) return refuse('RENDERS_DIFFERENTLY')
  const rulebook = await reader.rulebook(policy.document.rulebook)
  if (!rulebook) return refuse('RULEBOOK_NOT_THERE')
  const channels = packed.channels.map(({ channel }) => policy.document.channels[channel]!)
  return done({ bytes, packed, report: checkWords({ rulebook, rulebookDigest: policy.document.rulebook, parts: packed.parts, channels, at: packed.at }) })
}

/** What a statement about a post's package names; refuses where the signer may not act in any role with one of these rights. */
export async function onPackage(facts: Facts, post: Post, given: { readonly digest: Digest; readonly rights: readonly Right[]; readonly contributors: readonly Post['author'][]; readonly wanted: Wanted; readonly given: Given; readonly reader: Reader }): Promise<Result<OnPackage & { readonly packed: Package }>> {
  const tree = await signedTree(given.reader)
  if (!tree.ok) return tree
  const signable = await packageToSign(facts, post, given.digest, given.reader)
  if (!signable.ok) return signable
  const { packed, report } = signable.value, policy = facts.standing.policy!
  const stopped = stoppedBy(report, packed.parts)
  if (stopped) return stopped
  const acts = firstThatActs(facts, given.rights)
  if ('ok' in acts) return acts
  const submission = standingSubmission(post.standing)
  return done({
    ...signedBy(facts, given.wanted, given.given, tree.value), act: 'post', post: post.id, revision: packed.revision, contributors: contributorsDigest(facts.crypto, given.contributors), window: packed.window,
    report: submission?.digest === given.digest ? submission.report : reportDigest(facts.crypto, report), rulebook: submission?.digest === given.digest ? submission.rulebook : policy.document.rulebook,
    route: submission?.digest === given.digest ? submission.policy : policy.digest, understanding: acts.understanding, packed,
  })
}

function firstThatActs({ standing: { people, policy }, actor, now }: Facts, rights: readonly Right[]): { readonly understanding: number } | Refusal {
  const tries = rights.map(right => actsIn(people, policy!.document.roles, actor, right, now))
  for (const acts of tries) if (!('ok' in acts)) return { understanding: acts.understanding.entry }
  return tries.find(acts => 'ok' in acts && acts.code !== 'RIGHT_MISSING') as Refusal ?? tries[0] as Refusal
}
