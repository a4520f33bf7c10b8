// Suspending a key, asked once more, and reinstating one.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { reinstateKey } from '../commands/reinstate-key.ts'
import { prepareSigned, runPlain } from '../commands/run.ts'
import { suspendKey } from '../commands/suspend-key.ts'
import { HOUR, later } from '../core/instant.ts'
import { refuse, type Refusal } from '../core/result.ts'
import { suspendPage } from '../queries/suspend-page.ts'
import { boxOf, instantOfBox } from '../queries/words.ts'
import { actorOf, ask, draw, now, sayRefusal, sentenceOf, toSign, type App, type Web } from './site.ts'

const params = Type.Object({ credential: Type.String({ maxLength: 64 }) }), withToken = { _csrf: Type.Optional(Type.String()) }

export function keyRoutes(app: App, web: Web): void {
  app.get('/keys/:credential/suspend', { schema: { params } }, (request, reply) => showSuspend(web, request, reply, request.params.credential))
  app.post('/keys/:credential/suspend', { schema: { params, body: Type.Object({ ...withToken, since: Type.Optional(Type.String({ maxLength: 40 })) }) } }, async (request, reply) => {
    const { credential } = request.params, typed = request.body.since ?? '', page = await ask(web, request, asking => suspendPage(asking, credential))
    if (!page.ok) return sayRefusal(web, request, reply, page, { action: 'suspend-key', back: { href: '/people', text: 'People' } })
    const { own, href } = page.value, at = now(web), { suspended } = request.session
    if (!own && suspended !== undefined && later(suspended, HOUR) > at) return showSuspend(web, request, reply, credential, { typed, refusal: refuse('SUSPEND_TOO_SOON') })
    const done = await runPlain(web.opened.doors, suspendKey, { actor: actorOf(request), input: { credential, since: instantOfBox(typed) ?? '' } })
    if (!done.ok) return showSuspend(web, request, reply, credential, { typed, refusal: done })
    if (!own) request.session.suspended = at
    return reply.redirect(href, 303)
  })
  app.post('/keys/:credential/reinstate', { schema: { params, body: Type.Object(withToken) } }, async (request, reply) => {
    const prepared = await prepareSigned(web.opened.doors, reinstateKey, { actor: actorOf(request), input: { credential: request.params.credential } })
    return prepared.ok ? toSign(web, reply, prepared.value.ticket) : sayRefusal(web, request, reply, prepared, { action: 'reinstate-key', back: { href: '/people', text: 'People' } })
  })
}

async function showSuspend(web: Web, request: FastifyRequest, reply: FastifyReply, credential: string, wrong?: { readonly typed: string; readonly refusal: Refusal }): Promise<FastifyReply> {
  const page = await ask(web, request, asking => suspendPage(asking, credential)), said = wrong && await sentenceOf(web, wrong.refusal), at = boxOf(now(web))
  if (!page.ok) return sayRefusal(web, request, reply, page, { action: 'suspend-key', back: { href: '/people', text: 'People' } })
  return draw(web, request, reply, 'suspend.njk', { title: `Suspend a key of ${page.value.name}`, nav: 'people', back: { href: page.value.href, text: page.value.name } }, { page: page.value, typed: wrong?.typed ?? at, latest: at, wrong: said?.sentence }, said?.status ?? 200)
}
