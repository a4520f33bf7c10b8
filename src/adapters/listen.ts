// Listening on this machine's two loopback addresses: names such as `sign.localhost` are either, and a proxy in front speaks to one of them.
import { createServer, type Server } from 'node:http'
import type { FastifyInstance } from 'fastify'

const LOOPBACK = ['127.0.0.1', '::1'] as const

/** Opens both doors of one application and gives back how to close them. Throws when a port is taken; a machine without IPv6 has one door. */
export async function listenOnLoopback(app: FastifyInstance, port: number): Promise<() => Promise<void>> {
  await app.ready()
  const servers = LOOPBACK.map(host => ({ host, server: createServer((request, reply) => app.routing(request, reply)) }))
  const open: Server[] = []
  for (const { host, server } of servers) if (await isListening(server, port, host)) open.push(server)
  return async () => {
    await Promise.all(open.map(server => new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })))
    await app.close()
  }
}

/** False where the machine has no such address family. */
function isListening(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => (fault.code === 'EADDRNOTAVAIL' || fault.code === 'EAFNOSUPPORT' ? resolve(false) : reject(fault)))
    server.listen(port, host, () => resolve(true))
  })
}
