// The pages' server: which hosts and bodies it takes, sessions, tokens, the headers of every answer, and what it says when something is wrong.
import { randomBytes } from 'node:crypto'
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import session from '@fastify/session'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Behind, HttpDoor } from '../adapters/http-door.ts'
import { ASSETS_AT } from '../pages/assets.ts'
import { receiptToBytes } from '../record/receipt.ts'
import { SESSION_LASTS, sessionStore } from './sessions.ts'
import { draw, type App, type Web } from './site.ts'

/** A whole draft of a hundred parts, twice over. */
const LONGEST_BODY = 2_000_000
/** A minute's requests of one address; signing in has far fewer. */
const A_MINUTE = 3_000

export async function newServer(web: Web, given: { readonly secret: string; readonly proxies: readonly string[]; readonly doors: readonly HttpDoor[] }): Promise<App> {
  const { site, sign } = web, https = site.origin.startsWith('https:')
  const app = fastify({ logger: false, bodyLimit: LONGEST_BODY, trustProxy: given.proxies.length > 0 ? [...given.proxies] : false, forceCloseConnections: true }).withTypeProvider<TypeBoxTypeProvider>()
  // Before anything else: a page under another name would be another origin, and links and cookies would not be what they seem.
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.host !== site.host) return reply.code(421).type('text/plain; charset=utf-8').send(`This address answers as ${site.host} alone.\n`)
    return undefined
  })
  for (const door of given.doors) await lead(app, door, behind(web, given.proxies))
  await app.register(helmet, {
    hsts: https, referrerPolicy: { policy: 'same-origin' }, xFrameOptions: { action: 'deny' }, crossOriginResourcePolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'"], connectSrc: ["'self'"], formAction: ["'self'", sign.origin], frameAncestors: ["'none'"], baseUri: ["'none'"], objectSrc: ["'none'"], manifestSrc: ["'self'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  })
  await app.register(rateLimit, { max: A_MINUTE, timeWindow: '1 minute' })
  assetRoutes(app, web)
  await app.register(cookie)
  await app.register(session, {
    secret: given.secret, cookieName: 'countersign', store: sessionStore(web.opened.pool, web.body.id), saveUninitialized: false, rolling: false, cookie: { secure: https, sameSite: 'lax', httpOnly: true, path: '/', maxAge: SESSION_LASTS },
  })
  await app.register(csrf, { sessionPlugin: '@fastify/session', getToken: request => (request.body as { _csrf?: string } | undefined)?._csrf ?? (request.headers['csrf-token'] as string | undefined) })
  await app.register(formbody, { bodyLimit: LONGEST_BODY })
  app.addHook('preValidation', (request, reply, done) => (request.method === 'GET' || request.method === 'HEAD' ? done() : app.csrfProtection(request, reply, done)))
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith(ASSETS_AT) && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.setNotFoundHandler((request, reply) => sayPlain(web, request, reply, 404, 'There is no such page', 'Look at the address again, or go back to your work.'))
  app.setErrorHandler((fault: FastifyError, request, reply) => sayFault(web, fault, request, reply))
  return app
}

function assetRoutes(app: App, { assets }: Web): void {
  app.get(`${ASSETS_AT}*`, { config: { rateLimit: false } }, (request, reply) => {
    const asset = assets.at(request.url)
    return asset ? reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.bytes) : reply.code(404).type('text/plain; charset=utf-8').send('There is no such file.\n')
  })
}

/** Hands over what lies below a door's path before a cookie or a body is read: what it serves can neither read a session nor begin one. */
async function lead(app: App, door: HttpDoor, lent: Behind): Promise<void> {
  const open = await door.open(lent)
  app.addHook('onClose', () => open.close())
  app.addHook('onRequest', async ({ raw }, reply) => {
    if (!raw.url!.startsWith(`${door.at}/`)) return undefined
    reply.hijack()
    open.answer(raw, reply.raw)
    return reply
  })
}

const behind = ({ opened, site, body, tree, log }: Web, proxies: readonly string[]): Behind => ({
  opened, site, body, proxies, log,
  receipt: index => opened.store.read(async reader => {
    const receipt = await tree.receipt(reader, index)
    return receipt && receiptToBytes(receipt)
  }),
})

/** Whoever asks for JSON gets JSON. */
const wantsJson = (request: FastifyRequest): boolean => request.method === 'PUT' || request.headers.accept === 'application/json'

async function sayPlain(web: Web, request: FastifyRequest, reply: FastifyReply, status: number, heading: string, sentence: string, typed?: string): Promise<FastifyReply> {
  if (wantsJson(request)) return reply.code(status).send({ sentence })
  return draw(web, request, reply, 'message.njk', { title: heading }, { message: { heading, lines: [sentence], next: { href: '/work', text: 'My work' }, typed } }, status)
}

/** The words of a form, so that they are not lost with a session. */
function typedIn(body: unknown): string | undefined {
  const words = ['words', 'remark', 'note', 'document'].flatMap(name => (body as { readonly [name: string]: string | readonly string[] } | undefined)?.[name] ?? [])
  return words.length > 0 ? words.join('\n\n') : undefined
}

const QUOTED_BYTES = 3

async function sayFault(web: Web, fault: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const status = fault.statusCode ?? 500
  if (status === 429) return sayPlain(web, request, reply, 429, 'Too many requests', 'There were too many requests from here in the last minute. Wait a minute and try again; nothing is lost.')
  if (status === 403) return sayPlain(web, request, reply, 403, 'This page is too old', 'You were signed out, or this page was open for too long, so nothing was changed. Sign in and open it again; what you typed stands below.', typedIn(request.body))
  if (status === 413) return sayPlain(web, request, reply, 413, 'That is too long', 'What was sent is longer than a post can be. Go back; your words are still there. Make them shorter and try again.')
  if (status < 500) return sayPlain(web, request, reply, 422, 'Something was not filled in', 'Something on this page was not filled in as it should be. Go back; what you typed is still there. Look at each box and try again.')
  const quote = randomBytes(QUOTED_BYTES).toString('hex').toUpperCase()
  web.log(`fault ${quote}: ${fault.stack ?? fault.message}`)
  const sentence = `Something went wrong on our side, and nothing was changed. Try again. If it stays, quote ${quote} to whoever runs this service.`
  return sayPlain(web, request, reply, 500, 'Something went wrong', sentence).catch(() => reply.code(500).type('text/plain; charset=utf-8').send(`${sentence}\n`))
}
