// A trial body under test: real PostgreSQL, keeper and wall as processes, its people with passkeys in software, acting through the product's own commands.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseAddress } from '../src/adapters/database-url.ts'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import { firstKeyProof } from '../src/adapters/crypto/first-key-proof.ts'
import { roleOf, type DatabasePart, type PartName } from '../src/adapters/processes/parts.ts'
import { startService, type Service } from '../src/adapters/processes/service.ts'
import { loadRulebookFolder } from '../src/adapters/rulebook/read.ts'
import { chance, openStore, type OpenedStore } from '../src/adapters/store/store.ts'
import { addPerson } from '../src/commands/add-person.ts'
import { beginPost } from '../src/commands/begin-post.ts'
import { changePolicy } from '../src/commands/change-policy.ts'
import type { SignedCommand, Wanted } from '../src/commands/command.ts'
import { confirmUnderstanding } from '../src/commands/confirm-understanding.ts'
import { declareUnderstanding } from '../src/commands/declare-understanding.ts'
import { enrolKey } from '../src/commands/enrol-key.ts'
import { releasePost } from '../src/commands/release-post.ts'
import { handIn, prepareSigned, runPlain, stateSigned } from '../src/commands/run.ts'
import { saveDraft } from '../src/commands/save-draft.ts'
import { signOffPost } from '../src/commands/sign-off-post.ts'
import { starterPolicy } from '../src/commands/starter-policy.ts'
import { submitPost } from '../src/commands/submit-post.ts'
import { vouchForKey } from '../src/commands/vouch-for-key.ts'
import type { Post } from '../src/commands/ports.ts'
import { base64urlToBytes, utf8 } from '../src/core/bytes.ts'
import { canonicalBytes, type Json } from '../src/core/canonical.ts'
import { commitmentOf, digestOf, type Digest } from '../src/core/digest.ts'
import type { OrganisationId, PersonId } from '../src/core/id.ts'
import type { Capacity, Statement } from '../src/core/statement.ts'
import type { PartKind } from '../src/draft/part.ts'
import type { TrustFile } from '../src/record/trust-file.ts'
import { freePorts } from './free-ports.ts'
import { makePasskey, type SoftPasskey } from './soft-passkey.ts'

export interface Colleague { readonly id: PersonId; readonly name: string; readonly passkey: SoftPasskey }
export type Words = readonly { readonly kind: PartKind; readonly text: string }[]
/** What the keeper made of something that was handed in: `why` is null when it counts. */
export interface Judgement { readonly index: number; readonly why: string | null }

const JUDGED_WITHIN = 10_000
const CODE = utf8('What the Code asks of us: honesty, integrity, impartiality, objectivity.')

export class TrialBody {
  readonly data: string
  readonly service: Service
  readonly organisation: OrganisationId
  readonly web: OpenedStore
  readonly sign: OpenedStore
  #colleagues: { readonly [name: string]: Colleague } = {}

  private constructor(data: string, service: Service, organisation: OrganisationId, web: OpenedStore, sign: OpenedStore) {
    this.data = data
    this.service = service
    this.organisation = organisation
    this.web = web
    this.sign = sign
  }

  /**
   * Starts the parts and brings the body to where a press office can work: two first people, a policy, and colleagues with confirmed understandings.
   * A test that keeps the log itself leaves the keeper out, and starts its own when it hears that the service has started.
   */
  static async begin(parts: readonly PartName[] = ['keeper', 'wall'], started: (service: Service, organisation: OrganisationId) => void = () => {}): Promise<TrialBody> {
    const data = mkdtempSync(join(tmpdir(), 'countersign-trial-'))
    const service = await startService({ data, ports: await freePorts(), kind: 'trial', parts, quiet: true, durable: false })
    const organisation = (JSON.parse(readFileSync(join(service.data, 'installation.json'), 'utf8')) as { organisation: OrganisationId }).organisation
    started(service, organisation)
    const body = new TrialBody(data, service, organisation, await openStore(addressFor(service, 'web'), organisation, { drafts: true }), await openStore(addressFor(service, 'sign'), organisation, { drafts: false }))
    await body.#firstTwo()
    await body.#firstPolicy()
    await body.join('Asha Quill', ['press-officer'])
    await body.join('Ben Folio', ['press-officer'])
    await body.join('Dora Galley', ['duty-editor'])
    return body
  }

  async end(): Promise<void> {
    await this.web.end()
    await this.sign.end()
    await this.service.stop()
    rmSync(this.data, { recursive: true, force: true })
  }

  person(name: string): Colleague {
    const colleague = this.#colleagues[name]
    if (!colleague) throw new Error(`${name} is not a colleague here`)
    return colleague
  }

  trust(): TrustFile {
    return JSON.parse(readFileSync(join(this.service.data, 'keeper', 'trust.json'), 'utf8')) as TrustFile
  }

  /** Hands in whatever is given, as the part's role, and waits for the keeper's judgement. */
  async handIn(envelope: Parameters<typeof handIn>[1], via: 'web' | 'sign' = 'sign'): Promise<Judgement> {
    const { intake } = await handIn(this[via].doors, envelope, [])
    return this.judged(intake)
  }
  async judged(intake: string): Promise<Judgement> {
    const judgement = await this.web.waitJudged(intake, JUDGED_WITHIN)
    if (!judgement) throw new Error('the keeper has not judged what was handed in')
    return { index: judgement.index, why: judgement.why }
  }

  /** The statement that a person would sign for a command, as the signing origin states it. */
  async state(person: Colleague, command: SignedCommand, { post, input, wanted = {} }: { readonly post?: number; readonly input: unknown; readonly wanted?: Partial<Wanted> }): Promise<{ readonly payload: Uint8Array; readonly statement: Statement }> {
    const prepared = await prepareSigned(this.web.doors, command, { actor: person.id, ...(post === undefined ? {} : { post }), input })
    if (!prepared.ok) throw new Refused(prepared.code)
    const ticket = await this.sign.tickets.open(prepared.value.ticket)
    const key = (await this.sign.store.read(reader => reader.standing())).people.keys[person.passkey.credential] ?? null
    const stated = await stateSigned(this.sign.doors, command, ticket!, { key, ...wanted })
    if (!stated.ok) throw new Refused(stated.code)
    return stated.value
  }

  /** States, signs with the person's passkey and hands in. */
  async act(person: Colleague, command: SignedCommand, given: Parameters<TrialBody['state']>[2]): Promise<Judgement> {
    const { payload } = await this.state(person, command, given)
    return this.handIn(person.passkey.sign(payload, this.at))
  }
  /** Where this body signs. */
  get at() {
    const { signingOrigin: origin, rpId } = this.trust()
    return { origin, rpId }
  }

  /** Asha writes a post of these words; it stays a draft. */
  async write(words: Words, author = this.person('Asha Quill')): Promise<Post> {
    const begun = await runPlain(this.web.doors, beginPost, { actor: author.id, input: {} })
    if (!begun.ok) throw new Refused(begun.code)
    const post = (await this.post(begun.value.post))!
    const saved = await runPlain(this.web.doors, saveDraft, { actor: author.id, post: post.number, input: { over: 1, title: words[0]!.text.slice(0, 60), parts: [...words], channels: [...post.draft.channels], from: post.draft.window.from, until: post.draft.window.until } })
    if (!saved.ok) throw new Refused(saved.code)
    return (await this.post(post.number))!
  }
  /** The author puts other words in their place. */
  async edit(post: Post, words: Words, author = this.person('Asha Quill')): Promise<void> {
    const { draft } = post
    const saved = await runPlain(this.web.doors, saveDraft, { actor: author.id, post: post.number, input: { over: draft.version, title: draft.title, parts: [...words], channels: [...draft.channels], from: draft.window.from, until: draft.window.until } })
    if (!saved.ok) throw new Refused(saved.code)
  }
  post(which: number | Post['id']): Promise<Post | undefined> {
    return this.web.store.read(reader => reader.post(which))
  }
  submit(post: Post, author = this.person('Asha Quill')): Promise<Judgement> {
    return this.act(author, submitPost, { post: post.number, input: { over: post.draft.version } })
  }
  signOff(post: Post, signer: Colleague, wanted: Partial<Wanted> = {}): Promise<Judgement> {
    return this.act(signer, signOffPost, { post: post.number, input: {}, wanted })
  }
  release(post: Post, releaser = this.person('Dora Galley')): Promise<Judgement> {
    return this.act(releaser, releasePost, { post: post.number, input: {} })
  }
  /** Written and sent by Asha, signed by Ben and Dora; not released. */
  async cleared(words: Words): Promise<Post> {
    const post = await this.write(words)
    for (const judgement of [await this.submit(post), await this.signOff(post, this.person('Ben Folio')), await this.signOff(post, this.person('Dora Galley'))]) if (judgement.why !== null) throw new Refused(judgement.why)
    return (await this.post(post.number))!
  }

  /** What stands on the wall, newest first. */
  async wall(): Promise<readonly { readonly parts: Words }[]> {
    const { port, host } = new URL(this.service.wall)
    const { get } = await import('node:http')
    const text = await new Promise<string>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/posts.json', headers: { host } }, answer => {
        let body = ''
        answer.setEncoding('utf8').on('data', piece => { body += piece }).on('end', () => resolve(body))
      }).on('error', reject)
    })
    const listed = JSON.parse(text) as { readonly posts?: readonly { readonly parts: Words }[] } | readonly { readonly parts: Words }[]
    return 'posts' in listed ? listed.posts! : (listed as readonly { readonly parts: Words }[])
  }
  /** Waits until a post's sends answer the question, or fails after some seconds. */
  async until(post: Post, holds: (post: Post) => boolean, most = JUDGED_WITHIN): Promise<Post> {
    for (const end = Date.now() + most; ; await new Promise(resolve => setTimeout(resolve, 25))) {
      const now = (await this.post(post.number))!
      if (holds(now)) return now
      if (Date.now() > end) throw new Error(`the post did not come so far: ${JSON.stringify(now.sends)}`)
    }
  }

  /** A further colleague: added, enrolled, vouched for by the first two, and with a confirmed understanding unless said otherwise. */
  async join(name: string, roles: readonly string[], { capacity = 'civil-servant', understood = true }: { readonly capacity?: Capacity; readonly understood?: boolean } = {}): Promise<Colleague> {
    const hugh = this.person('Hugh Banner'), priya = this.person('Priya Serif')
    const added = await runPlain(this.web.doors, addPerson, { actor: hugh.id, input: { name, job: roles.join(', ') } })
    if (!added.ok) throw new Refused(added.code)
    const colleague = { id: added.value.person, name, passkey: makePasskey() }
    this.#colleagues = { ...this.#colleagues, [name]: colleague }
    await this.enrol(colleague, { capacity, roles, manager: hugh.id })
    for (const voucher of [hugh, priya]) must(await this.act(voucher, vouchForKey, { input: { credential: colleague.passkey.credential } }))
    if (understood) for (const role of roles) await this.understand(colleague, role)
    return colleague
  }

  async enrol(colleague: Colleague, asked: { readonly capacity: Capacity; readonly roles: readonly string[]; readonly manager: PersonId | null }): Promise<Judgement> {
    const { passkey } = colleague
    const prepared = await prepareSigned(this.web.doors, enrolKey, { actor: this.person('Hugh Banner').id, input: { person: colleague.id, capacity: asked.capacity, roles: [...asked.roles], manager: asked.manager } })
    if (!prepared.ok) throw new Refused(prepared.code)
    const ticket = await this.sign.tickets.open(prepared.value.ticket)
    const stated = await stateSigned(this.sign.doors, enrolKey, ticket!, { key: null, enrolled: { spki: passkey.spki, credential: passkey.credential, demo: false, proof: null } })
    if (!stated.ok) throw new Refused(stated.code)
    return this.handIn(passkey.sign(stated.value.payload, this.at))
  }

  async understand(colleague: Colleague, role: string): Promise<void> {
    must(await this.act(colleague, declareUnderstanding, { input: { role } }))
    must(await this.act(this.person('Hugh Banner'), confirmUnderstanding, { input: { person: colleague.id, role, talked: chance().now, note: 'We talked it through.' } }))
  }

  async #firstTwo(): Promise<void> {
    const first = [['Hugh Banner', 'head-of-news'], ['Priya Serif', 'propriety-officer']] as const
    for (const [i, [name, role]] of first.entries()) {
      const { now, freshId, fresh } = chance(), id = freshId() as PersonId, nameSalt = fresh(32), passkey = makePasskey()
      await this.sign.store.transact(transaction => transaction.commit([{ change: 'add-person', person: { id, name, nameSalt, slug: name.toLowerCase().replace(' ', '-'), job: role } }], null))
      const tree = await this.tree()
      const spki = base64urlToBytes(passkey.spki)
      const statement: Statement = {
        kind: 'enrol', demo: true, subject: { name: 'key', digest: digestOf(nodeCrypto, spki) },
        predicate: {
          organisation: this.organisation, person: id, key: null, nonce: fresh(16), expires: new Date(Date.parse(now) + 3_600_000).toISOString() as never, log: tree,
          spki: passkey.spki, credential: passkey.credential, capacity: 'civil-servant', roles: [role], manager: null, name: commitmentOf(nodeCrypto, 'name', nameSalt, name), proof: firstKeyProof(this.service.codes![i]!, spki),
        },
      }
      const { statementToBytes } = await import('../src/core/statement.ts')
      this.#colleagues = { ...this.#colleagues, [name]: { id, name, passkey } }
      must(await this.handIn(passkey.sign(statementToBytes(statement), this.at)))
    }
  }
  async tree(): Promise<{ readonly origin: string; readonly size: number; readonly root: Digest }> {
    for (;;) {
      const tree = await this.sign.store.read(reader => reader.tree())
      if (tree) return { origin: tree.origin, size: tree.size, root: tree.root }
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }

  async #firstPolicy(): Promise<void> {
    const loaded = loadRulebookFolder(join(import.meta.dirname, '../rulebooks/uk-government'))
    if (!loaded.ok) throw new Refused(loaded.code)
    const rulebook = canonicalBytes(loaded.value.document as unknown as Json)
    await this.web.store.transact(transaction => transaction.commit([{ change: 'keep-document', kind: 'rulebook', bytes: rulebook }, { change: 'keep-document', kind: 'code', bytes: CODE }], null))
    const hugh = this.person('Hugh Banner')
    const document = starterPolicy({
      crypto: nodeCrypto, organisation: this.organisation, rulebook: digestOf(nodeCrypto, rulebook), code: digestOf(nodeCrypto, CODE), wallHost: new URL(this.service.wall).host, account: 'arrivals', name: 'Department for Arrivals', arbiter: hugh.id,
    })
    for (const signer of [hugh, this.person('Priya Serif')]) must(await this.act(signer, changePolicy, { input: { document } }))
  }
}

export class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(`refused: ${code}`)
    this.code = code
  }
}

export function must(judgement: Judgement): void {
  if (judgement.why !== null) throw new Refused(judgement.why)
}

/** The way into the service's database as one part's role, with the password from the part's own folder: what whoever takes over that part has. */
export const addressFor = (service: Service, part: DatabasePart): DatabaseAddress => ({
  host: service.socket, port: 5432, database: 'countersign', ssl: false, user: roleOf(part), password: () => readFileSync(join(service.data, part, 'database-password'), 'utf8').trim(),
})
