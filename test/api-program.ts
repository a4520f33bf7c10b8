// A program with a token, as tests write one: it asks the API of a site under test, and reads what it answers.
import { randomBytes, randomUUID } from 'node:crypto'
import { apiTokensOver, newTokenSecret, type ApiTokens } from '../src/adapters/identity/api-tokens.ts'
import { SCOPES, type Scope } from '../src/commands/token.ts'
import type { Instant } from '../src/core/instant.ts'
import { instantOf } from '../src/core/instant.ts'
import { PEOPLE, type Slug } from './people-of-arrivals.ts'
import type { WebSite } from './web-site.ts'

export interface Answered { readonly status: number; readonly type: string; readonly headers: { readonly [name: string]: unknown }; readonly text: string; readonly json: { readonly [member: string]: unknown } }
export type Ask = (method: 'GET' | 'POST' | 'PUT' | 'OPTIONS' | 'DELETE', path: string, body?: unknown, headers?: { readonly [name: string]: string }) => Promise<Answered>

export const tokensOf = (site: WebSite): ApiTokens => apiTokensOver(site.opened.pool, site.database.body)

/** A fresh token that acts for somebody, made by the administrator. */
export async function tokenFor(site: WebSite, slug: Slug, given: { readonly scopes?: readonly Scope[]; readonly until?: Instant; readonly name?: string } = {}): Promise<{ readonly id: string; readonly secret: string }> {
  const id = randomUUID(), secret = newTokenSecret(bytes => randomBytes(bytes).toString('base64url'))
  await tokensOf(site).make({ id, person: PEOPLE[slug].id, name: given.name ?? 'A program', scopes: given.scopes ?? SCOPES, madeBy: PEOPLE.ada.id, until: given.until ?? instantOf(Date.now() + 3_600_000) }, secret)
  return { id, secret }
}

/** Asks with this secret, or with none. */
export const asking = (site: WebSite, secret?: string): Ask => async (method, path, body, headers = {}) => {
  const answer = await site.app.inject({
    method, url: `/api/v1${path}`, headers: { host: 'localhost:3900', ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const type = String(answer.headers['content-type'] ?? '').split(';')[0]!
  return { status: answer.statusCode, type, headers: answer.headers, text: answer.body, json: /json/.test(type) ? (JSON.parse(answer.body) as Answered['json']) : {} }
}

export async function programOf(site: WebSite, slug: Slug, given: Parameters<typeof tokenFor>[2] = {}): Promise<Ask> {
  return asking(site, (await tokenFor(site, slug, given)).secret)
}
