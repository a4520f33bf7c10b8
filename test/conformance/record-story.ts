// Writes small records for the tests, with keys and times that are always the same: every kind of statement, stops, keeper's events and false claims.
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import type { Signer } from '../../src/record/note.ts'
import { base64url, concat, hex, utf8 } from '../../src/core/bytes.ts'
import { digestOf, type Digest } from '../../src/core/digest.ts'
import { preAuthentication, type Envelope } from '../../src/core/dsse.ts'
import { entryToLeaf, type Entry, type KeeperEvent, type Stop } from '../../src/core/entry.ts'
import type { ChannelId, OrganisationId, PersonId, PostId } from '../../src/core/id.ts'
import { instantOf, later, MINUTE, type Instant } from '../../src/core/instant.ts'
import { statementToBytes, type PredicateKind, type Predicates, type Statement } from '../../src/core/statement.ts'
import { signCheckpoint } from '../../src/record/checkpoint.ts'
import { leafHash } from '../../src/record/merkle.ts'
import { spkiToEd25519 } from '../../src/record/spki.ts'
import { Tree } from '../../src/record/tree.ts'
import { isDemoOrigin, type TrustFile } from '../../src/record/trust-file.ts'

export const digest = (label: string): Digest => createHash('sha256').update(label).digest('hex') as Digest
/** A lower-case UUID that is always the same for a label. */
const idOf = (label: string): string => digest(label).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
export const personOf = (label: string) => idOf(`person ${label}`) as PersonId
export const postOf = (label: string) => idOf(`post ${label}`) as PostId
const seedOf = (label: string): Buffer => createHash('sha256').update(`seed ${label}`).digest()

/** What signs for one person: a demo key, or an authenticator with one passkey. */
export interface StoryKey { readonly person: string; readonly spki: Uint8Array; readonly credential: Digest; readonly envelop: (payload: Uint8Array) => Envelope }
export const PLACE = { signingOrigin: 'https://sign.example', rpId: 'sign.example' }

const spkiOf = (key: KeyObject): Uint8Array => new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }))
const ed25519 = (label: string): KeyObject => createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seedOf(label)]), format: 'der', type: 'pkcs8' })

export function fixedSigner(label: string): Signer {
  const key = ed25519(label)
  return { publicKey: spkiToEd25519(spkiOf(key)), sign: bytes => new Uint8Array(sign(null, bytes, key)) }
}

export function demoKey(person: string, label = person): StoryKey {
  const key = ed25519(`demo ${label}`), spki = spkiOf(key)
  return {
    person, spki, credential: digestOf(nodeCrypto, spki),
    envelop: payload => ({ payload: base64url(payload), key: base64url(spki), signature: base64url(new Uint8Array(sign(null, preAuthentication(payload), key))) }),
  }
}

/** What an authenticator and a browser may say, bent by the tests of what must be refused. */
export interface Bent { readonly type?: string; readonly origin?: string; readonly rpId?: string; readonly flags?: number; readonly challenge?: string; readonly more?: object; readonly tail?: Uint8Array; readonly clientData?: string; readonly signs?: Uint8Array }

/** An assertion such as a browser makes, over any payload. */
export function assertionOf(payload: Uint8Array, signs: (bytes: Uint8Array) => Uint8Array, credential: Uint8Array, bent: Bent = {}): Extract<Envelope, { credential: string }> {
  const challenge = bent.challenge ?? base64url(nodeCrypto.sha256(preAuthentication(payload)))
  const clientData = utf8(bent.clientData ?? JSON.stringify({ type: bent.type ?? 'webauthn.get', challenge, origin: bent.origin ?? PLACE.signingOrigin, crossOrigin: false, ...bent.more }))
  const authData = concat(nodeCrypto.sha256(utf8(bent.rpId ?? PLACE.rpId)), Uint8Array.of(bent.flags ?? 0x1d, 0, 0, 0, 0), bent.tail ?? new Uint8Array())
  const signature = signs(bent.signs ?? concat(authData, nodeCrypto.sha256(clientData)))
  return { payload: base64url(payload), credential: base64url(credential), clientData: base64url(clientData), authData: base64url(authData), signature: base64url(signature) }
}

export type Algorithm = 'ES256' | 'EdDSA' | { readonly rsa: KeyObject }

/** A passkey; ES256 signs without chance (RFC 6979), so that what it wrote can be written again. */
export function passkey(person: string, algorithm: Algorithm, bent: Bent = {}): StoryKey {
  const id = nodeCrypto.sha256(utf8(`credential ${person}`)).slice(0, 16)
  const { spki, signs } = algorithm === 'ES256' ? es256(person) : keyPair(algorithm === 'EdDSA' ? ed25519(`passkey ${person}`) : algorithm.rsa)
  return { person, spki, credential: digestOf(nodeCrypto, id), envelop: payload => assertionOf(payload, signs, id, bent) }
}
function es256(person: string) {
  const secret = new Uint8Array(seedOf(`passkey ${person}`))
  const spki = concat(new Uint8Array(Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')), p256.getPublicKey(secret, false))
  return { spki, signs: (bytes: Uint8Array) => p256.sign(bytes, secret, { format: 'der', lowS: false }) }
}
const keyPair = (key: KeyObject) => ({ spki: spkiOf(key), signs: (bytes: Uint8Array) => new Uint8Array(sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', bytes, key)) })

interface Meant { readonly post?: PostId | null; readonly said?: Instant; readonly envelope?: (envelope: Envelope) => Envelope; readonly log?: Statement['predicate']['log']; readonly nonce?: string; readonly expires?: Instant; readonly person?: PersonId; readonly demo?: boolean }
type Own<Kind extends PredicateKind> = Omit<Predicates[Kind], keyof Predicates['vouch'] | 'key'> & Partial<Predicates[Kind]>

/** A record being written, entry by entry, as a keeper writes it. */
export class Story {
  readonly origin: string
  readonly signer: Signer
  readonly leaves: Uint8Array[] = []
  readonly tree = new Tree(nodeCrypto)
  readonly enrolments = new Map<StoryKey, { readonly index: number; readonly statement: Digest; readonly at: number }>()
  readonly first: StoryKey[] = []
  readonly #chains = new Map<PostId, { n: number; last: number }>()
  #clock = Date.parse('2026-11-23T09:00:00.000Z')
  #nonces = 0

  constructor(origin: string, signer = fixedSigner(`log ${origin}`)) {
    this.origin = origin
    this.signer = signer
  }

  get now(): Instant { return instantOf(this.#clock) }

  /** Every statement's common members, naming the tree as it is. */
  signed(key: StoryKey, meant: Meant = {}) {
    return {
      organisation: idOf('organisation') as OrganisationId, person: meant.person ?? personOf(key.person), key: this.enrolments.get(key)?.index ?? null,
      nonce: meant.nonce ?? base64url(nodeCrypto.sha256(utf8(`nonce ${this.origin} ${this.#nonces++}`)).slice(0, 16)), expires: meant.expires ?? later(this.now, 60 * MINUTE),
      log: meant.log ?? { origin: this.origin, size: this.tree.size, root: hex(this.tree.rootAt(this.tree.size)) as Digest },
    }
  }

  state<Kind extends PredicateKind>(key: StoryKey, kind: Kind, subject: { readonly name: string; readonly digest: Digest }, own: Own<Kind>, meant: Meant = {}): { readonly index: number; readonly digest: Digest } {
    const predicate = { ...this.signed(key, meant), ...own } as unknown as Predicates[Kind]
    const payload = statementToBytes({ kind, demo: meant.demo ?? isDemoOrigin(this.origin), subject, predicate } as unknown as Statement)
    const envelope = key.envelop(payload)
    const post = meant.post !== undefined ? meant.post : 'post' in own ? (own.post as PostId) : null
    const index = this.append({ post, via: 'sign', said: meant.said ?? this.now, kind: 'statement', envelope: meant.envelope?.(envelope) ?? envelope })
    return { index, digest: digestOf(nodeCrypto, payload) }
  }

  begin = (): number => this.keeper({ kind: 'begun', log: digestOf(nodeCrypto, this.signer.publicKey) })

  enrol(key: StoryKey, own: Partial<Predicates['enrol']> = {}, meant: Meant = {}): number {
    const { index, digest: statement } = this.state(key, 'enrol', { name: 'key', digest: digestOf(nodeCrypto, key.spki) }, {
      key: null, spki: base64url(key.spki), credential: key.credential, capacity: 'civil-servant', roles: ['author', 'release'], manager: null, name: digest(`name ${key.person}`), proof: null, ...own,
    }, meant)
    this.enrolments.set(key, { index, statement, at: index })
    return index
  }

  /** One of the two first keys, which the trust file pins. */
  enrolFirst(key: StoryKey): number {
    this.first.push(key)
    return this.enrol(key, { proof: digest(`proof ${key.person}`) })
  }

  vouch = (by: StoryKey, key: StoryKey, meant: Meant = {}) => this.state(by, 'vouch', { name: 'key', digest: digestOf(nodeCrypto, key.spki) }, { of: this.enrolments.get(key)!.statement }, meant)

  stop = (stop: Stop, post: PostId | null = null): number => this.append({ post, via: 'web', said: this.now, kind: 'stop', stop })
  keeper = (keeper: KeeperEvent, post: PostId | null = null): number => this.append({ post, via: 'keeper', said: this.now, kind: 'keeper', keeper })

  /** Takes an entry in; `n` and `prev` follow the post's chain unless they are given. */
  append(entry: { readonly post: PostId | null; readonly [member: string]: unknown }): number {
    const index = this.tree.size, { post } = entry, chain = post === null ? undefined : this.#chains.get(post)
    const placed = { v: 1, at: this.now, n: chain ? chain.n + 1 : 0, prev: chain?.last ?? null, ...entry }
    if (post !== null) this.#chains.set(post, { n: placed.n, last: index })
    this.push(entryToLeaf(placed as unknown as Entry))
    return index
  }

  /** Takes in any bytes, as a keeper that has lost its senses would. */
  push(leaf: Uint8Array): void {
    this.leaves.push(leaf)
    this.tree.append(leafHash(nodeCrypto, leaf))
    this.#clock += 1000
  }

  checkpoint = (): string => signCheckpoint(nodeCrypto, { origin: this.origin, size: this.tree.size, root: this.tree.rootAt(this.tree.size) }, this.signer)

  trust = (): TrustFile => ({
    v: 1, origin: this.origin, logKey: base64url(this.signer.publicKey), ...PLACE,
    first: this.first.map(key => ({ person: personOf(key.person), credential: key.credential, spki: base64url(key.spki) })),
  })
}

/** What every statement about one post's package says. */
const onPackage = (story: Story, post: PostId) => ({
  act: 'post' as const, post, revision: 1, contributors: digest('contributors'), window: { from: story.now, until: later(story.now, 24 * 60 * MINUTE) },
  report: digest('report'), rulebook: digest('rulebook'), route: digest('route'), understanding: 9,
})

/** Bea and Ravi are first; Mina's key is vouched for by both; then every kind of statement stands in the record at least once. */
export function everyKind(story: Story, keys: { readonly bea: StoryKey; readonly ravi: StoryKey; readonly mina: StoryKey }): Story {
  const { bea, ravi, mina } = keys, post = postOf('the flood warning'), sent = { name: 'package', digest: digest('package') }
  story.begin()
  story.enrolFirst(bea)
  story.enrolFirst(ravi)
  story.enrol(mina, { roles: ['2i'], manager: personOf(bea.person) })
  story.vouch(bea, mina)
  story.vouch(ravi, mina)
  const policy = { name: 'policy', digest: digest('policy') }
  story.state(bea, 'policy', policy, { replaces: null })
  story.state(ravi, 'policy', policy, { replaces: null })
  const declared = story.state(mina, 'declare', { name: 'code', digest: digest('the code') }, { role: '2i' })
  story.state(bea, 'confirm', { name: 'declaration', digest: declared.digest }, { declaration: declared.index, talked: story.now, note: digest('note'), until: later(story.now, 365 * 24 * 60 * MINUTE) })
  story.stop({ act: 'contribute', person: personOf(bea.person) }, post)
  story.state(bea, 'submit', sent, { ...onPackage(story, post), people: [personOf(bea.person)], channels: [idOf('channel') as ChannelId] })
  story.state(ravi, 'set-aside', sent, { ...onPackage(story, post), finding: digest('finding'), reason: digest('reason') })
  story.state(mina, 'sign-off', sent, { ...onPackage(story, post), layer: '2i', decision: 'approve', remark: null, setAside: [digest('finding')], lines: [], answers: [{ question: 'clear', answer: 'yes' }] })
  const refused = story.stop({ act: 'refuse', person: personOf(ravi.person), layer: 'press-office', remark: null }, post)
  story.state(ravi, 'lift', { name: 'refusal', digest: digest('refusal') }, { entry: refused })
  story.state(ravi, 'release', sent, { ...onPackage(story, post), at: later(story.now, MINUTE), attempts: [{ channel: idOf('channel') as ChannelId, attempt: 0 }] })
  story.keeper({ kind: 'receipt', channel: idOf('channel'), attempt: 0, package: sent.digest, outcome: 'sent', how: 'answer', remote: digest('remote'), sentAt: story.now }, post)
  const suspended = story.stop({ act: 'suspend', person: personOf(ravi.person), credential: mina.credential, since: story.now })
  for (const by of [bea, ravi]) story.state(by, 'reinstate', { name: 'key', digest: digestOf(nodeCrypto, mina.spki) }, { suspended })
  story.keeper({ kind: 'unreadable', digest: digest('not JSON'), from: 'web', count: 3, why: 'is not JSON' })
  return story
}
