// A stand-in for main.ts in the tests of the supervisor: small parts that say who they are, and write to the database as their role.
import { randomUUID } from 'node:crypto'
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { CannotStart } from '../../src/adapters/cannot-start.ts'
import type { Part } from '../../src/adapters/processes/part.ts'
import { isPart, PARTS } from '../../src/adapters/processes/parts.ts'
import { runPart } from '../../src/adapters/processes/run-part.ts'

const [, name, ...args] = process.argv.slice(2)

if (name === 'load-demo') await runPart('sign', args, () => Promise.resolve({ start: load }))
if (isPart(name)) await runPart(name, args, () => Promise.resolve({ start }))

async function load({ home, log, read }: Part): Promise<void> {
  appendFileSync(join(home, 'loads'), 'x')
  log(`loading with ${(JSON.parse(read('demo-codes')!) as string[]).length} codes`)
  if (read('fail') !== undefined) throw new Error('the loader failed')
  process.exit(0)
}

async function start(part: Part): Promise<void> {
  if (part.read('refuse') !== undefined) throw new CannotStart(`${part.name} refuses, as it was told.`)
  part.log(`${part.name} says hello\u001b[2J`)
  part.onStop(() => part.log(`${part.name} stops`))
  const pool = part.name === 'wall' ? undefined : new pg.Pool({ ...part.database(), max: 2 })
  pool?.on('error', () => process.exit(1))
  const port = { keeper: undefined, web: part.configuration.web.port, sign: part.configuration.sign.port, wall: part.configuration.wall.port }[part.name]
  if (port === undefined) return part.ready()
  const server = createServer((request, response) => {
    const answer = request.method === 'POST' && pool ? handIn(part, pool) : Promise.resolve(factsOf(part))
    answer.then(facts => response.end(JSON.stringify(facts)), fault => response.writeHead(503).end(String(fault)))
  }).listen(port, '127.0.0.1', () => part.ready())
  part.onStop(() => { server.close() })
}

/** Hands in one row, and says so only when it is committed. */
async function handIn(part: Part, pool: pg.Pool): Promise<object> {
  const [client, id] = [await pool.connect(), randomUUID()]
  try {
    await client.query(`select set_config('app.body', $1, false)`, [part.body])
    await client.query('insert into intake (id, body, bytes) values ($1, $2, $3)', [id, part.body, Buffer.from('x')])
    return { id }
  } finally {
    client.release()
  }
}

function factsOf(part: Part): object {
  const others = PARTS.filter(other => other !== part.name)
  return {
    name: part.name, body: part.body, demo: part.demo, trial: part.trial, protected: part.protected,
    uid: process.getuid!(), groups: process.getgroups!(),
    status: readFileSync('/proc/self/status', 'utf8').match(/^(?:CapEff|CapPrm|NoNewPrivs):.*$/gm),
    environment: Object.entries(process.env).map(([variable, value]) => `${variable}=${value}`),
    argv: process.argv,
    reads: others.map(other => triedToRead(join(dirname(part.home), other))),
    readsSuperuser: triedToRead(join(dirname(part.home), 'superuser-password')),
  }
}

function triedToRead(path: string): string {
  try {
    return path.endsWith('password') ? readFileSync(path, 'utf8') : readdirSync(path).join(',')
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code ?? 'unknown'
  }
}
