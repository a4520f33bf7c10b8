// countersign db migrate: brings the database that DATABASE_URL names to the newest schema.
import { CannotStart } from '../adapters/cannot-start.ts'
import { readConfiguration } from '../adapters/configuration.ts'
import { readInstallation } from '../adapters/processes/installation.ts'
import { noteSchema } from '../adapters/processes/schema-note.ts'
import { userName } from '../adapters/processes/user.ts'
import type { Io } from './io.ts'

/** Status 0 when the schema is the newest one. Every part must be stopped. */
export async function db(args: readonly string[], io: Io): Promise<number> {
  if (args.length !== 1 || args[0] !== 'migrate') throw new CannotStart('There is one command here: "countersign db migrate".')
  const { database, data } = readConfiguration(process.env)
  if (!database) throw new CannotStart('DATABASE_URL does not say which database to migrate. The server of a demo or a trial is migrated when it starts.')
  const { migrate } = await import('../adapters/store/schema/migrate.ts')
  const ran = await migrate({ ...database, user: database.user ?? userName() ?? 'postgres', password: () => database.password ?? '' })
  if (readInstallation(data)) noteSchema(data)
  io.out(ran.length === 0 ? 'The database has the newest tables already.\n' : `Ran ${ran.join(', ')}. The database has the newest tables.\n`)
  return 0
}
