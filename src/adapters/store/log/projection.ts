// What the keeper shows of the signed log: checkpoint, hash tiles, how each thing handed in was judged, and where everything stands.
import type pg from 'pg'
import type { Json } from '../../../core/canonical.ts'
import type { Facts } from '../../../core/result.ts'

export interface JudgedRow { readonly intake: string; readonly index: number; readonly why: string | null; readonly facts: Facts }
/** A row of `folded`: kind `standing` has one row, `now`; kind `post` a row a post. */
export interface FoldedRow { readonly kind: 'standing' | 'post'; readonly id: string; readonly value: Json }
export interface TileRow { readonly path: string; readonly bytes: Uint8Array }
export interface Publication {
  readonly body: string
  readonly size: number
  /** The checkpoint's text. */
  readonly note: string
  readonly tiles: readonly TileRow[]
  /** Folders of partial tiles that are full now, as `tile/0/000.p/`. */
  readonly filled: readonly string[]
  readonly judged: readonly JudgedRow[]
  readonly folded: readonly FoldedRow[]
}

const CHECKPOINT = 'insert into checkpoint (body, size, note) values ($1, $2, $3) on conflict do nothing'
const TILES = 'insert into tile (body, path, bytes) select $1, * from unnest($2::text[], $3::bytea[]) on conflict (body, path) do update set bytes = excluded.bytes'
const FILLED = 'delete from tile where exists (select from unnest($1::text[]) as full_now (folder) where starts_with(path, folder))'
const JUDGED = 'insert into judged (body, intake, index, why, facts) select $1, * from unnest($2::uuid[], $3::bigint[], $4::text[], $5::jsonb[]) on conflict do nothing'
const FOLDED = 'insert into folded (body, kind, id, value, index) select $1, k, i, v, $5 from unnest($2::text[], $3::text[], $4::jsonb[]) as row (k, i, v) on conflict (body, kind, id) do update set value = excluded.value, index = excluded.index'

/**
 * Shows all of it at once and wakes those who wait. Nothing here is ever read back to decide anything. If we crash before it commits, the next
 * start shows the same again, made from the log; so doing it twice changes nothing, and the disk is not waited for.
 */
export async function publish(db: pg.Client, { body, size, note, tiles, filled, judged, folded }: Publication): Promise<void> {
  await db.query('begin; set local synchronous_commit = off')
  await db.query({ name: 'publish-checkpoint', text: CHECKPOINT, values: [body, size, note] })
  if (tiles.length > 0) await db.query({ name: 'publish-tiles', text: TILES, values: [body, tiles.map(({ path }) => path), tiles.map(({ bytes }) => Buffer.from(bytes))] })
  if (filled.length > 0) await db.query({ name: 'drop-partial-tiles', text: FILLED, values: [filled] })
  if (judged.length > 0) {
    const columns = [judged.map(({ intake }) => intake), judged.map(({ index }) => index), judged.map(({ why }) => why), judged.map(({ facts }) => JSON.stringify(facts))]
    await db.query({ name: 'publish-judged', text: JUDGED, values: [body, ...columns] })
  }
  if (folded.length > 0) await db.query({ name: 'publish-folded', text: FOLDED, values: [body, folded.map(({ kind }) => kind), folded.map(({ id }) => id), folded.map(({ value }) => JSON.stringify(value)), size - 1] })
  await db.query(`select pg_notify('sequenced', '')`)
  await db.query('commit')
}

/** The largest size that was shown and is still there; 0 for none. What was shown before it is there too. */
export async function publishedSize(db: pg.Client): Promise<number> {
  const { rows } = await db.query<{ size: string }>('select coalesce(max(size), 0) as size from checkpoint')
  return Number(rows[0]!.size)
}
