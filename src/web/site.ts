// What every route of the pages works with, and the few ways in which a route asks and answers.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify'
import type {} from '@fastify/csrf-protection'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Site } from '../adapters/configuration.ts'
import type { OpenedStore } from '../adapters/store/store.ts'
import type { Action } from '../commands/may.ts'
import type { Reader } from '../commands/ports.ts'
import type { OrganisationId, PersonId } from '../core/id.ts'
import type { Refusal, Result } from '../core/result.ts'
import type { Policy } from '../signoff/policy.ts'
import type { Assets } from '../pages/assets.ts'
import { word } from '../pages/catalogue.ts'
import type { Link, Shell } from '../pages/shell.ts'
import type { Render } from '../pages/templates.ts'
import type { Asking } from '../queries/asking.ts'
import { whoIsWho, type Known } from '../queries/known.ts'
import { waitingCount } from '../queries/my-work.ts'
import type { KeptTree } from './kept-tree.ts'

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>

export interface Web {
  readonly opened: OpenedStore
  readonly site: Site
  readonly sign: Site
  readonly wall: Site
  readonly body: { readonly id: OrganisationId; readonly name: string }
  readonly demo: boolean
  readonly trial: boolean
  readonly strips: Shell['strips']
  readonly assets: Assets
  readonly render: Render
  readonly tree: KeptTree
  /** The policy with which this body begins, once its first two people are known. */
  readonly starter: (reader: Reader) => Promise<Policy | undefined>
  readonly log: (text: string) => void
}

export const now = ({ opened }: Web): Asking['now'] => opened.doors.given().now

/** What a request has read already of what every page asks for: the page and its frame share it. */
const remembered = new WeakMap<FastifyRequest, Map<string, Promise<unknown>>>()

function sharing(request: FastifyRequest, reader: Reader): Reader {
  const memory = remembered.get(request) ?? new Map<string, Promise<unknown>>()
  remembered.set(request, memory)
  const once = <Value>(what: string, read: () => Promise<Value>): Promise<Value> => {
    const known = memory.get(what) ?? read()
    memory.set(what, known)
    return known as Promise<Value>
  }
  return { ...reader, body: () => once('body', reader.body), standing: () => once('standing', reader.standing), persons: () => once('persons', reader.persons), posts: most => once(`posts ${most}`, () => reader.posts(most)) }
}

/** Asks as the person of this request. */
export const ask = <Value>(web: Web, request: FastifyRequest, question: (asking: Asking) => Promise<Value>): Promise<Value> =>
  web.opened.store.read(reader => question({ reader: sharing(request, reader), actor: actorOf(request), now: now(web), crypto: web.opened.doors.crypto }))

/** Who asks. Routes behind the sign-in door always have somebody. */
export function actorOf(request: FastifyRequest): PersonId {
  const { person } = request.session
  if (!person) throw new TypeError('a route behind the door was reached without a person')
  return person
}

interface Page { readonly title: string; readonly nav?: 'work' | 'posts' | 'people' | 'record' | 'me'; readonly back?: Link; readonly scripts?: readonly string[]; readonly skipToBar?: boolean; readonly count?: number }

/** The frame for this request: without a person, the bare frame of the sign-in page. */
export async function shellFor(web: Web, request: FastifyRequest, page: Page): Promise<Shell> {
  const { person } = request.session
  const base = { title: page.title, body: web.body.name, home: '/', strips: web.strips, ...(page.back ? { back: page.back } : {}), scripts: page.scripts ?? [], skipToBar: page.skipToBar ?? false }
  const { count, name } = person ? await ask(web, request, async asking => ({ count: page.count ?? await waitingCount(asking), name: (await whoIsWho(asking.reader)).name(person) })) : { count: 0, name: '' }
  if (!person) return { ...base, nav: [], footer: [{ href: web.wall.origin, text: 'What has been posted' }, { href: '/how-we-check', text: 'How we check' }] }
  const nav = [{ href: '/work', text: 'My work', ...(count > 0 ? { count } : {}), current: page.nav === 'work' }, { href: '/posts', text: 'Posts', current: page.nav === 'posts' }, { href: '/people', text: 'People', current: page.nav === 'people' }, { href: '/record', text: 'Record', current: page.nav === 'record' }]
  const footer = [{ href: '/settings/policy', text: 'Policy in force' }, { href: '/how-we-check', text: 'How we check' }, { href: web.wall.origin, text: 'Our wall' }, ...(web.demo ? [{ href: '/sign-in', text: 'Be somebody else' }] : [])]
  return { ...base, nav, me: { name, href: '/me', current: page.nav === 'me' }, footer }
}

/** Draws a page. Every page with a form gets the token for it. */
export async function draw(web: Web, request: FastifyRequest, reply: FastifyReply, template: string, page: Page, context: object, status = 200): Promise<FastifyReply> {
  const shell = await shellFor(web, request, page)
  return reply.code(status).type('text/html; charset=utf-8').send(web.render(template, { ...context, shell, csrf: reply.generateCsrf(), origin: web.site.origin }))
}

const HEADINGS: { readonly [Name in Action]?: string } = {
  'begin-post': 'You cannot write posts here', 'save-draft': 'You cannot change this', 'submit-post': 'You cannot send this', 'sign-off-post': 'You cannot sign this', 'release-post': 'You cannot release this', 'withdraw-post': 'You cannot withdraw this',
  'return-post': 'You cannot return this', 'refuse-post': 'You cannot refuse this', 'lift-refusal': 'You cannot lift this refusal', 'declare-understanding': 'You cannot declare this', 'confirm-understanding': 'You cannot confirm this', 'add-person': 'You cannot add people', 'vouch-for-key': 'You cannot vouch for this', 'change-policy': 'You cannot change the policy',
}

export interface Said { readonly code: string; readonly sentence: string; readonly status: number }

/** A refusal in words, with the names of those whom it names. */
export async function sentenceOf(web: Web, refusal: Refusal): Promise<Said> {
  const names = await web.opened.store.read(async reader => (await whoIsWho(reader)).names)
  return word(refusal, names)
}

/** Where somebody whose understanding is missing can do something about it. */
export const nextFor = ({ code, facts }: Refusal): Link | undefined =>
  code === 'UNDERSTANDING_MISSING' || code === 'UNDERSTANDING_RAN_OUT' ? { href: `/me/understanding/${String(facts['roleName'])}`, text: 'Read the Code and declare' } : code === 'KEY_MISSING' ? { href: '/me', text: 'Your own page' } : undefined

/** The page of a refusal: what was asked, why not, what to do, and the way back; with what was typed. */
export async function sayRefusal(web: Web, request: FastifyRequest, reply: FastifyReply, refusal: Refusal, about: { readonly action?: Action; readonly back?: Link; readonly typed?: string } = {}): Promise<FastifyReply> {
  const { sentence, status } = await sentenceOf(web, refusal), notThere = /_NOT_THERE$|^PERSON_UNKNOWN$/.test(refusal.code)
  const heading = notThere ? 'There is no such page' : (about.action && HEADINGS[about.action]) || 'This cannot be done'
  return draw(web, request, reply, 'message.njk', { title: heading, ...(about.back ? { back: about.back } : {}) }, { message: { heading, lines: [sentence], next: nextFor(refusal) ?? about.back ?? { href: '/work', text: 'My work' }, typed: about.typed } }, notThere ? 404 : status)
}

/** Draws the answer to a question, or the refusal. */
export async function drawAnswer<Value extends object>(web: Web, request: FastifyRequest, reply: FastifyReply, answer: Result<Value>, template: string, page: (value: Value) => Page): Promise<FastifyReply> {
  return answer.ok ? draw(web, request, reply, template, page(answer.value), { page: answer.value }) : sayRefusal(web, request, reply, answer)
}

/** Leads on to the signing origin with a ticket. */
export const toSign = ({ sign }: Web, reply: FastifyReply, ticket: string): FastifyReply => reply.redirect(`${sign.origin}/t/${ticket}`, 303)

/** Puts the sentences of refusals into what a query gave: `refusal` becomes `sentence`. */
export const wordedAll = <Value extends { readonly refusal?: Refusal | null }>(all: readonly Value[], known: Pick<Known, 'names'>): readonly (Value & { readonly sentence: string | null })[] =>
  all.map(each => ({ ...each, sentence: each.refusal ? word(each.refusal, known.names).sentence : null }))
