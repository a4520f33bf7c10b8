// A database that any earlier version made is brought to the newest schema with every row that it held.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import { migrate } from '../src/adapters/store/schema/migrate.ts'
import { MIGRATION_NAMES, provider } from '../src/adapters/store/schema/migrations.ts'
import { NEWEST } from '../src/adapters/store/schema/newest.ts'
import { newDatabase, newEmptyDatabase } from './database.ts'
import { schemaToText } from './upgrade/schema-text.ts'
import type { DatabaseAddress } from '../src/adapters/database-url.ts'

const kept = (name: string): string => readFileSync(join(import.meta.dirname, 'upgrade', name), 'utf8')
const open: pg.Client[] = []

after(async () => {
  for (const client of open) await client.end()
})

async function connect(address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client(address)
  await client.connect()
  open.push(client)
  return client
}

/** The versions whose schema is kept, each with its own SQL as it was then and a row in every table that it added. */
const KEPT = ['0001-first', '0002-sign-in', '0003-api-tokens']

/** As the version of this number left it, beginning from 1: every migration until then, kysely's notes that they ran, and the rows. */
async function madeBy(version: number): Promise<{ address: DatabaseAddress; client: pg.Client }> {
  const address = await newEmptyDatabase()
  const client = await connect(address)
  for (const name of KEPT.slice(0, version)) {
    await client.query('set role countersign_owner')
    await client.query(kept(`${name}.sql`))
    await client.query('reset role')
    await client.query(kept(`${name.slice(0, 4)}-rows.sql`))
  }
  return { address, client }
}

async function everyRow(client: pg.Client): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows: tables } = await client.query<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%' order by 1`)
  const found = new Map<string, readonly string[]>()
  for (const { name } of tables) found.set(name, (await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t order by 1`)).rows.map(row => row.row))
  return found
}

test('a database of any version keeps every row and gets the schema that a new one has', async () => {
  const fresh = await schemaToText(await connect((await newDatabase()).superuser))
  for (const [i] of KEPT.entries()) {
    const { address, client } = await madeBy(i + 1), before = await everyRow(client)
    for (const [table, rows] of before) assert.equal(rows.length, 1, `the kept rows fill ${table}`)
    assert.deepEqual(await migrate(address), MIGRATION_NAMES.slice(i + 1))
    const later = await everyRow(client)
    for (const [table, [row]] of before) assertHolds(table, JSON.parse(later.get(table)![0]!) as Row, JSON.parse(row!) as Row)
    assert.equal(await schemaToText(client), fresh)
  }
})

type Row = { readonly [column: string]: unknown }

/** Columns may be added; what stood there stands there still. */
function assertHolds(table: string, now: Row, then: Row): void {
  for (const [column, value] of Object.entries(then)) assert.deepEqual(now[column], value, `${table}.${column}`)
}

test('every migration is the one that was kept: a released migration is never edited', async () => {
  assert.deepEqual(KEPT, [...MIGRATION_NAMES], 'a new migration is kept with its own SQL and rows')
  const all = await provider.getMigrations()
  for (const [i] of KEPT.entries()) {
    const address = await newEmptyDatabase(), names = MIGRATION_NAMES.slice(0, i + 1)
    assert.deepEqual(await migrate(address, { getMigrations: () => Promise.resolve(Object.fromEntries(names.map(name => [name, all[name]!]))) }), names)
    assert.equal(await schemaToText(await connect(address)), await schemaToText((await madeBy(i + 1)).client))
  }
})

test('what a start compares with is the name of the last migration', () => {
  assert.equal(NEWEST, MIGRATION_NAMES.at(-1))
  assert.deepEqual([...MIGRATION_NAMES], MIGRATION_NAMES.toSorted((a, b) => (a < b ? -1 : 1)))
})

test('a migration that fails leaves the last whole schema, and can be run again', async () => {
  const { address, client } = await madeBy(1)
  const before = await schemaToText(client)
  const next = (text: string) => ({
    getMigrations: async () => ({ ...(await provider.getMigrations()), '9999-next': { up: async (db: Kysely<unknown>) => { await sql.raw(text).execute(db) } } }),
  })
  await assert.rejects(migrate(address, next('alter table post add column colour text; select 1 / 0')), /division by zero/)
  assert.equal(await schemaToText(client), before)
  assert.deepEqual(await migrate(address, next('alter table post add column colour text')), [...MIGRATION_NAMES.slice(1), '9999-next'])
  assert.deepEqual((await client.query('select title, colour from post')).rows, [{ title: 'Small boat crossings', colour: null }])
})

test('two migrations at once wait for each other, and one of them has nothing to do', async () => {
  const address = await newEmptyDatabase()
  const ran = await Promise.all([migrate(address), migrate(address)])
  assert.deepEqual(ran.map(names => names.length).toSorted((a, b) => a - b), [0, MIGRATION_NAMES.length])
})
