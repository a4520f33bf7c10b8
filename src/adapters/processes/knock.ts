// Waiting for the database: parts start beside the server, and knock until it opens.
import pg from 'pg'
import type { DatabaseAddress } from '../database-url.ts'
import { pause } from './running.ts'

const SECONDS = 60

/** What a server answers that is on its way: no socket yet, nobody listening, starting up, shutting down, or full for the moment. */
const NOT_YET = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '53300'])

/** Returns once the role can sign in and ask. Throws what the server said when it refuses for good, or after a minute. */
export async function untilOpen(address: DatabaseAddress): Promise<void> {
  const begun = performance.now()
  for (;;) {
    const fault = await knock(address)
    if (fault === undefined) return
    const { code, message } = fault as NodeJS.ErrnoException
    const waiting = NOT_YET.has(code ?? '') || message.startsWith('Connection terminated')
    if (!waiting || performance.now() - begun > SECONDS * 1000) throw fault
    await pause(10)
  }
}

async function knock(address: DatabaseAddress): Promise<unknown> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return undefined
  } catch (fault) {
    return fault
  } finally {
    await client.end().catch(() => {})
  }
}
