// The configuration: one table of every variable, read and checked once at the start, from which docs/configuration.md is printed.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { readDatabaseUrl, type DatabaseUrl } from './database-url.ts'

/** One of the three sites: what browsers call it, and where it listens on this machine. */
export interface Site {
  /** Scheme, host and port, without a path: `http://localhost:3000`. */
  readonly origin: string
  /** What the Host header must say: `localhost:3000`. */
  readonly host: string
  readonly port: number
}

export interface Configuration {
  /** The data folder, absolute. */
  readonly data: string
  /** Undefined: the embedded server, which only a demo and a trial may use. */
  readonly database: DatabaseUrl | undefined
  readonly web: Site
  readonly sign: Site
  readonly wall: Site
  /** Addresses of the proxies whose X-Forwarded headers are believed. */
  readonly proxies: readonly string[]
}

export type Environment = { readonly [name: string]: string | undefined }

interface Variable {
  readonly means: string
  readonly otherwise: string
  readonly example: string
  /** May be given in a file instead, named by the variable with `_FILE` after it. */
  readonly secret?: true
}

/** Every variable there is. A name that begins with COUNTERSIGN_ and is not here is refused. */
export const VARIABLES = {
  COUNTERSIGN_DATA: { means: 'The folder for everything that is kept outside the database: ids, keys, the log\'s checkpoint, and the embedded server.', otherwise: './data', example: '/var/lib/countersign' },
  DATABASE_URL: {
    means: 'A PostgreSQL of your own, version 15 or later. Needed for a real body; a demo or a trial brings its own server.',
    otherwise: 'none', example: 'postgres://countersign_owner@/countersign?host=/var/run/postgresql', secret: true,
  },
  COUNTERSIGN_WEB: { means: 'The address of the pages, as people\'s browsers call it.', otherwise: 'http://localhost:3000', example: 'https://countersign.example.gov.uk' },
  COUNTERSIGN_SIGN: {
    means: 'The address of the signing pages. Its host must not be the host of the pages, and it stands in the trust file for good.',
    otherwise: 'http://sign.localhost:3001', example: 'https://sign.countersign.example.gov.uk',
  },
  COUNTERSIGN_WALL: { means: 'The address of the built-in public wall.', otherwise: 'http://wall.localhost:3002', example: 'https://wall.countersign.example.gov.uk' },
  COUNTERSIGN_PORT: { means: 'The first of three ports to listen on: pages, then signing, then wall. `--port` is the same.', otherwise: 'the ports of the three addresses', example: '3100' },
  COUNTERSIGN_PROXIES: { means: 'Addresses of the reverse proxies whose X-Forwarded headers are believed, with commas between.', otherwise: 'none', example: '127.0.0.1,10.0.0.5' },
} as const satisfies { readonly [name: string]: Variable }

type Name = keyof typeof VARIABLES

export interface Ports {
  readonly web: number
  readonly sign: number
  readonly wall: number
}

/** The configuration of a service on this machine alone, on these ports: for a demo in the terminal and for tests. */
export const localConfiguration = (data: string, { web, sign, wall }: Ports): Configuration => readConfiguration({
  COUNTERSIGN_DATA: data, COUNTERSIGN_WEB: `http://localhost:${web}`, COUNTERSIGN_SIGN: `http://sign.localhost:${sign}`, COUNTERSIGN_WALL: `http://wall.localhost:${wall}`,
})

/** Reads and checks the whole table. Throws CannotStart with a sentence that names the variable and says what to write. */
export function readConfiguration(env: Environment, flags: { readonly port?: string } = {}): Configuration {
  refuseUnknown(env)
  const value = (name: Name): string | undefined => given(env, name)
  const port = readPort(flags.port === undefined ? 'COUNTERSIGN_PORT' : '--port', flags.port ?? value('COUNTERSIGN_PORT'))
  const site = (name: Name, host: string, offset: number): Site => readSite(name, value(name), host, port === undefined ? undefined : port + offset, 3000 + offset)
  const [web, sign, wall] = [site('COUNTERSIGN_WEB', 'localhost', 0), site('COUNTERSIGN_SIGN', 'sign.localhost', 1), site('COUNTERSIGN_WALL', 'wall.localhost', 2)]
  refuseShared({ COUNTERSIGN_WEB: web, COUNTERSIGN_SIGN: sign, COUNTERSIGN_WALL: wall })
  const url = value('DATABASE_URL')
  return {
    data: resolve(value('COUNTERSIGN_DATA') ?? VARIABLES.COUNTERSIGN_DATA.otherwise),
    database: url === undefined ? undefined : readDatabaseUrl(url),
    web, sign, wall,
    proxies: readProxies(value('COUNTERSIGN_PROXIES')),
  }
}

function given(env: Environment, name: Name): string | undefined {
  const plain = env[name] || undefined
  const file = 'secret' in VARIABLES[name] ? env[`${name}_FILE`] || undefined : undefined
  if (file === undefined) return plain
  if (plain !== undefined) throw new CannotStart(`Both ${name} and ${name}_FILE are set. Keep one of them.`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (fault) {
    throw new CannotStart(`${name}_FILE names ${file}, which cannot be read (${(fault as NodeJS.ErrnoException).code}). Put the value there, readable by this user.`)
  }
}

function refuseUnknown(env: Environment): void {
  const known = Object.entries(VARIABLES).flatMap(([name, variable]) => ('secret' in variable ? [name, `${name}_FILE`] : [name]))
  for (const name of Object.keys(env)) {
    if (name.startsWith('COUNTERSIGN_') && !known.includes(name)) throw new CannotStart(`There is no variable ${name}. Did you mean ${nearest(name, known)}?`)
  }
}

function readPort(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65533) throw new CannotStart(`${name} is "${text}". Give a number from 1 to 65533; the two ports after it are used too.`)
  return port
}

function readSite(name: string, text: string | undefined, host: string, port: number | undefined, otherwise: number): Site {
  const address = text ?? `http://${host}:${port ?? otherwise}`
  const url = URL.parse(address)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new CannotStart(`${name} is "${address}". Write scheme, host and port only, as in ${VARIABLES[name as Name].example}.`)
  }
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) throw new CannotStart(`${name} is "${address}". Passkeys and cookies need https, except on localhost: write https://${url.host}.`)
  return { origin: url.origin, host: url.host, port: port ?? (url.protocol === 'http:' ? Number(url.port || 80) : otherwise) }
}

const isThisMachine = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')

function refuseShared(sites: { readonly [name: string]: Site }): void {
  const seen = new Map<string, string>()
  for (const [name, { origin, port }] of Object.entries(sites)) {
    for (const claim of [`host ${new URL(origin).hostname}`, `port ${port}`]) {
      const other = seen.get(claim)
      if (other) throw new CannotStart(`${other} and ${name} have the same ${claim}. Give each its own: the browser keeps them apart by it.`)
      seen.set(claim, name)
    }
  }
}

function readProxies(text: string | undefined): readonly string[] {
  const proxies = (text ?? '').split(',').map(each => each.trim()).filter(each => each !== '')
  for (const each of proxies) if (!/^[0-9a-f.:]+(?:\/\d+)?$/i.test(each)) throw new CannotStart(`COUNTERSIGN_PROXIES holds "${each}". Write IP addresses or ranges, as in ${VARIABLES.COUNTERSIGN_PROXIES.example}.`)
  return proxies
}

/** The name with the fewest letters to change (Levenshtein's distance). */
function nearest(name: string, known: readonly string[]): string {
  return known.map(each => ({ each, far: distance(name, each) })).sort((a, b) => a.far - b.far)[0]!.each
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}
