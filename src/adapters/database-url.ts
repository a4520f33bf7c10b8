// Where a PostgreSQL is: reading a DATABASE_URL in the forms that libpq knows, and the address that one role connects to.
import { CannotStart } from './cannot-start.ts'

/** A server and a database on it; `host` is a name, or a folder that holds the server's Unix socket. */
export interface DatabaseLocation {
  readonly host: string
  readonly port: number
  readonly database: string
  /** Whether the connection is encrypted and the server's certificate checked. */
  readonly ssl: boolean
}

/** One role's way in. `new pg.Pool({ ...address, max })` takes it as it is. */
export interface DatabaseAddress extends DatabaseLocation {
  readonly user: string
  readonly password: () => string
}

/** What stands in DATABASE_URL: the account that administers the database; undefined where libpq would take the operating system's. */
export interface DatabaseUrl extends DatabaseLocation {
  readonly user: string | undefined
  readonly password: string | undefined
}

const EXAMPLE = 'postgres://user:password@host:5432/database'

/** Reads `postgres://user:password@host:port/database?host=/socket/folder&sslmode=verify-full`; throws CannotStart on anything else, without repeating a password. */
export function readDatabaseUrl(text: string): DatabaseUrl {
  const url = URL.parse(text.replace('@/', '@localhost/').replace(/^(postgres(?:ql)?:\/\/)\//, '$1localhost/'))
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) throw new CannotStart(`DATABASE_URL cannot be read. Write it as in ${EXAMPLE}.`)
  const { host, port, sslmode = 'disable', ...unknown } = Object.fromEntries(url.searchParams)
  const extra = Object.keys(unknown)[0]
  if (extra !== undefined) throw new CannotStart(`DATABASE_URL asks for "${extra}", which is not known. Only host, port and sslmode may follow the question mark.`)
  if (!['disable', 'verify-full'].includes(sslmode)) throw new CannotStart(`DATABASE_URL asks for sslmode=${sslmode}. Write verify-full, which checks the server's certificate, or disable.`)
  const database = decodeURIComponent(url.pathname.slice(1))
  if (database === '') throw new CannotStart(`DATABASE_URL names no database. Write it as in ${EXAMPLE}.`)
  return {
    host: host ?? url.hostname, port: Number(port ?? (url.port || 5432)), database, ssl: sslmode === 'verify-full',
    user: decodeURIComponent(url.username) || undefined, password: decodeURIComponent(url.password) || undefined,
  }
}

/** A location as a URL without user and password, to hand to a process that has its own. */
export function locationToUrl({ host, port, database, ssl }: DatabaseLocation): string {
  const rest = new URLSearchParams({ host, port: String(port), ...(ssl ? { sslmode: 'verify-full' } : {}) })
  return `postgres:///${encodeURIComponent(database)}?${rest}`
}
