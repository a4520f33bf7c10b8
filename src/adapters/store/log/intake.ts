// What was handed in and is not yet in the log, as the database itself says who handed it in and when.
import type pg from 'pg'
import type { Instant } from '../../../core/instant.ts'
import { roleOf } from '../../processes/parts.ts'

/** A row of intake. `bytes` is null where the row is longer than any entry may be: it is then known by its digest alone. */
export interface IntakeRow {
  readonly id: string
  readonly via: 'sign' | 'web'
  readonly said: Instant
  readonly bytes: Uint8Array | null
  readonly digest: Uint8Array
  /** Whether an entry for this id is in the log already. */
  readonly known: boolean
}

export interface IntakeWanted {
  /** Longer rows are not fetched. */
  readonly longest: number
  /** So many of each role at most: a flood of one never keeps the other's rows out. */
  readonly most: number
  /** Rows to pass over. */
  readonly except: readonly string[]
}

const OLDEST = 'select * from intake where via = $1 and id <> all($3) order by said limit $4'
const SELECT = `
select i.id, i.via, i.said, sha256(i.bytes) as digest, case when octet_length(i.bytes) <= $5 then i.bytes end as bytes, exists (select from entry e where e.intake = i.id) as known
from ((${OLDEST}) union all (${OLDEST.replace('$1', '$2')})) i
order by i.said, i.id`

/**
 * The oldest rows of each role, in the order in which they were said. Never "id greater than the last": rows commit out of order, and one
 * that commits late is found at the next asking. Rows of any other role than the two are not ours and stay where they are.
 */
export async function readIntake(db: pg.Client, { longest, most, except }: IntakeWanted): Promise<readonly IntakeRow[]> {
  const { rows } = await db.query<{ id: string; via: string; said: Date; bytes: Buffer | null; digest: Buffer; known: boolean }>({
    name: 'read-intake', text: SELECT, values: [roleOf('sign'), roleOf('web'), except, most, longest],
  })
  return rows.map(row => ({ ...row, via: row.via === roleOf('sign') ? 'sign' : 'web', said: row.said.toISOString() as Instant }))
}
