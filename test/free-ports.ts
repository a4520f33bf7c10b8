// Three ports that nobody uses at the moment, for a service under test.
import { createServer } from 'node:net'
import type { Ports } from '../src/adapters/configuration.ts'

/** Below the range from which systems give ports to outgoing connections, so that none is taken between here and the service's own start. */
const [FIRST, LAST] = [20_000, 32_000]

export async function freePorts(): Promise<Ports> {
  for (;;) {
    const first = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    if ((await Promise.all([first, first + 1, first + 2].map(isFree))).every(Boolean)) return { web: first, sign: first + 1, wall: first + 2 }
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise(resolve => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
