// A refusal as a problem (RFC 9457): the code, and the same sentence as on the pages.
import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Refusal } from '../core/result.ts'
import { word } from '../pages/catalogue.ts'
import { isApiReason, reasons } from './reasons.ts'
import type { Refused } from './route.ts'

export const PROBLEM = 'application/problem+json'

/** `type` is about:blank, so `title` is the status in words, as the RFC says; `code` is what a program looks at, and `detail` what a person reads. */
export const problemSchema = Type.Object({
  type: Type.Literal('about:blank'), title: Type.String(), status: Type.Integer(), code: Type.String({ description: 'The reason; all of them stand in docs/reasons.md.' }), detail: Type.String({ description: 'What to do, in one sentence for a person.' }),
})

export const says = (refusal: Refusal, names: { readonly [id: string]: string }): { readonly status: number; readonly sentence: string } => {
  const { code, facts } = refusal
  if (isApiReason(code)) return { status: reasons[code].status, sentence: (reasons[code].says as (given: Refusal['facts']) => string)(facts) }
  const { status, sentence } = word(refusal, names)
  return { status: code.endsWith('_NOT_THERE') && status === 422 ? 404 : status, sentence }
}

const CHALLENGE: { readonly [code: string]: string } = { TOKEN_MISSING: 'Bearer', TOKEN_NOT_GOOD: 'Bearer error="invalid_token"', SCOPE_MISSING: 'Bearer error="insufficient_scope"' }

export function sendProblem(reply: FastifyReply, refusal: Refused, names: { readonly [id: string]: string } = {}): FastifyReply {
  const { status, sentence } = says(refusal, names), challenge = CHALLENGE[refusal.code]
  if (challenge !== undefined) reply.header('www-authenticate', challenge)
  if (typeof refusal.facts['seconds'] === 'number') reply.header('retry-after', String(refusal.facts['seconds']))
  return reply.code(status).type(PROBLEM).send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Problem', status, code: refusal.code, detail: sentence, ...refusal.beside }))
}
