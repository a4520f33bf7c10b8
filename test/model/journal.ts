// A record for tests: people of Arrivals hand in statements and stops, the fold takes them, and everything that went in is kept for the oracle.
import { base64url, base64urlToBytes, utf8 } from '../../src/core/bytes.ts'
import { canonicalBytes, parseCanonical, type Json } from '../../src/core/canonical.ts'
import type { Crypto } from '../../src/core/crypto.ts'
import { digestOf, type Digest } from '../../src/core/digest.ts'
import type { Envelope } from '../../src/core/dsse.ts'
import { entryToLeaf, type Entry, type KeeperEvent, type Stop } from '../../src/core/entry.ts'
import type { ChannelId, PersonId, PostId } from '../../src/core/id.ts'
import { DAY, instantOf, later, MINUTE, type Instant } from '../../src/core/instant.ts'
import type { Refusal, Result } from '../../src/core/result.ts'
import { DEMO_ORIGIN, statementToBytes, type OnPackage, type PredicateKind, type Predicates, type Signed, type Statement, type Window } from '../../src/core/statement.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { buildPackage, type Package } from '../../src/draft/package.ts'
import type { Part } from '../../src/draft/part.ts'
import type { KeyStanding } from '../../src/people/standing.ts'
import type { Send } from '../../src/publish/let-go.ts'
import type { SendStanding } from '../../src/publish/send-standing.ts'
import { checkEnvelope } from '../../src/record/verify/assertion.ts'
import { policyToBytes, type Policy } from '../../src/signoff/policy.ts'
import { contributorsDigest, standingSubmission, type PostStanding, type Submission } from '../../src/signoff/post-standing.ts'
import { apply, type FoldGiven } from '../../src/watch/fold.ts'
import { boundPolicies, nothingFolded, postOf, sendsOf, type Folded } from '../../src/watch/folded.ts'
import { mayGo } from '../../src/watch/may-go.ts'
import { ARRIVALS, CODE, FIRST, PEOPLE, POLICY, SLUGS, THE_WALL, type Slug } from '../people-of-arrivals.ts'
import { makePasskey, SIGNING_PLACE, type Claims, type SoftKey } from '../soft-passkey.ts'
import { chanceFrom, type Chance } from './chance.ts'
import { makeQuickKey, verifyQuick } from './quick-key.ts'

export const ORIGIN = 'arrivals.test', DEMO = 'arrivals' + DEMO_ORIGIN
export const START = instantOf(Date.UTC(2026, 10, 24, 9))

export interface JournalGiven {
  readonly seed?: number
  readonly origin?: string
  /** Real P-256 signatures, or the keyed hashes that stand for them. */
  readonly signatures?: 'real' | 'quick'
  readonly crypto?: Crypto
}
/** What a test sets otherwise than it should be. */
export interface Wrongly {
  readonly key?: SoftKey
  readonly claims?: Claims
  readonly demo?: boolean
  readonly via?: 'sign' | 'web'
  readonly entryPost?: PostId | null
  /** Members that the predicate has; others are left out. */
  readonly predicate?: object
  readonly subject?: Digest
  readonly subjectName?: string
  /** Changes the envelope after it was signed. */
  readonly envelope?: (envelope: Envelope) => Envelope
}
export interface Words { readonly by?: Slug; readonly people?: readonly PersonId[]; readonly words?: string; readonly channels?: readonly ChannelId[]; readonly window?: Window; readonly change?: (packed: Package) => Package }

export class Journal {
  readonly entries: Entry[] = []
  /** Why each entry does not count, as the fold said. */
  readonly refusals: (Refusal | undefined)[] = []
  readonly folded: Folded = nothingFolded()
  readonly packages = new Map<Digest, Uint8Array>()
  /** Packages that were kept and are not there any more. */
  readonly lost = new Set<Digest>()
  readonly policies = new Map<Digest, Uint8Array>()
  readonly keys = new Map<Slug, SoftKey[]>()
  readonly chance: Chance
  readonly origin: string
  readonly given: FoldGiven
  readonly signatures: 'real' | 'quick'
  now: Instant = START
  #posts = 0

  constructor({ seed = 1, origin = ORIGIN, signatures = 'quick', crypto = nodeCrypto }: JournalGiven = {}) {
    this.chance = chanceFrom(seed)
    this.origin = origin
    this.signatures = signatures
    for (const slug of SLUGS) this.keys.set(slug, [this.newKey()])
    this.given = {
      crypto, rootAt: size => (size <= this.entries.length ? rootOf(size) : undefined), policyBytes: digest => this.policies.get(digest),
      trust: { origin, organisation: null, first: FIRST.map(slug => ({ person: PEOPLE[slug].id, credential: this.keyOf(slug).credential, spki: this.keyOf(slug).spki })) },
      verifyEnvelope: signatures === 'quick' ? verifyQuick : (envelope, spki) => checkEnvelope(crypto, envelope, base64urlToBytes(spki), SIGNING_PLACE),
    }
  }

  newKey(): SoftKey {
    const id = this.chance.bytes(32)
    return this.signatures === 'quick' ? makeQuickKey(id) : makePasskey(id)
  }

  keyOf = (slug: Slug): SoftKey => this.keys.get(slug)!.at(-1)!
  standingOf = (key: SoftKey): KeyStanding | undefined => this.folded.people.keys[key.credential]
  wait(milliseconds: number): void {
    this.now = later(this.now, milliseconds)
  }
  newPost(): PostId {
    this.#posts += 1
    return `00000000-0000-4000-8000-${String(900_000_000_000 + this.#posts)}` as PostId
  }
  digest = (bytes: Uint8Array): Digest => digestOf(nodeCrypto, bytes)
  leafOf = (index: number): Digest => this.digest(entryToLeaf(this.entries[index]!))

  /** Takes an entry into the record, as the keeper does, and folds it. */
  take(said: { readonly kind: 'statement'; readonly envelope: Envelope } | { readonly kind: 'stop'; readonly stop: Stop } | { readonly kind: 'keeper'; readonly keeper: KeeperEvent }, post: PostId | null = null, via: 'sign' | 'web' | 'keeper' = 'sign'): Refusal | undefined {
    const chain = post === null ? undefined : this.folded.chains[post]
    const entry: Entry = { v: 1, at: this.now, said: this.now, via, post, n: chain?.count ?? 0, prev: chain?.last ?? null, ...said }
    this.entries.push(entry)
    const refusal = apply(this.folded, entry, this.given)
    this.refusals.push(refusal)
    return refusal
  }

  stop(stop: Stop, post: PostId | null = null): Refusal | undefined {
    return this.take({ kind: 'stop', stop }, post, 'web')
  }
  keeper(keeper: KeeperEvent, post: PostId | null = null, via: 'keeper' | 'web' = 'keeper'): Refusal | undefined {
    return this.take({ kind: 'keeper', keeper }, post, via)
  }

  /** What every statement names. */
  signed(slug: Slug, key = this.keyOf(slug)): Signed {
    const size = this.entries.length
    return { organisation: ARRIVALS, person: PEOPLE[slug].id, key: this.standingOf(key)?.entry ?? null, nonce: base64url(this.chance.bytes(16)), expires: later(this.now, 60 * MINUTE), log: { origin: this.origin, size, root: rootOf(size) } }
  }

  /** Makes a statement, has it signed and hands it in. */
  say<Kind extends PredicateKind>(slug: Slug, kind: Kind, subject: { readonly name: string; readonly digest: Digest }, predicate: Predicates[Kind], wrongly: Wrongly = {}): Refusal | undefined {
    const demo = wrongly.demo ?? this.origin.endsWith(DEMO_ORIGIN)
    const statement = { kind, demo, subject: { name: wrongly.subjectName ?? subject.name, digest: wrongly.subject ?? subject.digest }, predicate: { ...predicate, ...onlyMembersOf(predicate, wrongly.predicate ?? {}) } } as unknown as Statement
    const signed = (wrongly.key ?? this.keyOf(slug)).sign(statementToBytes(statement), wrongly.claims)
    const post = wrongly.entryPost !== undefined ? wrongly.entryPost : 'post' in predicate ? predicate.post : null
    return this.take({ kind: 'statement', envelope: wrongly.envelope ? wrongly.envelope(signed) : signed }, post, wrongly.via ?? 'sign')
  }

  enrol(slug: Slug, { key = this.keyOf(slug), ...wrongly }: Wrongly & { readonly as?: Partial<Pick<Predicates['enrol'], 'roles' | 'capacity' | 'manager'>> } = {}): Refusal | undefined {
    const { capacity, roles, manager } = { ...PEOPLE[slug], ...wrongly.as }
    return this.say(slug, 'enrol', { name: 'key', digest: key.digest }, { ...this.signed(slug, key), key: null, spki: key.spki, credential: key.credential, capacity, roles, manager, name: this.digest(utf8(slug)), proof: null }, { ...wrongly, key })
  }
  vouch(voucher: Slug, slug: Slug, key = this.keyOf(slug), wrongly: Wrongly = {}): Refusal | undefined {
    return this.say(voucher, 'vouch', { name: 'key', digest: key.digest }, { ...this.signed(voucher, wrongly.key), of: this.standingOf(key)?.statement ?? key.digest }, wrongly)
  }
  declare(slug: Slug, role: string, wrongly: Wrongly = {}): Refusal | undefined {
    return this.say(slug, 'declare', { name: 'code', digest: CODE }, { ...this.signed(slug, wrongly.key), role }, wrongly)
  }
  confirm(manager: Slug, slug: Slug, until: Instant = later(this.now, 300 * DAY), wrongly: Wrongly = {}): Refusal | undefined {
    const declared = this.folded.people.persons[PEOPLE[slug].id]?.declarations.at(-1)
    return this.say(manager, 'confirm', { name: 'declaration', digest: declared?.statement ?? CODE }, { ...this.signed(manager, wrongly.key), declaration: declared?.entry ?? 0, talked: this.now, note: CODE, until }, wrongly)
  }
  policy(slug: Slug, document: Policy, wrongly: Wrongly = {}): Refusal | undefined {
    const bytes = policyToBytes(document), digest = this.digest(bytes)
    this.policies.set(digest, bytes)
    return this.say(slug, 'policy', { name: 'policy', digest }, { ...this.signed(slug, wrongly.key), replaces: this.folded.policy?.digest ?? null }, wrongly)
  }

  /** The first two, the policy, everybody else vouched for and understanding the code in every role. Throws when something is refused. */
  begin(policy: Policy = POLICY, leaveOut: readonly Slug[] = []): this {
    const must = (refusal: Refusal | undefined) => {
      if (refusal) throw new Error(`the beginning was refused: ${refusal.code}`)
    }
    must(this.keeper({ kind: 'begun', log: this.digest(utf8('log')) }))
    for (const slug of FIRST) must(this.enrol(slug))
    for (const slug of FIRST) must(this.policy(slug, policy))
    for (const slug of SLUGS) if (!FIRST.includes(slug) && !leaveOut.includes(slug)) this.welcome(slug, must)
    return this
  }

  /** Enrols, vouches for and confirms somebody in every role. */
  welcome(slug: Slug, must: (refusal: Refusal | undefined) => void, key = this.keyOf(slug)): void {
    must(this.enrol(slug, { key }))
    for (const voucher of FIRST) if (this.standingOf(key)!.from === null) must(this.vouch(voucher, slug, key))
    for (const role of PEOPLE[slug].roles) {
      must(this.declare(slug, role))
      must(this.confirm(PEOPLE[slug].manager === PEOPLE.priya.id ? 'priya' : 'hugh', slug))
    }
  }

  /** The entry of the understanding in which somebody may use a right; of any, where there is none. */
  understanding(slug: Slug, right: string): number {
    const held = this.folded.people.persons[PEOPLE[slug].id]?.understandings ?? []
    const roles = this.folded.policy?.document.roles ?? {}
    return (held.findLast(({ role }) => Object.hasOwn(roles, role) && roles[role]!.rights.includes(right)) ?? held.at(-1))?.entry ?? 0
  }

  window = (): Window => ({ from: later(this.now, -MINUTE), until: later(this.now, 10 * DAY) })

  /** Packs words and keeps the package. */
  pack(post: PostId, revision: number, { by = 'asha', words = 'Small boat crossings update', channels = [THE_WALL], window = this.window(), change }: Words = {}): { readonly digest: Digest; readonly bytes: Uint8Array; readonly window: Window } {
    const parts: readonly Part[] = [{ kind: 'text', text: words }]
    const bytes = buildPackage({ revision: { v: 1, post, number: revision, act: 'post', parts, channels, window, cutBy: PEOPLE[by].id, cutAt: this.now, why: 'sent' }, organisation: ARRIVALS, channels: POLICY.channels, salt: base64url(this.chance.bytes(32)) })
    const changed = change ? repack(bytes, change) : bytes, digest = this.digest(changed)
    this.packages.set(digest, changed)
    return { digest, bytes: changed, window }
  }

  submit(slug: Slug, post: PostId, words: Words = {}, wrongly: Wrongly = {}): Refusal | undefined {
    const standing = postOf(this.folded, post), revision = (standing.submission?.revision ?? 0) + 1
    const packed = this.pack(post, revision, { by: slug, ...words })
    const people = [...new Set([...standing.contributors, PEOPLE[slug].id, ...(words.people ?? [])])].toSorted()
    const on: OnPackage = {
      ...this.signed(slug, wrongly.key), act: 'post', post, revision, contributors: contributorsDigest(nodeCrypto, people), window: packed.window, report: this.digest(utf8('report')),
      rulebook: this.folded.policy?.document.rulebook ?? CODE, route: this.folded.policy?.digest ?? CODE, understanding: this.understanding(slug, 'write'),
    }
    return this.say(slug, 'submit', { name: 'package', digest: packed.digest }, { ...on, people, channels: [...(words.channels ?? [THE_WALL])].toSorted() }, wrongly)
  }

  /** What a statement about the submission that stands (or stood last) names. */
  onSubmission(slug: Slug, post: PostId, right: string, key?: SoftKey): OnPackage & { readonly digest: Digest } {
    const submission = (standingSubmission(postOf(this.folded, post)) ?? postOf(this.folded, post).submission) as Submission
    const { digest, revision, contributors, window, report, rulebook, policy } = submission
    return { ...this.signed(slug, key), act: 'post', post, revision, contributors, window, report, rulebook, route: policy, understanding: this.understanding(slug, right), digest }
  }

  signOff(slug: Slug, post: PostId, layer: string, decision: 'approve' | 'return' | 'refuse' = 'approve', wrongly: Wrongly = {}): Refusal | undefined {
    const right = this.folded.policy?.document.routes['full']?.layers.find(({ id }) => id === layer)?.rights[0] ?? layer
    const { digest, ...on } = this.onSubmission(slug, post, right, wrongly.key)
    return this.say(slug, 'sign-off', { name: 'package', digest }, { ...on, layer, decision, remark: null, setAside: [], lines: [], answers: [] }, wrongly)
  }

  release(slug: Slug, post: PostId, { at = this.now, attempts = [] }: { readonly at?: Instant; readonly attempts?: Predicates['release']['attempts'] } = {}, wrongly: Wrongly = {}): Refusal | undefined {
    const { digest, ...on } = this.onSubmission(slug, post, 'release', wrongly.key)
    return this.say(slug, 'release', { name: 'package', digest }, { ...on, at, attempts }, wrongly)
  }

  lift(slug: Slug, name: 'refusal' | 'pause', entry: number, wrongly: Wrongly = {}): Refusal | undefined {
    return this.say(slug, 'lift', { name, digest: entry < this.entries.length ? this.leafOf(entry) : CODE }, { ...this.signed(slug, wrongly.key), entry }, wrongly)
  }

  reinstate(slug: Slug, key: SoftKey, suspended: number, wrongly: Wrongly = {}): Refusal | undefined {
    return this.say(slug, 'reinstate', { name: 'key', digest: key.digest }, { ...this.signed(slug, wrongly.key), suspended }, wrongly)
  }

  /** Whether the post may go now, as the keeper asks; the check finds nothing unless it is given. */
  mayGo(post: PostId, { check = () => undefined, bytes = this.bytesOf(post), now = this.now }: { readonly check?: (packed: Package) => Refusal | undefined; readonly bytes?: Uint8Array | undefined; readonly now?: Instant } = {}): Result<readonly Send[]> {
    return mayGo(this.folded, post, { crypto: nodeCrypto, bytes, check, now })
  }

  /** Where a post stands, where its sends do, and the policies that bind its submission. */
  standing = (post: PostId): PostStanding => postOf(this.folded, post)
  sends = (post: PostId): SendStanding => sendsOf(this.folded, post)
  bound = (post: PostId): readonly Policy[] => boundPolicies(this.folded, this.standing(post).submission!)

  keptPackage = (digest: Digest): Uint8Array | undefined => (this.lost.has(digest) ? undefined : this.packages.get(digest))
  bytesOf = (post: PostId): Uint8Array | undefined => this.keptPackage(postOf(this.folded, post).submission?.digest ?? ('' as Digest))

  /** What came of a send, as the keeper writes it down. */
  outcome(send: Send, outcome: 'sent' | 'refused' | 'unknown' = 'sent'): Refusal | undefined {
    return this.keeper({ kind: 'receipt', channel: send.channel, attempt: send.attempt, package: send.package, outcome, how: 'answer', remote: null, sentAt: outcome === 'sent' ? this.now : null }, send.post)
  }

  /** A post that Asha wrote and Ben, Dora and Hugh let go. */
  released(post: PostId = this.newPost()): PostId {
    for (const refusal of [this.submit('asha', post), this.signOff('ben', post, '2i'), this.signOff('dora', post, 'press-office'), this.release('hugh', post)]) if (refusal) throw new Error(`not released: ${refusal.code}`)
    return post
  }
}

/** The record of these tests has a made-up root at every size: what a tree is, `record/` tests. */
export const rootOf = (size: number): Digest => digestOf(nodeCrypto, utf8(`the root at ${size}`))

const onlyMembersOf = (predicate: object, wrong: object): object => Object.fromEntries(Object.entries(wrong).filter(([member]) => Object.hasOwn(predicate, member)))

function repack(bytes: Uint8Array, change: (packed: Package) => Package): Uint8Array {
  return canonicalBytes(change(parseCanonical(bytes) as unknown as Package) as unknown as Json)
}
