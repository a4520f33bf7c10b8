// Whether the ports are free, asked before anything is started, so that the answer is a sentence and not a part that dies.
import { createServer } from 'node:net'
import { CannotStart } from '../cannot-start.ts'
import type { Configuration } from '../configuration.ts'
import { isRoot } from './user.ts'

/** Both loopback addresses, as the parts listen on them. */
const LOOPBACK = ['127.0.0.1', '::1'] as const

/** Throws CannotStart with the port that somebody else has, or that this user may not open. */
export async function refuseBusyPorts({ web, sign, wall }: Pick<Configuration, 'web' | 'sign' | 'wall'>): Promise<void> {
  const faults = await Promise.all([web, sign, wall].flatMap(({ port }) => LOOPBACK.map(async host => ({ port, code: await tryPort(port, host) }))))
  const busy = faults.find(each => each.code === 'EADDRINUSE')
  if (busy) throw new CannotStart(`Port ${busy.port} is used by another program. Stop that program, or start with other ports: --port 3100 takes 3100, 3101 and 3102.`)
  const low = [web, sign, wall].find(({ port }) => port < 1024)
  if (low && (isRoot() || faults.some(each => each.code === 'EACCES'))) {
    throw new CannotStart(`Port ${low.port} is below 1024, which only root may open, and no part runs as root. Take higher ports with --port, and put a proxy before them.`)
  }
}

/** The fault's code, or undefined when the port is free; a machine without IPv6 has nothing to be busy there. */
async function tryPort(port: number, host: string): Promise<string | undefined> {
  const server = createServer()
  try {
    return await new Promise(resolve => {
      server.once('error', (fault: NodeJS.ErrnoException) => resolve(fault.code)).listen({ port, host, exclusive: true }, () => resolve(undefined))
    })
  } finally {
    await new Promise(resolve => { server.close(resolve) })
  }
}
