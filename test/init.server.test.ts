// A real body: begun on a PostgreSQL of one's own, started without a server, and refused in words where something is missing.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn, spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { readConfiguration } from '../src/adapters/configuration.ts'
import { runService } from '../src/adapters/processes/service.ts'
import { pause } from '../src/adapters/processes/running.ts'
import { isRoot } from '../src/adapters/processes/user.ts'
import { freePorts } from './free-ports.ts'
import { startTestServer, type StartedServer } from './server.ts'

const MAIN = join(import.meta.dirname, '../bin/countersign.mjs')
const FIXTURE = join(import.meta.dirname, 'processes/fixture.ts')
let started: StartedServer
const folders: string[] = []

// A server of its own: beginning a body gives the roles, which a whole server shares, new passwords.
before(async () => { started = await startTestServer() })

after(async () => {
  await started.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-init-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

const urlOf = (database: string, { user, password } = started.server): string => `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(started.server.host)}`

function countersign(env: Record<string, string>, ...args: readonly string[]): { status: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], { env: { PATH: process.env['PATH']!, ...env }, encoding: 'utf8' })
  return { status, out: stdout, error: stderr }
}

test('a body is begun once, prints its two links, and runs on that server with no server of its own', async () => {
  const [data, ports] = [newFolder(), await freePorts()]
  const env = {
    COUNTERSIGN_DATA: data, DATABASE_URL: urlOf('a_body'),
    COUNTERSIGN_WEB: `http://localhost:${ports.web}`, COUNTERSIGN_SIGN: `http://sign.localhost:${ports.sign}`, COUNTERSIGN_WALL: `http://wall.localhost:${ports.wall}`,
  }
  const begun = countersign(env, 'init', '--name', 'Department for Arrivals')
  assert.deepEqual([begun.status, begun.error], [0, ''])
  const links = begun.out.match(new RegExp(`http://sign\\.localhost:${ports.sign}/enrol/first#[A-Za-z0-9_-]{32}`, 'g')) ?? []
  assert.equal(new Set(links).size, 2)
  const codes = JSON.parse(readFileSync(join(data, 'keeper/codes.json'), 'utf8')) as string[]
  assert.deepEqual(links.map(link => link.split('#')[1]), codes)
  assert.ok(!existsSync(join(data, 'sign/demo-codes')))
  const again = countersign(env, 'init', '--name', 'Another')
  assert.deepEqual([again.status, /holds a body already\. Start it with "countersign serve"/.test(again.error)], [2, true])
  const service = await runService({ configuration: readConfiguration(env), kind: 'real', main: FIXTURE, say: () => {}, heard: () => {} })
  const facts = await (await fetch(`http://127.0.0.1:${ports.web}/`, { method: 'POST' })).json() as { id?: string }
  assert.match(facts.id ?? '', /^[0-9a-f-]{36}$/)
  assert.equal(service.pids().postgres, undefined)
  const environ = readFileSync(`/proc/${service.pids().web}/environ`, 'utf8')
  assert.ok(environ.includes('DATABASE_URL=postgres:///a_body') && !environ.includes(started.server.password))
  await service.stop()
  assert.equal(statSync(join(data, 'keeper')).uid !== process.getuid!(), isRoot())
})

test('a real body is not started before it was begun, and not without its server', () => {
  const env = { COUNTERSIGN_DATA: newFolder(), DATABASE_URL: urlOf('another_body') }
  const started = countersign(env, 'serve', '--port', '4890')
  assert.deepEqual([started.status, /holds no body yet\. Begin one with "countersign init"/.test(started.error)], [2, true])
  const without = countersign({ COUNTERSIGN_DATA: env.COUNTERSIGN_DATA }, 'serve')
  assert.deepEqual([without.status, /Try Countersign with "serve --demo"/.test(without.error)], [2, true])
})

test('what is missing for a body is said in words', () => {
  const data = newFolder()
  const refusals: readonly [Record<string, string>, readonly string[], RegExp][] = [
    [{ DATABASE_URL: urlOf('a_third') }, [], /A body has a name.*Use: countersign init --name/],
    [{}, ['--name', 'X'], /set DATABASE_URL to an account that may make roles/],
    [{ DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' }, ['--name', 'X'], /does not let us in: .*ECONNREFUSED/],
    [{ DATABASE_URL: urlOf('a_third', { ...started.server, password: 'wrong' }) }, ['--name', 'X'], /does not let us in: password authentication failed/],
  ]
  for (const [env, args, sentence] of refusals) {
    const { status, error } = countersign({ COUNTERSIGN_DATA: data, ...env }, 'init', ...args)
    assert.equal(status, 2)
    assert.match(error, sentence)
  }
})

test('db migrate brings a body\'s database to the newest tables, and says so when it is there already', () => {
  const env = { COUNTERSIGN_DATA: newFolder(), DATABASE_URL: urlOf('a_fourth') }
  assert.equal(countersign(env, 'init', '--name', 'Department for Arrivals').status, 0)
  writeFileSync(join(env.COUNTERSIGN_DATA, 'schema'), '0000-older')
  const old = countersign(env, 'serve', '--port', '4890')
  assert.deepEqual([old.status, /has an older schema\. .*run "countersign db migrate"/.test(old.error)], [2, true])
  assert.deepEqual(countersign(env, 'db', 'migrate'), { status: 0, out: 'The database has the newest tables already.\n', error: '' })
  assert.notEqual(readFileSync(join(env.COUNTERSIGN_DATA, 'schema'), 'utf8'), '0000-older')
})

test('each part runs alone as a unit of the system starts it, and the keeper refuses a folder that others could reach', async () => {
  const [data, ports] = [newFolder(), await freePorts()]
  const env = {
    COUNTERSIGN_DATA: data, DATABASE_URL: urlOf('a_fifth'),
    COUNTERSIGN_WEB: `http://localhost:${ports.web}`, COUNTERSIGN_SIGN: `http://sign.localhost:${ports.sign}`, COUNTERSIGN_WALL: `http://wall.localhost:${ports.wall}`,
  }
  assert.equal(countersign(env, 'init', '--name', 'Department for Arrivals').status, 0)
  const place = { ...env, DATABASE_URL: `postgres:///a_fifth?host=${encodeURIComponent(started.server.host)}` }
  const role = (name: string): ReturnType<typeof spawn> => {
    const uid = statSync(join(data, name)).uid
    return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../src/main.ts'), 'role', name], { ...(isRoot() ? { uid, gid: uid } : {}), cwd: '/', env: { PATH: '/usr/bin', ...place }, stdio: ['ignore', 'pipe', 'pipe'] })
  }
  const ended = (part: ReturnType<typeof spawn>): Promise<number | null> => new Promise(resolve => { part.once('exit', resolve) })
  const wall = role('wall')
  while (!(await fetch(`http://127.0.0.1:${ports.wall}/`).then(() => true, () => false))) await pause(50)
  wall.kill('SIGTERM')
  assert.equal(await ended(wall), 0)
  if (!isRoot()) return
  chmodSync(data, 0o777)
  const keeper = role('keeper')
  let said = ''
  keeper.stderr!.setEncoding('utf8').on('data', (text: string) => { said += text })
  assert.equal(await ended(keeper), 2)
  assert.match(said, /can be changed by other users, who could put another folder in the place of .*keeper\. Close it: chmod go-w/)
})
