// Starting and stopping the embedded server: detached, on a Unix socket and nothing else, and found again after a kill by its pid file.
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { withoutNewPrivileges } from '../processes/privileges.ts'
import { ended, pause } from '../processes/running.ts'
import { PLAIN_ENVIRONMENT } from './cluster.ts'

export interface ServerPlace {
  readonly native: string
  /** The cluster's folder. */
  readonly folder: string
  /** The folder for the socket; at most 90 bytes long, since the whole path of a socket holds 107. */
  readonly socket: string
  readonly log: string
  readonly id: number | undefined
  /** False only in tests, which keep nothing. */
  readonly durable: boolean
}

const SECONDS_TO_START = 60

/** Stops an orphan of an earlier start, starts the server and gives its process when it takes connections. */
export async function startServer(place: ServerPlace): Promise<ChildProcess> {
  await stopOrphan(place)
  const log = openSync(place.log, 'a', 0o600)
  const since = statSync(place.log).size
  const [command, args] = withoutNewPrivileges(join(place.native, 'bin/postgres'), ['-D', place.folder, ...settings(place)])
  const child = spawn(command, args, { ...(place.id === undefined ? {} : { uid: place.id, gid: place.id }), cwd: '/', env: PLAIN_ENVIRONMENT, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  let gone: string | undefined
  child.on('error', fault => { gone = fault.message }).on('exit', (code, signal) => { gone = `it ended with ${signal ?? code}` })
  const begun = performance.now()
  while (!isReady(place.folder, child.pid)) {
    if (gone === undefined && performance.now() - begun > SECONDS_TO_START * 1000) {
      child.kill('SIGQUIT')
      gone = `it was not ready after ${SECONDS_TO_START} seconds`
    }
    if (gone !== undefined) throw new CannotStart(whyNot(place, gone, since))
    await pause(5)
  }
  return child
}

function settings({ socket, durable }: ServerPlace): string[] {
  const values = {
    listen_addresses: '', unix_socket_directories: socket, unix_socket_permissions: '0777', fsync: durable ? 'on' : 'off', max_connections: '40',
    shared_buffers: '32MB', timezone: 'UTC', log_timezone: 'UTC', password_encryption: 'scram-sha-256',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** The server says "ready" in the last line of its pid file. */
function isReady(folder: string, pid: number | undefined): boolean {
  const lines = pidFile(folder)
  return lines !== undefined && Number(lines[0]) === pid && lines.some(line => line.startsWith('ready'))
}

function pidFile(folder: string): string[] | undefined {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
}

function whyNot({ log, folder }: ServerPlace, gone: string, since: number): string {
  const said = readFileSync(log).subarray(since).toString()
  if (/No space left/.test(said)) return `The disk that holds ${folder} is full: PostgreSQL cannot start. Make room and start again; nothing is lost.`
  const reason = said.split('\n').findLast(line => /FATAL|PANIC/.test(line))?.replace(/^.*?(?:FATAL|PANIC): +/, '')
  return `PostgreSQL did not start: ${reason ?? gone}. Its log is ${log}.`
}

/**
 * Ends a server that an earlier start left behind: ours when it is a postgres that was given this very folder. The pid files of one that is gone
 * are removed, since PostgreSQL takes any process with that number for itself, and a zombie too.
 */
export async function stopOrphan({ folder, socket }: Pick<ServerPlace, 'folder' | 'socket'>): Promise<void> {
  const pid = Number(pidFile(folder)?.[0])
  if (Number.isInteger(pid) && isOurs(pid, folder)) await stopByPid(pid)
  for (const file of [join(folder, 'postmaster.pid'), join(socket, '.s.PGSQL.5432.lock')]) rmSync(file, { force: true })
}

async function stopByPid(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT')
  if (await ended(pid, 20_000)) return
  process.kill(pid, 'SIGQUIT')
  if (!(await ended(pid, 10_000))) throw new CannotStart(`An earlier PostgreSQL of this folder (process ${pid}) does not end. End it, then start again.`)
}

function isOurs(pid: number, folder: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words[0]!.endsWith('postgres') && words.includes(folder)
  } catch {
    return process.platform !== 'linux' && isAlive(pid)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Fast shutdown: sessions are ended, everything is written. SIGQUIT after 10 seconds, from which the next start recovers. */
export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise<void>(resolve => { child.once('exit', () => resolve()) })
  child.kill('SIGINT')
  const hurry = setTimeout(() => child.kill('SIGQUIT'), 10_000)
  await exit
  clearTimeout(hurry)
}
