// Each role has just its rights: the whole table of them against its golden file, and every way round that was thought of.
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { newDatabase, type TestDatabase } from '../../../../test/database.ts'
import { DATABASE_PARTS, type DatabasePart } from '../../processes/parts.ts'
import { rightsToText } from './rights-text.ts'

let database: TestDatabase
const clients = new Map<string, pg.Client>()

before(async () => {
  database = await newDatabase()
  for (const part of DATABASE_PARTS) clients.set(part, await connect(part))
  const superuser = new pg.Client(database.superuser)
  await superuser.connect()
  clients.set('superuser', superuser)
})

after(async () => {
  for (const client of clients.values()) await client.end()
})

async function connect(part: DatabasePart): Promise<pg.Client> {
  const client = new pg.Client({ ...database.address(part), options: `-c app.body=${database.body}` })
  await client.connect()
  return client
}

const ask = (who: DatabasePart | 'superuser', text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> => clients.get(who)!.query(text, [...values])

const denied = (code: string) => (fault: unknown): boolean => {
  assert.equal((fault as pg.DatabaseError).code, code, (fault as Error).message)
  return true
}
const [NO_RIGHT, GENERATED] = ['42501', '428C9']

test('the rights of every role on every table and column are those of the golden file', async () => {
  assert.equal(await rightsToText(clients.get('superuser')!), readFileSync(join(import.meta.dirname, 'golden/rights.txt'), 'utf8'))
})

test('no role is a superuser, may make anything, passes row-level security or belongs to another role', async () => {
  const { rows } = await ask('superuser', `select rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication, rolconnlimit from pg_roles where rolname like 'countersign\\_%' and rolname <> 'countersign_owner' order by 1`)
  const nothing = { rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false, rolreplication: false }
  assert.deepEqual(rows, [
    { rolname: 'countersign_keeper', ...nothing, rolconnlimit: 8 }, { rolname: 'countersign_sign', ...nothing, rolconnlimit: 8 }, { rolname: 'countersign_web', ...nothing, rolconnlimit: 15 },
  ])
  assert.equal((await ask('superuser', `select from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname like 'countersign\\_%'`)).rowCount, 0)
})

test('nobody makes a table, a temporary table, a schema, a function, a view or a role', async () => {
  for (const part of DATABASE_PARTS) {
    for (const text of [
      'create table mine (x int)', 'create temporary table mine (x int)', 'create schema mine', 'create view mine as select 1', 'create role mine', 'create database mine',
      `create function mine() returns int language sql security definer as 'select 1'`, `create function pg_temp.mine() returns int language sql as 'select 1'`,
      'alter table entry disable row level security', 'alter table entry no force row level security', 'create policy all_bodies on entry using (true)', 'drop policy own_body on entry',
      'create trigger mine after insert on intake execute function wake_keeper()', 'alter table intake alter column via set default session_user',
    ]) await assert.rejects(ask(part, text), denied(NO_RIGHT), `${part}: ${text}`)
  }
})

test('nobody becomes another role, reads the server\'s files or runs a program', async () => {
  for (const part of DATABASE_PARTS) {
    for (const role of ['countersign_owner', 'postgres', ...DATABASE_PARTS.filter(other => other !== part).map(other => `countersign_${other}`)]) {
      await assert.rejects(ask(part, `set role ${role}`), denied(NO_RIGHT))
      await assert.rejects(ask(part, `set session authorization ${role}`), denied(NO_RIGHT))
    }
    for (const text of [`select pg_read_file('postgresql.conf')`, `copy body to program 'cat'`, `copy body to '/tmp/x'`, `select pg_ls_dir('.')`, 'alter system set fsync = off', 'select rolpassword from pg_authid']) {
      await assert.rejects(ask(part, text), denied(NO_RIGHT), `${part}: ${text}`)
    }
  }
})

test('nobody says what only the database says: via, said, a digest, a ticket\'s end', async () => {
  const id = randomUUID()
  for (const part of ['web', 'sign'] as const) {
    await assert.rejects(ask(part, `insert into intake (id, body, bytes, via) values ($1, $2, 'x', 'countersign_sign')`, [id, database.body]), denied(NO_RIGHT))
    await assert.rejects(ask(part, `insert into intake (id, body, bytes, said) values ($1, $2, 'x', '2020-01-01')`, [id, database.body]), denied(NO_RIGHT))
  }
  await assert.rejects(ask('web', `insert into document (body, kind, bytes, digest) values ($1, 'policy', 'x', $2)`, [database.body, randomBytes(32)]), denied(GENERATED))
  await assert.rejects(ask('web', `insert into package (body, post, revision, bytes, digest) values ($1, $2, 1, 'x', $3)`, [database.body, id, randomBytes(32)]), denied(GENERATED))
  await assert.rejects(ask('web', `insert into ticket (hash, body, purpose, until) values ($1, $2, 'read', now() + interval '1 day')`, [randomBytes(32), database.body]), denied(NO_RIGHT))
  await assert.rejects(ask('web', `insert into ticket (hash, body, purpose, used) values ($1, $2, 'read', null)`, [randomBytes(32), database.body]), denied(NO_RIGHT))
})

test('what is handed in is said by whoever connected, at the database\'s own time', async () => {
  const ids = { web: randomUUID(), sign: randomUUID() }
  for (const part of ['web', 'sign'] as const) await ask(part, 'insert into intake (id, body, bytes) values ($1, $2, $3)', [ids[part], database.body, Buffer.from(part)])
  const { rows } = await ask('keeper', `select id, via, abs(extract(epoch from clock_timestamp() - said)) < 5 as just_now from intake order by via collate "C"`)
  assert.deepEqual(rows, [{ id: ids.sign, via: 'countersign_sign', just_now: true }, { id: ids.web, via: 'countersign_web', just_now: true }])
  await assert.rejects(ask('web', 'select * from intake'), denied(NO_RIGHT))
  assert.equal((await ask('keeper', 'delete from intake')).rowCount, 2)
})

test('the keeper is woken by what is handed in', async () => {
  const keeper = clients.get('keeper')!
  await keeper.query('listen intake')
  const woken = new Promise(resolve => { keeper.once('notification', ({ channel, payload }) => resolve([channel, payload])) })
  await ask('web', `insert into intake (id, body, bytes) values ($1, $2, 'x')`, [randomUUID(), database.body])
  assert.deepEqual(await woken, ['intake', ''])
})

test('an entry, a checkpoint, a revision, a package, a document and a sealed value are never changed or removed, by any role', async () => {
  await ask('keeper', `insert into entry (body, index, leaf, hash) values ($1, 0, 'leaf', $2)`, [database.body, randomBytes(32)])
  const columns = { entry: 'leaf', checkpoint: 'note', revision: 'bytes', package: 'bytes', document: 'bytes', sealed: 'box' }
  for (const part of DATABASE_PARTS) {
    for (const [table, column] of Object.entries(columns)) {
      for (const text of [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table} cascade`, `drop table ${table} cascade`]) {
        await assert.rejects(ask(part, text), denied(NO_RIGHT), `${part}: ${text}`)
      }
    }
  }
})

test('an entry never takes another\'s place: neither its index nor what it records comes twice', async () => {
  const intake = randomUUID()
  const insert = (index: number, handedIn: string | null): Promise<unknown> => ask('keeper', `insert into entry (body, index, intake, leaf, hash) values ($1, $2, $3, 'leaf', $4)`, [database.body, index, handedIn, randomBytes(32)])
  await insert(10, intake)
  await assert.rejects(insert(10, null), denied('23505'))
  await assert.rejects(insert(11, intake), denied('23505'))
})

test('a package\'s digest is the SHA-256 of its bytes', async () => {
  const bytes = randomBytes(100)
  await ask('web', `insert into document (body, kind, bytes) values ($1, 'code', $2)`, [database.body, bytes])
  const { rows } = await ask('sign', 'select digest from document where bytes = $1', [bytes])
  assert.deepEqual((rows[0] as { digest: Buffer }).digest, createHash('sha256').update(bytes).digest())
})

test('a ticket carries at most 8 kB of detail', async () => {
  const insert = (detail: string): Promise<unknown> => ask('web', `insert into ticket (hash, body, purpose, detail) values ($1, $2, 'read', $3)`, [randomBytes(32), database.body, JSON.stringify({ x: detail })])
  await insert('short')
  await assert.rejects(insert(randomBytes(8000).toString('hex')), denied('23514'))
})

test('the signing origin invites one of the first two until the first sign-in key, and nobody else ever', async () => {
  const [first, other] = [randomUUID(), randomUUID()], key = randomBytes(16)
  for (const [id, slug] of [[first, 'hugh'], [other, 'asha']] as const) await ask('web', `insert into person (id, body, name, name_salt, slug, job) values ($1, $2, $3, 'salt', $3, 'x')`, [id, database.body, slug])
  await ask('keeper', `insert into folded (body, kind, id, value, index) values ($1, 'standing', 'now', $2, 0)`, [database.body, JSON.stringify({ first: [first] })])
  const invite = (person: string): Promise<unknown> => ask('sign', 'insert into invitation (hash, body, person) values ($1, $2, $3)', [randomBytes(32), database.body, person])
  await invite(first)
  await assert.rejects(invite(other), denied(NO_RIGHT))
  await ask('web', `insert into sign_in_key (id, body, person, public_key, counter, transports, synced) values ($1, $2, $3, 'x', 0, '{}', false)`, [key, database.body, first])
  await assert.rejects(invite(first), denied(NO_RIGHT))
  await ask('web', 'delete from sign_in_key where id = $1', [key])
})

test('nobody but the pages reads or makes a sign-in key, and nobody says how long an invitation lasts or when a key was made', async () => {
  for (const part of ['sign', 'keeper'] as const) for (const table of ['sign_in_key', 'invitation', 'session']) await assert.rejects(ask(part, `select * from ${table}`), denied(NO_RIGHT), `${part} ${table}`)
  await assert.rejects(ask('sign', `insert into sign_in_key (id, body, person, public_key, counter, transports, synced) values ('x', $1, $2, 'x', 0, '{}', false)`, [database.body, randomUUID()]), denied(NO_RIGHT))
  for (const part of ['web', 'sign'] as const) await assert.rejects(ask(part, `insert into invitation (hash, body, person, until) values ($1, $2, $3, now() + interval '1 day')`, [randomBytes(32), database.body, randomUUID()]), denied(NO_RIGHT))
  for (const text of ["update invitation set until = now() + interval '1 day'", 'update sign_in_key set person = person', "update sign_in_key set public_key = 'other'", 'update sign_in_key set made = now()', 'delete from invitation']) await assert.rejects(ask('web', text), denied(NO_RIGHT), text)
})

test('a token is made and revoked by the pages alone, and what it may do is never changed: not its person, its scopes or its end', async () => {
  const [id, person] = [randomUUID(), randomUUID()]
  await ask('web', `insert into person (id, body, name, name_salt, slug, job) values ($1, $2, 'Tokens', 'salt', 'tokens', 'x')`, [person, database.body])
  const make = (part: DatabasePart, scopes: string, days: number): Promise<unknown> => ask(part, `insert into api_token (id, hash, body, person, name, scopes, made_by, until) values ($1, $2, $3, $4, 'x', $5, $4, now() + make_interval(days => $6))`, [part === 'web' ? id : randomUUID(), randomBytes(32), database.body, person, scopes, days])
  for (const part of ['sign', 'keeper'] as const) {
    await assert.rejects(make(part, '{read}', 1), denied(NO_RIGHT))
    await assert.rejects(ask(part, 'select from api_token'), denied(NO_RIGHT))
  }
  for (const scopes of ['{release}', '{read,sign}', '{}']) await assert.rejects(make('web', scopes, 1), denied('23514'), scopes)
  await assert.rejects(make('web', '{read}', 367), denied('23514'))
  await make('web', '{read}', 365)
  for (const change of ["scopes = '{draft}'", "until = now() + interval '5 years'", 'person = made_by', 'hash = hash', "made = now() + interval '1 year'"]) await assert.rejects(ask('web', `update api_token set ${change}`), denied(NO_RIGHT), change)
  await assert.rejects(ask('web', 'delete from api_token'), denied(NO_RIGHT))
  await ask('web', 'update api_token set revoked = now(), revoked_by = $2 where id = $1', [id, person])
  await assert.rejects(ask('web', 'update api_token set revoked = null, revoked_by = null where id = $1', [id]), denied(NO_RIGHT))
})
