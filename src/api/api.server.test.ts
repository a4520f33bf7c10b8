// The API over a real database: what a program can do with a token, what it is told, and that the document says the same.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Check } from 'typebox/value'
import { asking, programOf } from '../../test/api-program.ts'
import { THE_WALL } from '../../test/people-of-arrivals.ts'
import { WebSite } from '../../test/web-site.ts'
import { reasons } from './reasons.ts'
import { routes } from './routes.ts'

const FOUNDING = { parts: [{ kind: 'text', text: 'Small boat crossings update' }, { kind: 'caption', text: 'open to abuse allowing activist lawyers to delay and disrupt returns' }] }
const WORDS = { title: 'Ferries', parts: [{ kind: 'text', text: 'Ferries are running late.' }], channels: [THE_WALL as string], from: '2026-11-24T09:00:00.000Z', until: '2026-11-26T09:00:00.000Z' }
let site: WebSite

before(async () => { site = await WebSite.open() })
after(() => site.end())

/** Whether an answer has the form that the document promises for this route. */
const asPromised = (name: string, value: unknown): void => assert.ok(Check(routes.find(route => route.name === name)!.answers.schema, value), `${name} answered ${JSON.stringify(value)}`)

test('a post is checked against the rulebook in force', async () => {
  const ask = await programOf(site, 'asha', { scopes: ['check'] }), answered = await ask('POST', '/check', { id: 'x', ...FOUNDING })
  assert.equal(answered.status, 200)
  asPromised('check', answered.json)
  assert.deepEqual([answered.json['id'], answered.json['verdict'], (answered.json['findings'] as { match: string }[])[0]!.match], ['x', 'block', 'activist lawyers'])
})

test('what is no post is refused in the same words as everywhere', async () => {
  const ask = await programOf(site, 'asha')
  for (const [body, code] of [[[], 'POST_NOT_A_POST'], [{ text: 'x', parts: [] }, 'POST_TEXT_AND_PARTS'], [{ parts: [{ kind: 'smell', text: 'x' }] }, 'POST_MEMBER_WRONG'], [{ text: '\ud800' }, 'POST_BROKEN_LETTERS']] as const) {
    const { status, json } = await ask('POST', '/check', body)
    assert.deepEqual([status, json['code']], [422, code])
  }
  assert.match(String((await ask('POST', '/check', { parts: [{ kind: 'smell', text: 'x' }] })).json['detail']), /parts\[0\]\.kind is not one of text, alt/)
})

test('a post is begun with its words, read, listed and changed, and the token’s person is its contributor', async () => {
  const ask = await programOf(site, 'asha'), begun = await ask('POST', '/posts', WORDS), { number } = begun.json as { number: number }
  assert.equal(begun.status, 201)
  asPromised('begin-post', begun.json)
  const read = await ask('GET', `/posts/${number}`)
  asPromised('read-post', read.json)
  assert.deepEqual([read.json['title'], read.json['version'], read.json['author'], read.json['contributors'], read.json['state']], ['Ferries', 1, 'Asha Quill', ['Asha Quill'], 'Draft'])
  const saved = await ask('PUT', `/posts/${number}/draft`, { over: 1, ...WORDS, title: 'Ferries, late' })
  assert.deepEqual([saved.status, saved.json], [200, { number, version: 2 }])
  asPromised('save-draft', saved.json)
  const listed = await ask('GET', '/posts?words=late')
  asPromised('list-posts', listed.json)
  assert.deepEqual((listed.json['posts'] as { number: number; title: string }[]).map(post => [post.number, post.title]), [[number, 'Ferries, late']])
  const channels = await ask('GET', '/channels')
  asPromised('list-channels', channels.json)
  assert.ok((channels.json['channels'] as { id: string }[]).some(({ id }) => id === THE_WALL))
  const [entry] = await site.query(`select convert_from(bytes, 'UTF8') as said from intake where convert_from(bytes, 'UTF8') like '%contribute%' order by said desc limit 1`)
  assert.match(String(entry!['said']), /"act":"contribute"/)
})

test('what is left out of a new post is as on the pages', async () => {
  const ask = await programOf(site, 'asha'), begun = await ask('POST', '/posts', {})
  assert.equal(begun.status, 201)
  assert.deepEqual((await ask('GET', `/posts/${Number(begun.json['number'])}`)).json['parts'], [{ kind: 'text', text: '' }])
})

test('a save over older words changes nothing, and gives both texts', async () => {
  const asha = await programOf(site, 'asha'), ben = await programOf(site, 'ben'), { number } = (await asha('POST', '/posts', WORDS)).json
  await asha('PUT', `/posts/${Number(number)}/draft`, { over: 1, ...WORDS, parts: [{ kind: 'text', text: 'Asha’s words' }] })
  const stale = await ben('PUT', `/posts/${Number(number)}/draft`, { over: 1, ...WORDS, parts: [{ kind: 'text', text: 'Ben’s words' }] })
  assert.deepEqual([stale.status, stale.type, stale.json['code']], [409, 'application/problem+json', 'STALE_SAVE'])
  assert.match(String(stale.json['detail']), /^Asha Quill changed the same words at .* Both texts are below, and nothing is lost\./)
  assert.deepEqual([stale.json['theirs'], stale.json['yours']], [{ version: 2, title: 'Ferries', parts: [{ kind: 'text', text: 'Asha’s words' }] }, { title: 'Ferries', parts: [{ kind: 'text', text: 'Ben’s words' }] }])
})

test('who approved a post is answered as on its page', async () => {
  const ask = await programOf(site, 'ines', { scopes: ['read'] }), number = Number((await (await programOf(site, 'asha'))('POST', '/posts', WORDS)).json['number'])
  const answered = await ask('GET', `/posts/${number}/who-approved`)
  asPromised('who-approved', answered.json)
  assert.equal(answered.json['answer'], 'Nobody has approved it yet. Asha Quill has not sent it for sign-off.')
})

test('before the record has begun there is no checkpoint and no receipt', async () => {
  const ask = await programOf(site, 'asha')
  assert.deepEqual([(await ask('GET', '/record/checkpoint')).status, (await ask('GET', '/record/checkpoint')).json['code']], [409, 'RECORD_NOT_BEGUN'])
  assert.deepEqual([(await ask('GET', '/receipts/0')).status, (await ask('GET', '/receipts/0')).json['code']], [404, 'ENTRY_NOT_THERE'])
})

test('whatever is not as the schema says is refused, with its place', async () => {
  const ask = await programOf(site, 'asha'), { number } = (await ask('POST', '/posts', WORDS)).json, draft = `/posts/${Number(number)}/draft`
  const wrong: readonly (readonly [Parameters<typeof ask>[0], string, unknown, RegExp])[] = [
    ['POST', '/posts', { ...WORDS, colour: 'red' }, /the body/], ['POST', '/posts', { parts: [] }, /the body at \/parts/], ['POST', '/posts', { parts: [{ kind: 'text', text: 'x'.repeat(5_001) }] }, /the body at \/parts\/0\/text/],
    ['POST', '/posts', undefined, /the body/], ['POST', '/posts', '{', /is no JSON/], ['POST', '/posts', { __proto__: null, '__proto__x': 1 }, /the body/],
    ['PUT', draft, WORDS, /the body/], ['PUT', draft, { over: '1', ...WORDS }, /the body at \/over/],
    ['GET', '/posts/0', undefined, /the address at \/number/], ['GET', '/posts/one', undefined, /the address at \/number/], ['GET', '/posts/99999999999', undefined, /the address at \/number/],
    ['GET', '/posts?before=x', undefined, /the query at \/before/], ['GET', '/posts?words=a&words=b', undefined, /the query at \/words/], ['GET', '/posts?order=asc', undefined, /the query/], ['GET', `/posts/${Number(number)}?as=text`, undefined, /the query/],
  ]
  for (const [method, path, body, says] of wrong) {
    const { status, type, json } = await ask(method, path, body)
    assert.deepEqual([status, type, json['code']], [400, 'application/problem+json', 'REQUEST_WRONG'], `${method} ${path}`)
    assert.match(String(json['detail']), says, `${method} ${path}`)
  }
  assert.equal((await ask('GET', '/posts/424242')).json['code'], 'POST_NOT_THERE')
  assert.equal((await ask('GET', '/posts/424242')).status, 404)
  assert.deepEqual([(await ask('POST', '/posts', JSON.stringify({ title: 'x'.repeat(2_100_000) }))).json['code'], (await ask('POST', '/posts', 'title=x', { 'content-type': 'application/x-www-form-urlencoded' })).json['code'], (await ask('POST', '/posts', 'x', { 'content-type': 'text/plain' })).json['code']], ['REQUEST_TOO_LONG', 'REQUEST_NOT_JSON', 'REQUEST_NOT_JSON'])
  for (const path of ['/', '/nothing', '/posts/1/submit', '/sessions', '/work']) assert.deepEqual([(await ask('GET', path)).status, (await ask('GET', path)).json['code']], [404, 'ADDRESS_NOT_THERE'], path)
})

test('a token asks three hundred times a minute, and another token is not kept waiting by it', async () => {
  const busy = await programOf(site, 'asha'), other = await programOf(site, 'asha')
  for (let asked = 0; asked < 300; asked++) assert.equal((await busy('POST', '/commands/release-post')).status, 403)
  const refused = await busy('GET', '/channels')
  assert.deepEqual([refused.status, refused.json['code']], [429, 'REQUESTS_TOO_MANY'])
  assert.ok(Number(refused.headers['retry-after']) > 0)
  assert.equal((await other('GET', '/channels')).status, 200)
})

test('every problem has the form of RFC 9457, with the code and the sentence', async () => {
  const { type, status, headers, json } = await asking(site)('GET', '/posts')
  assert.deepEqual([type, status, headers['www-authenticate'], headers['cache-control']], ['application/problem+json', 401, 'Bearer', 'no-store'])
  assert.deepEqual(json, { type: 'about:blank', title: 'Unauthorized', status: 401, code: 'TOKEN_MISSING', detail: reasons.TOKEN_MISSING.says() })
})

test('every path of the served document answers, with a status that stands there', async () => {
  const ask = await programOf(site, 'asha'), served = await asking(site)('GET', '/openapi.json')
  assert.equal(served.status, 200)
  const paths = served.json['paths'] as { readonly [at: string]: { readonly [method: string]: { readonly responses: object; readonly requestBody?: object } } }
  for (const [at, there] of Object.entries(paths)) {
    for (const [method, { responses, requestBody }] of Object.entries(there)) {
      const { status, json } = await ask(method.toUpperCase() as 'GET', at.replaceAll(/\{\w+\}/g, '1'), requestBody && {})
      assert.ok(String(status) in responses, `${method} ${at} answered ${status}`)
      assert.notEqual(json['code'], 'ADDRESS_NOT_THERE', at)
    }
  }
})

test('a fault of ours says nothing of itself, is logged, and can be quoted', async () => {
  const ask = await programOf(site, 'asha')
  await site.query('revoke select on checkpoint from countersign_web')
  const { status, type, json, text } = await ask('GET', '/record/checkpoint')
  await site.query('grant select on checkpoint to countersign_web')
  assert.deepEqual([status, type, json['code']], [500, 'application/problem+json', 'FAULT'])
  const quote = /quote ([0-9A-F]{6}) /.exec(String(json['detail']))![1]!
  assert.ok(site.logged.some(line => line.includes(`fault ${quote}`) && line.includes('permission denied')))
  assert.doesNotMatch(text, /permission|checkpoint|countersign_web/)
})
