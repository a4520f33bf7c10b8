// `countersign demo --out DIR [--json]`: tells the story in the terminal, on a service of its own in a temporary folder, and leaves the record to verify.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { CannotStart } from '../adapters/cannot-start.ts'
import type { Ports } from '../adapters/configuration.ts'
import { startService, type Service } from '../adapters/processes/service.ts'
import { readArguments } from './arguments.ts'
import { SaidNo } from './demo/actor.ts'
import { tellStory, type Told } from './demo/story.ts'
import { copyWithOneByteChanged, takeRecord } from './demo/take-record.ts'
import type { Io } from './io.ts'
import { verify } from './verify.ts'

const USAGE = `Use: countersign demo --out DIR [--json]

Tells the story of one post, on a service of its own that ends with it. DIR must be new or empty; DIR/log and DIR/trust.json are left in it.
`
const NO = 1, COULD_NOT = 2

/** Status 0 when the story went as it should and its record holds, 1 when it does not hold, 2 when it could not be told. */
export async function demo(args: readonly string[], io: Io): Promise<number> {
  const read = readArguments(args, { flags: ['--json', '--help'], options: ['--out'] })
  if (typeof read !== 'string' && read.flags.has('--help')) {
    io.out(USAGE)
    return 0
  }
  const out = typeof read === 'string' ? undefined : read.options.get('--out')
  if (typeof read === 'string' || out === undefined || read.rest.length > 0) {
    io.error(typeof read === 'string' ? `${read}\n${USAGE}` : USAGE)
    return COULD_NOT
  }
  const unfit = unfitFolder(resolve(out))
  if (unfit) {
    io.error(`${unfit}\n`)
    return COULD_NOT
  }
  return tell(resolve(out), out, read.flags.has('--json'), io)
}

/** The record goes into a folder of its own: what lies there already would be mistaken for a part of it. */
function unfitFolder(out: string): string | undefined {
  if (!existsSync(out)) return undefined
  if (!statSync(out).isDirectory()) return `${out} is a file. Give --out a new or empty folder.`
  return readdirSync(out).length > 0 ? `${out} is not empty. Give --out a new or empty folder; the record and its trust file go into it.` : undefined
}

async function tell(out: string, asGiven: string, json: boolean, io: Io): Promise<number> {
  const told: Told[] = [], home = mkdtempSync(join(tmpdir(), 'countersign-demo-'))
  const say = (step: Told): void => {
    told.push(step)
    if (!json) io.out(`\n${told.length}. ${step.title}\n${step.said.filter(line => line !== '').map(line => `   ${line}\n`).join('')}`)
  }
  if (!json) io.out('The Department for Arrivals, a demonstration: everyone here is invented. A service of its own starts for this story.\n')
  const starting = startService({ data: join(home, 'data'), ports: await freePorts(), kind: 'demo', quiet: true, durable: false }), release = cleanWhenTold(home, starting)
  try {
    const service = await starting
    await tellStory({ ...service, tell: say })
    mkdirSync(out, { recursive: true })
    const size = await takeRecord({ web: service.web, data: service.data, out }), trust = join(out, 'trust.json')
    const holds = await verdictOf(join(out, 'log'), trust), fails = await verdictOf(copyWithOneByteChanged(out, join(home, 'changed'), size), trust)
    say({ title: 'A separate program verifies the record against the trust file:', said: [`$ countersign verify ${join(asGiven, 'log')} --trust ${join(asGiven, 'trust.json')}`, ...holds.lines] })
    say({ title: 'In a copy of it one byte is changed:', said: fails.lines })
    io.out(json ? `${JSON.stringify({ steps: told, log: join(out, 'log'), trust, holds: holds.status === 0, changedFails: fails.status === NO })}\n` : `\nThe record is in ${join(asGiven, 'log')}, the trust file beside it.\n`)
    return holds.status === 0 && fails.status === NO ? 0 : NO
  } catch (fault) {
    if (fault instanceof CannotStart) throw fault
    io.error(`The story could not be told to its end. ${fault instanceof SaidNo ? 'A page said: ' : ''}${fault instanceof Error ? fault.message : String(fault)}\n`)
    return COULD_NOT
  } finally {
    await release()
  }
}

/** Stops the service and removes its folders, at the end of the story or when the reader ends it (Ctrl-C): nothing is left running. */
function cleanWhenTold(home: string, starting: Promise<Service>): () => Promise<void> {
  const clean = async (): Promise<void> => {
    const service = await starting.catch(() => undefined)
    await service?.stop()
    for (const folder of [home, service?.data]) if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  const end = (): void => void clean().finally(() => process.exit(COULD_NOT))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end)
    return clean()
  }
}

async function verdictOf(log: string, trust: string): Promise<{ readonly status: number; readonly lines: readonly string[] }> {
  const lines: string[] = [], put = (text: string): void => void lines.push(...text.split('\n').filter(line => line !== ''))
  return { status: await verify([log, '--trust', trust], { out: put, error: put }), lines }
}

/** Three ports that nobody uses at the moment, so that the story disturbs no other service. */
async function freePorts(): Promise<Ports> {
  const servers = await Promise.all([0, 1, 2].map(() => new Promise<ReturnType<typeof createServer>>((found, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => found(server))
  })))
  const [web, sign, wall] = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => new Promise(closed => { server.close(closed) })))
  return { web: web!, sign: sign!, wall: wall! }
}
