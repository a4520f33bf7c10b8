// The supervisor with small parts: users and folders of their own, every kill survived, nothing left behind, and every refusal in words.
import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import pg from 'pg'
import { CannotStart } from '../src/adapters/cannot-start.ts'
import { localConfiguration, type Ports } from '../src/adapters/configuration.ts'
import { SUPERUSER } from '../src/adapters/embedded/cluster.ts'
import { PARTS, type PartName } from '../src/adapters/processes/parts.ts'
import { ended, pause, startOf } from '../src/adapters/processes/running.ts'
import type * as original from '../src/adapters/processes/service.ts'
import { startService, type Pids, type Service } from '../src/adapters/processes/service.ts'
import { isRoot } from '../src/adapters/processes/user.ts'
import { freePorts } from './free-ports.ts'

const FIXTURE = join(import.meta.dirname, 'processes/fixture.ts')
const SUPERVISE = join(import.meta.dirname, 'processes/supervise.ts')
const folders: string[] = []
const running: Service[] = []

after(async () => {
  for (const service of running) await service.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** An empty data folder; open to pass, so that root uses it where it is. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-processes-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

type Options = Omit<Parameters<typeof startService>[0], 'ports' | 'kind'> & { ports?: Ports; kind?: 'demo' | 'trial' | 'real' }

async function start(options: Options): Promise<Service> {
  const service = await startService({ kind: 'demo', ports: await freePorts(), main: FIXTURE, load: false, quiet: true, durable: false, ...options })
  running.push(service)
  return service
}

const refused = (sentence: RegExp) => (fault: unknown): boolean => fault instanceof CannotStart && sentence.test(fault.message)

interface Facts {
  readonly name: string
  readonly body: string
  readonly demo: boolean
  readonly trial: boolean
  readonly protected: boolean
  readonly uid: number
  readonly groups: readonly number[]
  readonly status: readonly string[]
  readonly environment: readonly string[]
  readonly argv: readonly string[]
  readonly reads: readonly string[]
  readonly readsSuperuser: string
}

const ask = async (origin: string): Promise<Facts> => (await fetch(at(origin))).json() as Promise<Facts>
/** Node resolves no name under localhost. */
const at = (origin: string): string => `http://127.0.0.1:${new URL(origin).port}/`

/** Hands in rows until the time is up, and gives the ids that were acknowledged. */
async function handIn(origin: string, times: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < times; i++) {
    try {
      const response = await fetch(at(origin), { method: 'POST' })
      if (response.ok) ids.push(((await response.json()) as { id: string }).id)
    } catch {
      await pause(20)
    }
  }
  return ids
}

async function keptIds(data: string, socket: string): Promise<Set<string>> {
  const client = new pg.Client({ host: socket, user: SUPERUSER, database: 'countersign', password: readFileSync(join(data, 'superuser-password'), 'utf8') })
  await client.connect()
  try {
    return new Set((await client.query<{ id: string }>('select id from intake')).rows.map(row => row.id))
  } finally {
    await client.end()
  }
}

async function until(claim: () => boolean | Promise<boolean>, said: string): Promise<void> {
  const begun = performance.now()
  while (!(await claim())) {
    if (performance.now() - begun > 15_000) assert.fail(`not within 15 s: ${said}`)
    await pause(25)
  }
}

const reachable = async (origin: string): Promise<boolean> => fetch(at(origin)).then(response => response.ok, () => false)

test('a first start makes a body, and a second one finds it and is quick', async () => {
  const data = newFolder()
  const first = await start({ data })
  const { body, demo, trial } = await ask(first.web)
  assert.deepEqual([demo, trial], [true, false])
  assert.equal(first.codes?.length, 2)
  await first.stop()
  assert.deepEqual(Object.values(first.pids()).filter(pid => pid !== undefined), [process.pid])
  assert.ok(!existsSync(first.socket))
  const begun = performance.now()
  const second = await start({ data })
  assert.ok(performance.now() - begun < 3000, 'a second start takes less than 3 s even on a busy machine')
  assert.equal((await ask(second.sign)).body, body)
  assert.equal(second.codes, undefined, 'codes are shown once')
  await second.stop()
})

test('each part has a folder that is closed to the others, and no secret in its arguments or its environment', async () => {
  const data = newFolder()
  const service = await start({ data })
  for (const part of [...PARTS, 'postgres']) assert.equal(statSync(join(data, part)).mode & 0o777, 0o700)
  assert.equal(statSync(data).mode & 0o777, 0o711)
  const secrets = ['web/database-password', 'sign/database-password', 'keeper/database-password', 'keeper/wall-token', 'superuser-password'].map(file => readFileSync(join(data, file), 'utf8'))
  for (const origin of [service.web, service.sign, service.wall]) {
    const { environment, argv, status } = await ask(origin)
    const said = [...environment, ...argv].join('\n')
    for (const secret of [...secrets, ...service.codes!]) assert.ok(!said.includes(secret))
    assert.ok(status.includes('NoNewPrivs:\t1') || !existsSync('/usr/bin/setpriv'))
  }
  await service.stop()
})

test('when root starts it, each part is a user of its own and reads nothing of the others; otherwise it says that they are not protected', async () => {
  const data = newFolder()
  const service = await start({ data })
  const facts = await Promise.all([service.web, service.sign, service.wall].map(ask))
  const keeper = statSync(join(data, 'keeper')).uid
  const users = new Set([...facts.map(each => each.uid), keeper, statSync(join(data, 'postgres')).uid, process.getuid!()])
  assert.equal(users.size, isRoot() ? 6 : 1)
  assert.equal(service.protected, isRoot())
  for (const { protected: held, reads, readsSuperuser, groups, uid, status } of facts) {
    assert.equal(held, isRoot())
    assert.equal(reads.filter(each => each === 'EACCES').length, isRoot() ? 3 : 0)
    assert.equal(readsSuperuser === 'EACCES', isRoot())
    if (isRoot()) assert.deepEqual(groups, [uid])
    assert.ok(status.includes('CapEff:\t0000000000000000') && status.includes('CapPrm:\t0000000000000000'))
  }
  assert.match(readFileSync(`/proc/${service.pids().keeper}/status`, 'utf8'), new RegExp(`^Uid:\\t${keeper}\\t${keeper}\\t${keeper}\\t${keeper}$`, 'm'))
  await service.stop()
})

/** This package again, in a folder that only this user can enter. */
function closedClone(): string {
  const closed = mkdtempSync(join(tmpdir(), 'countersign-closed-'))
  folders.push(closed)
  assert.equal(statSync(closed).mode & 0o777, 0o700)
  const [root, clone] = [join(import.meta.dirname, '..'), join(closed, 'clone')]
  for (const part of ['src', 'test/processes', 'package.json']) cpSync(join(root, part), join(clone, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
  return clone
}

async function startClone(clone: string, said: string[] = []): Promise<Service> {
  const { runService } = await import(join(clone, 'src/adapters/processes/service.ts')) as typeof original
  const service = await runService({
    configuration: localConfiguration(join(clone, 'data'), await freePorts()), kind: 'demo', durable: false, load: false, main: join(clone, 'test/processes/fixture.ts'),
    say: text => said.push(text), heard: () => {},
  })
  running.push(service)
  folders.push(service.data)
  return service
}

test('from a folder that nobody else can enter, as root\'s own home, the parts start as users of their own all the same', async () => {
  const said: string[] = []
  const service = await startClone(closedClone(), said)
  if (isRoot()) {
    assert.match(service.data, /^\/var\/lib\/countersign\/[0-9a-f]{12}$/)
    assert.match(said[0]!, /is closed to the parts.*are kept in \/var\/lib\/countersign/)
  }
  for (const [part, pid] of Object.entries(service.pids())) if (part !== 'supervisor') assertUser(pid!, statSync(join(service.data, part)).uid)
  const { reads, protected: held } = await ask(service.web)
  assert.equal(held, isRoot())
  assert.equal(reads.filter(each => each === 'EACCES').length, isRoot() ? 3 : 0)
  await service.stop()
})

test('a package whose files only root can read is refused by the first of them, with what to do', async () => {
  const clone = closedClone()
  chmodSync(join(clone, 'src'), 0o700)
  if (isRoot()) await assert.rejects(startClone(clone), (fault: Error) => /clone\/src can be read by this user alone.*chmod -R go\+rX \/.*clone$/.test(fault.message))
  else await (await startClone(clone)).stop()
})

/** Every thread of the process is that user's, without any capability. */
function assertUser(pid: number, id: number): void {
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const status = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8')
    assert.match(status, new RegExp(`^Uid:\\t${id}\\t${id}\\t${id}\\t${id}\nGid:\\t${id}\\t${id}\\t${id}\\t${id}$`, 'm'))
    assert.match(status, /^CapPrm:\t0+\nCapEff:\t0+$/m)
  }
}

test('a data folder of an older version gets the newest tables before its parts start', async () => {
  const data = newFolder()
  await (await start({ data })).stop()
  const note = join(data, 'schema')
  const newest = readFileSync(note, 'utf8')
  writeFileSync(note, '0000-older')
  const service = await start({ data })
  assert.equal(readFileSync(note, 'utf8'), newest)
  assert.equal((await handIn(service.web, 1)).length, 1)
  await service.stop()
})

test('a part that is killed is started again', async () => {
  const service = await start({ data: newFolder() })
  for (const part of PARTS) {
    const before = service.pids()[part]!
    process.kill(before, 'SIGKILL')
    await until(() => service.pids()[part] !== undefined && service.pids()[part] !== before, `${part} is started again`)
  }
  for (const origin of [service.web, service.sign, service.wall]) await until(() => reachable(origin), `${origin} answers again`)
  await service.stop()
})

test('a killed database server is started again and has lost nothing that was acknowledged', async () => {
  const data = newFolder()
  const service = await start({ data, durable: true })
  const before = service.pids().postgres!
  const handing = handIn(service.web, 200)
  await pause(150)
  process.kill(before, 'SIGKILL')
  const ids = await handing
  await until(() => service.pids().postgres !== undefined && service.pids().postgres !== before, 'PostgreSQL is started again')
  await until(async () => (await handIn(service.web, 1)).length === 1, 'rows are taken again')
  const kept = await keptIds(data, service.socket)
  assert.ok(ids.length > 0 && ids.every(id => kept.has(id)))
  await service.stop()
})

interface Supervisor { readonly process: ChildProcess; readonly pids: Pids; readonly ports: Ports; readonly lines: readonly string[] }

async function supervise(data: string): Promise<Supervisor> {
  const ports = await freePorts()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SUPERVISE, data, ...[ports.web, ports.sign, ports.wall].map(String)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('close', () => reject(new Error('the supervisor ended before everything was ready'))).on('line', line => {
      lines.push(line)
      if (line.startsWith('{')) resolve({ process: child, pids: JSON.parse(line) as Pids, ports, lines })
    })
  })
}

const nodeParts = (pids: Pids): number[] => PARTS.map((part: PartName) => pids[part]!)

test('when the supervisor is killed its parts go too, and the next start stops the server that was left', async () => {
  const data = newFolder()
  const { process: supervisor, pids, ports } = await supervise(data)
  const ids = await handIn(`http://localhost:${ports.web}`, 20)
  supervisor.kill('SIGKILL')
  for (const pid of nodeParts(pids)) assert.ok(await ended(pid, 5000), 'every part ended with its lifeline')
  assert.notEqual(startOf(pids.postgres!), undefined)
  const service = await start({ data })
  assert.ok(await ended(pids.postgres!, 100))
  const kept = await keptIds(data, service.socket)
  assert.ok(ids.length === 20 && ids.every(id => kept.has(id)))
  await service.stop()
})

test('when everything is killed at once a restart loses nothing and leaves no orphan', async () => {
  const data = newFolder()
  const { pids, ports } = await supervise(data)
  const handing = handIn(`http://localhost:${ports.web}`, 100)
  await pause(200)
  for (const pid of Object.values(pids)) process.kill(pid!, 'SIGKILL')
  const ids = await handing
  const service = await start({ data })
  const kept = await keptIds(data, service.socket)
  assert.ok(ids.length > 0 && ids.every(id => kept.has(id)))
  for (const pid of Object.values(pids)) assert.ok(await ended(pid!, 2000))
  await service.stop()
})

test('parts that do not end with their lifeline are ended by the next start', async () => {
  const data = newFolder()
  const { process: supervisor, pids, ports } = await supervise(data)
  for (const pid of nodeParts(pids)) process.kill(pid, 'SIGSTOP')
  supervisor.kill('SIGKILL')
  const service = await start({ data, ports })
  for (const part of PARTS) assert.equal(startOf(pids[part]!), undefined, `two of ${part} at once must never be`)
  await service.stop()
})

test('Ctrl-C stops everything with status 0: what people use first, the keeper while it can still reach wall and database', async () => {
  const { process: supervisor, pids, lines } = await supervise(newFolder())
  const status = new Promise(resolve => { supervisor.once('close', resolve) })
  supervisor.kill('SIGINT')
  assert.equal(await status, 0)
  const stops = lines.filter(line => line.endsWith('stops')).map(line => line.replace(/^\[(\w+)\] \1 stops$/, '$1'))
  assert.deepEqual([stops.slice(0, 2).toSorted(), ...stops.slice(2)], [['sign', 'web'], 'keeper', 'wall'])
  assert.ok(lines.some(line => line === '[web] web says hello?[2J'), 'control characters are replaced')
  for (const pid of Object.values(pids)) assert.equal(startOf(pid!), undefined)
})

test('a first start that is killed at any step begins again cleanly', async () => {
  const data = newFolder()
  for (const step of ['has its files', 'is up', 'has its tables', 'wall is ready']) {
    const ports = await freePorts()
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SUPERVISE, data, ...[ports.web, ports.sign, ports.wall].map(String)], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface({ input: child.stdout })) if (line.includes(step)) break
    child.kill('SIGKILL')
    await new Promise(resolve => { child.once('close', resolve) })
  }
  const service = await start({ data })
  assert.equal((await handIn(service.web, 1)).length, 1)
  await service.stop()
})

test('a demo is loaded once, and a load that failed is begun again', async () => {
  const data = newFolder()
  await (await start({ data })).stop()
  const [fail, loads] = [join(data, 'sign/fail'), join(data, 'sign/loads')]
  writeFileSync(fail, '')
  await assert.rejects(start({ data, load: true }), refused(/^The demo could not be loaded/))
  rmSync(fail)
  await (await start({ data, load: true })).stop()
  await (await start({ data, load: true })).stop()
  assert.equal(readFileSync(loads, 'utf8'), 'xx')
})

test('a part that refuses ends the start with its own sentence, and nothing is left running', async () => {
  const data = newFolder()
  const before = await start({ data })
  const socket = before.socket
  await before.stop()
  writeFileSync(join(data, 'keeper/refuse'), '')
  if (isRoot()) spawnSync('chown', ['--reference', join(data, 'keeper'), join(data, 'keeper/refuse')])
  await assert.rejects(start({ data }), refused(/^keeper could not start\. .*keeper refuses, as it was told\./s))
  assert.ok(!existsSync(join(socket, '.s.PGSQL.5432')), 'the server was stopped')
  assert.ok(!existsSync(join(data, 'lock')))
})

test('a demo never becomes a trial or the real thing, nor the other way round (invariant 23)', async () => {
  const [demo, trial] = [newFolder(), newFolder()]
  await (await start({ data: demo })).stop()
  await (await start({ data: trial, kind: 'trial' })).stop()
  assert.ok(!existsSync(join(trial, 'sign/demo-codes')), 'in a trial only the keeper knows the codes')
  await assert.rejects(start({ data: demo, kind: 'trial' }), refused(/holds a demo, which can never become a trial\. Start it with --demo/))
  await assert.rejects(start({ data: demo, kind: 'real' }), refused(/holds a demo, which can never become a real body/))
  await assert.rejects(start({ data: trial }), refused(/holds a trial, which can never become a demo\. Start it with --trial/))
})

test('a busy port is named, with what to do', async () => {
  const ports = await freePorts()
  const other = createServer()
  await new Promise<void>(resolve => { other.listen(ports.sign, '127.0.0.1', resolve) })
  await assert.rejects(start({ data: newFolder(), ports }), refused(new RegExp(`^Port ${ports.sign} is used by another program\\. .*--port 3100`)))
  other.close()
})

test('two starts on one folder: the second says which process has it', async () => {
  const data = newFolder()
  const service = await start({ data })
  await assert.rejects(start({ data }), refused(new RegExp(`^Another Countersign \\(process ${process.pid}\\) uses`)))
  await service.stop()
  await (await start({ data })).stop()
})

test('a folder that holds something else is left alone', async () => {
  const data = newFolder()
  writeFileSync(join(data, 'thesis.odt'), 'years of work')
  await assert.rejects(start({ data }), refused(/is not empty and holds no Countersign\. Set COUNTERSIGN_DATA to an empty or new folder\.$/))
  assert.equal(readFileSync(join(data, 'thesis.odt'), 'utf8'), 'years of work')
})

test('a data folder of somebody else is refused', async () => {
  const data = isRoot() ? newFolder() : '/usr'
  if (isRoot()) chownSync(data, 65534, 65534)
  await assert.rejects(start({ data }), refused(/belongs to another user \(\d+\)\. Start Countersign as that user, or set COUNTERSIGN_DATA/))
})

test('a very long data path works', async () => {
  const data = join(newFolder(), 'x'.repeat(150))
  mkdirSync(data)
  chmodSync(data, 0o711)
  const service = await start({ data })
  assert.equal((await ask(service.web)).name, 'web')
  await service.stop()
})
