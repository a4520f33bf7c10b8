// The door for saying "no" without a ticket, since whoever holds the pages could withhold tickets: a person refuses a post by its number, and signs that.
import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { slugOf } from '../commands/add-person.ts'
import type { Ticket } from '../commands/ports.ts'
import { signOffPost } from '../commands/sign-off-post.ts'
import { done, refuse, type Result } from '../core/result.ts'
import type { SignedCommand } from '../commands/command.ts'
import type { GivenStatement, OfferedKey } from './carried.ts'
import { signServed } from './demo-sign.ts'
import { handOver } from './hand-over.ts'
import { offeredKeys } from './keys.ts'
import { shellFor } from './layout.ts'
import { answer, envelopeForm, markForm, needsScript, openedForm } from './routes.ts'
import { sayRefusal, type SignServer } from './server.ts'
import { reading } from './signing.ts'
import { stateFor } from './statement.ts'

const PAGE = 'stop'
const FEW = { config: { rateLimit: { max: 60 } } }
const statementBody = Type.Object({ post: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), name: Type.String({ minLength: 1, maxLength: 120 }), remark: Type.String({ maxLength: 4_000 }) }, { additionalProperties: false })
const signedBody = Type.Object({ post: Type.Integer({ minimum: 1 }), mark: markForm, envelope: Type.Optional(envelopeForm), payload: Type.Optional(Type.String({ maxLength: 11_000, pattern: '^[A-Za-z0-9_-]+$' })), opened: openedForm }, { additionalProperties: false })

export function stopRoutes(app: FastifyInstance, server: SignServer): void {
  const { signing } = server
  app.get('/stop', FEW, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(server.render('stop.njk', { shell: shellFor(signing, { title: 'Say no from here', signs: true }), carried: JSON.stringify({ ticket: null, rpId: signing.place.rpId }), needsScript: needsScript() })))
  app.post<{ Body: Static<typeof statementBody> }>('/stop/statement', { ...FEW, schema: { body: statementBody } }, async (request, reply) => {
    const stated = await stateRefusal(server, request.body)
    return stated.ok ? reply.send(stated.value) : sayRefusal(server, reply, stated)
  })
  app.post<{ Body: Static<typeof signedBody> }>('/stop/signed', { ...FEW, schema: { body: signedBody } }, async (request, reply) => {
    const { mark, payload, opened } = request.body
    const envelope = request.body.envelope ?? (payload && signing.demoKeys && signServed(server, signing.demoKeys, { page: PAGE, mark, payload }))
    const handed = await handOver(signing, { page: PAGE, mark, envelope, opened })
    if (!handed.ok) return sayRefusal(server, reply, handed)
    const post = await reading(signing, reader => reader.post(request.body.post))
    return answer(server, reply, { person: handed.value.statement.predicate.person, post: post?.id ?? null }, handed.value)
  })
}

type Refusing = GivenStatement & { readonly key: OfferedKey }

/** The words of the post are not shown here: this door gives nothing to read, and takes nothing but a "no". */
async function stateRefusal({ signing }: SignServer, { post: number, name, remark }: Static<typeof statementBody>): Promise<Result<Refusing>> {
  const found = await reading(signing, async reader => {
    const person = (await reader.persons()).find(({ slug }) => slug === slugOf(name)), post = await reader.post(number)
    const keys = person ? await offeredKeys(reader, await reader.standing(), person.id, { now: signing.opened.doors.given().now, demo: signing.demoKeys !== undefined }) : []
    return { person, post, key: keys[0] }
  })
  if (!found.person || !found.key) return refuse('STOP_PERSON_UNKNOWN')
  if (!found.post) return refuse('STOP_POST_UNKNOWN')
  const ticket: Ticket = { purpose: 'sign-off-post', person: found.person.id, post: found.post.id, digest: null, detail: {} }
  const stated = await stateFor(signing, PAGE, signOffPost as unknown as SignedCommand, ticket, { decision: 'refuse', remark, key: found.key.credential })
  return stated.ok ? done({ ...stated.value, key: found.key }) : stated
}
