// Links with which somebody makes a first sign-in passkey, or a new one for one that is lost. Each works once, for an hour; only the code's hash is kept.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { OrganisationId, PersonId } from '../../core/id.ts'
import { inBody } from '../store/connection.ts'
import type { SignInKey } from './passkeys.ts'
import { insertKey } from './sign-in-keys.ts'

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest()
const NO_RIGHT = '42501'

/** The pages' link that a code makes. The code stands in the fragment, which no server and no log gets. */
export const invitationLink = (web: string, code: string): string => `${web}/invitation#${code}`

/** Keeps an invitation under this code. `by` is whoever made it; it replaces nothing until it is used. */
export async function invite(pool: pg.Pool, body: OrganisationId, { person, code, by }: { readonly person: PersonId; readonly code: string; readonly by: PersonId }): Promise<void> {
  await inBody(pool, body, 'write', client => client.query('insert into invitation (hash, body, person, made_by) values ($1, $2, $3, $4)', [hashOf(code), body, person, by]))
}

/** The same as the signing origin's role, after an enrolment: false where the database says no, which is for everybody but one of the first two without a sign-in key. */
export async function inviteFirst(pool: pg.Pool, body: OrganisationId, { person, code }: { readonly person: PersonId; readonly code: string }): Promise<boolean> {
  try {
    await inBody(pool, body, 'write', client => client.query('insert into invitation (hash, body, person) values ($1, $2, $3)', [hashOf(code), body, person]))
    return true
  } catch (thrown) {
    if ((thrown as { code?: string }).code === NO_RIGHT) return false
    throw thrown
  }
}

/** Whom a code invites, as long as it works. */
export const invitedBy = (pool: pg.Pool, body: OrganisationId, code: string): Promise<PersonId | undefined> =>
  inBody(pool, body, 'read', async client => ((await client.query('select person from invitation where hash = $1 and used is null and until > now()', [hashOf(code)])).rows[0] as { person: PersonId } | undefined)?.person)

/**
 * Uses the code up for this key, all or nothing: the person's other invitations, earlier sign-in keys and open sessions end with it, since whoever
 * is invited has none or has lost it. Gives the person; nothing when the code was used meanwhile.
 */
export const acceptInvitation = (pool: pg.Pool, body: OrganisationId, code: string, key: Omit<SignInKey, 'person'>): Promise<PersonId | undefined> =>
  inBody(pool, body, 'write', async client => {
    const [used] = (await client.query('update invitation set used = now() where hash = $1 and used is null and until > now() returning person, made_by', [hashOf(code)])).rows as { person: PersonId; made_by: PersonId | null }[]
    if (!used) return undefined
    const { person, made_by: by } = used
    await client.query('update invitation set used = now() where person = $1 and used is null', [person])
    await client.query('delete from sign_in_key where person = $1', [person])
    await client.query("delete from session where data ->> 'person' = $1", [person])
    await insertKey(client, body, { ...key, person }, by)
    return person
  })
