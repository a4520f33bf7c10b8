// The OpenAPI 3.1 document, from the routes alone: what is not a route is not in it, and every route is.
import type { TSchema } from 'typebox'
import { SCOPES } from '../commands/token.ts'
import { PROBLEM, problemSchema, says } from './problem.ts'
import type { Route } from './route.ts'

/** What every route behind the door may answer. */
const ALWAYS = ['TOKEN_MISSING', 'TOKEN_NOT_GOOD', 'REQUESTS_TOO_MANY']

type Json = { readonly [member: string]: unknown }

/** `server` is where the routes begin; a body serves the document with its own address, and docs/api.md has the path alone. */
export function openApi(routes: readonly Route[], server: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Countersign', version: '1', summary: 'Checks, drafts and answers for programs. A token can read, check and draft; it can never sign or release.' },
    servers: [{ url: server }],
    security: [{ token: [] }],
    paths: Object.fromEntries([...Map.groupBy(routes, ({ at }) => at)].map(([at, there]) => [at, Object.fromEntries(there.map(each => [each.method.toLowerCase(), operation(each)]))])),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: `Made by an administrator on /settings/tokens, for one person and for some of: ${SCOPES.join(', ')}.` } },
      schemas: { Problem: plain(problemSchema) },
    },
  }
}

function operation(route: Route): Json {
  const { name, title, says: description, scope, path, query, body, answers } = route
  const parameters = [...parametersOf('path', path), ...parametersOf('query', query)]
  return {
    operationId: name, summary: title, description, ...(scope === null ? {} : { 'x-scope': scope }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: plain(body) } } } } : {}),
    responses: { ...(isAlwaysRefused(route) ? {} : { [answers.status]: { description: 'Done.', content: { [answers.type.split(';')[0]!]: { schema: plain(answers.schema) } } } }), ...problems(refusalsOf(route)) },
  }
}

/** A route whose good answer has no form never gives one. */
export const isAlwaysRefused = ({ answers }: Route): boolean => 'not' in answers.schema

/** Every code that a caller of this route should be ready for. */
export const refusalsOf = ({ scope, refuses, path, query, body, bodyReadBy }: Route): readonly string[] =>
  [...refuses, ...ALWAYS, ...(scope === null ? [] : ['SCOPE_MISSING']), ...(path || query || (body && bodyReadBy !== 'route') ? ['REQUEST_WRONG'] : []), ...(body ? ['REQUEST_TOO_LONG', 'REQUEST_NOT_JSON'] : [])]

const problems = (codes: readonly string[]): Json =>
  Object.fromEntries([...Map.groupBy(codes, statusOf)].toSorted(([a], [b]) => a - b).map(([status, all]) => [status, { description: all.toSorted().join(', '), content: { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } } }]))

export const statusOf = (code: string): number => says({ ok: false, code, facts: {} }, {}).status

const parametersOf = (where: 'path' | 'query', schema: Route['path']): readonly Json[] =>
  Object.entries(schema?.properties ?? {}).map(([name, each]) => ({ name, in: where, required: where === 'path', schema: plain(each) }))

/** The schema as JSON, without the builder's own marks. */
const plain = (schema: TSchema): unknown => JSON.parse(JSON.stringify(schema))
