// A supervisor to be killed: the service with the fixture's parts, in a process of its own, saying its pids when all are ready.
import { join } from 'node:path'
import { startService } from '../../src/adapters/processes/service.ts'

const [data, web, sign, wall] = process.argv.slice(2)

const service = await startService({
  data: data!, kind: 'demo', quiet: false, durable: true, load: false,
  ports: { web: Number(web), sign: Number(sign), wall: Number(wall) }, main: join(import.meta.dirname, 'fixture.ts'),
})
process.stdout.write(`${JSON.stringify(service.pids())}\n`)
process.on('SIGINT', () => { void service.stop().then(() => process.exit(0)) })
