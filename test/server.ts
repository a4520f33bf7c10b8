// The PostgreSQL that tests use: the embedded one, started once in a temporary folder and never synced, or the one that DATABASE_URL names.
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { makeCluster, SUPERUSER } from '../src/adapters/embedded/cluster.ts'
import { nativeCopy, nativeFolder } from '../src/adapters/embedded/native.ts'
import { startServer, stopServer } from '../src/adapters/embedded/server.ts'
import { readDatabaseUrl, type DatabaseAddress } from '../src/adapters/database-url.ts'
import { isRoot, userName } from '../src/adapters/processes/user.ts'
import { readableByOthers } from '../src/adapters/processes/folders.ts'
import { migrate } from '../src/adapters/store/schema/migrate.ts'
import { closeSystemDatabases, createDatabase, createRoles, newPasswords, newSecret, type Passwords } from '../src/adapters/store/schema/roles.ts'

/** What a test process needs to know; it travels in the environment as JSON. */
export interface TestServer {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly passwords: Passwords
  /** A database with the newest schema and nothing in it, to copy. */
  readonly template: string
}

export const VARIABLE = 'TEST_SERVER'

/** Not given out by Debian or systemd, and not in the supervisor's range. */
const SERVER_ID = 60705

/** Starts the server and makes the template. `stop` also removes every file of it. */
export async function startTestServer(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const { at, stop } = process.env['DATABASE_URL'] ? given(process.env['DATABASE_URL']) : await embedded()
  const passwords = newPasswords()
  const template = `t_template_${process.pid}`
  const admin = new pg.Client({ ...at, database: 'postgres' })
  await admin.connect()
  if (!process.env['DATABASE_URL']) await closeSystemDatabases(admin)
  await createRoles(admin, passwords)
  await createDatabase(admin, template)
  await migrate({ ...at, database: template, ssl: false, password: () => at.password })
  return {
    server: { ...at, passwords, template },
    async stop() {
      await admin.query(`drop database ${template} with (force)`)
      await admin.end()
      await stop()
    },
  }
}

type At = Pick<TestServer, 'host' | 'port' | 'user' | 'password'>

function given(url: string): { at: At; stop(): Promise<void> } {
  const { host, port, user, password } = readDatabaseUrl(url)
  return { at: { host, port, user: user ?? userName() ?? 'postgres', password: password ?? '' }, stop: () => Promise.resolve() }
}

async function embedded(): Promise<{ at: At; stop(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-test-'))
  const id = isRoot() ? SERVER_ID : undefined
  const [folder, password] = [join(home, 'own/cluster'), newSecret()]
  mkdirSync(join(home, 'own'), { mode: 0o700 })
  if (id !== undefined) {
    chmodSync(home, 0o711)
    for (const path of [home, join(home, 'own')]) chownSync(path, id, id)
  }
  const native = id === undefined || readableByOthers(nativeFolder()) ? nativeFolder() : nativeCopy('/var/lib/countersign')
  makeCluster({ native, folder, password, id })
  const child = await startServer({ native, folder, socket: home, log: join(home, 'log'), id, durable: false })
  child.unref()
  return {
    at: { host: home, port: 5432, user: SUPERUSER, password },
    async stop() {
      await stopServer(child)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** One role's way into a database of the test server. */
export function addressOf(server: TestServer, database: string, user = server.user, password = server.password): DatabaseAddress {
  return { host: server.host, port: server.port, ssl: false, database, user, password: () => password }
}
