// The log's entries in the database: appended in one transaction with the removal of what they were made from, and read back in order.
import type pg from 'pg'
import { seal } from '../sealed.ts'

export interface EntryRow { readonly intake: string | null; readonly post: string | null; readonly leaf: Uint8Array; readonly hash: Uint8Array }
export interface Append {
  readonly body: string
  /** The index of the first of them. */
  readonly first: number
  readonly entries: readonly EntryRow[]
  /** Rows of intake that are dealt with. */
  readonly taken: readonly string[]
  /** What the entries commit to. */
  readonly sealed: readonly { readonly field: string; readonly salt: string; readonly value: string }[]
}

const INSERT = 'insert into entry (body, index, intake, post, leaf, hash) select $1, * from unnest($2::bigint[], $3::uuid[], $4::uuid[], $5::bytea[], $6::bytea[])'

/**
 * Appends the entries. When it returns they are durable; when it throws nobody knows, and the caller must end: its next start reads what the
 * database holds. An index that is taken throws, so that two keepers can never both append.
 */
export async function appendEntries(db: pg.Client, { body, first, entries, taken, sealed }: Append): Promise<void> {
  await db.query('begin')
  if (entries.length > 0) {
    const columns = [entries.map((_, i) => first + i), entries.map(({ intake }) => intake), entries.map(({ post }) => post), entries.map(({ leaf }) => Buffer.from(leaf)), entries.map(({ hash }) => Buffer.from(hash))]
    await db.query({ name: 'append-entries', text: INSERT, values: [body, ...columns] })
  }
  if (taken.length > 0) await db.query({ name: 'take-intake', text: 'delete from intake where id = any($1)', values: [taken] })
  for (const value of sealed) await seal(db, { body, ...value })
  await db.query('commit')
}

/** The hashes of the leaves from one index up to another, one after the other; shorter where entries are missing. */
export async function readHashes(db: pg.Client, from: number, until: number): Promise<Uint8Array> {
  const { rows } = await db.query<{ hashes: Buffer | null }>(`select string_agg(hash, ''::bytea order by index) as hashes from entry where index >= $1 and index < $2`, [from, until])
  return rows[0]?.hashes ?? new Uint8Array()
}

/** Up to `most` entries from an index on, in order. */
export async function readEntries(db: pg.Client, from: number, most: number): Promise<readonly { readonly index: number; readonly intake: string | null; readonly leaf: Uint8Array }[]> {
  const { rows } = await db.query<{ index: string; intake: string | null; leaf: Buffer }>('select index, intake, leaf from entry where index >= $1 order by index limit $2', [from, most])
  return rows.map(row => ({ ...row, index: Number(row.index) }))
}
