// Signing in with passkeys over a real database: invitations, sessions that end, keys that are lost and replaced, and every refusal.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { SoftSignIn, type SignInClaims } from '../../test/soft-sign-in.ts'
import { PEOPLE, type Slug } from '../../test/people-of-arrivals.ts'
import { WebSite, wordsOf, type Answer, type Visitor } from '../../test/web-site.ts'
import { says } from './reasons.ts'
import { digestOf, endSession, sessionStore } from './sessions.ts'

let site: WebSite
before(async () => { site = await WebSite.open({ demo: false }) })
after(() => site.end())

const codeOf = (answer: Answer) => [answer.status, (JSON.parse(answer.text) as { code?: string }).code]
const read = <Value>(answer: Answer): Value => JSON.parse(answer.text) as Value
const slugOf = (slug: Slug): string => PEOPLE[slug].name.toLowerCase().replace(' ', '-')

const BY_HAND = /```sql\n(insert into invitation [^`]+)```/.exec(readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8'))![1]!

/** An invitation as the runbook has one made by hand, by nobody who could be named. */
async function invited(slug: Slug): Promise<string> {
  const code = randomBytes(24).toString('base64url')
  await site.query(BY_HAND.replace('CODE', code).replace('hugh-banner', slugOf(slug)))
  return code
}

async function accept(visitor: Visitor, code: string, device = new SoftSignIn(), claims: SignInClaims = {}): Promise<{ readonly answer: Answer; readonly device: SoftSignIn }> {
  const asked = await visitor.json('/invitation/options', { code })
  if (asked.status !== 200) return { answer: asked, device }
  return { device, answer: await visitor.json('/invitation', { code, ...device.make(read<{ challenge: string }>(asked).challenge, claims) }) }
}

async function signIn(visitor: Visitor, device: SoftSignIn, claims: SignInClaims = {}): Promise<Answer> {
  const { challenge } = read<{ challenge: string }>(await visitor.json('/sign-in/options', {}))
  return visitor.json('/sign-in', device.use(challenge, claims))
}

/** Somebody with a sign-in passkey, signed in. */
async function inside(slug: Slug): Promise<{ readonly visitor: Visitor; readonly device: SoftSignIn }> {
  const visitor = await site.visit(), { answer, device } = await accept(visitor, await invited(slug))
  assert.equal(answer.status, 200, answer.text)
  return { visitor, device }
}

test('whoever is invited makes a passkey, is signed in under a new session, and signs in with it again', async () => {
  const visitor = await site.visit()
  await visitor.get('/invitation')
  const planted = visitor.cookie(), { answer, device } = await accept(visitor, await invited('ben'))
  assert.deepEqual(read(answer), { to: '/work' })
  assert.notEqual(visitor.cookie(), planted)
  assert.match((await visitor.get('/me')).text, /Ben Folio/)
  const later = await site.visit()
  await later.get('/posts')
  const before = later.cookie(), again = await signIn(later, device)
  assert.deepEqual([again.status, read(again)], [200, { to: '/posts' }], 'and comes back to the page that was asked for')
  assert.notEqual(later.cookie(), before)
  assert.equal((await later.get('/work')).status, 200)
})

test('a session lasts twelve hours from the touch, however much it is used', async () => {
  const { visitor } = await inside('dora'), left = async () => Number((await site.query(`select extract(epoch from until - now()) as left from session where data ->> 'person' = '${PEOPLE.dora.id}'`))[0]!['left'])
  assert.ok(Math.abs(await left() - 12 * 3600) < 60)
  await site.query(`update session set until = now() + interval '1 minute', data = data - 'seen' where data ->> 'person' = '${PEOPLE.dora.id}'`)
  await visitor.get('/work')
  assert.ok(await left() < 61)
  await site.query(`update session set until = now() where data ->> 'person' = '${PEOPLE.dora.id}'`)
  assert.equal((await visitor.get('/work')).location, '/sign-in')
})

test('an invitation works once, for an hour, and only with its code', async () => {
  const code = await invited('finn'), first = await accept(await site.visit(), code)
  assert.equal(first.answer.status, 200)
  assert.deepEqual(codeOf((await accept(await site.visit(), code)).answer), [409, 'INVITATION_OVER'])
  const old = await invited('finn')
  await site.query("update invitation set until = now() where used is null")
  assert.deepEqual(codeOf((await accept(await site.visit(), old)).answer), [409, 'INVITATION_OVER'])
  assert.deepEqual(codeOf((await accept(await site.visit(), 'A'.repeat(32))).answer), [409, 'INVITATION_OVER'])
  assert.equal((await (await site.visit()).json('/invitation/options', { code: 'short' })).status, 422)
  const held = await invited('finn'), visitor = await site.visit(), { challenge } = read<{ challenge: string }>(await visitor.json('/invitation/options', { code: held }))
  await site.query('update invitation set used = now() where used is null')
  assert.deepEqual(codeOf(await visitor.json('/invitation', { code: held, ...new SoftSignIn().make(challenge) })), [409, 'INVITATION_OVER'], 'used between the question and the touch')
})

test('a passkey that is not known, not proved, too late or answered for another act signs nobody in', async () => {
  const { device } = await inside('asha'), visitor = await site.visit()
  assert.equal((await signIn(await site.visit(), device)).status, 200)
  assert.deepEqual(codeOf(await signIn(visitor, new SoftSignIn())), [403, 'SIGN_IN_KEY_UNKNOWN'])
  for (const claims of [{ signedWith: 'another key' }, { verified: false }, { origin: 'http://sign.localhost:3901' }, { counter: 0 }] as const) assert.deepEqual(codeOf(await signIn(visitor, device, claims)), [403, 'SIGN_IN_NOT_PROVED'])
  assert.deepEqual(codeOf(await visitor.json('/sign-in', device.use('AAAA'))), [409, 'SIGN_IN_TOO_SLOW'], 'nothing was asked for')
  const { challenge } = read<{ challenge: string }>(await visitor.json('/sign-in/options', {}))
  await site.query("update session set data = jsonb_set(data, '{asked,at}', to_jsonb('2020-01-01T00:00:00.000Z'::text)) where data ? 'asked'")
  assert.deepEqual(codeOf(await visitor.json('/sign-in', device.use(challenge))), [409, 'SIGN_IN_TOO_SLOW'])
  const making = read<{ challenge: string }>(await visitor.json('/invitation/options', { code: await invited('cleo') }))
  assert.deepEqual(codeOf(await visitor.json('/sign-in', device.use(making.challenge))), [409, 'SIGN_IN_TOO_SLOW'], 'a challenge for making is none for signing in')
  assert.deepEqual(codeOf((await accept(visitor, await invited('cleo'), new SoftSignIn(), { verified: false })).answer), [403, 'SIGN_IN_NOT_PROVED'])
  assert.equal((await visitor.get('/work')).status, 303)
})

test('an answer signs in once: the same bytes a second time are refused', async () => {
  const { device } = await inside('priya'), visitor = await site.visit(), { challenge } = read<{ challenge: string }>(await visitor.json('/sign-in/options', {})), answer = device.use(challenge)
  assert.equal((await visitor.json('/sign-in', answer)).status, 200)
  assert.deepEqual(codeOf(await (await site.visit()).json('/sign-in', answer)), [409, 'SIGN_IN_TOO_SLOW'])
  assert.equal((await site.query(`select 1 from sign_in_key where person = '${PEOPLE.priya.id}' and counter = ${device.counter} and last_used > now() - interval '1 minute'`)).length, 1)
})

test('without the page’s token nothing is asked and nobody is signed in', async () => {
  for (const path of ['/sign-in/options', '/sign-in', '/invitation/options', '/invitation', '/me/passkeys/options']) {
    const { statusCode } = await site.app.inject({ method: 'POST', url: path, headers: { host: 'localhost:3900', 'content-type': 'application/json', accept: 'application/json' }, payload: '{}' })
    assert.equal(statusCode, 403, path)
  }
})

test('only an administrator or one of the first two invites, and a link replaces nothing until it is used', async () => {
  const { visitor: ada } = await inside('ada'), { visitor: ben, device: lost } = await inside('ben'), path = `/people/${slugOf('ben')}`
  assert.doesNotMatch((await ben.get(`/people/${slugOf('asha')}`)).text, /Invite to sign in/)
  assert.equal((await ben.post(`/people/${slugOf('asha')}/invite`)).status, 403)
  assert.equal((await ada.post(`/people/${slugOf('ada')}/invite`)).location, '/me')
  assert.match((await ada.get(path)).text, /Invite to sign in/)
  const page = await ada.post(`${path}/invite`), code = /http:\/\/localhost:3900\/invitation#([A-Za-z0-9_-]{32})</.exec(page.text)![1]!
  assert.equal(page.headers['cache-control'], 'no-store')
  assert.equal((await ben.get('/work')).status, 200)
  assert.equal((await signIn(await site.visit(), lost)).status, 200)
  const other = /#([A-Za-z0-9_-]{32})</.exec((await ada.post(`${path}/invite`)).text)![1]!, fresh = await site.visit()
  assert.equal((await accept(fresh, code)).answer.status, 200)
  assert.equal((await ben.get('/work')).location, '/sign-in', 'whoever has the lost one is signed out')
  assert.deepEqual(codeOf(await signIn(await site.visit(), lost)), [403, 'SIGN_IN_KEY_UNKNOWN'])
  assert.deepEqual(codeOf((await accept(await site.visit(), other)).answer), [409, 'INVITATION_OVER'])
  assert.match(wordsOf((await fresh.get('/me')).text), /Invited by Ada Hinge/)
  assert.ok((await site.query('select encode(hash, \'hex\') as hash from invitation')).every(row => !String(row['hash']).includes(code)))
})

test('a second passkey is added and one removed with the sessions that it began; the last one stays', async () => {
  const { visitor: hugh, device } = await inside('hugh')
  const add = async (touched: SoftSignIn): Promise<Answer> => hugh.json('/me/passkeys/options', touched.use(read<{ challenge: string }>(await hugh.json('/sign-in/options', {})).challenge))
  const ben = await inside('ben')
  assert.deepEqual(codeOf(await add(new SoftSignIn())), [403, 'SIGN_IN_KEY_UNKNOWN'], 'a session alone adds none')
  assert.deepEqual(codeOf(await add(ben.device)), [403, 'SIGN_IN_NOT_PROVED'], 'nor with the touch of somebody else')
  const asked = read<{ challenge: string; excludeCredentials: readonly { id: string }[] }>(await add(device)), second = new SoftSignIn()
  assert.deepEqual(asked.excludeCredentials.map(({ id }) => id), [device.id])
  const last = await hugh.post('/me/passkeys/remove', { key: device.id })
  assert.deepEqual([last.status, wordsOf(last.text).includes(says('SIGN_IN_KEY_LAST'))], [409, true])
  assert.equal((await hugh.json('/me/passkeys', second.make(asked.challenge))).status, 200)
  const elsewhere = await site.visit()
  assert.equal((await signIn(elsewhere, second)).status, 200)
  assert.equal((await hugh.get('/me')).text.split('Passkey made on').length - 1, 2)
  await ben.visitor.post('/me/passkeys/remove', { key: second.id })
  assert.equal((await elsewhere.get('/work')).status, 200, 'nobody removes another’s')
  assert.equal((await hugh.post('/me/passkeys/remove', { key: second.id })).status, 303)
  assert.equal((await elsewhere.get('/work')).location, '/sign-in')
  assert.equal((await hugh.get('/work')).status, 200)
  assert.deepEqual(codeOf(await signIn(await site.visit(), second)), [403, 'SIGN_IN_KEY_UNKNOWN'])
})

test('one session is ended from another, and nobody ends another’s', async () => {
  const { visitor: sol, device } = await inside('sol'), elsewhere = await site.visit()
  await signIn(elsewhere, device)
  const there = /name="session" value="([0-9a-f]{64})"/.exec((await sol.get('/me')).text)![1]!
  await (await inside('ines')).visitor.post('/me/sessions/end', { session: there })
  assert.equal((await elsewhere.get('/work')).status, 200)
  await sol.post('/me/sessions/end', { session: there })
  assert.equal((await elsewhere.get('/work')).location, '/sign-in')
  assert.equal((await site.query(`select 1 from session where encode(id, 'hex') = '${there}'`)).length, 0)
  assert.match(wordsOf((await sol.get('/me')).text), /In use now\./)
})

test('a session that is ended while a request of it is under way is not brought back by it', async () => {
  const store = sessionStore(site.opened.pool, site.database.body), id = 'the id in a cookie', session = { person: PEOPLE.ines.id, cookie: { expires: new Date(Date.now() + 60_000) } }
  const set = (kept: object) => new Promise(resolve => { store.set(id, kept as never, resolve) }), get = () => new Promise<object | null>(resolve => { store.get(id, (_, found) => resolve((found ?? null) as object | null)) })
  await set(session)
  const underWay = await get()
  assert.ok(underWay)
  await endSession(site.opened.pool, site.database.body, PEOPLE.ines.id, digestOf(id).toString('hex'))
  await set({ ...underWay, seen: '2026-11-24T11:00:00.000Z' })
  assert.equal(await get(), null)
})

test('no address and no name of a browser is kept with a session, only what it is in words', async () => {
  const { visitor } = await inside('asha')
  await visitor.get('/work')
  const rows = await site.query(`select data::text as data from session where data ->> 'person' = '${PEOPLE.asha.id}'`)
  assert.ok(rows.every(row => !/127\.0\.0\.1|lightMyRequest|user-agent/i.test(String(row['data']))), JSON.stringify(rows))
})

test('the page says what is needed without scripts, and whom to ask for a lost passkey; nothing of the demonstration is there', async () => {
  const visitor = await site.visit(), page = wordsOf((await visitor.get('/sign-in')).text)
  assert.ok(page.includes(says('SIGN_IN_NEEDS_SCRIPT')))
  assert.match(page, /I have lost my passkey/)
  assert.equal((await visitor.post('/demo/sign-in', { person: 'asha-quill' })).status, 404)
  assert.deepEqual(site.logged, [])
})

test('in the demonstration the own page shows where somebody is signed in, and nothing of passkeys', async () => {
  const demo = await WebSite.open(), asha = await demo.visit('asha'), page = await asha.get('/me')
  await demo.visit('asha')
  assert.match(wordsOf(page.text), /Where you are signed in .* In use now\./)
  assert.doesNotMatch(page.text, /Sign-in passkeys|data-touch/)
  assert.equal((await asha.get('/me')).text.split('Sign out there').length - 1, 1)
  for (const path of ['/sign-in', '/sign-in/options', '/invitation', '/me/passkeys/options', `/people/${slugOf('ben')}/invite`]) assert.equal((await asha.post(path)).status, 404, path)
  assert.deepEqual(demo.logged, [])
  await demo.end()
})

test('after sixty tries in a minute from one address the door waits', async () => {
  const visitor = await site.visit(), answers: number[] = []
  for (let i = 0; i < 61; i++) answers.push((await site.app.inject({ method: 'POST', url: '/sign-in', headers: { host: 'localhost:3900', accept: 'application/json' } })).statusCode)
  assert.equal(answers.at(-1), 429)
  assert.equal((await visitor.get('/sign-in')).status, 200)
})
