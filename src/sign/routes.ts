// The routes over a ticket: the page, the statement, the signature, and how the keeper judged it.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'
import type { Ticket } from '../commands/ports.ts'
import { isTicket } from '../commands/run.ts'
import { refuse } from '../core/result.ts'
import type { Link } from '../pages/shell.ts'
import { sayAfter } from './after.ts'
import { vouchInDemo } from './demo-vouch.ts'
import { handOver, type HandedOver } from './hand-over.ts'
import { shellFor } from './layout.ts'
import { sayPage, sayRefusal, type SignServer } from './server.ts'
import { sentenceOf } from './sentence.ts'
import type { SigningPage } from './show/page.ts'
import { showFor } from './show/index.ts'
import { giveStatement, type StatementAsked } from './statement.ts'

const ticketForm = Type.String({ minLength: 32, maxLength: 32 }), base64Form = (most: number) => Type.String({ maxLength: most, pattern: '^[A-Za-z0-9_-]*$' })
export const openedForm = Type.Array(Type.Object({ field: Type.String({ maxLength: 40 }), salt: base64Form(43), value: Type.String({ maxLength: 4_000 }) }, { additionalProperties: false }), { maxItems: 4 })
export const envelopeForm = Type.Object({ payload: base64Form(11_000), credential: base64Form(1_400), clientData: base64Form(2_800), authData: base64Form(1_400), signature: base64Form(1_400) }, { additionalProperties: false })
export const enrolledForm = Type.Object({ spki: base64Form(820), credential: base64Form(1_400), proof: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })) }, { additionalProperties: false })
export const markForm = base64Form(64)

const statementBody = Type.Object({
  ticket: ticketForm, purpose: Type.Optional(Type.Literal('release-post')), key: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })), decision: Type.Optional(Type.Enum(['approve', 'return', 'refuse'])),
  remark: Type.Optional(Type.String({ maxLength: 4_000 })), at: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' })), enrolled: Type.Optional(enrolledForm), demo: Type.Optional(Type.Boolean()),
}, { additionalProperties: false })
const signedBody = Type.Object({ ticket: ticketForm, mark: markForm, envelope: envelopeForm, opened: openedForm }, { additionalProperties: false })

export function ticketRoutes(app: FastifyInstance, server: SignServer): void {
  const { tickets } = server.signing.opened
  app.get<{ Params: { ticket: string } }>('/t/:ticket', { config: { rateLimit: { max: 600 } } }, async (request, reply) => {
    const { ticket: page } = request.params, ticket = isTicket(page) ? await tickets.open(page) : undefined
    return ticket ? drawPage(server, reply, await showFor(server.signing, ticket, page)) : sayPage(server, reply, 410, 'This link has been used, or is too old', [sentenceOf(refuse('LINK_USED'), NOBODY).sentence])
  })
  app.post<{ Body: Static<typeof statementBody> }>('/statement', { schema: { body: statementBody } }, async (request, reply) => {
    const stated = await giveStatement(server.signing, request.body as StatementAsked)
    return stated.ok ? reply.send(stated.value) : sayRefusal(server, reply, stated)
  })
  app.post<{ Body: Static<typeof signedBody> }>('/signed', { schema: { body: signedBody } }, async (request, reply) => {
    const { ticket: page, mark, envelope, opened } = request.body, ticket = await tickets.again(page)
    if (!ticket) return sayRefusal(server, reply, refuse('SIGNATURE_OLD'))
    const handed = await handOver(server.signing, { page, mark, envelope, opened })
    if (!handed.ok) return sayRefusal(server, reply, handed)
    const { demoKeys } = server.signing, { statement } = handed.value
    if (demoKeys && statement.kind === 'enrol') await vouchInDemo(server.signing, demoKeys, statement.predicate.credential)
    return answer(server, reply, ticket, handed.value)
  })
  app.get<{ Params: { intake: string } }>('/judged/:intake', { schema: { params: Type.Object({ intake: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }) }) } }, async (request, reply) => {
    const judgement = await server.signing.opened.store.read(reader => reader.judged(request.params.intake))
    return judgement ? reply.send({ judged: true, index: judgement.index, counts: judgement.why === null }) : reply.code(202).send({ judged: false })
  })
}

const NOBODY = { names: {} }

export function drawPage({ signing, render }: SignServer, reply: FastifyReply, page: SigningPage): FastifyReply {
  const { template, title, context, carried, back, status } = page, me = carried && carried.words.names[carried.person]
  // `<` alone could end the script block that carries it.
  const embedded = carried && JSON.stringify(carried).replaceAll('<', '\\u003c')
  return reply.code(status).type('text/html; charset=utf-8').send(render(template, { ...context, carried: embedded, needsScript: needsScript(), shell: shellFor(signing, { title, back, signs: carried !== undefined, ...(me === undefined ? {} : { me }) }) }))
}

/** For browsers that cannot sign. */
export const needsScript = (): string => sentenceOf(refuse('SIGN_NEEDS_SCRIPT'), NOBODY).sentence

const BEHIND = 'It is handed in; the record is catching up. This page looks again by itself.'

/** What came of it; 202 while the keeper has not come to it, and the page asks again. `next` is another way on than the usual one. */
export async function answer(server: SignServer, reply: FastifyReply, ticket: Pick<Ticket, 'person' | 'post'>, handed: HandedOver, next?: Link): Promise<FastifyReply> {
  if (!handed.judgement) return reply.code(202).send({ judged: false, intake: handed.intake, sentence: BEHIND })
  return reply.send({ judged: true, ...(await sayAfter(server.signing, ticket, handed, handed.judgement)), ...(next ? { next } : {}) })
}

