// The pages' server under test, without a port: a real database, the folded record of a journal in it, and people who sign in and press.
import pg from 'pg'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localConfiguration } from '../src/adapters/configuration.ts'
import type { Part } from '../src/adapters/processes/part.ts'
import { openStore, type OpenedStore } from '../src/adapters/store/store.ts'
import type { Json } from '../src/core/canonical.ts'
import { digestOfJson } from '../src/core/digest.ts'
import { loadRulebookFolder } from '../src/adapters/rulebook/read.ts'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import { door } from '../src/api/main.ts'
import { openSite, prepared } from '../src/web/main.ts'
import type { App } from '../src/web/site.ts'
import { newDatabase, type TestDatabase } from './database.ts'
import { Department } from './journal-reader.ts'
import { FIRST, PEOPLE, POLICY, type Slug } from './people-of-arrivals.ts'

const RULES = loadRulebookFolder(new URL('../rulebooks/uk-government', import.meta.url).pathname)
/** The policy of these tests, with the rulebook that the product brings. */
const SHIPPED = { ...POLICY, rulebook: RULES.ok ? digestOfJson(nodeCrypto, RULES.value.document as unknown as Json) : POLICY.rulebook }

export interface Answer { readonly status: number; readonly location: string; readonly text: string; readonly headers: { readonly [name: string]: unknown } }
export type Fields = { readonly [name: string]: string | readonly string[] }
export interface Visitor {
  get(path: string): Promise<Answer>
  /** Posts a form with the page's token, unless `token` says otherwise. */
  post(path: string, fields?: Fields, token?: string): Promise<Answer>
  put(path: string, body: object): Promise<Answer>
  /** Posts JSON as a page's own module does. */
  json(path: string, body: object): Promise<Answer>
  readonly cookie: () => string
}

export class WebSite {
  readonly journal: Department
  readonly database: TestDatabase
  readonly opened: OpenedStore
  readonly app: App
  readonly logged: string[]

  private constructor(journal: Department, database: TestDatabase, opened: OpenedStore, app: App, logged: string[]) {
    this.journal = journal
    this.database = database
    this.opened = opened
    this.app = app
    this.logged = logged
  }

  /** A demonstration unless said otherwise: a trial's people sign in with passkeys. */
  static async open({ demo = true }: { readonly demo?: boolean } = {}): Promise<WebSite> {
    const journal = new Department().begin(SHIPPED) as Department, database = await newDatabase(), opened = await openStore(database.address('web'), database.body, { drafts: true }), logged: string[] = []
    const part = {
      name: 'web', home: mkdtempSync(join(tmpdir(), 'countersign-web-')), read: () => undefined, write: () => {}, configuration: localConfiguration(tmpdir(), { web: 3900, sign: 3901, wall: 3902 }), body: database.body, demo, trial: !demo, protected: false,
      database: () => database.address('web'), ready: () => {}, onStop: () => {}, log: (text: string) => { logged.push(text) },
    } satisfies Part
    const site = new WebSite(journal, database, opened, await openSite(part, opened, await prepared(), [door]), logged)
    await opened.store.transact(transaction => transaction.commit(journal.persons.map(person => ({ change: 'add-person' as const, person })), null))
    await site.project()
    return site
  }

  /** What the keeper would show of the journal now; the journal's clock is brought to this machine's, for posts that wait. */
  async project(): Promise<void> {
    const { folded } = this.journal, admin = new pg.Client(this.database.superuser)
    const standing = { people: folded.people, policy: folded.policy, earlierPolicies: folded.earlierPolicies, proposals: folded.proposals, pauses: folded.pauses, first: FIRST.map(slug => PEOPLE[slug].id) }
    await admin.connect()
    const keep = (kind: string, id: string, value: object) => admin.query('insert into folded (body, kind, id, value, index) values ($1, $2, $3, $4, $5) on conflict (body, kind, id) do update set value = excluded.value', [this.database.body, kind, id, JSON.stringify(value), folded.size])
    await keep('standing', 'now', standing)
    for (const post of Object.keys(folded.posts)) await keep('post', post, { standing: folded.posts[post as never], sends: folded.sends[post as never] ?? { releases: [], sends: {}, held: null } })
    await admin.end()
  }

  async query(text: string): Promise<readonly Record<string, unknown>[]> {
    const admin = new pg.Client(this.database.superuser)
    await admin.connect()
    const { rows } = await admin.query(text)
    await admin.end()
    return rows as Record<string, unknown>[]
  }

  /** A browser without scripts; signed in as somebody, or as nobody yet. */
  async visit(slug?: Slug): Promise<Visitor> {
    const visitor = new Visiting(this.app)
    if (slug) {
      const inside = await visitor.post('/demo/sign-in', { person: PEOPLE[slug].name.toLowerCase().replace(' ', '-') })
      if (inside.status !== 303) throw new Error(`${slug} was not let in: ${inside.status}`)
    }
    return visitor
  }

  async end(): Promise<void> {
    await this.app.close()
    await this.opened.end()
    await this.database.drop()
  }
}

class Visiting implements Visitor {
  readonly #app: App
  #cookie = ''
  constructor(app: App) {
    this.#app = app
  }
  readonly cookie = (): string => this.#cookie

  get = (path: string): Promise<Answer> => this.#ask('GET', path)
  async post(path: string, fields: Fields = {}, token?: string): Promise<Answer> {
    const body = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : value.map(each => [name, each]))))
    body.set('_csrf', token ?? (await this.#token()))
    return this.#ask('POST', path, { 'content-type': 'application/x-www-form-urlencoded' }, body.toString())
  }
  put = async (path: string, body: object): Promise<Answer> => this.#ask('PUT', path, { 'content-type': 'application/json', 'csrf-token': await this.#token() }, JSON.stringify(body))

  json = async (path: string, body: object): Promise<Answer> => this.#ask('POST', path, { 'content-type': 'application/json', accept: 'application/json', 'csrf-token': await this.#token() }, JSON.stringify(body))

  #token = async (): Promise<string> => /(?:name="_csrf" value|data-token)="([^"]+)"/.exec((await this.get('/sign-in')).text)?.[1] ?? ''

  async #ask(method: 'GET' | 'POST' | 'PUT', url: string, headers: { readonly [name: string]: string } = {}, payload?: string): Promise<Answer> {
    const answer = await this.#app.inject({ method, url, headers: { host: 'localhost:3900', ...(this.#cookie === '' ? {} : { cookie: this.#cookie }), ...headers }, ...(payload === undefined ? {} : { payload }) })
    for (const { name, value } of answer.cookies as { name: string; value: string }[]) if (name === 'countersign') this.#cookie = `countersign=${encodeURIComponent(value)}`
    return { status: answer.statusCode, location: String(answer.headers.location ?? ''), text: answer.body, headers: answer.headers }
  }
}

/** The words of a page, without its markup. */
export const wordsOf = (html: string): string => html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, ' ').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replace(/\s+/g, ' ')
