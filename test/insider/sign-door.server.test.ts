// The insider at the signing origin's door, on a trial body with passkeys: no ticket twice, no other host, nothing signed that was not shown, and no demo key.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SignedCommand } from '../../src/commands/command.ts'
import { enrolKey } from '../../src/commands/enrol-key.ts'
import { prepareSigned } from '../../src/commands/run.ts'
import { signOffPost } from '../../src/commands/sign-off-post.ts'
import { submitPost } from '../../src/commands/submit-post.ts'
import { base64url, base64urlToBytes } from '../../src/core/bytes.ts'
import { bytesToStatement, statementToBytes } from '../../src/core/statement.ts'
import { visitor, type Answer, type Visit } from '../../src/cli/visit.ts'
import { reasons } from '../../src/sign/reasons.ts'
import { makeDemoKey, makePasskey, type Claims } from '../soft-passkey.ts'
import { TrialBody, type Colleague, type Words } from '../trial-body.ts'

let body: TrialBody, sign: Visit
before(async () => {
  body = await TrialBody.begin(['keeper', 'wall', 'sign'])
  sign = visitor(body.service.sign)
})
after(async () => {
  sign?.close()
  await body?.end()
})

interface Carried { readonly ticket: string; readonly keys: readonly { readonly credential: string; readonly demo: boolean }[]; readonly shown: { readonly layer: string | null } }
interface Given { readonly payload: string; readonly mark: string; readonly opened: readonly object[] }
const words = (text: string): Words => [{ kind: 'text', text }]
const json = <Value>(answer: Answer): Value => JSON.parse(answer.text) as Value
const code = (answer: Answer) => [answer.status, json<{ code?: string }>(answer).code]

async function ticketFor(person: Colleague, command: SignedCommand, { post, input = {} }: { readonly post?: number; readonly input?: unknown }): Promise<string> {
  const prepared = await prepareSigned(body.web.doors, command, { actor: person.id, ...(post === undefined ? {} : { post }), input })
  assert.ok(prepared.ok, prepared.ok ? '' : prepared.code)
  return prepared.value.ticket
}
const review = (person: Colleague, post: number) => ticketFor(person, signOffPost as unknown as SignedCommand, { post })
async function opened(ticket: string): Promise<Carried> {
  const page = await sign.get(`/t/${ticket}`)
  assert.equal(page.status, 200, page.text)
  return JSON.parse(/<script type="application\/json" id="carried">(.*?)<\/script>/s.exec(page.text)![1]!) as Carried
}
const stated = async (person: Colleague, ticket: string, more: object = {}) => json<Given>(await sign.json('/statement', { ticket, key: person.passkey.credential, decision: 'approve', ...more }))
const signedBy = (person: Colleague, given: Given, claims: Claims = {}) => person.passkey.sign(base64urlToBytes(given.payload), { ...body.at, ...claims })
const hand = (ticket: string, given: Given, envelope: object) => sign.json('/signed', { ticket, mark: given.mark, opened: given.opened, envelope })
async function submitted(text: string): Promise<number> {
  const post = await body.write(words(text))
  assert.equal((await body.submit(post)).why, null)
  return post.number
}

test('the whole way at the door: sent, signed twice, released, each with its receipt, and the same press twice is one entry', async () => {
  const asha = body.person('Asha Quill'), ben = body.person('Ben Folio'), dora = body.person('Dora Galley'), post = await body.write(words('Ferries run to the winter timetable.'))
  const sending = await ticketFor(asha, submitPost as unknown as SignedCommand, { post: post.number, input: { over: post.draft.version } })
  await opened(sending)
  const submission = json<Given>(await sign.json('/statement', { ticket: sending, key: asha.passkey.credential }))
  const sent = await hand(sending, submission, signedBy(asha, submission))
  assert.deepEqual([sent.status, json<{ counts: boolean }>(sent).counts], [200, true], sent.text)
  for (const person of [ben, dora]) {
    const ticket = await review(person, post.number)
    assert.notEqual((await opened(ticket)).shown.layer, null)
    const given = await stated(person, ticket), envelope = signedBy(person, given)
    const first = await hand(ticket, given, envelope), again = await hand(ticket, given, envelope)
    assert.equal(json<{ counts: boolean }>(first).counts, true, first.text)
    assert.deepEqual(json<{ index: number }>(again).index, json<{ index: number }>(first).index)
    if (person !== dora) continue
    assert.equal(json<{ release: boolean }>(first).release, true, 'the last signer, who may release, is offered it on the same page')
    const release = await stated(dora, ticket, { purpose: 'release-post', decision: undefined })
    const released = await hand(ticket, release, signedBy(dora, release))
    assert.equal(json<{ counts: boolean }>(released).counts, true, released.text)
  }
  await body.until(post, ({ sends }) => Object.values(sends.sends).some(send => send.outcome === 'sent'))
})

test('a ticket opens one page, once; a ticket that was never given opens none, and neither gives a statement', async () => {
  const ben = body.person('Ben Folio'), ticket = await review(ben, await submitted('Opened once.'))
  assert.deepEqual(code(await sign.json('/statement', { ticket, key: ben.passkey.credential, decision: 'approve' })), [409, 'SIGNATURE_OLD'])
  await opened(ticket)
  const again = await sign.get(`/t/${ticket}`)
  assert.equal(again.status, 410)
  assert.ok(again.text.includes(reasons['LINK_USED'].says()))
  assert.match(again.text, new RegExp(`href="${body.service.web}/work"`))
  assert.equal((await sign.get(`/t/${base64url(new Uint8Array(24))}`)).status, 410)
  assert.deepEqual(code(await sign.json('/statement', { ticket: base64url(new Uint8Array(24)), key: ben.passkey.credential })), [409, 'SIGNATURE_OLD'])
})

test('another host name gets nothing, and every answer carries the headers', async () => {
  for (const host of ['localhost:3001', `evil.example:${new URL(body.service.sign).port}`, new URL(body.service.sign).hostname]) {
    const other = visitor(body.service.sign, host), answer = await other.get('/stop')
    other.close()
    assert.equal(answer.status, 421)
    assert.doesNotMatch(answer.text, /Refuse/)
  }
  const { headers } = await sign.get('/stop')
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.match(policy, new RegExp(`form-action 'self' ${body.service.web}`))
  assert.doesNotMatch(policy, /unsafe/)
  assert.deepEqual([headers['referrer-policy'], headers['cross-origin-opener-policy'], headers['cache-control'], headers['set-cookie']], ['same-origin', 'same-origin', 'no-store', undefined])
})

test('a statement that this page was not given is not handed in: changed by a byte, of another page, or made elsewhere', async () => {
  const ben = body.person('Ben Folio'), [one, other] = [await submitted('The one.'), await submitted('The other.')], ticket = await review(ben, one), beside = await review(ben, other)
  await opened(ticket)
  await opened(beside)
  const given = await stated(ben, ticket), statement = bytesToStatement(base64urlToBytes(given.payload))
  assert.equal(statement.kind, 'sign-off')
  const forged = { ...given, payload: base64url(statementToBytes({ ...statement, predicate: { ...statement.predicate, layer: 'press-office' } } as never)) }
  assert.deepEqual(code(await hand(ticket, forged, signedBy(ben, forged))), [409, 'NOT_SERVED'])
  assert.deepEqual(code(await hand(beside, given, signedBy(ben, given))), [409, 'NOT_SERVED'])
  const elsewhere = await body.state(ben, signOffPost as unknown as SignedCommand, { post: one, input: {} })
  assert.deepEqual(code(await hand(ticket, { ...given, payload: base64url(elsewhere.payload) }, ben.passkey.sign(elsewhere.payload, body.at))), [409, 'NOT_SERVED'])
  assert.equal((await body.post(one))!.standing.signOffs.length, 0)
})

test('a signature on another origin, for another site, without verifying the person, over other bytes or by another key is refused with its reason', async () => {
  const ben = body.person('Ben Folio'), dora = body.person('Dora Galley'), number = await submitted('Signed in the wrong place.'), ticket = await review(ben, number)
  await opened(ticket)
  const given = await stated(ben, ticket)
  const wrong: readonly (readonly [Claims, string])[] = [
    [{ origin: body.service.web }, 'SIGNATURE_ORIGIN'], [{ origin: 'http://sign.localhost:1' }, 'SIGNATURE_ORIGIN'], [{ rpId: 'localhost' }, 'SIGNATURE_RP_ID'], [{ crossOrigin: true }, 'SIGNATURE_CROSS_ORIGIN'], [{ topOrigin: 'http://evil.example' }, 'SIGNATURE_CROSS_ORIGIN'],
    [{ verified: false }, 'SIGNATURE_NOT_USER_VERIFIED'], [{ type: 'webauthn.create' }, 'SIGNATURE_TYPE'], [{ over: new Uint8Array(8) }, 'SIGNATURE_CHALLENGE'],
  ]
  for (const [claims, why] of wrong) assert.deepEqual(code(await hand(ticket, given, signedBy(ben, given, claims))), [422, why])
  assert.deepEqual(code(await hand(ticket, given, signedBy(dora, given))), [403, 'PASSKEY_UNKNOWN'])
  const honest = signedBy(ben, given)
  assert.deepEqual(code(await hand(ticket, given, { ...honest, signature: makePasskey().sign(base64urlToBytes(given.payload), body.at).signature })), [422, 'SIGNATURE_WRONG'])
  assert.equal((await body.post(number))!.standing.signOffs.length, 0)
})

test('invariant 23: in a trial the demo routes do not exist, and a demo envelope is not taken', async () => {
  const ben = body.person('Ben Folio'), ticket = await review(ben, await submitted('No demo here.'))
  await opened(ticket)
  const given = await stated(ben, ticket), demo = makeDemoKey()
  assert.equal((await sign.json('/demo/sign', { ticket, mark: given.mark, payload: given.payload, opened: [] })).status, 404)
  assert.equal((await hand(ticket, given, demo.sign(base64urlToBytes(given.payload)))).status, 400)
  assert.deepEqual(code(await sign.json('/stop/signed', { post: 1, mark: given.mark, payload: given.payload, opened: [] })), [422, 'STATEMENT_UNREADABLE'])
  const enrolling = await ticketFor(ben, enrolKey as unknown as SignedCommand, { input: { person: ben.id, capacity: 'civil-servant', roles: ['press-officer'], manager: body.person('Hugh Banner').id } })
  await opened(enrolling)
  assert.deepEqual(code(await sign.json('/statement', { ticket: enrolling, demo: true })), [403, 'DEMO_ONLY'])
})

test('a remark is sealed only as it was typed: another one, none, or one too many is not handed in', async () => {
  const ben = body.person('Ben Folio'), number = await submitted('Returned with a remark.'), ticket = await review(ben, number)
  await opened(ticket)
  assert.deepEqual(code(await sign.json('/statement', { ticket, key: ben.passkey.credential, decision: 'return', remark: ' ' })), [422, 'REMARK_MISSING'])
  const given = await stated(ben, ticket, { decision: 'return', remark: 'Say who decides.' }), envelope = signedBy(ben, given), [seal] = given.opened as [{ field: string; salt: string; value: string }]
  assert.equal(seal.value, 'Say who decides.')
  assert.deepEqual(code(await hand(ticket, { ...given, opened: [] }, envelope)), [409, 'NOT_SERVED'])
  assert.deepEqual(code(await hand(ticket, { ...given, opened: [{ ...seal, value: 'Say something else.' }] }, envelope)), [409, 'NOT_SERVED'])
  assert.deepEqual(code(await hand(ticket, { ...given, opened: [seal, seal] }, envelope)), [409, 'NOT_SERVED'])
  assert.equal(json<{ heading: string }>(await hand(ticket, given, envelope)).heading.startsWith('Returned at'), true)
  assert.equal((await body.post(number))!.standing.ended?.why, 'returned')
})

test('a page gives statements of its own purpose alone, and a key of somebody else states nothing', async () => {
  const ben = body.person('Ben Folio'), dora = body.person('Dora Galley'), post = await body.write(words('Only this page.'))
  const ticket = await ticketFor(body.person('Asha Quill'), submitPost as unknown as SignedCommand, { post: post.number, input: { over: post.draft.version } })
  await opened(ticket)
  assert.deepEqual(code(await sign.json('/statement', { ticket, key: ben.passkey.credential })), [403, 'PASSKEY_UNKNOWN'])
  assert.deepEqual(code(await sign.json('/statement', { ticket, key: body.person('Asha Quill').passkey.credential, purpose: 'release-post' })), [422, 'NOT_ON_THIS_PAGE'])
  assert.deepEqual(code(await sign.json('/statement', { ticket, key: body.person('Asha Quill').passkey.credential, decision: 'refuse', remark: 'No.' })), [422, 'NOT_ON_THIS_PAGE'])
  const reviewing = await review(ben, await submitted('Not yet.'))
  await opened(reviewing)
  assert.equal((await sign.json('/statement', { ticket: reviewing, key: ben.passkey.credential, purpose: 'release-post' })).status, 409)
  assert.deepEqual(code(await sign.json('/statement', { ticket: reviewing, key: dora.passkey.credential })), [403, 'PASSKEY_UNKNOWN'])
})

test('the door for refusing needs no ticket: a number, a name, a reason and a passkey', async () => {
  const ben = body.person('Ben Folio'), number = await submitted('Refused at the door.')
  assert.equal((await sign.get('/stop')).status, 200)
  assert.deepEqual(code(await sign.json('/stop/statement', { post: number, name: 'Nobody Known', remark: 'No.' })), [422, 'STOP_PERSON_UNKNOWN'])
  assert.deepEqual(code(await sign.json('/stop/statement', { post: 999_999, name: 'Ben Folio', remark: 'No.' })), [422, 'STOP_POST_UNKNOWN'])
  assert.deepEqual(code(await sign.json('/stop/statement', { post: number, name: 'Asha Quill', remark: 'No.' })), [403, 'OWN_POST_REFUSAL'])
  const given = json<Given>(await sign.json('/stop/statement', { post: number, name: 'Ben Folio', remark: 'It prejudges the hearing.' }))
  const refused = await sign.json('/stop/signed', { post: number, mark: given.mark, opened: given.opened, envelope: signedBy(ben, given) })
  assert.equal(json<{ counts: boolean }>(refused).counts, true, refused.text)
  assert.equal((await body.post(number))!.standing.refusals.length, 1)
})

test('the door suspends a key for whoever touches a passkey: what was signed since then no longer counts, and the same press twice is one', async () => {
  const finn = await body.join('Finn Leading', ['press-officer']), dora = body.person('Dora Galley'), ask = (about: object) => sign.json('/stop/suspension', { name: 'Dora Galley', whose: 'Finn Leading', ...about })
  assert.deepEqual(code(await ask({ name: 'Nobody Known' })), [422, 'STOP_PERSON_UNKNOWN'])
  assert.deepEqual(code(await ask({ whose: 'Nobody Known' })), [422, 'STOP_KEY_UNKNOWN'])
  assert.deepEqual(code(await ask({ since: '2099-01-01T00:00:00.000Z' })), [422, 'STOP_TIME_WRONG'])
  const given = json<Given>(await ask({})), envelope = signedBy(dora, given)
  assert.deepEqual(code(await sign.json('/stop/suspended', { mark: given.mark, envelope: signedBy(finn, given) })), [403, 'PASSKEY_UNKNOWN'])
  assert.deepEqual(code(await sign.json('/stop/suspended', { mark: 'AAAA', envelope })), [409, 'NOT_SERVED'])
  assert.deepEqual(code(await sign.json('/stop/suspended', { mark: given.mark, envelope: signedBy(dora, given, { verified: false }) })), [422, 'SIGNATURE_NOT_USER_VERIFIED'])
  assert.deepEqual(code(await sign.json('/stop/suspended', { mark: given.mark, payload: given.payload })), [422, 'STATEMENT_UNREADABLE'])
  for (let press = 0; press < 2; press++) assert.match(json<{ heading: string }>(await sign.json('/stop/suspended', { mark: given.mark, envelope })).heading, /^Suspended at/)
  const { people } = await body.web.store.read(reader => reader.standing())
  assert.notEqual(people.keys[finn.passkey.credential]!.suspended, null)
  const recorded = await body.web.store.read(reader => reader.entries(0, 1_000))
  assert.equal(recorded.filter(({ leaf }) => Buffer.from(leaf).includes('"act":"suspend"')).length, 1)
})

test('while the keeper is behind, the page is told so; the same press afterwards gets its receipt, and is one entry', async () => {
  const ben = body.person('Ben Folio'), number = await submitted('The keeper sleeps.'), ticket = await review(ben, number), keeper = body.service.pids().keeper!
  await opened(ticket)
  const given = await stated(ben, ticket), envelope = signedBy(ben, given)
  process.kill(keeper, 'SIGSTOP')
  try {
    const waiting = await hand(ticket, given, envelope), { intake, judged } = json<{ intake: string; judged: boolean }>(waiting)
    assert.deepEqual([waiting.status, judged], [202, false])
    assert.match(json<{ sentence: string }>(waiting).sentence, /the record is catching up/)
    assert.equal((await sign.get(`/judged/${intake}`)).status, 202)
    process.kill(keeper, 'SIGCONT')
    for (let tries = 0; (await sign.get(`/judged/${intake}`)).status !== 200; tries++) {
      assert.ok(tries < 100, 'the keeper came back')
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    const later = await hand(ticket, given, envelope)
    assert.deepEqual([later.status, json<{ counts: boolean }>(later).counts], [200, true])
    assert.equal((await body.post(number))!.standing.signOffs.length, 1)
  } finally {
    process.kill(keeper, 'SIGCONT')
  }
})

test('what comes in is bounded and typed: anything else is refused in words, and a page that is not there says so', async () => {
  assert.equal((await sign.json('/statement', { ticket: 'x' })).status, 400)
  assert.equal((await sign.json('/statement', { ticket: base64url(new Uint8Array(24)), more: true })).status, 400)
  assert.equal((await sign.json('/signed', { ticket: base64url(new Uint8Array(24)), mark: '', opened: [], envelope: { payload: 'x'.repeat(70_000) } })).status, 413)
  assert.equal((await sign.get('/t/not-a-ticket')).status, 410)
  assert.equal((await sign.get('/nothing')).status, 404)
  assert.equal((await sign.get('/judged/00000000-0000-4000-8000-000000000000')).status, 202)
})

test('the first two are here, so that door is closed', async () => {
  assert.equal((await sign.get('/enrol/first')).status, 410)
  assert.deepEqual(code(await sign.json('/enrol/first/statement', { name: 'Somebody Else', job: 'none', roles: ['head-of-news'], enrolled: { spki: 'AAAA', credential: 'AAAA' } })), [409, 'FIRST_TWO_ENROLLED'])
})
