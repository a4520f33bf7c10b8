// Brings a database to the newest schema, as its owner.
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator, type MigrationProvider } from 'kysely/migration'
import pg from 'pg'
import type { DatabaseAddress } from '../../database-url.ts'
import { provider as newest } from './migrations.ts'
import { OWNER } from './roles.ts'

/**
 * Runs what has not run yet, each migration in one transaction with the note that it ran, and gives their names back: none when nothing was to do.
 * `address` is an account that may act as the owner. Two at once wait for each other. A crash leaves the last whole migration.
 */
export async function migrate(address: DatabaseAddress, provider: MigrationProvider = newest): Promise<readonly string[]> {
  const pool = new pg.Pool({ ...address, max: 2, options: `-c role=${OWNER}` })
  // A lost connection rejects what was asked over it; unheard it would also end the process.
  pool.on('error', () => {}).on('connect', client => { client.on('error', () => {}) })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest()
    if (error !== undefined) throw error
    return results.map(each => each.migrationName)
  } finally {
    await db.destroy()
  }
}
