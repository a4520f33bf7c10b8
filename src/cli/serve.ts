// countersign serve: runs the service until it is told to stop.
import { enableCompileCache } from 'node:module'
import { CannotStart } from '../adapters/cannot-start.ts'
import { readConfiguration } from '../adapters/configuration.ts'
import type { Kind } from '../adapters/processes/installation.ts'
import { isPart, PARTS, type PartName } from '../adapters/processes/parts.ts'
import { codeFolder } from '../adapters/processes/built.ts'
import type * as original from '../adapters/processes/service.ts'
import { userId, userName } from '../adapters/processes/user.ts'
import { readArguments } from './arguments.ts'
import type { Io } from './io.ts'

/** Status 0 when it was stopped in order. Throws CannotStart before anything is left running. */
export async function serve(args: readonly string[], io: Io): Promise<number> {
  const { kind, parts, port } = readFlags(args)
  const configuration = readConfiguration(process.env, port === undefined ? {} : { port })
  if (kind === 'real' && !configuration.database) {
    throw new CannotStart('Nothing says where to keep the record. Try Countersign with "serve --demo", or with your own people and "serve --trial"; for the real thing set DATABASE_URL to a PostgreSQL, version 15 or later.')
  }
  const begun = performance.now()
  const say = (text: string): void => io.out(`${text} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`)
  if (kind !== 'real' && configuration.database) io.out(`DATABASE_URL is set, and a ${kind} does not use it: it has a PostgreSQL of its own.\n`)
  const told = untilTold()
  const runService = await loadService()
  try {
    const service = await runService({ kind, parts, configuration, stop: told, say, heard: (part, line) => io.out(`[${part}] ${line}\n`) })
    io.out(greeting(kind, service))
    if (!told.aborted) await new Promise(resolve => { told.addEventListener('abort', resolve) })
    io.out('Stopping.\n')
    await service.stop()
  } catch (fault) {
    if (!(told.aborted && fault instanceof CannotStart)) throw fault
    io.out(`${fault.message}\n`)
  }
  io.out('Everything has stopped.\n')
  return 0
}

/** From Node's own cache where it is ours alone: the supervisor stays small, and a second start is quick. */
async function loadService(): Promise<typeof original.runService> {
  const code = codeFolder()
  if (code !== undefined) enableCompileCache(code)
  return (await import('../adapters/processes/service.ts')).runService
}

const USAGE = `Use: countersign serve [--demo|--trial] [--port N] [--role ${PARTS.join(',')}]`

function readFlags(args: readonly string[]): { kind: Kind; parts: readonly PartName[]; port: string | undefined } {
  const read = readArguments(args, { flags: ['--demo', '--trial'], options: ['--role', '--port'] })
  if (typeof read === 'string') throw new CannotStart(`${read} ${USAGE}`)
  if (read.rest.length > 0) throw new CannotStart(`"${read.rest[0]}" is not understood. ${USAGE}`)
  const [demo, trial] = [read.flags.has('--demo'), read.flags.has('--trial')]
  if (demo && trial) throw new CannotStart(`A demo and a trial are two things. ${USAGE}`)
  const parts = (read.options.get('--role') ?? PARTS.join(',')).split(',')
  for (const part of parts) if (!isPart(part)) throw new CannotStart(`--role names "${part}". The parts are ${PARTS.join(', ')}.`)
  return { kind: demo ? 'demo' : trial ? 'trial' : 'real', parts: parts.filter(isPart), port: read.options.get('--port') }
}

/** Ctrl-C and the system's own stop. A second one changes nothing: stopping takes seconds at most. */
function untilTold(): AbortSignal {
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => told.abort())
  return told.signal
}

function greeting(kind: Kind, service: original.Service): string {
  const separation = service.protected
    ? 'Separated and protected: each part runs as a user of its own.'
    : `Separated, not protected: every part runs as ${userName() ?? `user ${userId()}`}, so whoever takes over one has them all. Start as root, or with the units in deploy/, to protect them.`
  return `${separation}\n${firstSteps(kind, service)}\nCtrl-C stops everything.\n`
}

function firstSteps(kind: Kind, { web, sign, wall, codes }: original.Service): string {
  if (kind === 'demo') {
    return `\nThis is a demo: nothing leaves this machine.\nOpen ${web} and sign in as Asha Quill, press officer. Open the draft “Returns: how the rules work”, see what is marked in it, and send it for sign-off.\nWhat goes out appears on ${wall}.\n`
  }
  const links = (codes ?? []).map(code => `  ${sign}/enrol/first#${code}\n`).join('')
  const once = links === '' ? '' : `\nTwo people enrol the first two keys, each with one of these links. They work once and are not shown again:\n${links}`
  return `${kind === 'trial' ? '\nThis is a trial: your own people and passkeys, and posts go to the wall alone.' : ''}${once}\nOpen ${web}. What goes out appears on ${wall}.\n`
}
