// The insider who owns the web process: full use of its database role and user id, on a trial body with passkeys. Nothing is sent, and the reason is recorded.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { chance } from '../../src/adapters/store/store.ts'
import { reportDigest } from '../../src/check/report.ts'
import { releasePost } from '../../src/commands/release-post.ts'
import { signOffPost } from '../../src/commands/sign-off-post.ts'
import { submitPost } from '../../src/commands/submit-post.ts'
import type { Post } from '../../src/commands/ports.ts'
import { base64urlToBytes, hexToBytes, utf8 } from '../../src/core/bytes.ts'
import { canonicalBytes, type Json } from '../../src/core/canonical.ts'
import { commitmentOf, digestOf, type Digest } from '../../src/core/digest.ts'
import { statementToBytes, type Statement } from '../../src/core/statement.ts'
import { buildPackage } from '../../src/draft/package.ts'
import { checkWords } from '../../src/signoff/check-words.ts'
import { makeDemoKey, makePasskey } from '../soft-passkey.ts'
import { TrialBody } from '../trial-body.ts'

let body: TrialBody
before(async () => { body = await TrialBody.begin() })
after(() => body.end())

const WORDS = 'Ferries run to the winter timetable from Monday.'
const words = (text = WORDS) => [{ kind: 'text' as const, text }]
/** What the web role may do with the database: its own connection, no command in between. */
const asWeb = async (text: string, values: readonly unknown[] = []) => {
  const client = await body.web.pool.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('app.body', $1, true)", [body.organisation])
    const result = await client.query(text, values as unknown[])
    await client.query('commit')
    return result
  } catch (thrown) {
    await client.query('rollback')
    throw thrown
  } finally {
    client.release()
  }
}
const denied = (text: string, values: readonly unknown[] = []) => assert.rejects(asWeb(text, values), /permission denied|row-level security|can only be updated to DEFAULT|non-DEFAULT/)
const insert = async (said: unknown, id: string = randomUUID()) => {
  await asWeb('insert into intake (id, body, bytes) values ($1, $2, $3)', [id, body.organisation, Buffer.from(canonicalBytes(said as Json))])
  return body.judged(id)
}
/** Inserts what has no known form, and waits for the entry by its digest that the keeper makes of it. */
const unreadable = async (said: unknown) => {
  const from = (await body.tree()).size
  await asWeb('insert into intake (id, body, bytes) values ($1, $2, $3)', [randomUUID(), body.organisation, Buffer.from(canonicalBytes(said as Json))])
  for (let tries = 0; tries < 100; tries++) {
    const recorded = await body.web.store.read(reader => reader.entries(from, 100))
    if (recorded.some(({ leaf }) => Buffer.from(leaf).includes('"kind":"unreadable"'))) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  assert.fail('the keeper recorded nothing of what it could not read')
}
const onTheWall = async (text: string) => (await body.wall()).filter(post => post.parts.some(part => part.text === text)).length
/** Long enough for the keeper to have acted, had it wanted to. */
const settle = () => new Promise(resolve => setTimeout(resolve, 400))
const notSent = async (text: string) => {
  await settle()
  assert.equal(await onTheWall(text), 0, `"${text}" stands on the wall`)
}
const entries = async (post: Post) => body.web.store.read(reader => reader.entriesOf(post.id))
const heldWhy = async (post: Post): Promise<string | undefined> => (await body.post(post.number))?.sends.held?.why
const forge = async (post: Post, change: (statement: Statement) => Statement, by = 'Ben Folio', command = signOffPost) => {
  const signer = body.person(by), { statement } = await body.state(signer, command, { post: post.number, input: {} })
  return { signer, payload: statementToBytes(change(statement)) }
}

test('the honest way works: what two signed and a third released goes out once and is read back', async () => {
  const post = await body.cleared(words('Honest words.'))
  assert.equal((await body.release(post, body.person('Dora Galley'))).why, null)
  const sent = await body.until(post, ({ sends }) => Object.values(sends.sends).some(send => send.seen !== null))
  assert.deepEqual(Object.values(sent.sends.sends).map(send => [send.outcome, send.seen?.sameness]), [['sent', 'equal']])
  assert.equal(await onTheWall('Honest words.'), 1)
})

test('invariant 18: a post inserted as cleared, or a folded row, a judgement or an entry of one\'s own, is not the web role\'s to write', async () => {
  const post = await body.write(words('Inserted as cleared.'))
  await denied("insert into folded (body, kind, id, value, index) values ($1, 'post', $2, '{}', 1)", [body.organisation, post.id])
  await denied("update folded set value = '{}'")
  await denied('insert into judged (body, intake, index, why) values ($1, $2, 1, null)', [body.organisation, randomUUID()])
  await denied('insert into entry (body, index, leaf, hash) values ($1, 9999, $2, $3)', [body.organisation, Buffer.from('x'), Buffer.alloc(32)])
  await denied("insert into checkpoint (body, size, note) values ($1, 9999, 'x')", [body.organisation])
  await unreadable({ post: post.id, stop: { act: 'cleared', person: post.author } })
  await unreadable({ post: post.id, keeper: { kind: 'receipt' } })
  await notSent('Inserted as cleared.')
})

test('invariant 12: released with a key of one\'s own, or under another\'s credential, it does not count', async () => {
  const post = await body.cleared(words('Released by nobody.')), mine = makePasskey()
  const { payload } = await body.state(body.person('Dora Galley'), releasePost, { post: post.number, input: {} })
  assert.equal((await body.handIn(mine.sign(payload, body.at), 'web')).why, 'KEY_UNKNOWN')
  const second = await body.state(body.person('Dora Galley'), releasePost, { post: post.number, input: {} })
  const stolen = { ...mine.sign(second.payload, body.at), credential: body.person('Dora Galley').passkey.id }
  assert.match((await body.handIn(stolen, 'web')).why ?? '', /^SIGNATURE/)
  await notSent('Released by nobody.')
})

for (const [claimed, held] of [['a report that web made up', 'REPORT_DIFFERS'], ['the report as it is, with its block', 'CHECK_BLOCKS']] as const) {
  test(`invariant 11: words that the rules block do not go out although everyone signed, with ${claimed}`, async () => {
    const text = `The rules are open to abuse, allowing activist lawyers to delay returns, with ${claimed}.`, post = await body.write(words('Harmless at first.'))
    const policy = (await body.web.store.read(reader => reader.standing())).policy!, rulebook = await body.web.store.read(reader => reader.rulebook(policy.document.rulebook))
    const channels = post.draft.channels.map(channel => policy.document.channels[channel]!)
    const blocked = checkWords({ rulebook: rulebook!, rulebookDigest: policy.document.rulebook, parts: words(text), channels, at: null })
    assert.equal(blocked.verdict, 'block')
    const revision = { v: 1, post: post.id, number: 1, act: 'post', parts: words(text), channels: post.draft.channels, window: post.draft.window, cutBy: post.author, cutAt: chance().now, why: 'sent' } as const
    const bytes = buildPackage({ revision, organisation: body.organisation, channels: policy.document.channels, salt: randomBytes(32).toString('base64url') })
    await asWeb('insert into package (body, post, revision, bytes) values ($1, $2, 1, $3)', [body.organisation, post.id, Buffer.from(bytes)])
    const { statement } = await body.state(body.person('Asha Quill'), submitPost, { post: post.number, input: { over: post.draft.version } })
    const { people, channels: named, ...on } = statement.predicate as unknown as { readonly [member: string]: Json }
    const report = held === 'CHECK_BLOCKS' ? reportDigest(nodeCrypto, blocked) : on['report']!
    const signed = async (name: string, kind: 'submit' | 'sign-off' | 'release', more: object) => {
      const { people: { keys, persons } } = await body.web.store.read(reader => reader.standing()), person = body.person(name), { now, fresh } = chance()
      const said = { kind, demo: true, subject: { name: 'package', digest: digestOf(nodeCrypto, bytes) }, predicate: { ...on, ...more, report, revision: 1, person: person.id, key: keys[person.passkey.credential]!.entry, understanding: persons[person.id]!.understandings[0]!.entry, nonce: fresh(16), expires: new Date(Date.parse(now) + 3_000_000).toISOString() } } as unknown as Statement
      assert.equal((await body.handIn(person.passkey.sign(statementToBytes(said), body.at))).why, null)
    }
    const approve = { decision: 'approve', remark: null, setAside: [], lines: [], answers: [] }
    await signed('Asha Quill', 'submit', { people, channels: named })
    await signed('Ben Folio', 'sign-off', { layer: '2i', ...approve })
    await signed('Dora Galley', 'sign-off', { layer: 'press-office', ...approve })
    await signed('Dora Galley', 'release', { at: chance().now, attempts: [] })
    await notSent(text)
    assert.equal(await heldWhy(post), held)
  })
}

test('invariant 6: a refusal cannot be deleted, and stands although everyone else signed', async () => {
  const post = await body.cleared(words('Refused words.'))
  assert.equal((await body.signOff(post, body.person('Hugh Banner'), { decision: 'refuse', remark: 'Not this week.' })).why, null)
  for (const text of ['delete from entry', 'truncate entry', "update entry set leaf = ''", 'delete from judged', 'delete from intake', 'delete from folded', 'delete from checkpoint']) await denied(text)
  const { payload } = await forge(post, said => said, 'Dora Galley', releasePost).catch(() => ({ payload: undefined }))
  assert.equal(payload, undefined, 'the signing origin states no release of a refused post')
  await notSent('Refused words.')
})

test('invariant 21: a key that web adds to itself is never vouched for by itself, and a session adds none', async () => {
  const mine = makePasskey(), ben = body.person('Ben Folio'), { now, fresh } = chance(), spki = base64urlToBytes(mine.spki)
  const enrol: Statement = {
    kind: 'enrol', demo: true, subject: { name: 'key', digest: digestOf(nodeCrypto, spki) },
    predicate: {
      organisation: body.organisation, person: ben.id, key: null, nonce: fresh(16), expires: new Date(Date.parse(now) + 3_000_000).toISOString() as never, log: await body.tree(), spki: mine.spki, credential: mine.credential,
      capacity: 'civil-servant', roles: ['duty-editor', 'press-officer'], manager: ben.id, name: commitmentOf(nodeCrypto, 'name', fresh(32), 'Ben Folio'), proof: nodeCrypto.sha256(utf8('guessed')).reduce((text, byte) => text + byte.toString(16).padStart(2, '0'), '') as Digest,
    },
  }
  const payload = statementToBytes(enrol), enrolled = await body.handIn(mine.sign(payload, body.at), 'web')
  assert.equal(enrolled.why, null)
  const vouch: Statement = { kind: 'vouch', demo: true, subject: { name: 'key', digest: digestOf(nodeCrypto, spki) }, predicate: { organisation: body.organisation, person: ben.id, key: enrolled.index, nonce: fresh(16), expires: enrol.predicate.expires, log: await body.tree(), of: digestOf(nodeCrypto, payload) } }
  assert.equal((await body.handIn(mine.sign(statementToBytes(vouch), body.at), 'web')).why, 'KEY_NOT_VOUCHED')
  const post = await body.write(words('Signed by a key of web.'))
  await body.submit(post)
  const { payload: approval } = await forge(post, said => ({ ...said, predicate: { ...said.predicate, key: enrolled.index } }) as Statement)
  assert.equal((await body.handIn(mine.sign(approval, body.at), 'web')).why, 'KEY_NOT_VOUCHED')
  await notSent('Signed by a key of web.')
})

test('invariant 1: a package swapped after signing is not sent, and cannot claim the signed digest', async () => {
  const post = await body.cleared(words('What was signed.')), digest = post.standing.submission!.digest
  await denied("update package set bytes = 'x' where post = $1", [post.id])
  await denied('delete from package where post = $1', [post.id])
  await assert.rejects(asWeb('insert into package (body, digest, post, revision, bytes) values ($1, $2, $3, 1, $4)', [body.organisation, Buffer.from(hexToBytes(digest)), post.id, Buffer.from('evil')]), /permission denied|non-DEFAULT/)
  await asWeb('insert into package (body, post, revision, bytes) values ($1, $2, 1, $3)', [body.organisation, post.id, Buffer.from('{"v":1,"evil":true}')])
  assert.equal((await body.release(post)).why, null)
  await body.until(post, ({ sends }) => Object.values(sends.sends).some(send => send.outcome === 'sent'))
  assert.equal(await onTheWall('What was signed.'), 1)
})

test('invariant 1: a statement kept from one post, revision or body does not count on another', async () => {
  const ben = body.person('Ben Folio')
  const first = await body.write(words('The first post.')), second = await body.write(words('The second post.'))
  await body.submit(first)
  await body.submit(second)
  const { payload } = await body.state(ben, signOffPost, { post: first.number, input: {} }), kept = ben.passkey.sign(payload, body.at)
  assert.equal((await body.handIn(kept)).why, null)
  await unreadable({ envelope: kept })
  const moved = { ...kept, payload: Buffer.from(Buffer.from(kept.payload, 'base64url').toString().replaceAll(first.id, second.id).replace(/"nonce":"..../, '"nonce":"AAAA')).toString('base64url') }
  assert.match((await body.handIn(moved, 'web')).why ?? '', /^SIGNATURE/)
  const otherBody = await forge(second, said => ({ ...said, predicate: { ...said.predicate, organisation: randomUUID() } }) as unknown as Statement)
  assert.equal((await body.handIn(ben.passkey.sign(otherBody.payload, body.at), 'web')).why, 'OTHER_BODY')
  const otherRevision = await forge(second, said => ({ ...said, predicate: { ...said.predicate, revision: 7 } }) as Statement)
  assert.equal((await body.handIn(ben.passkey.sign(otherRevision.payload, body.at), 'web')).why, 'OUTDATED')
  const otherLog = await forge(second, said => ({ ...said, predicate: { ...said.predicate, log: { ...said.predicate.log, origin: 'log-0123456789abcdef.demo.invalid' } } }) as Statement)
  assert.equal((await body.handIn(ben.passkey.sign(otherLog.payload, body.at), 'web')).why, 'OTHER_LOG')
  const otherHistory = await forge(second, said => ({ ...said, predicate: { ...said.predicate, log: { ...said.predicate.log, root: 'a'.repeat(64) } } }) as unknown as Statement)
  assert.equal((await body.handIn(ben.passkey.sign(otherHistory.payload, body.at), 'web')).why, 'OTHER_HISTORY')
  for (const post of [first, second]) assert.equal((await body.release(post).catch((refused: { code: string }) => ({ why: refused.code }))).why, 'WAITS_FOR_LAYER')
  await notSent('The second post.')
})

test('invariant 12: signed on the wrong origin, unverified, framed or of another type, it does not count', async () => {
  const post = await body.write(words('Signed in the wrong place.')), ben = body.person('Ben Folio')
  await body.submit(post)
  const wrong = [{ origin: body.service.web }, { origin: 'http://sign.localhost:9' }, { rpId: 'localhost' }, { verified: false }, { present: false }, { crossOrigin: true }, { topOrigin: body.service.web }, { type: 'webauthn.create' }] as const
  for (const claims of wrong) {
    const { payload } = await forge(post, said => said)
    assert.match((await body.handIn(ben.passkey.sign(payload, { ...body.at, ...claims }), 'web')).why ?? 'it counted', /^SIGNATURE/, JSON.stringify(claims))
  }
  await notSent('Signed in the wrong place.')
})

test('invariant 23: a demo key signs nothing that counts in a body of passkeys', async () => {
  const post = await body.write(words('Signed with a demo key.')), demo = makeDemoKey()
  await body.submit(post)
  const { payload } = await forge(post, said => said)
  assert.notEqual((await body.handIn(demo.sign(payload), 'web')).why, null)
  const real = await forge(post, said => ({ ...said, demo: false }))
  assert.equal((await body.handIn(body.person('Ben Folio').passkey.sign(real.payload, body.at), 'web')).why, 'OTHER_KIND')
  await notSent('Signed with a demo key.')
})

test('who said it and when is the database\'s own word', async () => {
  await denied("insert into intake (id, body, bytes, via) values ($1, $2, '', 'countersign_sign')", [randomUUID(), body.organisation])
  await denied("insert into intake (id, body, bytes, said) values ($1, $2, '', '2020-01-01')", [randomUUID(), body.organisation])
})

test('what cannot be read is recorded by its digest, and the keeper goes on', async () => {
  const sizes = (await body.tree()).size
  for (const bytes of [randomBytes(64), Buffer.alloc(150_000, 97), Buffer.from('{"stop":{},"stop":{}}'), Buffer.from('{"post":null,"stop":{"act":"pause","person":"nobody"}}')]) {
    await asWeb('insert into intake (id, body, bytes) values ($1, $2, $3)', [randomUUID(), body.organisation, bytes])
  }
  const post = await body.cleared(words('After the noise.'))
  assert.equal((await body.release(post)).why, null)
  await body.until(post, ({ sends }) => Object.values(sends.sends).some(send => send.outcome === 'sent'))
  const recorded = (await body.web.store.read(reader => reader.entries(sizes, 1_000))).map(({ leaf }) => JSON.parse(Buffer.from(leaf).toString()) as { keeper?: { kind: string } })
  assert.ok(recorded.some(({ keeper }) => keeper?.kind === 'unreadable'))
})

test('invariant 2: a "no" from web works: a contribution in an approver\'s name bars the approval, and nothing more', async () => {
  const post = await body.cleared(words('Barred afterwards.')), ben = body.person('Ben Folio')
  assert.equal((await insert({ post: post.id, stop: { act: 'contribute', person: ben.id } })).why, null)
  assert.equal((await body.release(post).catch((refused: { code: string }) => ({ why: refused.code }))).why, 'WAITS_FOR_LAYER')
  await notSent('Barred afterwards.')
  assert.ok((await entries(post)).length >= 5)
})

test('the trust file names the first two people and nobody else', () => {
  assert.deepEqual(body.trust().first.map(({ person }) => person).toSorted(), [body.person('Hugh Banner').id, body.person('Priya Serif').id].toSorted())
  assert.equal(body.trust().origin.endsWith('.demo.invalid'), true)
})
