// The log as the keeper holds it in memory: the tree over every leaf, and the state that the entries fold into.
import { base64urlToBytes, hex } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import type { Digest } from '../core/digest.ts'
import { payloadOf } from '../core/dsse.ts'
import type { Entry } from '../core/entry.ts'
import type { OrganisationId } from '../core/id.ts'
import type { Refusal } from '../core/result.ts'
import { bytesToStatement } from '../core/statement.ts'
import { leafHash } from '../record/merkle.ts'
import { Tree } from '../record/tree.ts'
import type { FirstKey } from '../record/trust-file.ts'
import { checkEnvelope } from '../record/verify/assertion.ts'
import { apply, type FoldGiven } from '../watch/fold.ts'
import { nothingFolded, type Folded } from '../watch/folded.ts'
import type { Trust } from './open-trust.ts'

/** An entry in its place, and why it does not count, if so. */
export interface Taken { readonly index: number; readonly intake: string | null; readonly entry: Entry; readonly why: Refusal | undefined }

/** So many roots of earlier trees are remembered: many statements name the same one. */
const KEPT_ROOTS = 1_000

export class FoldLog {
  readonly folded: Folded
  readonly #crypto: Crypto
  readonly #tree: Tree
  readonly #given: FoldGiven
  readonly #roots = new Map<number, Digest>()
  readonly #policies = new Map<Digest, Uint8Array>()

  /** Begins with `folded` as the state after the leaves whose hashes are given; without them, with nothing. */
  constructor(crypto: Crypto, trust: Trust, body: OrganisationId, kept?: { readonly folded: Folded; readonly hashes: Uint8Array }) {
    this.#crypto = crypto
    this.#tree = new Tree(crypto)
    this.folded = kept?.folded ?? nothingFolded()
    for (let at = 0; at < (kept?.hashes.length ?? 0); at += 32) this.#tree.append(kept!.hashes.slice(at, at + 32))
    this.#given = {
      crypto,
      trust: { origin: trust.file.origin, organisation: body, get first() { return trust.file.first } },
      rootAt: size => this.rootAt(size),
      policyBytes: digest => this.#policies.get(digest),
      verifyEnvelope: (envelope, spki) => checkEnvelope(crypto, envelope, base64urlToBytes(spki), trust.file),
    }
  }

  get size(): number { return this.#tree.size }
  get tree(): Tree { return this.#tree }

  /** The root of the first `size` leaves, in hexadecimal; undefined beyond the last. */
  rootAt(size: number): Digest | undefined {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.size) return undefined
    let root = this.#roots.get(size)
    if (root === undefined) {
      if (this.#roots.size >= KEPT_ROOTS) this.#roots.clear()
      this.#roots.set(size, (root = hex(this.#tree.rootAt(size)) as Digest))
    }
    return root
  }

  /** Fetches the policy documents that these entries name, so that folding them needs to wait for nothing. */
  async fetchPolicies(entries: readonly Entry[], document: (digest: Digest) => Promise<Uint8Array | undefined>): Promise<void> {
    this.#policies.clear()
    for (const digest of new Set(entries.flatMap(policyNamed))) {
      const bytes = await document(digest)
      if (bytes) this.#policies.set(digest, bytes)
    }
  }

  /** Takes the next entry. The leaf is hashed here: nobody's word is taken for its hash. */
  take(entry: Entry, leaf: Uint8Array, intake: string | null): Taken {
    const why = apply(this.folded, entry, this.#given)
    this.#tree.append(leafHash(this.#crypto, leaf))
    return { index: this.size - 1, intake, entry, why }
  }

  /** Why an entry would not count if these were the first keys, without taking it. */
  wouldRefuse(entry: Entry, first: readonly FirstKey[]): Refusal | undefined {
    const { people, nonces, chains } = this.folded
    const trial: Folded = { ...this.folded, people: structuredClone(people), nonces: { ...nonces }, chains: { ...chains } }
    return apply(trial, entry, { ...this.#given, trust: { ...this.#given.trust, first } })
  }
}

function policyNamed(entry: Entry): readonly Digest[] {
  if (entry.kind !== 'statement') return []
  try {
    const statement = bytesToStatement(payloadOf(entry.envelope))
    return statement.kind === 'policy' ? [statement.subject.digest] : []
  } catch {
    return []
  }
}
