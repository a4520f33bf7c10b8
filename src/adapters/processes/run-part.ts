// The life of one part, in its own process: load, prepare, wait for the database, start, and end with the supervisor.
import { statSync } from 'node:fs'
import { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { CannotStart } from '../cannot-start.ts'
import { readConfiguration, type Configuration } from '../configuration.ts'
import type { DatabaseAddress } from '../database-url.ts'
import { readInstallation, type Installation } from './installation.ts'
import { readOwn, writeOwn } from './own-folder.ts'
import type { Part, PartModule } from './part.ts'
import { DATABASE_PARTS, PARTS, roleOf, type DatabasePart, type PartName } from './parts.ts'
import { pause } from './running.ts'
import { userId } from './user.ts'

const SECONDS_TO_STOP = 4

/**
 * Runs a part in this process; also something that ends by itself, as the user and in the folder of the part `name`. `args`: `--supervised` when file descriptor 3 is the supervisor's lifeline. Without it a unit of the system has
 * set the user. A refusal (CannotStart) ends the process with its sentence and status 2.
 */
export async function runPart(name: PartName, args: readonly string[], load: () => Promise<PartModule>): Promise<void> {
  try {
    await liveAs(name, args, load)
  } catch (fault) {
    if (!(fault instanceof CannotStart)) throw fault
    // Nothing else would end the process: it holds the lifeline, and perhaps a door that is open already.
    process.stderr.write(`${fault.message}\n`)
    process.exit(2)
  }
}

async function liveAs(name: PartName, args: readonly string[], load: () => Promise<PartModule>): Promise<void> {
  const entered = enter(args)
  const { configuration, ready, onStop } = entered
  const home = join(configuration.data, name)
  const [module, knock] = await Promise.all([load(), hasDatabase(name) ? import('./knock.ts') : undefined])
  await module.prepare?.(home)
  const installation = await installationOf(configuration, entered.supervised)
  const address = hasDatabase(name) ? addressOf(name, home, configuration) : undefined
  if (address) await knock!.untilOpen(address)
  await module.start(partOf({ name, home, configuration, address, installation, ready, onStop }))
}

interface Entered {
  readonly supervised: boolean
  readonly configuration: Configuration
  readonly ready: () => void
  readonly onStop: (close: Close) => void
}

function enter(args: readonly string[]): Entered {
  const { values } = parseArgs({ args: [...args], options: { supervised: { type: 'boolean', default: false } } })
  process.umask(0o077)
  const ready = values.supervised ? holdLifeline() : () => {}
  return { supervised: values.supervised, configuration: readConfiguration(process.env), ready, onStop: stopOnSignal() }
}

const say = (text: string): void => { process.stdout.write(`${text}\n`) }

/** One byte says "ready". When the supervisor is gone the other end closes, and a part without one must not go on. */
function holdLifeline(): () => void {
  const line = new Socket({ fd: 3, readable: true, writable: true })
  line.on('close', () => process.exit(0)).on('error', () => process.exit(0)).resume()
  return () => { line.write('r') }
}

type Close = () => void | Promise<void>

function stopOnSignal(): (close: Close) => void {
  const closers: Close[] = []
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(0), SECONDS_TO_STOP * 1000)
    void Promise.allSettled(closers.map(async close => { await close() })).then(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  return close => { closers.push(close) }
}

const hasDatabase = (name: PartName): name is DatabasePart => DATABASE_PARTS.includes(name as DatabasePart)

function addressOf(name: DatabasePart, home: string, { database }: Configuration): DatabaseAddress {
  if (!database) throw new CannotStart(`DATABASE_URL does not say where the database of ${name} is. Set it as for the other parts, without user and password.`)
  const { host, port, ssl, database: called } = database
  const password = (): string => {
    const own = readOwn(home, 'database-password')
    if (own === undefined) throw new CannotStart(`${join(home, 'database-password')} is missing. Run "countersign init" first, or restore the folder from the backup.`)
    return own
  }
  return { host, port, ssl, database: called, user: roleOf(name), password }
}

/** A supervised part loads and prepares while the first start goes on, and waits for its end here; the lifeline ends the wait if that fails. */
async function installationOf({ data }: Configuration, supervised: boolean): Promise<Installation> {
  for (;;) {
    const installation = readInstallation(data)
    if (installation) return installation
    if (!supervised) throw new CannotStart(`${data} holds no body yet. Run "countersign init" first.`)
    await pause(10)
  }
}

interface Pieces extends Pick<Part, 'name' | 'home' | 'configuration' | 'ready' | 'onStop'> {
  readonly address: DatabaseAddress | undefined
  readonly installation: Installation
}

function partOf({ name, home, configuration, ready, onStop, address, installation }: Pieces): Part {
  return {
    name, home, configuration, ready, onStop,
    body: installation.organisation,
    demo: installation.kind === 'demo',
    trial: installation.kind === 'trial',
    protected: isProtected(home),
    read: file => readOwn(home, file),
    write: (file, text) => writeOwn(home, file, text),
    database() {
      if (!address) throw new TypeError(`${name} has no database`)
      return address
    },
    log: say,
  }
}

/** A fact and no claim: no other part's folder belongs to this process's user, and the user is not root. */
function isProtected(home: string): boolean {
  const others = PARTS.map(part => join(dirname(home), part)).filter(folder => folder !== home)
  return userId() > 0 && others.every(folder => statSync(folder, { throwIfNoEntry: false })?.uid !== userId())
}
