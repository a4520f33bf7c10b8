// A database for one test: a copy of the newest schema with one body in it, on the server that the test run shares.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { DatabaseAddress } from '../src/adapters/database-url.ts'
import { roleOf, type DatabasePart } from '../src/adapters/processes/parts.ts'
import { createDatabase } from '../src/adapters/store/schema/roles.ts'
import type { OrganisationId } from '../src/core/id.ts'
import { addressOf, startTestServer, VARIABLE, type TestServer } from './server.ts'

export interface TestDatabase {
  readonly name: string
  /** A body that stands in the table `body`. */
  readonly body: OrganisationId
  /** The way in of a part's role, under the same rights as in the service. */
  address(part: DatabasePart): DatabaseAddress
  /** The superuser's way in, which row-level security does not hold: for preparing, and for playing the insider. */
  readonly superuser: DatabaseAddress
  /** Adds a further body. */
  addBody(name: string): Promise<OrganisationId>
  drop(): Promise<void>
}

/** A database without any table, for a test of the schema itself; gives the superuser's way in. */
export async function newEmptyDatabase(): Promise<DatabaseAddress> {
  const server = await (shared ??= theServer())
  const name = `t_${process.pid}_${++made}`
  await administer(server, 'postgres', admin => createDatabase(admin, name))
  return addressOf(server, name)
}

let shared: Promise<TestServer> | undefined
let made = 0

/** Makes one. Dropped by `drop()`, and at the latest with the server that all tests share. */
export async function newDatabase(): Promise<TestDatabase> {
  const server = await (shared ??= theServer())
  const name = `t_${process.pid}_${++made}`
  await administer(server, 'postgres', admin => createDatabase(admin, name, server.template))
  const addBody = async (called: string): Promise<OrganisationId> => {
    const id = randomUUID() as OrganisationId
    await administer(server, name, admin => admin.query('insert into body (id, name) values ($1, $2)', [id, called]))
    return id
  }
  const drop = async (): Promise<void> => {
    await administer(server, 'postgres', admin => admin.query(`drop database if exists ${name} with (force)`))
  }
  return {
    name, addBody, drop,
    body: await addBody('Department for Arrivals'),
    superuser: addressOf(server, name),
    address: part => addressOf(server, name, roleOf(part), server.passwords[part]),
  }
}

/** The run's server; for a test file that is run alone, one of its own. */
async function theServer(): Promise<TestServer> {
  const given = process.env[VARIABLE]
  if (given !== undefined) return JSON.parse(given) as TestServer
  const { server, stopNow } = await startTestServer()
  process.on('exit', stopNow)
  return server
}

async function administer(server: TestServer, database: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(addressOf(server, database))
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
