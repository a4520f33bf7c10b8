// The signing origin's server: which hosts and bodies it takes, the headers that every answer carries, and what it says when something is wrong.
import { randomBytes } from 'node:crypto'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { Site } from '../adapters/configuration.ts'
import type { Refusal } from '../core/result.ts'
import { ASSETS_AT, type Assets } from '../pages/assets.ts'
import type { Render } from '../pages/templates.ts'
import { whoIsWho } from '../queries/known.ts'
import { shellFor } from './layout.ts'
import { sentenceOf } from './sentence.ts'
import { reading, type Signing } from './signing.ts'

export interface SignServer {
  readonly signing: Signing
  readonly site: Site
  readonly assets: Assets
  readonly render: Render
  readonly proxies: readonly string[]
  readonly log: (text: string) => void
}

/** Nothing that comes in is longer: an envelope has at most 16 kB, a remark 2,000 letters. */
const LONGEST_BODY = 65_536
/** A minute's requests of one address; the doors without a ticket have far fewer. */
const A_MINUTE = 3_000

export async function newServer(given: SignServer): Promise<FastifyInstance> {
  const { site, proxies } = given, https = site.origin.startsWith('https:')
  const app = fastify({
    logger: false, bodyLimit: LONGEST_BODY, trustProxy: proxies.length > 0 ? [...proxies] : false, forceCloseConnections: true, exposeHeadRoutes: false,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: false } },
  })
  // Before anything else: a page of ours under another name would be another origin, and passkeys and links would not be what they seem.
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.host !== site.host) return reply.code(421).type('text/plain; charset=utf-8').send(`This address answers as ${site.host} alone.\n`)
    return undefined
  })
  await app.register(helmet, {
    hsts: https, referrerPolicy: { policy: 'same-origin' }, crossOriginOpenerPolicy: { policy: 'same-origin' }, xFrameOptions: { action: 'deny' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'"], connectSrc: ["'self'"], formAction: ["'self'", given.signing.web], frameAncestors: ["'none'"], baseUri: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  })
  await app.register(rateLimit, { max: A_MINUTE, timeWindow: '1 minute' })
  await app.register(formbody)
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith(ASSETS_AT)) reply.header('cache-control', 'no-store')
  })
  app.get(`${ASSETS_AT}*`, { config: { rateLimit: false } }, (request, reply) => {
    const asset = given.assets.at(request.url)
    return asset ? reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.bytes) : sayPage(given, reply, 404, 'There is no such page', ['Look at the address again, or go back to Countersign.'])
  })
  app.setNotFoundHandler((_request, reply) => sayPage(given, reply, 404, 'There is no such page', ['Look at the address again, or go back to Countersign.']))
  app.setErrorHandler((fault: FastifyError, request, reply) => sayFault(given, fault, request.method === 'GET', reply))
  return app
}

/** A page that says one thing, with the way back. */
export function sayPage({ signing, render }: SignServer, reply: FastifyReply, status: number, heading: string, lines: readonly string[]): FastifyReply {
  const back = { href: `${signing.web}/work`, text: 'Back to Countersign' }
  return reply.code(status).type('text/html; charset=utf-8').send(render('message.njk', { shell: shellFor(signing, { title: heading, signs: false }), message: { heading, lines, next: back } }))
}

/** A refusal as JSON, for the page's own module: the code, and the sentence that it shows. */
export async function sayRefusal({ signing }: SignServer, reply: FastifyReply, refusal: Refusal): Promise<FastifyReply> {
  const known = await reading(signing, whoIsWho), { sentence, status } = sentenceOf(refusal, known)
  return reply.code(status).send({ code: refusal.code, sentence })
}

const QUOTED_BYTES = 3

function sayFault(given: SignServer, fault: FastifyError, wantsPage: boolean, reply: FastifyReply): FastifyReply {
  const status = fault.statusCode ?? 500
  if (status < 500) {
    const sentence = status === 429 ? 'There were too many requests from here in the last minute. Wait a minute and try again; nothing has been signed.' : 'What was sent is not what this page sends. Open the page again from Countersign.'
    return wantsPage ? sayPage(given, reply, status, 'Not now', [sentence]) : reply.code(status).send({ code: 'INPUT_WRONG', sentence })
  }
  const quote = randomBytes(QUOTED_BYTES).toString('hex').toUpperCase()
  given.log(`fault ${quote}: ${fault.stack ?? fault.message}`)
  const sentence = `Something went wrong on our side, and nothing was changed. Try again. If it stays, quote ${quote} to whoever runs this service.`
  return wantsPage ? sayPage(given, reply, 500, 'Something went wrong', [sentence]) : reply.code(500).send({ code: 'FAULT', sentence })
}
