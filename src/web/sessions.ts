// Sessions in PostgreSQL, so that one can be ended anywhere. Only the digest of a session's id is stored: a reader of the table holds no session.
import { createHash } from 'node:crypto'
import type * as Fastify from 'fastify'
import type { SessionStore } from '@fastify/session'
import type pg from 'pg'
import { inBody } from '../adapters/store/connection.ts'
import type { OrganisationId, PersonId } from '../core/id.ts'

declare module 'fastify' {
  interface Session {
    person?: PersonId
    /** Where to go after signing in. */
    next?: string
  }
}

/** Twelve hours: a shift, and no longer. */
export const SESSION_LASTS = 12 * 60 * 60 * 1000

const digestOf = (id: string): Buffer => createHash('sha256').update(id).digest()

export function sessionStore(pool: pg.Pool, body: OrganisationId): SessionStore {
  const ask = (text: string, values: readonly unknown[]): Promise<pg.QueryResult> => inBody(pool, body, 'write', client => client.query(text, [...values]))
  return {
    set(id: string, session: Fastify.Session, done: (fault?: unknown) => void) {
      const until = session.cookie.expires ?? new Date(Date.now() + SESSION_LASTS)
      ask('insert into session (id, body, data, until) values ($1, $2, $3, $4) on conflict (id) do update set data = excluded.data, until = excluded.until', [digestOf(id), body, JSON.stringify(session), until]).then(() => done(), done)
    },
    get(id: string, done: (fault: unknown, session?: Fastify.Session | null) => void) {
      ask('select data from session where id = $1 and until > now()', [digestOf(id)]).then(({ rows }) => done(null, (rows[0] as { data: Fastify.Session } | undefined)?.data ?? null), fault => done(fault))
    },
    destroy(id: string, done: (fault?: unknown) => void) {
      ask('delete from session where id = $1', [digestOf(id)]).then(() => done(), done)
    },
  }
}

/** Removes the rows of sessions that are over. */
export const removeOld = (pool: pg.Pool, body: OrganisationId): Promise<unknown> => inBody(pool, body, 'write', client => client.query('delete from session where until < now()'))
