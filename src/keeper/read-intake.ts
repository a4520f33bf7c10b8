// Reads what was handed in, strictly: a statement in its envelope or a stop, in the one form of each, under the id that it must have. Anything else is unreadable.
import type { IntakeRow } from '../adapters/store/log/intake.ts'
import { hex } from '../core/bytes.ts'
import { parseCanonical } from '../core/canonical.ts'
import type { Crypto } from '../core/crypto.ts'
import { conformEnvelope, payloadOf, type Envelope } from '../core/dsse.ts'
import { LONGEST_LEAF } from '../core/entry.ts'
import { conform, id, members, optional } from '../core/form.ts'
import type { PostId } from '../core/id.ts'
import { bytesToStatement, type Statement } from '../core/statement.ts'
import { conformStop, type KnownStop } from '../core/stop.ts'

/** What the entry made of a row will hold, beside its place. */
export type Content =
  | { readonly kind: 'statement'; readonly envelope: Envelope; readonly statement: Statement }
  | { readonly kind: 'stop'; readonly stop: KnownStop }

export interface Readable { readonly row: IntakeRow; readonly post: PostId | null; readonly content: Content }
/** `why` is a phrase of ours: nothing that a stranger wrote gets into the record by way of it. */
export interface Unreadable { readonly row: IntakeRow; readonly why: string }

/** Longer rows cannot become an entry. */
export const LONGEST_ROW = LONGEST_LEAF - 512

const anything = (value: unknown): string | undefined => (value === undefined ? 'is missing' : undefined)
const statementRow = members({ envelope: anything })
const stopRow = members({ stop: anything, post: optional(id) })

/** Never throws. */
export function readRow(crypto: Crypto, row: IntakeRow): Readable | Unreadable {
  if (!row.bytes) return { row, why: 'longer than an entry' }
  let value
  try {
    value = parseCanonical(row.bytes, LONGEST_ROW)
  } catch {
    return { row, why: 'not canonical JSON' }
  }
  try {
    const isStatement = value !== null && typeof value === 'object' && 'envelope' in value
    return isStatement ? readStatement(crypto, row, conform<{ envelope: unknown }>('the row', statementRow, value).envelope) : readStop(row, conform<{ stop: unknown; post: PostId | null }>('the row', stopRow, value))
  } catch {
    return { row, why: 'no statement or stop of a known form' }
  }
}

/** The id is made from the statement: so a second press gets the first receipt, and nothing else can take its place. */
function readStatement(crypto: Crypto, row: IntakeRow, given: unknown): Readable | Unreadable {
  const envelope = conformEnvelope(given), payload = payloadOf(envelope), statement = bytesToStatement(payload)
  if (row.id !== statementRowId(crypto, payload)) return { row, why: 'not under the id of its statement' }
  return { row, post: 'post' in statement.predicate ? statement.predicate.post : null, content: { kind: 'statement', envelope, statement } }
}

function readStop(row: IntakeRow, { stop, post }: { readonly stop: unknown; readonly post: PostId | null }): Readable {
  return { row, post, content: { kind: 'stop', stop: conformStop(stop) } }
}

/** The id of the row of a statement: the first 16 bytes of the SHA-256 of its payload, spelled as a UUID. */
export const statementRowId = (crypto: Crypto, payload: Uint8Array): string =>
  hex(crypto.sha256(payload).subarray(0, 16)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
