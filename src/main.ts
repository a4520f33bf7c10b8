// The program's door: the first word says which command to run, and only that command's modules are loaded.
import { readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { CannotStart } from './adapters/cannot-start.ts'
import { isPart, PARTS, type PartName } from './adapters/processes/parts.ts'
import type { PartModule } from './adapters/processes/part.ts'
import type { Io } from './cli/io.ts'

type Run = (args: readonly string[], io: Io) => Promise<number>

interface Command {
  readonly says: string
  load(): Promise<Run>
}

const COMMANDS: { readonly [name: string]: Command } = {
  serve: { says: 'runs the service: --demo, --trial, or your own body with DATABASE_URL', load: async () => (await import('./cli/serve.ts')).serve },
  check: { says: 'checks a text or a post and says what was found', load: async () => (await import('./cli/check.ts')).check },
  rules: { says: 'tests a rulebook, explains a rule, counts its hits', load: async () => (await import('./cli/rules.ts')).rules },
  channel: { says: 'channel connect: hands a platform\'s credential to the keeper', load: async () => (await import('./cli/channel.ts')).channel },
  demo: { says: 'tells the story in the terminal, and leaves a record to verify: --out DIR', load: async () => (await import('./cli/demo.ts')).demo },
  verify: { says: 'says whether a record, a checkpoint or a receipt holds', load: async () => (await import('./cli/verify.ts')).verify },
  init: { says: 'begins a real body on a PostgreSQL of your own', load: async () => (await import('./cli/init.ts')).init },
  db: { says: 'db migrate: brings the database to the newest tables', load: async () => (await import('./cli/db.ts')).db },
}

async function run([word, ...args]: readonly string[], io: Io): Promise<number> {
  if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
    io.out(usage())
    return word === undefined ? 2 : 0
  }
  if (word === '--version' || word === '-V') {
    io.out(`${version()}\n`)
    return 0
  }
  if (word === 'role') return runRole(args)
  const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined
  if (!command) {
    io.error(`There is no command "${word}". "countersign --help" lists them.\n`)
    return 2
  }
  return (await command.load())(args, io)
}

function usage(): string {
  const width = Math.max(...Object.keys(COMMANDS).map(name => name.length))
  const lines = Object.entries(COMMANDS).map(([name, { says }]) => `  ${name.padEnd(width)}  ${says}\n`).join('')
  return `countersign: nothing goes out on an official account unless it has passed every check the body promised to make.\n\nUse: countersign COMMAND\n\n${lines}`
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version
}

/** What the supervisor and the system's units call: one part, until it is stopped. The demo is loaded as sign's user, who has the two codes. */
async function runRole([name, ...args]: readonly string[]): Promise<number> {
  if (name === 'build') return build()
  const { runPart } = await import('./adapters/processes/run-part.ts')
  if (name === 'load-demo') await runPart('sign', args, () => import('./cli/load-demo.ts'))
  else if (isPart(name)) await runPart(name, args, MODULES[name])
  else throw new CannotStart(`There is no part "${name ?? ''}". The parts are ${PARTS.join(', ')}.`)
  return 0
}

const MODULES: { readonly [name in PartName]: () => Promise<PartModule> } = {
  keeper: () => import('./keeper/main.ts'), sign: () => import('./sign/main.ts'), web: pagesWithApi, wall: () => import('./wall/main.ts'),
}

/** The pages' process serves the API too; neither knows the other. */
async function pagesWithApi(): Promise<PartModule> {
  const [pages, { door }] = await Promise.all([import('./web/main.ts'), import('./api/main.ts')])
  return { prepare: pages.prepare, start: part => pages.start(part, [door]) }
}

/** Loads every part and has it build what browsers load, one after the other: the second finds what both share. Node notes what it compiled. */
async function build(): Promise<number> {
  for (const name of PARTS) await (await MODULES[name]()).prepare?.()
  await Promise.all([import('./adapters/processes/knock.ts'), import('./adapters/processes/first-start.ts'), import('./cli/serve.ts')])
  flushCompileCache()
  return 0
}

const io: Io = {
  stdin: process.stdin,
  out: text => { process.stdout.write(text) },
  error: text => { process.stderr.write(text) },
  terminal: process.stdout.isTTY === true && !process.env['NO_COLOR'],
}

// Whoever reads us may stop reading, as in `countersign check --jsonl | head`.
process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code === 'EPIPE') process.exit(0)
  throw fault
})

try {
  process.exitCode = await run(process.argv.slice(2), io)
} catch (fault) {
  if (!(fault instanceof CannotStart)) throw fault
  io.error(`${fault.message}\n`)
  process.exitCode = 2
}
