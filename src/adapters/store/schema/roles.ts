// The roles in the cluster and the database that they meet in: made by an administrator once, before the first migration.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { ClientBase } from 'pg'
import { DATABASE_PARTS, roleOf, type DatabasePart } from '../../processes/parts.ts'

/** Owns the tables and runs the migrations; nobody signs in as it. */
export const OWNER = 'countersign_owner'

/** What a flood of one part can take, so that it never starves the keeper of connections. */
const CONNECTIONS: { readonly [part in DatabasePart]: number } = { web: 15, sign: 8, keeper: 8 }

export type Passwords = { readonly [part in DatabasePart]: string }

export const newPasswords = (): Passwords => ({ web: newSecret(), sign: newSecret(), keeper: newSecret() })

/** 24 random bytes as text: a database password, a token, a one-time code. */
export const newSecret = (): string => randomBytes(24).toString('base64url')

/** Makes the four roles, or gives them these passwords. The server gets only what checks a password, so that none can stand in its log. */
export async function createRoles(admin: ClientBase, passwords: Passwords): Promise<void> {
  if (!(await exists(admin, OWNER))) await admin.query(`create role ${OWNER} nologin nosuperuser nobypassrls`)
  for (const part of DATABASE_PARTS) {
    const role = roleOf(part)
    const verb = (await exists(admin, role)) ? 'alter' : 'create'
    await admin.query(`${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls connection limit ${CONNECTIONS[part]} password '${verifier(passwords[part])}'`)
  }
}

/** Makes a database that only the three roles may connect to, without temporary tables: a part taken over gets no room of its own. */
export async function createDatabase(admin: ClientBase, name: string, template = 'template0'): Promise<void> {
  await admin.query(`create database ${quoted(name)} owner ${OWNER} template ${quoted(template)}`)
  await closeDatabase(admin, name)
}

/** The same for a database that may be there already, as an administrator's DATABASE_URL names it. */
export async function ownDatabase(admin: ClientBase, name: string): Promise<void> {
  const there = (await admin.query('select from pg_database where datname = $1', [name])).rowCount === 1
  if (!there) return createDatabase(admin, name)
  await admin.query(`alter database ${quoted(name)} owner to ${OWNER}`)
  await closeDatabase(admin, name)
}

async function closeDatabase(admin: ClientBase, name: string): Promise<void> {
  await admin.query(`revoke all on database ${quoted(name)} from public`)
  await admin.query(`grant connect on database ${quoted(name)} to ${DATABASE_PARTS.map(roleOf).join(', ')}`)
}

/** On a server of our own: the databases that every cluster has are no way round, since public may make temporary tables in them. */
export async function closeSystemDatabases(admin: ClientBase): Promise<void> {
  await admin.query('revoke all on database postgres, template1 from public')
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

async function exists(admin: ClientBase, role: string): Promise<boolean> {
  return (await admin.query('select from pg_roles where rolname = $1', [role])).rowCount === 1
}

/** PostgreSQL's form of a SCRAM-SHA-256 verifier (RFC 5802, RFC 7677). */
function verifier(password: string): string {
  const [salt, rounds] = [randomBytes(16), 4096]
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const keyed = (label: string): Buffer => createHmac('sha256', salted).update(label).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest()
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored.toString('base64')}:${keyed('Server Key').toString('base64')}`
}
