// Keeping the embedded server running beside the parts: it is started again when it ends, and stopped last.
import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, rmdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { SUPERUSER } from '../embedded/cluster.ts'
import { startServer, stopServer, type ServerPlace } from '../embedded/server.ts'
import type { DatabaseAddress, DatabaseLocation } from '../database-url.ts'

export const DATABASE = 'countersign'

export interface KeptServer {
  pid(): number | undefined
  stop(): Promise<void>
}

export const locationOf = ({ socket }: Pick<ServerPlace, 'socket'>): DatabaseLocation => ({ host: socket, port: 5432, database: DATABASE, ssl: false })

/** The superuser's way in; the password stands in the data folder, closed to all parts. */
export const superuserOf = (place: Pick<ServerPlace, 'socket'>, data: string): DatabaseAddress =>
  ({ ...locationOf(place), user: SUPERUSER, password: () => readFileSync(passwordFile(data), 'utf8').trim() })

export const passwordFile = (data: string): string => join(data, 'superuser-password')

/** Resolves when the server takes connections. From then on it is started again, after 100 ms doubling to 5 s, when it ends by itself. */
export async function keepServer(place: ServerPlace, say: (text: string) => void): Promise<KeptServer> {
  let stopping = false
  let child: ChildProcess
  let again: NodeJS.Timeout | undefined
  const begin = async (): Promise<void> => {
    child = await startServer(place)
    if (stopping) return stopServer(child)
    child.once('exit', (code, signal) => {
      if (stopping) return
      say(`PostgreSQL ended (${signal ?? code}) and is started again.`)
      retry(0)
    })
  }
  const retry = (failures: number): void => {
    again = setTimeout(() => {
      begin().catch((fault: unknown) => {
        say(fault instanceof Error ? fault.message : String(fault))
        if (!stopping) retry(failures + 1)
      })
    }, Math.min(5000, 100 * 2 ** failures))
  }
  await begin()
  return {
    pid: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
    async stop() {
      stopping = true
      clearTimeout(again)
      await stopServer(child)
      removeSocketFolder(place.socket)
    },
  }
}

/** The folder is the server's user's: nothing below it is entered. Left where it is not as we made it. */
function removeSocketFolder(folder: string): void {
  try {
    for (const name of readdirSync(folder)) unlinkSync(join(folder, name))
    rmdirSync(folder)
  } catch {
    // The next start uses it again.
  }
}
