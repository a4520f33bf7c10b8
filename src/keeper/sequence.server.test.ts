// Tests of sequencing over a real database: order, ids, what is unreadable, what is shown, and that any doubt ends the keeper.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { KeptLog, until } from '../../test/kept-log.ts'
import { enrolment, personId } from '../../test/memory-log.ts'
import { memoryFolder } from '../../test/memory-folder.ts'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { hex, utf8 } from '../core/bytes.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { payloadOf } from '../core/dsse.ts'
import { leafToEntry, type Entry } from '../core/entry.ts'
import { bytesToCheckpoint } from '../record/checkpoint.ts'
import { openTrust } from './open-trust.ts'
import { statementRowId } from './read-intake.ts'

const CODES = ['code-one-of-this-test', 'code-two-of-this-test']
let kept: KeptLog, web: pg.Client, sign: pg.Client
before(async () => {
  kept = await KeptLog.begin(memoryFolder({ 'codes.json': JSON.stringify(CODES) }))
  web = await kept.as('web')
  sign = await kept.as('sign')
})
after(() => kept.end())

const handIn = (client: pg.Client, id: string, bytes: Uint8Array) => client.query('insert into intake (id, body, bytes) values ($1, $2, $3) on conflict do nothing', [id, kept.database.body, Buffer.from(bytes)])
const stop = (post: string, act: 'edit' | 'withdraw' | 'contribute' = 'contribute') => canonicalBytes({ post, stop: { act, person: personId(1) } })
const entries = async (): Promise<readonly Entry[]> => (await web.query<{ leaf: Buffer }>('select leaf from entry order by index')).rows.map(({ leaf }) => leafToEntry(new Uint8Array(leaf)))
const entriesOf = async (post: string) => (await entries()).filter(entry => entry.post === post)
const judged = (id: string) => until(async () => (await web.query<{ index: string; why: string | null; facts: Json }>('select index, why, facts from judged where intake = $1', [id])).rows[0])
const empty = () => until(async () => (await (await asSuperuser()).query('select 1 from intake')).rowCount === 0)
let superuser: pg.Client | undefined
const asSuperuser = async (): Promise<pg.Client> => (superuser ??= await kept.as('superuser'))

test('the log begins by saying so, under a root that can be named', async () => {
  const [first] = await entries()
  assert.ok(first?.kind === 'keeper' && first.keeper.kind === 'begun' && first.via === 'keeper')
  const { rows } = await web.query<{ size: string; note: string }>('select size, note from checkpoint order by size')
  assert.equal(Number(rows[0]!.size), 1)
  assert.equal(bytesToCheckpoint(utf8(rows[0]!.note)).size, 1)
})

test('who handed in and when are the database’s word, and each post has its chain', async () => {
  const post = randomUUID()
  for (const [client, act] of [[web, 'contribute'], [sign, 'edit'], [web, 'withdraw']] as const) {
    const id = randomUUID()
    await handIn(client, id, stop(post, act))
    await judged(id)
  }
  const own = await entriesOf(post), all = await entries()
  assert.deepEqual(own.map(({ via, n, kind }) => ({ via, n, kind })), [{ via: 'web', n: 0, kind: 'stop' }, { via: 'sign', n: 1, kind: 'stop' }, { via: 'web', n: 2, kind: 'stop' }])
  assert.deepEqual(own.map(({ prev }) => prev), [null, ...own.slice(0, -1).map(entry => all.indexOf(all.find(each => each.post === post && each.n === entry.n)!))])
})

test('a stop that counts is judged so, and one that does not says why; the post is shown', async () => {
  const post = randomUUID(), [counts, does_not] = [randomUUID(), randomUUID()]
  await handIn(web, does_not, canonicalBytes({ post, stop: { act: 'withdraw', person: personId(2) } }))
  assert.deepEqual([(await judged(does_not)).why, (await judged(does_not)).facts], ['NOT_YOUR_POST', {}])
  await handIn(web, counts, stop(post))
  assert.equal((await judged(counts)).why, null)
  const { rows } = await web.query<{ value: { standing: { contributors: string[] } } }>(`select value from folded where kind = 'post' and id = $1`, [post])
  assert.deepEqual(rows[0]!.value.standing.contributors, [personId(1)])
})

test('rows are taken in the order in which they were said, a backlog of one role beside the other’s', async () => {
  const post = randomUUID(), ids = Array.from({ length: 400 }, () => randomUUID())
  await (await asSuperuser()).query('begin')
  await web.query('begin')
  for (const id of ids) await handIn(web, id, stop(post))
  const late = randomUUID()
  await handIn(sign, late, stop(post, 'edit'))
  await web.query('commit')
  await (await asSuperuser()).query('commit')
  for (const id of [ids[0]!, ids.at(-1)!, late]) await judged(id)
  const indices = await web.query<{ intake: string; index: string }>('select intake, index from entry where intake = any($1) order by index', [ids])
  assert.deepEqual(indices.rows.map(({ intake }) => intake), ids)
})

test('a row that commits late is not passed over', async () => {
  const post = randomUUID(), [slow, quick] = [randomUUID(), randomUUID()], other = await kept.as('web')
  await other.query('begin')
  await handIn(other, slow, stop(post))
  await handIn(web, quick, stop(post))
  await judged(quick)
  await other.query('commit')
  await judged(slow)
})

test('an enrolment for another body pins nothing, whatever code it shows', async () => {
  for (const [i, code] of CODES.entries()) {
    const trust = openTrust(kept.folder, kept.place), { entry } = enrolment({ log: kept.keeper!.log, trust }, { person: personId(i + 1), code })
    assert.ok(entry.kind === 'statement')
    const id = statementRowId(nodeCrypto, payloadOf(entry.envelope))
    const withBody = canonicalBytes({ envelope: entry.envelope } as unknown as Json)
    await handIn(sign, id, withBody)
    const first = await judged(id)
    assert.equal(first.why, 'OTHER_BODY')
  }
  assert.equal(openTrust(kept.folder, kept.place).file.first.length, 0)
})

test('a second press gives the first receipt: an id that is in the log is dropped', async () => {
  const post = randomUUID(), id = randomUUID()
  await handIn(web, id, stop(post))
  const first = await judged(id)
  for (let i = 0; i < 3; i++) await handIn(web, id, stop(post, 'edit'))
  await empty()
  assert.equal((await entriesOf(post)).length, 1)
  assert.deepEqual(await judged(id), first)
})

test('what cannot be read is gathered into one entry a second for each role, and the keeper goes on', async () => {
  const before = (await entries()).length
  const rubbish = Array.from({ length: 30 }, (_, i) => utf8(`rubbish ${i}`))
  for (const bytes of rubbish) await handIn(web, randomUUID(), bytes)
  await handIn(web, randomUUID(), new Uint8Array(2_000_000))
  await handIn(sign, randomUUID(), utf8('{"kind":"keeper"}'))
  const post = randomUUID(), id = randomUUID()
  await handIn(web, id, stop(post))
  await judged(id)
  await empty()
  const found = (await entries()).slice(before).flatMap(entry => (entry.kind === 'keeper' && entry.keeper.kind === 'unreadable' ? [entry.keeper as unknown as { from: string; count: number; digest: string; why: string }] : []))
  assert.equal(found.filter(({ from }) => from === 'web').reduce((sum, { count }) => sum + count, 0), 31)
  assert.deepEqual(found.filter(({ from }) => from === 'sign').map(({ count, digest, why }) => ({ count, digest, why })), [{ count: 1, digest: hex(nodeCrypto.sha256(utf8('{"kind":"keeper"}'))), why: 'no statement or stop of a known form' }])
  assert.ok(found.length <= 4, `${found.length} entries`)
})

test('rows of a role that is neither are left where they are', async () => {
  const id = randomUUID(), admin = await asSuperuser()
  await admin.query('insert into intake (id, body, bytes) values ($1, $2, $3)', [id, kept.database.body, Buffer.from(stop(randomUUID()))])
  const other = randomUUID()
  await handIn(web, other, stop(randomUUID()))
  await judged(other)
  assert.equal((await admin.query('delete from intake where id = $1', [id])).rowCount, 1)
})

test('another body’s rows are nobody’s business here', async () => {
  const body = await kept.database.addBody('Ministry of Elsewhere'), admin = await asSuperuser(), id = randomUUID()
  await admin.query(`insert into intake (id, body, bytes, via) values ($1, $2, $3, 'countersign_web')`, [id, body, Buffer.from(stop(randomUUID()))])
  const own = randomUUID()
  await handIn(web, own, stop(randomUUID()))
  await judged(own)
  assert.equal((await admin.query('select from entry where intake = $1', [id])).rowCount, 0)
})

test('when the connection is lost the keeper ends, and the next one goes on', async () => {
  await (await asSuperuser()).query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'countersign_keeper' and datname = current_database()`)
  assert.ok(await kept.ended() instanceof Error)
  const id = randomUUID()
  await handIn(web, id, stop(randomUUID()))
  await kept.start()
  assert.equal((await judged(id)).why, null)
})

test('an entry that somebody else put in the way ends the keeper rather than making a second history', async () => {
  const size = kept.keeper!.log.size
  await (await asSuperuser()).query('insert into entry (body, index, leaf, hash) values ($1, $2, $3, $4)', [kept.database.body, size, Buffer.from('forged'), Buffer.alloc(32)])
  await handIn(web, randomUUID(), stop(randomUUID()))
  assert.match(String(await kept.ended()), /duplicate key/)
  await (await asSuperuser()).query('delete from entry where index = $1', [size])
  await kept.start()
})
