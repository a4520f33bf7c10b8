// The insider who holds a token: everything it was not made for is tried, and nothing is signed, sent, opened or shown.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { apiTokensOver, isTokenSecret } from '../../src/adapters/identity/api-tokens.ts'
import { reasons } from '../../src/api/reasons.ts'
import { isAlwaysRefused } from '../../src/api/open-api.ts'
import { routes } from '../../src/api/routes.ts'
import { commands, signedCommands } from '../../src/commands/index.ts'
import { SCOPES } from '../../src/commands/token.ts'
import { instantOf } from '../../src/core/instant.ts'
import { asking, programOf, tokenFor, tokensOf, type Ask } from '../api-program.ts'
import { PEOPLE, THE_WALL, type Slug } from '../people-of-arrivals.ts'
import { WebSite } from '../web-site.ts'

const WORDS = { title: 'Ferries', parts: [{ kind: 'text', text: 'Ferries are running late.' }], channels: [THE_WALL as string], from: '2026-11-24T09:00:00.000Z', until: '2026-11-26T09:00:00.000Z' }
let site: WebSite
before(async () => { site = await WebSite.open() })
after(() => site.end())

const count = async (table: string): Promise<number> => (await site.query(`select from ${table}`)).length
const codeOf = async (answer: ReturnType<Ask>): Promise<readonly [number, unknown]> => [(await answer).status, (await answer).json['code']]
/** An address of the API with everything filled in. */
const filled = (at: string): string => at.replaceAll(/\{\w+\}/g, '1')

test('invariant 12: every signed command is refused to every token, whoever it works as, and leaves no ticket and no claim', async () => {
  const before = [await count('ticket'), await count('intake')]
  for (const slug of ['asha', 'dora', 'hugh', 'priya', 'ada', 'sol'] as const) {
    const ask = await programOf(site, slug)
    for (const { name } of signedCommands) {
      const { status, json } = await ask('POST', `/commands/${name}`, { post: 1, over: 1, decision: 'approve', person: PEOPLE[slug].id })
      assert.deepEqual([status, json['code'], json['detail']], [403, 'ONLY_PEOPLE_SIGN', 'Tokens and programs can draft and check. Only a person with a passkey can sign or release.'], name)
    }
  }
  assert.deepEqual([await count('ticket'), await count('intake')], before)
})

test('of all commands a token gives two, and both leave no more than a draft', () => {
  const given = commands.filter(({ name }) => !isAlwaysRefused(routes.find(route => route.name === name)!)).map(({ name }) => name)
  assert.deepEqual(given, ['begin-post', 'save-draft'])
  for (const { name, refuses } of routes.filter(isAlwaysRefused)) assert.deepEqual(refuses, [signedCommands.some(signed => signed.name === name) ? 'ONLY_PEOPLE_SIGN' : 'ONLY_ON_THE_PAGES'])
  assert.match(reasons.ONLY_ON_THE_PAGES.says(), /A person does this, signed in to the pages/)
})

test('a token signs nobody in: no page opens with it, and no answer to it carries a cookie', async () => {
  const { secret } = await tokenFor(site, 'asha')
  for (const url of ['/work', '/me', '/posts', '/settings/tokens', '/people', '/settings/policy']) {
    const answer = await site.app.inject({ url, headers: { host: 'localhost:3900', authorization: `Bearer ${secret}` } })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/sign-in'], url)
  }
  for (const { method, at } of routes) {
    const { headers } = await asking(site, secret)(method, filled(at), method === 'GET' ? undefined : {})
    assert.deepEqual([headers['set-cookie'], headers['access-control-allow-origin'], headers['cache-control']], [undefined, undefined, 'no-store'], at)
  }
})

test('a session opens nothing of the API, and a token stands in the header alone', async () => {
  const asha = await site.visit('asha'), { secret } = await tokenFor(site, 'asha'), nobody = asking(site)
  for (const { method, at } of routes) assert.deepEqual(await codeOf(nobody(method, filled(at), method === 'GET' ? undefined : {}, { cookie: asha.cookie() })), [401, 'TOKEN_MISSING'], at)
  assert.deepEqual(await codeOf(nobody('GET', `/posts?access_token=${secret}`)), [401, 'TOKEN_MISSING'])
  assert.deepEqual(await codeOf(nobody('GET', '/posts', undefined, { authorization: `Basic ${secret}` })), [401, 'TOKEN_MISSING'])
})

test('sessions, sign-in keys, people and settings have no address there', async () => {
  const ask = await programOf(site, 'ada')
  for (const path of ['/sessions', '/me', '/people', '/tokens', '/settings', '/keys', '/tickets', '//me']) assert.deepEqual(await codeOf(ask('GET', path)), [404, 'ADDRESS_NOT_THERE'], path)
  assert.deepEqual(await codeOf(ask('OPTIONS', '/posts', undefined, { origin: 'https://evil.example', 'access-control-request-method': 'POST' })), [404, 'ADDRESS_NOT_THERE'])
  assert.equal((await ask('GET', '/posts', undefined, { host: 'evil.example' })).status, 421)
})

test('a token of an adviser, a minister or an administrator writes no post and changes no word, whatever roles they hold', async () => {
  const { number } = (await (await programOf(site, 'asha'))('POST', '/posts', WORDS)).json
  for (const [slug, code] of [['sol', 'ADVISER_CANNOT_WRITE'], ['vera', 'ADVISER_CANNOT_WRITE'], ['ada', /^(ADMINISTRATOR_CANNOT_SIGN|RIGHT_MISSING)$/]] as readonly (readonly [Slug, string | RegExp])[]) {
    const ask = await programOf(site, slug), posts = await count('post')
    for (const answer of [await ask('POST', '/posts', WORDS), await ask('PUT', `/posts/${Number(number)}/draft`, { over: 1, ...WORDS, title: 'Mine' })]) {
      assert.equal(answer.status, 403)
      assert.match(String(answer.json['code']), new RegExp(code))
    }
    assert.equal(await count('post'), posts)
    assert.equal((await ask('POST', '/check', { text: 'Ferries run.' })).status, 200)
  }
})

test('a token does what it was made for and nothing else', async () => {
  for (const scope of SCOPES) {
    const ask = await programOf(site, 'asha', { scopes: [scope] })
    for (const { method, at, scope: wanted } of routes.filter(each => each.scope !== null)) {
      const [status, code] = await codeOf(ask(method, filled(at), method === 'GET' ? undefined : {}))
      assert.equal(code === 'SCOPE_MISSING' && status === 403, wanted !== scope, `${scope}: ${method} ${at}`)
    }
  }
})

test('a token that is revoked, over, unknown or nearly right is refused at once, and all in the same words', async () => {
  const { id, secret } = await tokenFor(site, 'asha'), ask = asking(site, secret)
  assert.equal((await ask('GET', '/posts')).status, 200)
  assert.equal(await tokensOf(site).revoke(id, PEOPLE.ada.id), true)
  const refused = await ask('GET', '/posts')
  assert.deepEqual([refused.status, refused.json['code'], refused.headers['www-authenticate']], [401, 'TOKEN_NOT_GOOD', 'Bearer error="invalid_token"'])
  const { secret: over } = await tokenFor(site, 'asha', { until: instantOf(Date.now() + 300) })
  await new Promise(resolve => { setTimeout(resolve, 350) })
  const { secret: whole } = await tokenFor(site, 'asha')
  for (const wrong of [over, whole.slice(0, -1), `${whole.slice(0, -2)}${whole.endsWith('AA') ? 'BB' : 'AA'}`, whole.toLowerCase(), `${whole}=`, 'countersign_', "'or'1'='1", 'x'.repeat(5_000)]) {
    assert.deepEqual((await asking(site, wrong)('GET', '/posts')).json, refused.json, wrong.slice(0, 20))
  }
})

test('the table holds no secret, and a use is noted', async () => {
  const { id, secret } = await tokenFor(site, 'asha')
  assert.ok(isTokenSecret(secret))
  await asking(site, secret)('GET', '/channels')
  const [row] = await site.query(`select row_to_json(t)::text as whole, last_used is not null as used from api_token t where id = '${id}'`)
  assert.equal(row!['used'], true)
  for (const part of [secret, secret.slice(12), Buffer.from(secret).toString('hex')]) assert.ok(!String(row!['whole']).includes(part))
})

test('another body’s token is unknown here, and another body’s post and channel are not there', async () => {
  const other = await site.database.addBody('Department for Departures'), [theirs, theirPost] = [randomUUID(), randomUUID()], secret = `countersign_${'a'.repeat(43)}`
  await site.query(`insert into person (id, body, name, name_salt, slug, job) values ('${theirs}', '${other}', 'A name', 'salt', 'a-name', 'x')`)
  await site.query(`insert into post (id, body, number, author, title) values ('${theirPost}', '${other}', 4001, '${theirs}', 'Theirs')`)
  const tokens = apiTokensOver(site.opened.pool, other)
  await tokens.make({ id: randomUUID(), person: theirs as never, name: 'Theirs', scopes: SCOPES, madeBy: theirs as never, until: instantOf(Date.now() + 60_000) }, secret)
  assert.ok(await tokens.holding(secret))
  assert.deepEqual(await codeOf(asking(site, secret)('GET', '/posts')), [401, 'TOKEN_NOT_GOOD'])
  const ask = await programOf(site, 'asha'), absent = await ask('GET', '/posts/4001')
  assert.deepEqual(absent.json, (await ask('GET', '/posts/4002')).json)
  assert.equal(absent.json['code'], 'POST_NOT_THERE')
  assert.equal((await ask('PUT', '/posts/4001/draft', { over: 1, ...WORDS })).json['code'], 'POST_NOT_THERE')
  assert.equal((await ask('POST', '/posts', { ...WORDS, channels: [theirPost] })).json['code'], 'CHANNEL_UNKNOWN')
  await assert.rejects(tokensOf(site).make({ id: randomUUID(), person: theirs as never, name: 'x', scopes: SCOPES, madeBy: PEOPLE.ada.id, until: instantOf(Date.now() + 60_000) }, `countersign_${'b'.repeat(43)}`), /foreign key/)
  assert.equal((await tokensOf(site).all()).some(({ person }) => person === theirs), false)
})

test('what a token drafts bars its person from approving, and nobody else: nobody is named in the request', async () => {
  const ask = await programOf(site, 'asha'), handed = await count('intake')
  assert.deepEqual(await codeOf(ask('POST', '/posts', { ...WORDS, person: PEOPLE.dora.id })), [400, 'REQUEST_WRONG'])
  assert.equal((await ask('POST', '/posts', WORDS)).status, 201)
  const said = await site.query("select convert_from(bytes, 'UTF8') as said from intake")
  assert.equal(said.length, handed + 1)
  assert.ok(said.every(row => !String(row['said']).includes(PEOPLE.dora.id)))
})
