// One's own page, with the ways in: the sign-in passkeys, and where one is signed in. Each can be ended here.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { askToMakeKey, madeKey, placeOf } from '../adapters/identity/passkeys.ts'
import { signInKeysOver } from '../adapters/identity/sign-in-keys.ts'
import { accessLines, me } from '../queries/me.ts'
import { askFor, takeAsked } from './begin-session.ts'
import { says } from './reasons.ts'
import { digestOf, endSession, sessionsOf } from './sessions.ts'
import { answerForm, FEW, makingForm, sayNo, touchedKey } from './sign-in.ts'
import { actorOf, ask, draw, sayRefusal, type App, type Web } from './site.ts'

const withToken = { _csrf: Type.Optional(Type.String()) }

export function accessRoutes(app: App, web: Web): void {
  const { opened: { pool }, body } = web
  app.get('/me', (request, reply) => showMe(web, request, reply))
  app.post('/me/sessions/end', { schema: { body: Type.Object({ ...withToken, session: Type.String({ pattern: '^[0-9a-f]{64}$' }) }) } }, async (request, reply) => {
    await endSession(pool, body.id, actorOf(request), request.body.session)
    return reply.redirect('/me#signed-in', 303)
  })
  if (!web.demo) ownKeyRoutes(app, web)
}

function ownKeyRoutes(app: App, web: Web): void {
  const place = placeOf(web.site.origin), keys = signInKeysOver(web.opened.pool, web.body.id)
  // A session alone adds no key: whoever finds a browser unlocked would keep a way in for good. One of the person's own is touched first.
  app.post('/me/passkeys/options', { schema: { body: answerForm }, config: FEW }, async (request, reply) => {
    const person = actorOf(request), touched = await touchedKey(web, request, request.body)
    if (typeof touched === 'string') return sayNo(reply, touched)
    if (touched.person !== person) return sayNo(reply, 'SIGN_IN_NOT_PROVED')
    const held = await keys.of(person), { name } = (await web.opened.store.read(reader => reader.persons())).find(({ id }) => id === person)!
    const asked = await askToMakeKey(place, { person, name, held })
    askFor(web, request, 'add', asked.challenge)
    return reply.send(asked)
  })
  app.post('/me/passkeys', { schema: { body: Type.Object(makingForm) }, config: FEW }, async (request, reply) => {
    const challenge = takeAsked(web, request, 'add')
    if (challenge === undefined) return sayNo(reply, 'SIGN_IN_TOO_SLOW')
    const made = await madeKey(request.body, { challenge, place })
    if (!made) return sayNo(reply, 'SIGN_IN_NOT_PROVED')
    await keys.add({ ...made, person: actorOf(request) })
    return reply.send({ to: '/me' })
  })
  app.post('/me/passkeys/remove', { schema: { body: Type.Object({ ...withToken, key: Type.String({ maxLength: 1_400, pattern: '^[A-Za-z0-9_-]+$' }) }) } }, async (request, reply) => {
    const removed = await keys.remove(actorOf(request), request.body.key, digestOf(request.session.sessionId))
    return removed === 'last' ? showMe(web, request, reply, says('SIGN_IN_KEY_LAST')) : reply.redirect('/me#passkeys', 303)
  })
}

async function showMe(web: Web, request: FastifyRequest, reply: FastifyReply, wrong?: string): Promise<FastifyReply> {
  const { opened: { pool }, body } = web, person = actorOf(request), page = await ask(web, request, me)
  if (!page.ok) return sayRefusal(web, request, reply, page)
  const [keys, sessions] = await Promise.all([web.demo ? [] : signInKeysOver(pool, body.id).of(person), sessionsOf(pool, body.id, person, request.session.sessionId)])
  const access = await ask(web, request, asking => accessLines(asking, keys, sessions))
  return draw(web, request, reply, 'me.njk', { title: page.value.name, nav: 'me', ...(web.demo ? {} : { scripts: ['passkey.js'] }) }, { page: page.value, access, demo: web.demo, wrong }, wrong === undefined ? 200 : 409)
}
