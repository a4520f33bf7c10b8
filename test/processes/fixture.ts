// A stand-in for main.ts in the tests of the supervisor: small parts that answer on their port and write to the database.
import { createServer } from 'node:http'
import pg from 'pg'
import type { Part } from '../../src/adapters/processes/part.ts'
import { isPart } from '../../src/adapters/processes/parts.ts'
import { runPart } from '../../src/adapters/processes/run-part.ts'

const [, name, ...args] = process.argv.slice(2)
if (!isPart(name)) throw new TypeError(`no part "${name ?? ''}"`)

async function start(part: Part): Promise<void> {
  part.log(`${part.name} says hello\u001b[2J`)
  const pool = part.name === 'wall' ? undefined : new pg.Pool({ ...part.database(), max: 2 })
  pool?.on('error', () => process.exit(1))
  const port = { keeper: undefined, web: part.configuration.web.port, sign: part.configuration.sign.port, wall: part.configuration.wall.port }[part.name]
  if (port !== undefined) {
    const server = createServer((_, response) => { response.end(JSON.stringify(factsOf(part))) }).listen(port, '127.0.0.1')
    part.onStop(() => { server.close() })
  }
  part.ready()
}

function factsOf(part: Part): object {
  return { name: part.name, uid: process.getuid!(), groups: process.getgroups!(), demo: part.demo, trial: part.trial, protected: part.protected, body: part.body, environment: Object.keys(process.env).sort() }
}

await runPart(name, args, () => Promise.resolve({ start }))
