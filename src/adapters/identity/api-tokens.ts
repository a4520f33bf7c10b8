// The tokens of programs, kept in the body's database: made once, found by hash, revoked for good. A token opens no session and signs nothing.
import { createHash, timingSafeEqual } from 'node:crypto'
import type pg from 'pg'
import { SCOPES, type NewToken, type Scope, type Token } from '../../commands/token.ts'
import type { OrganisationId, PersonId } from '../../core/id.ts'
import { instantOf, type Instant } from '../../core/instant.ts'
import { inBody } from '../store/connection.ts'

export interface ApiTokens {
  /** The token of this secret, as long as it counts; nothing for one that is unknown, over or revoked. Notes the use. */
  holding(secret: string): Promise<Token | undefined>
  /** The newest first. */
  all(): Promise<readonly Token[]>
  make(token: NewToken & { readonly id: string }, secret: string): Promise<void>
  /** Durable when it returns: the next request with the token is refused. False where there is no such token, or it was revoked already. */
  revoke(id: string, by: PersonId): Promise<boolean>
}

const SECRET_BYTES = 32, MARK = 'countersign_'

/** A new secret from so many fresh random bytes; the mark lets a scanner of sources know it. */
export const newTokenSecret = (fresh: (bytes: number) => string): string => MARK + fresh(SECRET_BYTES)
export const isTokenSecret = (text: string): boolean => /^countersign_[A-Za-z0-9_-]{43}$/.test(text)

/** No salt and no stretching: nobody guesses 32 random bytes. */
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

interface Row { readonly id: string; readonly hash: Uint8Array; readonly person: PersonId; readonly name: string; readonly scopes: readonly Scope[]; readonly made_by: PersonId; readonly made: Date; readonly until: Date; readonly last_used: Date | null; readonly revoked: Date | null; readonly revoked_by: PersonId | null }
const TOKENS = 'select id, hash, person, name, scopes, made_by, made, until, last_used, revoked, revoked_by from api_token'
const NOTE_USE = "update api_token set last_used = now() where id = $1 and (last_used is null or last_used < now() - interval '1 minute')"

export function apiTokensOver(pool: pg.Pool, body: OrganisationId): ApiTokens {
  return {
    holding: secret => inBody(pool, body, 'write', async client => {
      const hash = hashOf(secret), [row] = (await client.query(`${TOKENS} where hash = $1 and revoked is null and until > now()`, [hash])).rows as Row[]
      // The index looks for a hash, which tells a guesser nothing about a secret; what it found is compared once more, in equal time.
      if (!row || !timingSafeEqual(row.hash, hash)) return undefined
      await client.query(NOTE_USE, [row.id])
      return rowToToken(row)
    }),
    all: () => inBody(pool, body, 'read', async client => ((await client.query(`${TOKENS} order by made desc, id`)).rows as Row[]).map(rowToToken)),
    make: ({ id, person, name, scopes, madeBy, until }, secret) => inBody(pool, body, 'write', async client => {
      await client.query('insert into api_token (id, hash, body, person, name, scopes, made_by, until) values ($1, $2, $3, $4, $5, $6, $7, $8)', [id, hashOf(secret), body, person, name, [...scopes], madeBy, until])
    }),
    revoke: (id, by) => inBody(pool, body, 'write', async client => (await client.query('update api_token set revoked = now(), revoked_by = $2 where id = $1 and revoked is null', [id, by])).rowCount === 1),
  }
}

const momentOf = (date: Date | null): Instant | null => date && instantOf(date.getTime())

const rowToToken = (row: Row): Token => ({
  id: row.id, person: row.person, name: row.name, scopes: SCOPES.filter(scope => row.scopes.includes(scope)), madeBy: row.made_by, made: instantOf(row.made.getTime()), until: instantOf(row.until.getTime()),
  lastUsed: momentOf(row.last_used), revoked: momentOf(row.revoked), revokedBy: row.revoked_by,
})
