// Sessions in PostgreSQL, so that one can be ended anywhere. Only the digest of a session's id is stored: a reader of the table holds no session.
import { createHash } from 'node:crypto'
import type * as Fastify from 'fastify'
import type { SessionStore } from '@fastify/session'
import type pg from 'pg'
import { inBody } from '../adapters/store/connection.ts'
import type { OrganisationId, PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { OpenSession } from '../queries/me.ts'

/** What a touch was asked for, until it comes or is too late. */
export interface AskedTouch { readonly challenge: string; readonly act: 'sign-in' | 'invitation' | 'add'; readonly at: Instant }

declare module 'fastify' {
  interface Session {
    person?: PersonId
    /** The sign-in passkey that began it, by the browser's id. */
    key?: string
    /** In what it was begun, as people would say it; no address is kept. */
    device?: string
    since?: Instant
    /** When it was last used, to five minutes. */
    seen?: Instant
    /** Where to go after signing in. */
    next?: string
    asked?: AskedTouch
    /** It stands in the table, or did: it is changed there, and never made again. */
    kept?: true
  }
}

/** Twelve hours: a shift, and no longer. */
export const SESSION_LASTS = 12 * 60 * 60 * 1000

/** By this digest a session stands in the table. */
export const digestOf = (id: string): Buffer => createHash('sha256').update(id).digest()

const MAKE = 'insert into session (id, body, data, until) values ($1, $2, $3, $4) on conflict (id) do update set data = excluded.data'
/** A request that was under way while its session was ended must not bring it back, and no use makes it last longer. */
const CHANGE = 'update session set data = $3 where id = $1 and body = $2 and until > now()'

export function sessionStore(pool: pg.Pool, body: OrganisationId): SessionStore {
  const ask = (text: string, values: readonly unknown[]): Promise<pg.QueryResult> => inBody(pool, body, 'write', client => client.query(text, [...values]))
  return {
    set(id: string, session: Fastify.Session, done: (fault?: unknown) => void) {
      const row = [digestOf(id), body, JSON.stringify(session)]
      const saved = session.kept ? ask(CHANGE, row) : ask(MAKE, [...row, session.cookie.expires ?? new Date(Date.now() + SESSION_LASTS)])
      saved.then(() => done(), done)
    },
    get(id: string, done: (fault: unknown, session?: Fastify.Session | null) => void) {
      ask('select data from session where id = $1 and until > now()', [digestOf(id)]).then(({ rows }) => {
        const [row] = rows as { data: Fastify.Session }[]
        done(null, row ? { ...row.data, kept: true } : null)
      }, fault => done(fault))
    },
    destroy(id: string, done: (fault?: unknown) => void) {
      ask('delete from session where id = $1', [digestOf(id)]).then(() => done(), done)
    },
  }
}

const MOST_SHOWN = 50

/** Where the person is signed in, the last used first. `current` is the id of the session that asks. */
export async function sessionsOf(pool: pg.Pool, body: OrganisationId, person: PersonId, current: string): Promise<readonly OpenSession[]> {
  const { rows } = await inBody(pool, body, 'read', client => client.query("select encode(id, 'hex') as id, data from session where data ->> 'person' = $1 and until > now() order by until desc limit $2", [person, MOST_SHOWN]))
  const own = digestOf(current).toString('hex')
  return (rows as { id: string; data: Fastify.Session }[]).map(({ id, data: { device, since, seen } }) => ({ id, device: device ?? 'Another browser', since: since ?? null, seen: seen ?? null, current: id === own }))
    .toSorted((a, b) => Number(b.current) - Number(a.current) || ((a.seen ?? '') < (b.seen ?? '') ? 1 : -1))
}

/** Ends one of the person's own sessions, wherever it is; whoever uses it is at the door with the next press. */
export const endSession = (pool: pg.Pool, body: OrganisationId, person: PersonId, id: string): Promise<unknown> =>
  inBody(pool, body, 'write', client => client.query("delete from session where id = decode($1, 'hex') and data ->> 'person' = $2", [id, person]))

/** Removes the rows of sessions that are over. */
export const removeOld = (pool: pg.Pool, body: OrganisationId): Promise<unknown> => inBody(pool, body, 'write', client => client.query('delete from session where until < now()'))
