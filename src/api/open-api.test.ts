// The OpenAPI document has the shape that OpenAPI 3.1 asks for, says every route and every command, and promises no answer that the code does not know.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commands } from '../commands/index.ts'
import { catalogue } from '../pages/catalogue.ts'
import { isAlwaysRefused, openApi, refusalsOf, statusOf } from './open-api.ts'
import { reasons } from './reasons.ts'
import { routes } from './routes.ts'

interface Operation { readonly operationId: string; readonly summary: string; readonly description: string; readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: object }[]; readonly requestBody?: object; readonly responses: { readonly [status: string]: { readonly description: string; readonly content: { readonly [type: string]: { readonly schema: object } } } } }
const document = openApi(routes, '/api/v1') as { readonly [member: string]: unknown } & { readonly paths: { readonly [at: string]: { readonly [method: string]: Operation } }; readonly components: { readonly schemas: object; readonly securitySchemes: object } }
const operations = Object.entries(document.paths).flatMap(([at, there]) => Object.entries(there).map(([method, operation]) => ({ at, method, operation })))

test('it has the members of an OpenAPI 3.1 document and no others', () => {
  assert.deepEqual(Object.keys(document), ['openapi', 'info', 'servers', 'security', 'paths', 'components'])
  assert.match(String(document['openapi']), /^3\.1\.\d$/)
  assert.deepEqual(Object.keys(document['info'] as object), ['title', 'version', 'summary'])
  assert.deepEqual(document['security'], [{ token: [] }])
  assert.deepEqual(Object.keys(document.components.securitySchemes), ['token'])
})

test('each operation has a name of its own, words, its parameters as its path has them, and answers by status', () => {
  const names = operations.map(({ operation }) => operation.operationId)
  assert.equal(new Set(names).size, names.length)
  for (const { at, method, operation } of operations) {
    assert.match(at, /^\/[a-z{}/-]+$/, at)
    assert.ok(['get', 'post', 'put'].includes(method), method)
    assert.ok(operation.summary !== '' && /[.]$/.test(operation.description), operation.operationId)
    const inPath = (operation.parameters ?? []).filter(each => each.in === 'path')
    assert.deepEqual(inPath.map(({ name }) => `{${name}}`), at.match(/\{\w+\}/g) ?? [], at)
    assert.ok(inPath.every(({ required }) => required))
    assert.ok(!(method === 'get' && operation.requestBody), at)
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      assert.match(status, /^[2-5]\d\d$/)
      assert.notEqual(description, '')
      for (const { schema } of Object.values(content)) assert.equal(typeof schema, 'object')
    }
  }
})

test('every reference leads somewhere, and the whole is plain JSON', () => {
  const text = JSON.stringify(document)
  for (const [, path] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path!.split('/').reduce<unknown>((at, member) => (at as { readonly [member: string]: unknown } | undefined)?.[member], document)
    assert.equal(typeof found, 'object', path)
  }
  assert.deepEqual(JSON.parse(text), document)
})

test('every schema says what kind of value it is, in the words of JSON Schema 2020-12', () => {
  const known = new Set(['type', 'properties', 'required', 'items', 'enum', 'const', 'anyOf', 'not', 'additionalProperties', 'minimum', 'maximum', 'minItems', 'maxItems', 'minLength', 'maxLength', 'pattern', 'description', '$ref'])
  const walk = (schema: unknown, at: string): void => {
    const { properties = {}, items, anyOf = [], ...rest } = schema as { readonly properties?: object; readonly items?: object; readonly anyOf?: readonly object[] }
    assert.deepEqual(Object.keys(rest).filter(word => !known.has(word)), [], at)
    for (const [name, each] of Object.entries(properties)) walk(each, `${at}.${name}`)
    if (items) walk(items, `${at}[]`)
    for (const each of anyOf) walk(each, at)
  }
  for (const { at, operation } of operations) {
    for (const { name, schema } of operation.parameters ?? []) walk(schema, `${at} ${name}`)
    for (const { content } of Object.values(operation.responses)) for (const { schema } of Object.values(content)) walk(schema, at)
    const asked = (operation.requestBody as { readonly content: { readonly 'application/json': { readonly schema: object } } } | undefined)?.content['application/json'].schema
    if (asked) walk(asked, `${at} body`)
  }
})

test('it says every route and, with a route or a refusal, every command of the one list', () => {
  assert.equal(operations.length, routes.length)
  const named = new Set(operations.map(({ operation }) => operation.operationId))
  for (const { name } of commands) assert.ok(named.has(name), name)
  for (const route of routes.filter(isAlwaysRefused)) assert.deepEqual(Object.keys(document.paths[route.at]!['post']!.responses).filter(status => status.startsWith('2')), [])
})

test('every code that it names is worded, and stands under its own status', () => {
  for (const route of routes) {
    const { responses } = document.paths[route.at]![route.method.toLowerCase()]!
    for (const code of refusalsOf(route)) {
      assert.ok(code in reasons || code in catalogue, code)
      assert.ok(responses[String(statusOf(code))]!.description.split(', ').includes(code), code)
    }
  }
})
