// Finding Debian's PostgreSQL 15, or installing it where this process may.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const MAJOR = 15
const DEBIAN = `/usr/lib/postgresql/${MAJOR}/bin`

/** The folder with initdb and postgres of that version, or undefined. */
export function findPrograms(): string | undefined {
  return [DEBIAN, ...(process.env['PATH'] ?? '').split(delimiter)].find(folder => existsSync(join(folder, 'initdb')) && isVersion(join(folder, 'postgres')))
}

function isVersion(server: string): boolean {
  return existsSync(server) && spawnSync(server, ['--version'], { encoding: 'utf8' }).stdout.includes(`PostgreSQL) ${MAJOR}.`)
}

/** Installs it by apt-get as root; undefined where that cannot be. No cluster of Debian's own is made or started. */
export function installPrograms(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  mkdirSync('/etc/postgresql-common', { recursive: true })
  const without = '/etc/postgresql-common/createcluster.conf'
  if (!existsSync(without)) writeFileSync(without, 'create_main_cluster = false\n')
  const aptGet = (...args: readonly string[]): boolean =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  const install = (): boolean => aptGet('install', '-y', '--no-install-recommends', `postgresql-${MAJOR}`)
  console.log(`Installing PostgreSQL ${MAJOR} from Debian.`)
  if (!install() && aptGet('update')) install()
  return findPrograms()
}

/** PostgreSQL does not run as root: then as its own user, or as nobody. Undefined for anybody else. */
export function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(line => line.split(':'))
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}
