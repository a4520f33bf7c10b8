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
import { startOf } from '../src/adapters/processes/running.ts'
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

export interface StartedServer {
  readonly server: TestServer
  /** Drops every test's database, or stops the embedded server and removes its files. */
  stop(): Promise<void>
  /** The same for a process that is ending and cannot wait for anything. */
  stopNow(): void
}

/** Starts the server and makes the template. */
export async function startTestServer(): Promise<StartedServer> {
  const url = process.env['DATABASE_URL']
  const { at, stop, stopNow } = url ? given(url) : await embedded()
  const passwords = newPasswords()
  const template = `t_template_${process.pid}`
  await asAdministrator(at, async admin => {
    if (!url) await closeSystemDatabases(admin)
    await createRoles(admin, passwords)
    await createDatabase(admin, template)
  })
  await migrate({ ...at, database: template, ssl: false, password: () => at.password })
  return { server: { ...at, passwords, template }, stop, stopNow }
}

type At = Pick<TestServer, 'host' | 'port' | 'user' | 'password'>
interface Found extends Pick<StartedServer, 'stop' | 'stopNow'> { readonly at: At }

async function asAdministrator(at: At, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ ...at, database: 'postgres' })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

function given(url: string): Found {
  const { host, port, user, password } = readDatabaseUrl(url)
  const at = { host, port, user: user ?? userName() ?? 'postgres', password: password ?? '' }
  const stop = (): Promise<void> => asAdministrator(at, async admin => {
    const { rows } = await admin.query<{ datname: string }>(`select datname from pg_database where datname like 't\\_%'`)
    for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`)
  })
  return { at, stop, stopNow: () => {} }
}

async function embedded(): Promise<Found> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-test-'))
  const id = isRoot() ? SERVER_ID : undefined
  const [folder, password] = [join(home, 'own/cluster'), newSecret()]
  mkdirSync(join(home, 'own'), { mode: 0o700 })
  if (id !== undefined) {
    chmodSync(home, 0o711)
    for (const path of [home, join(home, 'own')]) chownSync(path, id, id)
  }
  const native = id === undefined || readableByOthers(nativeFolder()) ? nativeFolder() : nativeCopy('/var/lib/countersign')
  await makeCluster({ native, folder, password, id })
  const child = await startServer({ native, folder, socket: home, log: join(home, 'log'), id, durable: false })
  child.unref()
  return {
    at: { host: home, port: 5432, user: SUPERUSER, password },
    async stop() {
      await stopServer(child)
      rmSync(home, { recursive: true, force: true })
    },
    stopNow() {
      child.kill('SIGQUIT')
      const clock = new Int32Array(new SharedArrayBuffer(4))
      for (let waited = 0; startOf(child.pid!) !== undefined && waited < 5000; waited += 10) Atomics.wait(clock, 0, 0, 10)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** One role's way into a database of the test server. */
export function addressOf(server: TestServer, database: string, user = server.user, password = server.password): DatabaseAddress {
  return { host: server.host, port: server.port, ssl: false, database, user, password: () => password }
}
