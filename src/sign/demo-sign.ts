// One press in a demonstration: the service signs, as the person, exactly a statement that this page was given. Nowhere else do these routes exist.
import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { base64urlToBytes } from '../core/bytes.ts'
import { refuse } from '../core/result.ts'
import { bytesToStatement, type Statement } from '../core/statement.ts'
import { handOver } from './hand-over.ts'
import { answer, markForm, openedForm } from './routes.ts'
import { sayRefusal, type SignServer } from './server.ts'
import type { DemoKeys } from './demo-keys.ts'

const body = Type.Object({ ticket: Type.String({ minLength: 32, maxLength: 32 }), mark: markForm, payload: Type.String({ maxLength: 11_000, pattern: '^[A-Za-z0-9_-]+$' }), opened: openedForm }, { additionalProperties: false })

export function demoRoutes(app: FastifyInstance, server: SignServer, keys: DemoKeys): void {
  const { signing } = server
  app.post<{ Body: Static<typeof body> }>('/demo/sign', { schema: { body } }, async (request, reply) => {
    const { ticket: page, mark, payload, opened } = request.body, ticket = await signing.opened.tickets.again(page)
    if (!ticket) return sayRefusal(server, reply, refuse('SIGNATURE_OLD'))
    const signed = signServed(server, keys, { page, mark, payload })
    if (!signed) return sayRefusal(server, reply, refuse('NOT_SERVED'))
    const handed = await handOver(signing, { page, mark, envelope: signed, opened })
    return handed.ok ? answer(server, reply, ticket, handed.value) : sayRefusal(server, reply, handed)
  })
}

/** Nothing is signed that this origin did not give to this very page. */
export function signServed({ signing }: SignServer, keys: DemoKeys, { page, mark, payload }: { readonly page: string; readonly mark: string; readonly payload: string }) {
  let bytes: Uint8Array, statement: Statement
  try {
    bytes = base64urlToBytes(payload)
    statement = bytesToStatement(bytes)
  } catch {
    return undefined
  }
  return signing.served.holds(page, bytes, mark) ? keys.sign(statement.predicate.person, bytes) : undefined
}
