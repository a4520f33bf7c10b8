// Row-level security keeps bodies apart: what each sees and may write, and every way round that was thought of.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import type { OrganisationId } from '../../../core/id.ts'
import { newDatabase, type TestDatabase } from '../../../../test/database.ts'
import type { DatabasePart } from '../../processes/parts.ts'

let database: TestDatabase
let other: OrganisationId
const [ours, theirs, theirPost] = [randomUUID(), randomUUID(), randomUUID()]
const open: pg.Client[] = []

before(async () => {
  database = await newDatabase()
  other = await database.addBody('Department for Departures')
  const superuser = await as(undefined, undefined)
  for (const [id, body] of [[ours, database.body], [theirs, other]] as const) {
    await superuser.query(`insert into person (id, body, name, name_salt, slug, job) values ($1, $2, 'A name', 'salt', 'a-name', 'press officer')`, [id, body])
  }
  await superuser.query(`insert into post (id, body, number, author, title) values ($1, $2, 1, $3, 'Theirs')`, [theirPost, other, theirs])
  await superuser.query(`insert into entry (body, index, leaf, hash) values ($1, 0, 'theirs', $2)`, [other, randomBytes(32)])
  await superuser.query(`insert into session (id, body, data, until) values ($1, $2, '{}', now() + interval '1 hour')`, [randomBytes(32), other])
  await superuser.query('analyze')
})

after(async () => {
  for (const client of open) await client.end()
})

/** Connected as a part, or the superuser, with a body named or none. */
async function as(part: DatabasePart | undefined, body: string | undefined): Promise<pg.Client> {
  const client = new pg.Client({ ...(part ? database.address(part) : database.superuser), ...(body === undefined ? {} : { options: `-c app.body=${body}` }) })
  await client.connect()
  open.push(client)
  return client
}

const count = async (client: pg.Client, table: string): Promise<number> => (await client.query(`select from ${table}`)).rowCount ?? 0
const denied = (code: string) => (fault: unknown): boolean => (fault as pg.DatabaseError).code === code

test('every table has row-level security, also for its owner, by one policy for all roles', async () => {
  const superuser = await as(undefined, undefined)
  const { rows } = await superuser.query<{ relname: string; held: boolean; policies: string[] }>(`
    select c.relname, c.relrowsecurity and c.relforcerowsecurity as held, array_agg(p.polname::text) as policies
    from pg_class c left join pg_policy p on p.polrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'kysely%' group by c.oid order by 1`)
  assert.equal(rows.length, 20)
  for (const { relname, held, policies } of rows) assert.deepEqual([held, policies], [true, ['own_body']], relname)
})

test('each body sees its own rows, and no row is seen where no body is named', async () => {
  assert.equal((await (await as('web', database.body)).query('select id from person')).rows[0].id, ours)
  assert.equal((await (await as('web', other)).query('select id from person')).rows[0].id, theirs)
  for (const none of [undefined, '']) {
    const client = await as('web', none)
    for (const table of ['body', 'person', 'post', 'entry', 'session', 'folded', 'checkpoint', 'tile']) assert.equal(await count(client, table), 0, table)
  }
  await assert.rejects(count(await as('web', 'not-a-body'), 'person'), denied('22P02'))
  await assert.rejects(count(await as('web', `${database.body},${other}`), 'person'), denied('22P02'))
})

test('a body that was named for a transaction is forgotten with it', async () => {
  const client = await as('web', undefined)
  await client.query('begin')
  await client.query(`select set_config('app.body', $1, true)`, [database.body])
  assert.equal(await count(client, 'person'), 1)
  await client.query('commit')
  assert.equal(await count(client, 'person'), 0)
})

test('naming another body shows that one and hides the own: never two at once, in one query or one function', async () => {
  const client = await as('web', database.body)
  await client.query('begin')
  await client.query(`select set_config('app.body', $1, true)`, [other])
  assert.deepEqual((await client.query('select id from person')).rows, [{ id: theirs }])
  await client.query('rollback')
  await client.query(`do $$ begin perform set_config('app.body', '${other}', true); end $$`)
  assert.deepEqual((await client.query('select id from person')).rows, [{ id: ours }])
})

test('a row of another body is not inserted, not changed, not removed and not taken over', async () => {
  const web = await as('web', database.body)
  await assert.rejects(web.query(`insert into person (id, body, name, name_salt, slug, job) values ($1, $2, 'x', 'x', 'x', 'x')`, [randomUUID(), other]), denied('42501'))
  await assert.rejects(web.query(`insert into intake (id, body, bytes) values ($1, $2, 'x')`, [randomUUID(), other]), denied('42501'))
  await assert.rejects(web.query(`insert into session (id, body, data, until) values ($1, $2, '{}', now())`, [randomBytes(32), other]), denied('42501'))
  assert.equal((await web.query(`update post set title = 'ours now' where id = $1`, [theirPost])).rowCount, 0)
  assert.equal((await web.query('delete from session')).rowCount, 0)
  await web.query(`insert into session (id, body, data, until) values ($1, $2, '{}', now())`, [randomBytes(32), database.body])
  await assert.rejects(web.query('update session set body = $1', [other]), denied('42501'))
  const keeper = await as('keeper', database.body)
  await assert.rejects(keeper.query(`insert into entry (body, index, leaf, hash) values ($1, 1, 'x', $2)`, [other, randomBytes(32)]), denied('42501'))
  await assert.rejects(keeper.query(`insert into folded (body, kind, id, value, index) values ($1, 'post', 'x', '{}', 0)`, [other]), denied('42501'))
})

test('a reference does not reach into another body, which PostgreSQL checks past row-level security', async () => {
  const web = await as('web', database.body)
  const drafted = (post: string, by: string): Promise<unknown> => web.query(
    `insert into draft (post, body, title, parts, channels, version, saved_by) values ($1, $2, 'x', '[]', '{}', 1, $3)`, [post, database.body, by])
  await assert.rejects(web.query(`insert into post (id, body, number, author, title) values ($1, $2, 9, $3, 'x')`, [randomUUID(), database.body, theirs]), denied('23503'))
  await assert.rejects(drafted(theirPost, ours), denied('23503'))
  await assert.rejects(web.query(`insert into revision (post, number, body, bytes, cut_by) values ($1, 1, $2, 'x', $3)`, [theirPost, database.body, ours]), denied('23503'))
  await assert.rejects(web.query(`insert into package (body, post, revision, bytes) values ($1, $2, 1, 'x')`, [database.body, theirPost]), denied('23503'))
  const own = randomUUID()
  await web.query(`insert into post (id, body, number, author, title) values ($1, $2, 9, $3, 'x')`, [own, database.body, ours])
  await drafted(own, ours)
})

test('copy, returning, statistics and explain show nothing of another body', async () => {
  const web = await as('web', database.body)
  const copied: Buffer[] = []
  const { connection } = web as unknown as { connection: NodeJS.EventEmitter }
  connection.on('copyData', (message: { chunk: Buffer }) => copied.push(message.chunk))
  await web.query('copy (select id from person) to stdout')
  await web.query('copy person to stdout')
  const text = Buffer.concat(copied).toString()
  assert.ok(text.includes(ours) && !text.includes(theirs))
  assert.equal((await web.query(`select from pg_stats where schemaname = 'public'`)).rowCount, 0)
  await assert.rejects(web.query('set row_security = off; select from person'), denied('42501'))
})

test('a function that tells what it is given is not called before the policy has spoken', async () => {
  const web = await as('web', database.body)
  await web.query('set row_security = on')
  const notices: string[] = []
  web.on('notice', ({ message }) => notices.push(message ?? ''))
  // A failing cast says its value in its error: over the other body's row it would.
  await assert.rejects(web.query('select from person where name::int = 1'), (fault: Error) => fault.message.includes('A name'))
  await assert.doesNotReject(web.query('select from post where title::int = 1 and id = $1', [theirPost]))
  assert.deepEqual(notices, [])
})

test('the owner sees nothing either where no body is named', async () => {
  const client = await as(undefined, undefined)
  await client.query('set role countersign_owner')
  assert.equal(await count(client, 'person'), 0)
  await client.query(`select set_config('app.body', $1, false)`, [other])
  assert.equal(await count(client, 'person'), 1)
})

test('two bodies may have the same document', async () => {
  const bytes = randomBytes(20)
  for (const body of [database.body, other]) {
    const web = await as('web', body)
    assert.equal((await web.query(`insert into document (body, kind, bytes) values ($1, 'rulebook', $2)`, [body, bytes])).rowCount, 1)
    assert.equal(await count(web, 'document'), 1)
  }
})
