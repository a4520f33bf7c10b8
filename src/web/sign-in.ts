// Signing in and out. In a demonstration its people are one press each; elsewhere a passkey of this address signs somebody in.
import { Type } from 'typebox'
import { askToSignIn, placeOf, signInHolds, type SignInAnswer, type SignInKey } from '../adapters/identity/passkeys.ts'
import { signInKeysOver } from '../adapters/identity/sign-in-keys.ts'
import type { PersonId } from '../core/id.ts'
import { doors } from '../queries/doors.ts'
import { askFor, beginSession, noteUse, takeAsked } from './begin-session.ts'
import { reasons, says, type SignInCode } from './reasons.ts'
import { draw, type App, type Web } from './site.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'

const NOBODY = '' as PersonId
/** Enough for an office behind one address, and far too few to guess anything. */
export const FEW = { rateLimit: { max: 60, timeWindow: '1 minute' } }

const base64Form = (most: number) => Type.String({ maxLength: most, pattern: '^[A-Za-z0-9_-]+$' })
/** A passkey's answer to being asked who is there. */
export const answerForm = Type.Object({ id: base64Form(1_400), clientData: base64Form(2_800), authData: base64Form(1_400), signature: base64Form(1_400), userHandle: Type.Union([base64Form(100), Type.Null()]) })
/** What a passkey gives when it is made; without attestation. */
export const makingForm = { id: base64Form(1_400), clientData: base64Form(2_800), attestation: base64Form(8_000), transports: Type.Array(Type.String({ maxLength: 40, pattern: '^[a-z-]+$' }), { maxItems: 10 }) }

/** A refusal for the page's own module. */
export const sayNo = (reply: FastifyReply, code: SignInCode): FastifyReply => reply.code(reasons[code].status).send({ code, sentence: says(code) })

export function signInRoutes(app: App, web: Web): void {
  app.get('/', (request, reply) => (request.session.person ? reply.redirect('/work', 303) : signInPage(web, request, reply)))
  app.get('/sign-in', (request, reply) => signInPage(web, request, reply))
  if (web.demo) demoSignIn(app, web)
  else passkeySignIn(app, web)
  app.post('/sign-out', async (request, reply) => {
    await request.session.destroy()
    return reply.redirect('/sign-in', 303)
  })
  // The door: everything below it knows who asks. A person who has been removed meanwhile is nobody.
  app.addHook('preHandler', async (request, reply) => {
    if (isOpen(request)) return undefined
    const { person } = request.session
    if (person && (await web.opened.store.read(reader => reader.persons())).some(({ id }) => id === person)) return noteUse(web, request)
    if (request.method === 'PUT') return reply.code(403).send({ code: 'SESSION_ENDED', sentence: 'You were signed out. Sign in in another tab, then come back here: what you typed is still on this page.' })
    if (request.method === 'GET') request.session.next = request.url
    return reply.redirect('/sign-in', 303)
  })
}

const OPEN = new Set(['/', '/sign-in', '/sign-in/options', '/demo/sign-in', '/sign-out', '/invitation', '/invitation/options', '/how-we-check', '/log/*', '/receipts/:index'])
const isOpen = (request: FastifyRequest): boolean => request.is404 || request.url.startsWith('/assets/') || OPEN.has(request.routeOptions.url ?? '')

function demoSignIn(app: App, web: Web): void {
  app.post('/demo/sign-in', { schema: { body: Type.Object({ person: Type.String({ maxLength: 80 }), _csrf: Type.Optional(Type.String()) }) }, config: { rateLimit: { max: 600, timeWindow: '1 minute' } } }, async (request, reply) => {
    const { person } = request.body, persons = await web.opened.store.read(reader => reader.persons()), found = persons.find(({ id, slug }) => id === person || slug === person)
    if (!found) return signInPage(web, request, reply, 'That person is not known here. Choose one of these.')
    return reply.redirect(await beginSession(web, request, found.id), 303)
  })
}

function passkeySignIn(app: App, web: Web): void {
  const place = placeOf(web.site.origin)
  app.post('/sign-in/options', { config: FEW }, async (request, reply) => {
    const asked = await askToSignIn(place)
    askFor(web, request, 'sign-in', asked.challenge)
    return reply.send(asked)
  })
  app.post('/sign-in', { schema: { body: answerForm }, config: FEW }, async (request, reply) => {
    const key = await touchedKey(web, request, request.body)
    return typeof key === 'string' ? sayNo(reply, key) : reply.send({ to: await beginSession(web, request, key.person, key.id) })
  })
}

/** The key that was touched for the challenge of this session, its counter kept; else why it is not known to be so. */
export async function touchedKey(web: Web, request: FastifyRequest, answer: SignInAnswer): Promise<SignInKey | SignInCode> {
  const challenge = takeAsked(web, request, 'sign-in'), keys = signInKeysOver(web.opened.pool, web.body.id)
  if (challenge === undefined) return 'SIGN_IN_TOO_SLOW'
  const key = await keys.with(answer.id)
  if (!key) return 'SIGN_IN_KEY_UNKNOWN'
  const held = await signInHolds(answer, key, { challenge, place: placeOf(web.site.origin) })
  return held && (await keys.use(key, held.counter)) ? key : 'SIGN_IN_NOT_PROVED'
}

async function signInPage(web: Web, request: FastifyRequest, reply: FastifyReply, wrong?: string): Promise<FastifyReply> {
  const people = web.demo ? await web.opened.store.read(reader => doors({ reader, actor: request.session.person ?? NOBODY, now: web.opened.doors.given().now, crypto: web.opened.doors.crypto })) : []
  return draw(web, request, reply, 'sign-in.njk', { title: 'Sign in', ...(web.demo ? {} : { scripts: ['passkey.js'] }) }, { page: { people, demo: web.demo, wrong, wall: web.wall.origin, stop: `${web.sign.origin}/stop` }, needsScript: says('SIGN_IN_NEEDS_SCRIPT') }, wrong ? 422 : 200)
}
