// Connections to the database as one part's role, and work in one body: row-level security shows and takes its rows alone.
import pg from 'pg'
import type { OrganisationId } from '../../core/id.ts'
import type { DatabaseAddress } from '../database-url.ts'

/** A pool that outlives a server that stops: a connection that breaks is dropped, and the next query connects again. */
export function openPool(address: DatabaseAddress, max: number): pg.Pool {
  const pool = new pg.Pool({ ...address, max, connectionTimeoutMillis: 5_000 })
  pool.on('error', () => {})
  // One that breaks while it works says so to its query, and besides as an event that would end the process if nobody listened.
  pool.on('connect', client => { client.on('error', () => {}) })
  return pool
}

/** Runs work in one transaction within a body; read only when asked. Rolled back on any error. */
export async function inBody<Value>(pool: pg.Pool, body: OrganisationId, mode: 'read' | 'write', work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(mode === 'read' ? 'begin isolation level repeatable read read only' : 'begin')
    await client.query("select set_config('app.body', $1, true)", [body])
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (thrown) {
    await client.query('rollback').catch((failed: Error) => {
      broken = failed
    })
    throw thrown
  } finally {
    client.release(broken)
  }
}
