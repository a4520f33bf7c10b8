// The sign-in passkeys of a body, kept in its database: found by id, used, added and removed. Only the pages' role may.
import type pg from 'pg'
import { base64url, base64urlToBytes } from '../../core/bytes.ts'
import type { OrganisationId, PersonId } from '../../core/id.ts'
import { instantOf, type Instant } from '../../core/instant.ts'
import { inBody } from '../store/connection.ts'
import type { SignInKey } from './passkeys.ts'

/** `invitedBy` made the invitation with which the key was made: nobody for one that a session added, or that followed an enrolment. */
export interface KeptKey extends SignInKey { readonly invitedBy: PersonId | null; readonly made: Instant; readonly lastUsed: Instant | null }

export interface SignInKeys {
  with(id: string): Promise<KeptKey | undefined>
  /** The newest first. */
  of(person: PersonId): Promise<readonly KeptKey[]>
  /** Notes a use with the counter that came with it. False when the key was used or removed since it was read: then nobody is signed in. */
  use(key: SignInKey, counter: number): Promise<boolean>
  add(key: SignInKey): Promise<void>
  /** Removes one of the person's own and ends the sessions that it began, but for the one named. The last one stays. */
  remove(person: PersonId, id: string, session: Uint8Array): Promise<'removed' | 'last' | 'unknown'>
}

interface Row { readonly id: Uint8Array; readonly person: PersonId; readonly public_key: Uint8Array; readonly counter: string; readonly transports: string[]; readonly synced: boolean; readonly invited_by: PersonId | null; readonly made: Date; readonly last_used: Date | null }
const KEYS = 'select id, person, public_key, counter, transports, synced, invited_by, made, last_used from sign_in_key'
const bytesOf = (id: string): Buffer => Buffer.from(base64urlToBytes(id))

export function signInKeysOver(pool: pg.Pool, body: OrganisationId): SignInKeys {
  const ask = (text: string, values: readonly unknown[]): Promise<pg.QueryResult> => inBody(pool, body, 'write', client => client.query(text, [...values]))
  const read = async (text: string, values: readonly unknown[]): Promise<readonly KeptKey[]> => ((await ask(text, values)).rows as Row[]).map(rowToKey)
  return {
    with: async id => (await read(`${KEYS} where id = $1`, [bytesOf(id)]))[0],
    of: person => read(`${KEYS} where person = $1 order by made desc`, [person]),
    use: async ({ id, counter: before }, counter) => (await ask('update sign_in_key set counter = $2, last_used = now() where id = $1 and counter = $3', [bytesOf(id), counter, before])).rowCount === 1,
    add: key => inBody(pool, body, 'write', client => insertKey(client, body, key, null)),
    remove: (person, id, session) => inBody(pool, body, 'write', client => removeKey(client, person, id, session)),
  }
}

export async function insertKey(client: pg.PoolClient, body: OrganisationId, { id, person, publicKey, counter, transports, synced }: SignInKey, invitedBy: PersonId | null): Promise<void> {
  await client.query('insert into sign_in_key (id, body, person, public_key, counter, transports, synced, invited_by) values ($1, $2, $3, $4, $5, $6, $7, $8)', [bytesOf(id), body, person, Buffer.from(publicKey), counter, [...transports], synced, invitedBy])
}

/** All keys of the person are locked first, so that of two removals at once the second sees what the first has left. */
async function removeKey(client: pg.PoolClient, person: PersonId, id: string, session: Uint8Array): Promise<'removed' | 'last' | 'unknown'> {
  const held = ((await client.query('select id from sign_in_key where person = $1 for update', [person])).rows as { id: Uint8Array }[]).map(row => base64url(new Uint8Array(row.id)))
  if (!held.includes(id)) return 'unknown'
  if (held.length === 1) return 'last'
  await client.query('delete from sign_in_key where id = $1 and person = $2', [bytesOf(id), person])
  await client.query("delete from session where data ->> 'person' = $1 and data ->> 'key' = $2 and id <> $3", [person, id, Buffer.from(session)])
  return 'removed'
}

const rowToKey = (row: Row): KeptKey => ({
  id: base64url(new Uint8Array(row.id)), person: row.person, publicKey: new Uint8Array(row.public_key), counter: Number(row.counter), transports: row.transports, synced: row.synced,
  invitedBy: row.invited_by, made: instantOf(row.made.getTime()), lastUsed: row.last_used && instantOf(row.last_used.getTime()),
})
