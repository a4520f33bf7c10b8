// The API's door: a token before anything else, then its scope, then the request's form, and only then the route. It reads no cookie and answers no other origin.
import { randomBytes } from 'node:crypto'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { apiTokensOver, isTokenSecret } from '../adapters/identity/api-tokens.ts'
import type { Behind, HttpDoor } from '../adapters/http-door.ts'
import type { Token } from '../commands/token.ts'
import { refuse, type Refusal } from '../core/result.ts'
import { whoIsWho } from '../queries/known.ts'
import { openApi } from './open-api.ts'
import { sendProblem } from './problem.ts'
import { readRequest } from './read-request.ts'
import type { Answer, Call, Route } from './route.ts'
import { routes } from './routes.ts'

export const AT = '/api/v1'
/** A minute's requests of one token: enough for a programme of work, too few to keep anybody else waiting. Whoever has no token is counted by address. */
const A_MINUTE = { ofAToken: 300, ofAnAddress: 3_000 }
/** A whole draft of a hundred parts, twice over. */
const LONGEST_BODY = 2_000_000
const BEARER = /^Bearer +(\S+)$/i

export const door: HttpDoor = {
  at: AT,
  async open(behind) {
    const app = await newApp(behind), admit = admitOver(app, behind), document = JSON.stringify(openApi(routes, `${behind.site.origin}${AT}`))
    app.get(`${AT}/openapi.json`, (_request, reply) => reply.type('application/json').send(document))
    for (const route of routes) app.route({ method: route.method, url: AT + route.at.replaceAll(/\{(\w+)\}/g, ':$1'), onRequest: (request, reply) => admit(route, request, reply), handler: (request, reply) => answer(route, behind, request, reply) })
    await app.ready()
    return { answer: app.routing, close: () => app.close() }
  },
}

async function newApp(behind: Behind): Promise<FastifyInstance> {
  const app = fastify({ logger: false, bodyLimit: LONGEST_BODY, trustProxy: behind.proxies.length > 0 ? [...behind.proxies] : false, exposeHeadRoutes: false })
  await app.register(helmet, { hsts: behind.site.origin.startsWith('https:'), contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } }, crossOriginResourcePolicy: { policy: 'same-origin' } })
  await app.register(rateLimit, { max: A_MINUTE.ofAnAddress, timeWindow: '1 minute' })
  app.removeContentTypeParser('text/plain')
  app.addHook('onSend', async (_request, reply) => { reply.header('cache-control', 'no-store') })
  app.setErrorHandler((fault: FastifyError, _request, reply) => sayFault(behind, fault, reply))
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, refuse('ADDRESS_NOT_THERE')))
  return app
}

/** Whose request it is, until it is answered. */
const admitted = new WeakMap<FastifyRequest, Token>()

/** Runs before a body is read: whoever has no token that counts gets nothing but the refusal. */
function admitOver(app: FastifyInstance, { opened, body }: Behind) {
  const tokens = apiTokensOver(opened.pool, body.id), limit = app.createRateLimit({ max: A_MINUTE.ofAToken, timeWindow: '1 minute', keyGenerator: request => admitted.get(request)!.id })
  return async (route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const secret = BEARER.exec(request.headers.authorization ?? '')?.[1]
    if (secret === undefined) return sendProblem(reply, refuse('TOKEN_MISSING'))
    const token = isTokenSecret(secret) ? await tokens.holding(secret) : undefined
    if (!token) return sendProblem(reply, refuse('TOKEN_NOT_GOOD'))
    admitted.set(request, token)
    const counted = await limit(request)
    if (!counted.isAllowed && counted.isExceeded) return sendProblem(reply, refuse('REQUESTS_TOO_MANY', { seconds: counted.ttlInSeconds }))
    return route.scope === null || token.scopes.includes(route.scope) ? undefined : sendProblem(reply, refuse('SCOPE_MISSING', { scope: route.scope }))
  }
}

async function answer(route: Route, behind: Behind, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const read = readRequest(route, request)
  if (!read.ok) return sendProblem(reply, read)
  const answered = await route.run(callOf(behind, admitted.get(request)!, read.value))
  if (!answered.ok) return sendProblem(reply, answered, await namesFor(behind, answered))
  const { status, type } = route.answers, { value } = answered
  return reply.code(status).type(type).send(value instanceof Uint8Array ? Buffer.from(value) : type === 'application/json' ? JSON.stringify(value) : value)
}

const callOf = (behind: Behind, token: Token, read: Pick<Call, 'path' | 'query' | 'body'>): Call => {
  const { store, doors } = behind.opened
  return { behind, token, ...read, ask: question => store.read(reader => question({ reader, actor: token.person, now: doors.given().now, crypto: doors.crypto })) }
}

/** Only a refusal that names somebody needs names. */
const namesFor = async ({ opened }: Behind, { facts }: Refusal & Answer): Promise<{ readonly [id: string]: string }> =>
  (Object.keys(facts).length === 0 ? {} : (await opened.store.read(whoIsWho)).names)

const QUOTED_BYTES = 3

/** What fastify refuses before a route runs, in the API's words; the rest is a fault of ours, logged with what the caller can quote. */
function sayFault({ log }: Behind, fault: FastifyError, reply: FastifyReply): FastifyReply {
  const status = fault.statusCode ?? 500
  if (status === 413) return sendProblem(reply, refuse('REQUEST_TOO_LONG'))
  if (status === 415) return sendProblem(reply, refuse('REQUEST_NOT_JSON'))
  if (status === 429) return sendProblem(reply, refuse('REQUESTS_TOO_MANY', { seconds: 60 }))
  if (status < 500) return sendProblem(reply, refuse('REQUEST_WRONG', { where: 'the body', wrong: 'is no JSON' }))
  const quote = randomBytes(QUOTED_BYTES).toString('hex').toUpperCase()
  log(`fault ${quote}: ${fault.stack ?? fault.message}`)
  return reply.code(500).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: 'Internal Server Error', status: 500, code: 'FAULT', detail: `Something went wrong on our side, and nothing was changed. Ask again. If it stays, quote ${quote} to whoever runs this service.` }))
}
