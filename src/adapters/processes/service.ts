// The whole service on one machine: the database's server and the parts, started in order, kept running, and stopped in order.
import { join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { localConfiguration, type Configuration, type Ports } from '../configuration.ts'
import type { DatabaseLocation } from '../database-url.ts'
import { buildOnce, shareCode } from './built.ts'
import { openFolder, type Folder } from './folder.ts'
import type { Kind } from './installation.ts'
import { keepRunning, type Kept } from './keep.ts'
import type { KeptServer } from './keep-server.ts'
import { loadDemo } from './load-demo.ts'
import { notePids } from './lock.ts'
import { PARTS, type PartName } from './parts.ts'
import { refuseBusyPorts } from './ports.ts'
import { programOf } from './program.ts'
import { beginServer } from './begin-server.ts'
import { spawnPart, type Launch } from './spawn-part.ts'

export interface ServiceOptions {
  readonly configuration: Configuration
  readonly kind: Kind
  /** The body's name, for a first start. */
  readonly name?: string
  /** Which parts to run here; all, if it does not say. */
  readonly parts?: readonly PartName[]
  /** The script that runs a part; the product's own main.ts, except in tests of this folder. */
  readonly main?: string
  /** False only in tests: the embedded server does not sync, so a crash of the machine may lose something. */
  readonly durable?: boolean
  /** Whether a new demo gets its people and posts. */
  readonly load?: boolean
  /** Stops a start that is under way: it rejects once everything has ended. */
  readonly stop?: AbortSignal
  /** One line for each step, for a person. */
  say(text: string): void
  /** What a part says, a line at a time, with control characters replaced. */
  heard(part: PartName, line: string): void
}

export type Pids = { readonly [name in 'supervisor' | 'postgres' | PartName]: number | undefined }

export interface Service {
  /** Where the data really are; for root they may have been moved to where the parts can reach them. */
  readonly data: string
  /** Addresses for a browser. */
  readonly web: string
  readonly sign: string
  readonly wall: string
  /** The folder of the database's socket, or its host. */
  readonly socket: string
  /** The one-time codes of the first two keys, when this was the first start. */
  readonly codes: readonly string[] | undefined
  /** Whether every part runs under a user of its own. */
  readonly protected: boolean
  /** The processes as they are now. */
  pids(): Pids
  /** Stops web and sign, then keeper, wall and server. Everything has ended when it resolves. */
  stop(): Promise<void>
}

/** Starts everything and resolves when every part says that it is ready. On any fault everything that was started is stopped first. */
export async function runService(options: ServiceOptions): Promise<Service> {
  try {
    const folder = await openFolder(options.configuration.data, options.kind, options.say)
    return await startIn(folder, { ...options, configuration: { ...options.configuration, data: folder.data } })
  } catch (fault) {
    throw inWords(fault, options.configuration.data)
  }
}

async function startIn(folder: Folder, options: ServiceOptions): Promise<Service> {
  const [running, over] = [new Running(folder), new AbortController()]
  const told = new Promise<never>((_, reject) => {
    options.stop?.addEventListener('abort', () => reject(new CannotStart('Stopped before everything was ready. The next start goes on from here.')))
  })
  try {
    return await Promise.race([startAll(options, folder, running, over.signal), told])
  } catch (fault) {
    over.abort()
    await running.stop()
    throw fault
  }
}

async function startAll(options: ServiceOptions, folder: Folder, running: Running, over: AbortSignal): Promise<Service> {
  const { configuration, kind, say } = options
  const program = programOf(options.main ?? join(import.meta.dirname, '../../main.ts'), folder.ids !== undefined)
  // What a killed start left may hold the ports still.
  await folder.clear()
  await refuseBusyPorts(configuration)
  const { location, server, partsMayStart, made } = beginServer({ folder, kind, configuration, durable: options.durable ?? true, name: options.name ?? 'Department for Arrivals', say })
  running.serve(server)
  made.catch(() => {})
  await Promise.all([partsMayStart, options.main === undefined ? buildOnce(program, say, over) : undefined])
  const launch: Launch = { program, configuration, database: location, ids: folder.ids, code: shareCode(program, Object.values(folder.ids ?? {})) }
  for (const name of options.parts ?? PARTS) running.keep(name, launch, options)
  const ready = [...running.parts].map(async ([name, part]) => {
    await part.ready
    say(`${name} is ready`)
  })
  const [codes] = await Promise.all([made, server, ...ready])
  if (kind === 'demo' && options.load !== false) await loadDemo(launch, say, over)
  return serviceOf(configuration, location, folder, running, codes)
}

function serviceOf({ web, sign, wall }: Configuration, location: DatabaseLocation, { data, ids }: Folder, running: Running, codes: readonly string[] | undefined): Service {
  return {
    data, codes, web: web.origin, sign: sign.origin, wall: wall.origin, socket: location.host, protected: ids !== undefined,
    pids: () => running.pids(), stop: () => running.stop(),
  }
}

/** A full disk as a sentence, whether the file system says so or the server (53100). */
function inWords(fault: unknown, data: string): unknown {
  const { code } = fault as NodeJS.ErrnoException
  if (code !== 'ENOSPC' && code !== '53100') return fault
  return new CannotStart(`The disk that holds ${data} is full. Make room and start again; nothing that was recorded is lost.`, { cause: fault })
}

/** What runs at the moment. */
class Running {
  readonly parts = new Map<PartName, Kept>()
  readonly #folder: Folder
  #starting: Promise<KeptServer | undefined> = Promise.resolve(undefined)
  #server: KeptServer | undefined
  #stopped: Promise<void> | undefined

  constructor(folder: Folder) {
    this.#folder = folder
  }

  serve(server: Promise<KeptServer | undefined>): void {
    this.#starting = server.catch(() => undefined)
    void this.#starting.then(started => { this.#server = started })
  }

  keep(name: PartName, launch: Launch, { say, heard }: ServiceOptions): void {
    if (this.#stopped) throw new Error(`${name} is not started any more: everything stops`)
    const part = keepRunning({ name, say, heard: line => heard(name, line), spawn: () => spawnPart(launch, name), changed: () => this.#note() })
    part.ready.catch(() => {})
    this.parts.set(name, part)
    this.#note()
  }

  #note(): void {
    notePids(this.#folder.data, [...this.parts.values()].map(each => each.pid()).filter(pid => pid !== undefined))
  }

  pids(): Pids {
    const parts = Object.fromEntries(PARTS.map(name => [name, this.parts.get(name)?.pid()])) as Record<PartName, number | undefined>
    return { supervisor: process.pid, postgres: this.#server?.pid(), ...parts }
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#stopAll())
  }

  /** A server that is on its way up is waited for: stopped half-way it would be left behind. */
  async #stopAll(): Promise<void> {
    const end = (name: PartName): Promise<void> | undefined => this.parts.get(name)?.stop()
    await Promise.all([end('web'), end('sign')])
    await end('keeper')
    await end('wall')
    await (await this.#starting)?.stop()
    this.#folder.close()
  }
}

/** The service for a test or a story in the terminal: on this machine, on these three ports, silent if asked. */
export function startService({ data, ports, quiet = false, ...rest }: Omit<ServiceOptions, 'configuration' | 'say' | 'heard'> & { readonly data: string; readonly ports: Ports; readonly quiet?: boolean }): Promise<Service> {
  const say = (text: string): void => { if (!quiet) process.stdout.write(`${text}\n`) }
  return runService({ ...rest, configuration: localConfiguration(data, ports), say, heard: (part, line) => say(`[${part}] ${line}`) })
}
