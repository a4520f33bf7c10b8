// Bringing up the database: the embedded server, with everything that its first start makes, or the PostgreSQL that DATABASE_URL names.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import type { Configuration } from '../configuration.ts'
import type { DatabaseLocation } from '../database-url.ts'
import { makeCluster } from '../embedded/cluster.ts'
import { stopOrphan, type ServerPlace } from '../embedded/server.ts'
import { NEWEST } from '../store/schema/newest.ts'
import type { Folder } from './folder.ts'
import { makeFolder } from './make-folder.ts'
import type { Kind } from './installation.ts'
import { keepServer, locationOf, passwordFile, superuserOf, type KeptServer } from './keep-server.ts'
import { PARTS } from './parts.ts'
import { placePrograms, placeSocket } from './place.ts'
import { noteSchema, schemaOf } from './schema-note.ts'

export interface Beginning {
  readonly folder: Folder
  readonly kind: Kind
  readonly name: string
  readonly configuration: Configuration
  readonly durable: boolean
  say(text: string): void
}

export interface Begun {
  readonly location: DatabaseLocation
  /** Undefined in the end when the server is not ours. */
  readonly server: Promise<KeptServer | undefined>
  /** When the parts may be started: at once, except where older tables are brought up to date first. They wait by themselves for server and first start. */
  readonly partsMayStart: Promise<unknown>
  /** When there is nothing more to make; the codes of the first two keys after a first start. */
  readonly made: Promise<readonly string[] | undefined>
}

export function beginServer(beginning: Beginning): Begun {
  const { folder: { data, ids, installation }, kind, configuration } = beginning
  for (const part of PARTS) {
    // What a first start that was killed half-way left is not used: it begins again.
    if (!installation && kind !== 'real') rmSync(join(data, part), { recursive: true, force: true })
    makeFolder(data, ids, part)
  }
  if (kind !== 'real') return beginEmbedded(beginning)
  if (!configuration.database) throw new CannotStart('A real body needs a PostgreSQL of its own: set DATABASE_URL. To try Countersign without one, start it with --demo or --trial.')
  if (!installation) throw new CannotStart(`${data} holds no body yet. Begin one with "countersign init".`)
  refuseOldSchema(data)
  const nothing = Promise.resolve(undefined)
  return { location: configuration.database, server: nothing, partsMayStart: nothing, made: nothing }
}

/** On a server of one's own an administrator migrates, when it suits. */
function refuseOldSchema(data: string): void {
  if (schemaOf(data) !== NEWEST) throw new CannotStart('The database has an older schema. Stop every part, make a backup, and run "countersign db migrate".')
}

function beginEmbedded(beginning: Beginning): Begun {
  const { folder: { data, ids, installation }, durable, say } = beginning
  const home = makeFolder(data, ids, 'postgres')
  const place: ServerPlace = {
    native: placePrograms(data), folder: join(home, 'cluster'), socket: placeSocket(data, ids?.postgres), log: join(data, 'postgres.log'), id: ids?.postgres, durable,
  }
  const up = async (): Promise<KeptServer> => {
    if (!installation) await makeNewCluster(beginning, place)
    const server = await keepServer(place, say)
    say('PostgreSQL is up')
    return server
  }
  const server = up()
  const upToDate = installation !== undefined && schemaOf(data) === NEWEST
  const made = server.then(() => (upToDate ? undefined : bringUpToDate(beginning, place)))
  return { location: locationOf(place), server, made, partsMayStart: installation && !upToDate ? made : Promise.resolve() }
}

async function makeNewCluster({ folder: { data }, say }: Beginning, place: ServerPlace): Promise<void> {
  const password = newPassword(data)
  await stopOrphan(place)
  await makeCluster({ native: place.native, folder: place.folder, password, id: place.id })
  say('PostgreSQL has its files')
}

function newPassword(data: string): string {
  const password = crypto.getRandomValues(Buffer.alloc(24)).toString('base64url')
  writeFileSync(passwordFile(data), password, { mode: 0o600 })
  return password
}

/** Loaded only when there is something to do: a start like any other has no need of it. */
async function bringUpToDate({ folder: { data, ids, installation }, kind, name, say }: Beginning, place: ServerPlace): Promise<readonly string[] | undefined> {
  const administrator = superuserOf(place, data)
  if (installation) {
    const { migrate } = await import('../store/schema/migrate.ts')
    await migrate(administrator)
    noteSchema(data)
    say(`The database has its newest tables (${NEWEST})`)
    return undefined
  }
  const { firstStart } = await import('./first-start.ts')
  const codes = await firstStart({ data, ids, kind, name, administrator, ownServer: true })
  say('The database has its tables, and every part its own password')
  return codes
}
