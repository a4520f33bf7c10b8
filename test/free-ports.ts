// Three ports that nobody uses at the moment, for a service under test.
import { createServer, type AddressInfo } from 'node:net'
import type { Ports } from '../src/adapters/configuration.ts'

export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all([0, 0, 0].map(() => new Promise<ReturnType<typeof createServer>>(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server))
  })))
  const [web, sign, wall] = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => new Promise(resolve => { server.close(resolve) })))
  return { web: web!, sign: sign!, wall: wall! }
}
