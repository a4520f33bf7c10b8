// Holds each part of a request against its schema, strictly: what is unknown, too long or of another kind is refused, with its place.
import type { FastifyRequest } from 'fastify'
import type { TObject, TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { done, refuse, type Result } from '../core/result.ts'
import type { Route } from './route.ts'
import { nothing } from './schemas.ts'

export interface ReadRequest { readonly path: never; readonly query: never; readonly body: never }

export function readRequest(route: Route, request: FastifyRequest): Result<ReadRequest> {
  const path = conform('the address', route.path ?? nothing, numbered(route.path, request.params)), query = conform('the query', route.query ?? nothing, numbered(route.query, request.query))
  const body = route.body && route.bodyReadBy !== 'route' ? conform('the body', route.body, request.body) : done(request.body)
  if (!path.ok) return path
  if (!query.ok) return query
  return body.ok ? done({ path: path.value as never, query: query.value as never, body: body.value as never }) : body
}

const WHOLE = /^(?:0|[1-9]\d{0,15})$/

/** An address carries texts alone: where the schema wants a number, what is spelt as one is it, and everything else stays a text and is refused. */
const numbered = (schema: TObject | undefined, given: unknown): unknown =>
  Object.fromEntries(Object.entries(given ?? {}).map(([name, value]: [string, unknown]) => [name, (schema?.properties[name] as { type?: string } | undefined)?.type === 'integer' && typeof value === 'string' && WHOLE.test(value) ? Number(value) : value]))

function conform(part: string, schema: TSchema, value: unknown): Result<unknown> {
  if (Check(schema, value)) return done(value)
  const [first] = Errors(schema, value)
  return refuse('REQUEST_WRONG', { where: first?.instancePath ? `${part} at ${first.instancePath}` : part, wrong: first?.message ?? 'is wrong' })
}
