// The migrations by name, in the order in which they run. A migration that has been released is never edited: write the next one.
import { sql, type Kysely } from 'kysely'
import type { Migration, MigrationProvider } from 'kysely/migration'
import { API_TOKENS } from './api-tokens.ts'
import { RIGHTS } from './rights.ts'
import { SIGN_IN } from './sign-in.ts'
import { TABLES } from './tables.ts'

const MIGRATIONS: Record<string, Migration> = {
  '0001-first': { up: db => run(db, TABLES + RIGHTS) },
  '0002-sign-in': { up: db => run(db, SIGN_IN) },
  '0003-api-tokens': { up: db => run(db, API_TOKENS) },
}

/** Static, since a folder that may be closed by then is not read while the service runs. */
export const provider: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) }

export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS)

async function run(db: Kysely<unknown>, text: string): Promise<void> {
  await sql.raw(text).execute(db)
}
