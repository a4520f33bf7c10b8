// Tickets from web to the signing origin: each opens one page, once, within a minute, and gives reading, never authority.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Ticket } from '../../commands/ports.ts'
import { hex } from '../../core/bytes.ts'
import type { Digest } from '../../core/digest.ts'
import type { OrganisationId, PersonId, PostId } from '../../core/id.ts'
import { inBody } from './connection.ts'

export interface Tickets {
  /** Opens a ticket: nothing when it is unknown, was opened before or is more than a minute old. */
  open(ticket: string): Promise<Ticket | undefined>
  /** A ticket whose page is open: opened within the last hour. For the statements of that page alone. */
  again(ticket: string): Promise<Ticket | undefined>
}

interface Row { readonly purpose: string; readonly person: PersonId | null; readonly post: PostId | null; readonly digest: Uint8Array | null; readonly detail: Ticket['detail'] }
const COLUMNS = 'purpose, person, post, digest, detail'

export function ticketsOver(pool: pg.Pool, body: OrganisationId): Tickets {
  const ask = (text: string, ticket: string) => inBody(pool, body, 'write', async client => rowToTicket((await client.query(text, [createHash('sha256').update(ticket).digest()])).rows[0] as Row | undefined))
  return {
    open: ticket => ask(`update ticket set used = now() where hash = $1 and used is null and until > now() returning ${COLUMNS}`, ticket),
    again: ticket => ask(`select ${COLUMNS} from ticket where hash = $1 and used > now() - interval '60 minutes'`, ticket),
  }
}

const rowToTicket = (row: Row | undefined): Ticket | undefined => row && { ...row, digest: row.digest === null ? null : (hex(row.digest) as Digest) }
