// Making the embedded server's cluster: initdb wants a user with a name, the server does not, so the cluster is made as one and given to the other.
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { CannotStart } from '../cannot-start.ts'
import { isRoot, userId, userName } from '../processes/user.ts'

export const SUPERUSER = 'postgres'

/** `nobody` stands in every passwd file, and owns the cluster only while initdb runs. */
const NOBODY = 65534

export const PLAIN_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Only the superuser and the three roles, by password, over the socket: no line for anybody else, and none for TCP. */
const DOORS = 'local all postgres scram-sha-256\nlocal all countersign_web,countersign_sign,countersign_keeper scram-sha-256\n'

export interface NewCluster {
  /** The folder with the server's programs. */
  readonly native: string
  /** The folder that is to hold the cluster. Its parent is the server's own folder: whatever lies there is removed. */
  readonly folder: string
  /** The superuser's password. */
  readonly password: string
  /** The user id that the server will have; undefined: whoever starts it. */
  readonly id: number | undefined
}

/**
 * A cluster with checksums and one collation on every machine. Throws CannotStart with the reason when the machine has no room or no name for the
 * user. Made beside its place and renamed: if we crash on the way, an initdb that goes on by itself spoils nothing.
 */
export async function makeCluster({ native, folder, password, id }: NewCluster): Promise<void> {
  const home = dirname(folder)
  const [half, secret] = [`${folder}.${process.pid}`, join(home, 'new-password')]
  for (const name of readdirSync(home)) rmSync(join(home, name), { recursive: true, force: true })
  try {
    mkdirSync(half, { mode: 0o700 })
    writeFileSync(secret, password, { mode: 0o600 })
    if (id !== undefined) {
      chmodSync(home, 0o711)
      for (const path of [half, secret]) chownSync(path, NOBODY, NOBODY)
    }
    await initdb(native, half, secret, id)
    writeFileSync(join(half, 'pg_hba.conf'), DOORS)
    if (id !== undefined) give(half, id)
    renameSync(half, folder)
  } finally {
    for (const path of [half, secret]) rmSync(path, { recursive: true, force: true })
    if (id !== undefined) chmodSync(home, 0o700)
  }
}

async function initdb(native: string, folder: string, secret: string, id: number | undefined): Promise<void> {
  const args = ['-D', folder, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums', '--no-instructions']
  const [command, all] = userName() === undefined ? asNobody(join(native, 'bin/initdb'), args) : [join(native, 'bin/initdb'), args]
  const said = await whyNot(spawn(command, all, { ...(id === undefined ? {} : { uid: NOBODY, gid: NOBODY }), cwd: '/', env: PLAIN_ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] }))
  if (said === undefined) return
  if (/No space left|ENOSPC/.test(said)) throw new CannotStart(`The disk that holds ${folder} is full. The database needs about 100 MB to begin: make room, or set COUNTERSIGN_DATA to a folder on another disk.`)
  if (userName() === undefined) {
    throw new CannotStart(`This user id (${userId()}) has no account on this machine, and the embedded PostgreSQL needs one to begin. Add a line for it to /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own.`)
  }
  throw new CannotStart(`The embedded PostgreSQL could not make its files in ${folder}: ${said.trim().split('\n').at(-1)}`)
}

/** What a program said that failed; undefined when it did not. */
function whyNot(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string | undefined> {
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text: string) => { said += text })
  return new Promise(resolve => {
    child.once('error', fault => resolve(fault.message)).once('close', status => resolve(status === 0 ? undefined : said))
  })
}

/** An id without an account: inside a user namespace of its own it is nobody's, which has a name, and what it writes stays this id's. */
const asNobody = (command: string, args: readonly string[]): [string, readonly string[]] =>
  ['/usr/bin/unshare', ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, command, ...args]]

function give(folder: string, id: number): void {
  if (!isRoot()) return
  const { status, stderr } = spawnSync('chown', ['-hR', `${id}:${id}`, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`chown of ${folder}: ${stderr}`)
}
