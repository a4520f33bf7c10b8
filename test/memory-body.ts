// A body in memory for tests of commands and queries: the real commands, the real fold and real signatures, without a database, a keeper's process or a wall.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import { loadRulebookFolder } from '../src/adapters/rulebook/read.ts'
import { chance } from '../src/adapters/store/store.ts'
import { loadRulebook } from '../src/check/rulebook/load.ts'
import type { Command, SignedCommand, PlainCommand, Wanted } from '../src/commands/command.ts'
import { Stale, type Change, type Given, type Handed, type Person, type Post, type Reader, type RecordedEntry, type Sealed, type Store, type Ticket } from '../src/commands/ports.ts'
import { handIn, prepareSigned, runPlain, stateSigned, type Doors } from '../src/commands/run.ts'
import { starterPolicy } from '../src/commands/starter-policy.ts'
import { base64urlToBytes, hex, utf8 } from '../src/core/bytes.ts'
import { canonicalBytes, parseCanonical, type Json } from '../src/core/canonical.ts'
import { commitmentOf, digestOf, type Digest } from '../src/core/digest.ts'
import { payloadOf, type Envelope } from '../src/core/dsse.ts'
import { entryToLeaf, type Entry } from '../src/core/entry.ts'
import type { OrganisationId, PersonId, PostId } from '../src/core/id.ts'
import { instantOf, later, type Instant } from '../src/core/instant.ts'
import type { Result } from '../src/core/result.ts'
import { bytesToStatement, statementToBytes, type Capacity, type Statement } from '../src/core/statement.ts'
import type { Part } from '../src/draft/part.ts'
import type { Revision } from '../src/draft/revision.ts'
import { leafHash, Range } from '../src/record/merkle.ts'
import { checkEnvelope } from '../src/record/verify/assertion.ts'
import { withContributors } from '../src/signoff/post-standing.ts'
import { apply, type FoldGiven } from '../src/watch/fold.ts'
import { nothingFolded, postOf, sendsOf, type Folded } from '../src/watch/folded.ts'
import { makePasskey, SIGNING_PLACE, type SoftPasskey } from './soft-passkey.ts'

export const ORIGIN = 'log-0000000000000000.demo.invalid'
export const CODE = utf8('What the Code asks of us: honesty, integrity, impartiality, objectivity.')
const loaded = loadRulebookFolder(join(import.meta.dirname, '../rulebooks/uk-government'))
if (!loaded.ok) throw new Error(`the rulebook does not load: ${loaded.code}`)
export const RULEBOOK_BYTES = canonicalBytes(loaded.value.document as unknown as Json)

export interface Known { readonly id: PersonId; readonly name: string; readonly passkey: SoftPasskey }
export type Roll = { readonly [name: string]: { readonly roles: readonly string[]; readonly capacity?: Capacity; readonly understood?: boolean } }

/** The press office that most tests want. */
export const PRESS_OFFICE: Roll = {
  'Asha Quill': { roles: ['press-officer'] }, 'Ben Folio': { roles: ['press-officer'] }, 'Dora Galley': { roles: ['duty-editor'] },
  'Sol Verso': { roles: ['duty-editor', 'press-officer'], capacity: 'special-adviser', understood: false }, 'Ada Hinge': { roles: ['administrator'], understood: false },
  'Mo Carbon': { roles: ['press-officer'], understood: false },
}

export class MemoryBody {
  readonly organisation = randomUUID() as OrganisationId
  readonly doors: Doors
  now: Instant = instantOf(Date.UTC(2026, 10, 24, 9))
  readonly folded: Folded = nothingFolded()
  readonly persons: Person[] = []
  readonly entries: (RecordedEntry & { readonly post: PostId | null; readonly intake: string | null })[] = []
  readonly #posts = new Map<PostId, Pick<Post, 'id' | 'number' | 'author' | 'begun' | 'draft'>>()
  readonly #revisions: Revision[] = []
  readonly #packages = new Map<Digest, { readonly post: PostId; readonly revision: number; readonly bytes: Uint8Array }>()
  readonly #documents = new Map<Digest, Uint8Array>()
  readonly #sealed = new Map<Digest, Sealed>()
  readonly #tickets = new Map<string, Ticket>()
  readonly #range = Range.empty(nodeCrypto)
  readonly #roots: Digest[] = []
  readonly #known = new Map<string, Known>()
  readonly #first: { readonly person: PersonId; readonly credential: Digest; readonly spki: string }[] = []

  private constructor() {
    const store: Store = { read: work => work(this.#reader()), transact: work => work({ ...this.#reader(), commit: async (changes, entry) => this.#commit(changes, entry) }) }
    this.doors = { store, crypto: nodeCrypto, given: () => this.given(), settled: async () => {} }
  }

  /** Two first people, the starter policy, and this roll, with what they understand confirmed by the head of news. */
  static async begin(roll: Roll = PRESS_OFFICE): Promise<MemoryBody> {
    const body = new MemoryBody()
    body.#keep({ kind: 'keeper', keeper: { kind: 'begun', log: digestOf(nodeCrypto, utf8('the log')) } }, null, 'keeper', null)
    await body.#firstTwo()
    for (const [name, { roles, capacity, understood }] of Object.entries(roll)) await body.join(name, roles, { ...(capacity ? { capacity } : {}), ...(understood === undefined ? {} : { understood }) })
    return body
  }

  given(): Given {
    this.now = later(this.now, 1)
    return { ...chance(), now: this.now }
  }
  known(name: string): Known {
    const known = this.#known.get(name)
    if (!known) throw new Error(`${name} is not known here`)
    return known
  }
  get reader(): Reader {
    return this.#reader()
  }
  get size(): number {
    return this.entries.length
  }

  /** Runs a plain command as this person. */
  run<Value>(name: string, command: PlainCommand<never, Value> | PlainCommand, given: { readonly post?: number; readonly input?: unknown } = {}): Promise<Result<Value>> {
    return runPlain(this.doors, command as PlainCommand, { actor: this.known(name).id, ...(given.post === undefined ? {} : { post: given.post }), input: given.input ?? {} }) as Promise<Result<Value>>
  }
  prepare(name: string, command: SignedCommand, given: { readonly post?: number; readonly input?: unknown } = {}): ReturnType<typeof prepareSigned> {
    return prepareSigned(this.doors, command, { actor: this.known(name).id, ...(given.post === undefined ? {} : { post: given.post }), input: given.input ?? {} })
  }
  ticket(ticket: string): Ticket {
    return this.#tickets.get(hex(nodeCrypto.sha256(utf8(ticket))))!
  }
  /** What this person would sign, or the refusal of web or sign. */
  async state(name: string, command: SignedCommand, given: { readonly post?: number; readonly input?: unknown; readonly wanted?: Partial<Wanted> } = {}): ReturnType<typeof stateSigned> {
    const prepared = await this.prepare(name, command, given)
    if (!prepared.ok) return prepared
    const key = this.folded.people.keys[this.known(name).passkey.credential] ?? null
    return stateSigned(this.doors, command, this.ticket(prepared.value.ticket), { key, ...given.wanted })
  }
  /** States, signs and hands in; answers the code of whoever refused, or null when it counts. */
  async act(name: string, command: SignedCommand, given: Parameters<MemoryBody['state']>[2] = {}): Promise<string | null> {
    const stated = await this.state(name, command, given)
    if (!stated.ok) return stated.code
    return this.sign(this.known(name).passkey, stated.value.payload, stated.value.changes)
  }
  async sign(passkey: SoftPasskey, payload: Uint8Array, changes: readonly Change[] = []): Promise<string | null> {
    const { intake } = await handIn(this.doors, passkey.sign(payload), changes)
    return this.entries.find(entry => entry.intake === intake)!.why
  }
  post(number: number): Promise<Post> {
    return this.#reader().post(number) as Promise<Post>
  }

  /** Lets the keeper record what came of a send. */
  keeperSays(post: PostId, keeper: Extract<Entry, { kind: 'keeper' }>['keeper']): void {
    this.#keep({ kind: 'keeper', keeper }, post, 'keeper', null)
  }

  async join(name: string, roles: readonly string[], { capacity = 'civil-servant', understood = true }: { readonly capacity?: Capacity; readonly understood?: boolean } = {}): Promise<Known> {
    const { addPerson } = await import('../src/commands/add-person.ts'), { enrolKey } = await import('../src/commands/enrol-key.ts'), { vouchForKey } = await import('../src/commands/vouch-for-key.ts')
    const added = await this.run<{ person: PersonId }>('Hugh Banner', addPerson as never, { input: { name, job: roles.join(', ') } })
    if (!added.ok) throw new Error(added.code)
    const known = { id: added.value.person, name, passkey: makePasskey() }
    this.#known.set(name, known)
    await this.enrol('Hugh Banner', known, { capacity, roles, manager: this.known('Hugh Banner').id }, enrolKey)
    for (const voucher of ['Hugh Banner', 'Priya Serif']) must(await this.act(voucher, vouchForKey, { input: { credential: known.passkey.credential } }))
    if (understood) for (const role of roles) await this.understand(name, role)
    return known
  }
  async enrol(by: string, known: Known, asked: { readonly capacity: Capacity; readonly roles: readonly string[]; readonly manager: PersonId | null }, command: SignedCommand): Promise<string | null> {
    const prepared = await this.prepare(by, command, { input: { person: known.id, ...asked, roles: [...asked.roles] } })
    if (!prepared.ok) return prepared.code
    const stated = await stateSigned(this.doors, command, this.ticket(prepared.value.ticket), { key: null, enrolled: { spki: known.passkey.spki, credential: known.passkey.credential, demo: false, proof: null } })
    return stated.ok ? this.sign(known.passkey, stated.value.payload) : stated.code
  }
  async understand(name: string, role: string): Promise<void> {
    const { declareUnderstanding } = await import('../src/commands/declare-understanding.ts'), { confirmUnderstanding } = await import('../src/commands/confirm-understanding.ts')
    must(await this.act(name, declareUnderstanding, { input: { role } }))
    must(await this.act('Hugh Banner', confirmUnderstanding, { input: { person: this.known(name).id, role, talked: this.now, note: 'We talked it through.' } }))
  }
  /** Asha's post of these words, saved. */
  async written(parts: readonly Part[], author = 'Asha Quill'): Promise<Post> {
    const { beginPost } = await import('../src/commands/begin-post.ts'), { saveDraft } = await import('../src/commands/save-draft.ts')
    const begun = await this.run<{ post: PostId }>(author, beginPost as never)
    if (!begun.ok) throw new Error(begun.code)
    const { number, draft } = (await this.#reader().post(begun.value.post))!
    const saved = await this.run(author, saveDraft as never, { post: number, input: { over: draft.version, title: '', parts, channels: draft.channels, from: draft.window.from, until: draft.window.until } })
    if (!saved.ok) throw new Error(saved.code)
    return this.post(number)
  }

  async #firstTwo(): Promise<void> {
    const { changePolicy } = await import('../src/commands/change-policy.ts')
    for (const [name, role] of [['Hugh Banner', 'head-of-news'], ['Priya Serif', 'propriety-officer']] as const) {
      const { fresh, freshId, now } = this.given(), id = freshId() as PersonId, nameSalt = fresh(32), passkey = makePasskey(), spki = base64urlToBytes(passkey.spki)
      this.persons.push({ id, name, nameSalt, slug: name.toLowerCase().replace(' ', '-'), job: role.replaceAll('-', ' ') })
      this.#first.push({ person: id, credential: passkey.credential, spki: passkey.spki })
      this.#known.set(name, { id, name, passkey })
      const statement: Statement = {
        kind: 'enrol', demo: true, subject: { name: 'key', digest: digestOf(nodeCrypto, spki) },
        predicate: {
          organisation: this.organisation, person: id, key: null, nonce: fresh(16), expires: later(now, 3_600_000), log: { origin: ORIGIN, size: this.size, root: this.#roots.at(-1)! }, spki: passkey.spki, credential: passkey.credential,
          capacity: 'civil-servant', roles: [role], manager: null, name: commitmentOf(nodeCrypto, 'name', nameSalt, name), proof: null,
        },
      }
      must(await this.sign(passkey, statementToBytes(statement)))
    }
    for (const bytes of [RULEBOOK_BYTES, CODE]) this.#documents.set(digestOf(nodeCrypto, bytes), bytes)
    const document = starterPolicy({
      crypto: nodeCrypto, organisation: this.organisation, rulebook: digestOf(nodeCrypto, RULEBOOK_BYTES), code: digestOf(nodeCrypto, CODE), wallHost: 'wall.localhost:3002', account: 'arrivals', name: 'Department for Arrivals', arbiter: this.known('Hugh Banner').id,
    })
    for (const signer of ['Hugh Banner', 'Priya Serif']) must(await this.act(signer, changePolicy, { input: { document } }))
  }

  #reader(): Reader {
    const postOfId = (id: PostId): Post | undefined => {
      const kept = this.#posts.get(id)
      return kept && { ...kept, standing: withContributors(postOf(this.folded, id), [kept.author]), sends: sendsOf(this.folded, id), revisions: Math.max(0, ...this.#revisions.filter(({ post }) => post === id).map(({ number }) => number)) }
    }
    const newest = () => [...this.#posts.values()].toSorted((a, b) => b.number - a.number)
    return structured({
      body: async () => ({ id: this.organisation, name: 'Department for Arrivals' }),
      standing: async () => ({ people: this.folded.people, policy: this.folded.policy, earlierPolicies: this.folded.earlierPolicies, proposals: this.folded.proposals, pauses: this.folded.pauses, first: this.#first.map(({ person }) => person) }),
      persons: async () => this.persons.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      post: async which => postOfId(typeof which === 'number' ? (newest().find(({ number }) => number === which)?.id ?? ('' as PostId)) : which),
      posts: async most => newest().slice(0, most).map(({ id }) => postOfId(id)!),
      revision: async (post, number) => this.#revisions.find(revision => revision.post === post && revision.number === number),
      packageBytes: async digest => this.#packages.get(digest)?.bytes,
      packageOf: async (post, revision) => [...this.#packages].find(([, kept]) => kept.post === post && kept.revision === revision)?.[0],
      document: async digest => this.#documents.get(digest),
      rulebook: async digest => {
        const bytes = this.#documents.get(digest), read = bytes && loadRulebook(parseCanonical(bytes))
        return read?.ok ? read.value : undefined
      },
      entriesOf: async post => this.entries.filter(entry => entry.post === post),
      entries: async (from, most) => this.entries.slice(from, from + most),
      tree: async () => ({ origin: ORIGIN, size: this.size, root: this.#roots[this.size]!, note: '' }),
      opened: async commitment => this.#sealed.get(commitment),
      judged: async intake => this.entries.find(entry => entry.intake === intake),
    })
  }

  #commit(changes: readonly Change[], handed: Handed | null): void {
    for (const change of changes) this.#change(change)
    if (!handed || this.entries.some(({ intake }) => intake === handed.id)) return
    if ('envelope' in handed) {
      this.#keep({ kind: 'statement', envelope: handed.envelope }, this.#postNamed(handed.envelope), 'sign', handed.id)
    } else this.#keep({ kind: 'stop', stop: handed.stop }, handed.post, 'web', handed.id)
  }
  #postNamed(envelope: Envelope): PostId | null {
    const { predicate } = bytesToStatement(payloadOf(envelope))
    if ('post' in predicate) return predicate.post
    const entry = 'entry' in predicate ? (predicate.entry as number) : undefined
    return Object.values(this.folded.posts).find(({ refusals }) => refusals.some(refusal => refusal.entry === entry))?.post ?? null
  }

  #change(change: Change): void {
    switch (change.change) {
      case 'begin-post':
        this.#posts.set(change.post, { id: change.post, number: this.#posts.size + 1, author: change.author, begun: this.now, draft: change.draft })
        return
      case 'save-draft': {
        const kept = this.#posts.get(change.post)!
        if (kept.draft.version !== change.over) throw new Stale('saved meanwhile')
        this.#posts.set(change.post, { ...kept, draft: change.draft })
        return
      }
      case 'cut-revision':
        this.#revisions.push(change.revision)
        return
      case 'keep-package':
        this.#packages.set(digestOf(nodeCrypto, change.bytes), change)
        return
      case 'keep-document':
        this.#documents.set(digestOf(nodeCrypto, change.bytes), change.bytes)
        return
      case 'add-person':
        this.persons.push(change.person)
        return
      case 'seal':
        this.#sealed.set(change.commitment, change)
        return
      case 'issue-ticket':
        this.#tickets.set(hex(change.hash), change.ticket)
        return
    }
  }

  #keep(content: Content, post: PostId | null, via: Entry['via'], intake: string | null): void {
    if (this.#roots.length === 0) this.#roots.push(hex(this.#range.root()) as Digest)
    this.now = later(this.now, 1)
    const entry = this.#entry(content, post, via), leaf = entryToLeaf(entry)
    const why = apply(this.folded, entry, this.#foldGiven())
    this.#range.append(leafHash(nodeCrypto, leaf))
    this.#roots.push(hex(this.#range.root()) as Digest)
    this.entries.push({ index: this.entries.length, leaf, why: why?.code ?? null, facts: why?.facts ?? {}, post, intake })
  }
  #entry(content: Content, post: PostId | null, via: Entry['via']): Entry {
    const chain = post === null ? undefined : this.folded.chains[post]
    return { v: 1, at: this.now, said: this.now, via, post, n: chain?.count ?? 0, prev: chain?.last ?? null, ...content } as Entry
  }
  #foldGiven = (): FoldGiven => ({
    crypto: nodeCrypto, trust: { origin: ORIGIN, organisation: this.organisation, first: this.#first }, rootAt: size => this.#roots[size], policyBytes: digest => this.#documents.get(digest),
    verifyEnvelope: (envelope, spki) => checkEnvelope(nodeCrypto, envelope, base64urlToBytes(spki), SIGNING_PLACE),
  })

  /** Does everything that a command would do, the keeper's judgement included, and keeps nothing of it: the code of whoever refused, or null. */
  async tried(name: string, command: Command, given: { readonly post?: number; readonly input?: unknown; readonly wanted?: Partial<Wanted> } = {}): Promise<string | null> {
    const handed: Handed[] = [], { store } = this.doors
    const dry: Doors = { ...this.doors, store: { ...store, transact: work => store.read(reader => work({ ...reader, commit: async (_changes, entry) => { if (entry) handed.push(entry) } })) } }
    if (command.kind === 'plain') {
      const ran = await runPlain(dry, command, { actor: this.known(name).id, ...(given.post === undefined ? {} : { post: given.post }), input: given.input ?? {} })
      if (!ran.ok) return ran.code
    } else {
      const stated = await this.state(name, command, given)
      if (!stated.ok) return stated.code
      await handIn(dry, this.known(name).passkey.sign(stated.value.payload), [])
    }
    const clone = structuredClone(this.folded)
    return handed.map(entry => apply(clone, 'envelope' in entry ? this.#entry({ kind: 'statement', envelope: entry.envelope }, this.#postNamed(entry.envelope), 'sign') : this.#entry({ kind: 'stop', stop: entry.stop }, entry.post, 'web'), this.#foldGiven())?.code ?? null).find(code => code !== null) ?? null
  }
}
type Content = { readonly kind: 'statement' } & Pick<Extract<Entry, { kind: 'statement' }>, 'envelope'> | { readonly kind: 'stop' } & Pick<Extract<Entry, { kind: 'stop' }>, 'stop'> | { readonly kind: 'keeper' } & Pick<Extract<Entry, { kind: 'keeper' }>, 'keeper'>

/** Hands out copies, as a database does, so that nothing that was read changes under its reader. */
const structured = (reader: Reader): Reader => Object.fromEntries(Object.entries(reader).map(([name, ask]) => [name, name === 'rulebook' ? ask : async (...asked: never[]) => structuredClone(await (ask as (...asked: never[]) => Promise<unknown>)(...asked))])) as unknown as Reader

export function must(why: string | null): void {
  if (why !== null) throw new Error(`refused: ${why}`)
}
