// Pausing all posting, lifting the pause, and what it overtook.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { liftPause } from '../commands/lift-pause.ts'
import { pausePosting } from '../commands/pause-posting.ts'
import { prepareSigned, runPlain } from '../commands/run.ts'
import { refuse, type Refusal } from '../core/result.ts'
import { missedPage, pausePage } from '../queries/pause-page.ts'
import { actorOf, ask, draw, sayRefusal, sentenceOf, toSign, type App, type Web } from './site.ts'

const BACK = { href: '/pause', text: 'Pause' }, withToken = { _csrf: Type.Optional(Type.String()) }

export function pauseRoutes(app: App, web: Web): void {
  app.get('/pause', (request, reply) => showPause(web, request, reply))
  app.post('/pause', { schema: { body: Type.Object({ ...withToken, reason: Type.Optional(Type.String({ maxLength: 100_000 })) }) } }, async (request, reply) => {
    const typed = (request.body.reason ?? '').replaceAll('\r\n', '\n'), paused = await runPlain(web.opened.doors, pausePosting, { actor: actorOf(request), input: { reason: typed } })
    if (paused.ok) return reply.redirect('/pause', 303)
    if (paused.code === 'RIGHT_MISSING') return sayRefusal(web, request, reply, paused, { action: 'pause-posting', back: BACK, typed })
    return showPause(web, request, reply, { typed, refusal: paused.code === 'INPUT_WRONG' ? refuse('REMARK_TOO_LONG', { most: 2_000 }) : paused })
  })
  app.post('/pause/lift', { schema: { body: Type.Object({ ...withToken, entry: Type.Integer({ minimum: 0 }) }) } }, async (request, reply) => {
    const prepared = await prepareSigned(web.opened.doors, liftPause, { actor: actorOf(request), input: { entry: request.body.entry } })
    return prepared.ok ? toSign(web, reply, prepared.value.ticket) : sayRefusal(web, request, reply, prepared, { action: 'lift-pause', back: BACK })
  })
  app.get('/pause/missed', async (request, reply) => draw(web, request, reply, 'missed.njk', { title: 'Missed in a pause', back: BACK }, { page: await ask(web, request, missedPage) }))
}

async function showPause(web: Web, request: FastifyRequest, reply: FastifyReply, wrong?: { readonly typed: string; readonly refusal: Refusal }): Promise<FastifyReply> {
  const page = await ask(web, request, pausePage), said = wrong && await sentenceOf(web, wrong.refusal), barred = page.running ? page.cannotLift : page.cannotPause
  return draw(web, request, reply, 'pause.njk', { title: 'Pause all posting' }, { page, cannot: barred && (await sentenceOf(web, barred)).sentence, typed: wrong?.typed ?? '', wrong: said?.sentence }, said?.status ?? 200)
}
