// The first start of an installation: roles, schema, body, passwords, token and the two codes for the first two keys.
import { randomUUID } from 'node:crypto'
import { lchownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { OrganisationId } from '../../core/id.ts'
import { instantOf } from '../../core/instant.ts'
import type { DatabaseAddress } from '../database-url.ts'
import { migrate } from '../store/schema/migrate.ts'
import { closeSystemDatabases, createRoles, newPasswords, newSecret, ownDatabase } from '../store/schema/roles.ts'
import type { Ids } from './ids.ts'
import { writeInstallation, type Kind } from './installation.ts'
import { DATABASE_PARTS, type PartName } from './parts.ts'
import { noteSchema } from './schema-note.ts'

export interface FirstStart {
  readonly data: string
  readonly ids: Ids | undefined
  readonly kind: Kind
  /** The body's name. */
  readonly name: string
  /** An account of the server that may make roles and databases, and the database to make. */
  readonly administrator: DatabaseAddress
  /** Whether the server serves this installation alone. */
  readonly ownServer: boolean
}

/**
 * Makes the body and everything secret, the installation's own note last: if we crash before it, the next start begins again. Gives the two
 * one-time codes with which the first two keys are enrolled. The parts' folders are there and hold nothing secret yet. In a demo sign knows them too, for the loader; otherwise only the keeper.
 */
export async function firstStart({ data, ids, kind, name, administrator, ownServer }: FirstStart): Promise<readonly string[]> {
  const organisation = randomUUID() as OrganisationId
  const [passwords, token, codes] = [newPasswords(), newSecret(), [newSecret(), newSecret()]]
  const hand = (part: PartName, file: string, text: string): void => {
    const path = join(data, part, file)
    writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true })
    // The folder is the part's, and the part runs already: whatever it puts in the place is not followed.
    if (ids) lchownSync(path, ids[part], ids[part])
  }
  for (const part of DATABASE_PARTS) hand(part, 'database-password', passwords[part])
  for (const part of ['wall', 'keeper'] as const) hand(part, 'wall-token', token)
  hand('keeper', 'codes.json', JSON.stringify(codes))
  if (kind === 'demo') hand('sign', 'demo-codes', JSON.stringify(codes))
  await withClient(await entrance(administrator), async admin => {
    await createRoles(admin, passwords)
    await ownDatabase(admin, administrator.database)
    if (ownServer) await closeSystemDatabases(admin)
  })
  await migrate(administrator)
  noteSchema(data)
  await withClient(administrator, admin => admin.query('insert into body (id, name) values ($1, $2)', [organisation, name]))
  writeInstallation(data, { kind, organisation, made: instantOf(Date.now()) })
  return codes
}

/** The database itself if it is there, which an administrator's account may be bound to; else the one that every server has. */
async function entrance(administrator: DatabaseAddress): Promise<DatabaseAddress> {
  try {
    await withClient(administrator, client => client.query('select 1'))
    return administrator
  } catch (fault) {
    if ((fault as { code?: unknown }).code !== '3D000') throw fault
    return { ...administrator, database: 'postgres' }
  }
}

async function withClient(address: DatabaseAddress, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(address)
  // Whatever it says also rejects what was asked; unheard it would end the supervisor, as when a start is stopped half-way.
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
