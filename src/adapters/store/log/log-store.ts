// The keeper's side of the database as one port: what was handed in, the entries, what is shown of them, and the documents that they name by digest.
import type { Digest } from '../../../core/digest.ts'
import { hexToBytes } from '../../../core/bytes.ts'
import type { OrganisationId } from '../../../core/id.ts'
import type { DatabaseAddress } from '../../database-url.ts'
import { open, type SealedValue } from '../sealed.ts'
import { connect } from './connect.ts'
import { appendEntries, readEntries, readHashes, type Append } from './entries.ts'
import { readIntake, type IntakeRow, type IntakeWanted } from './intake.ts'
import { publish, publishedSize, type Publication } from './projection.ts'

export interface LogStore {
  intake(wanted: IntakeWanted): Promise<readonly IntakeRow[]>
  append(batch: Omit<Append, 'body'>): Promise<void>
  publish(publication: Omit<Publication, 'body'>): Promise<void>
  publishedSize(): Promise<number>
  hashes(from: number, until: number): Promise<Uint8Array>
  entries(from: number, most: number): ReturnType<typeof readEntries>
  /** Bytes by digest from the insert-only tables. Whoever uses them hashes them first. */
  package(digest: Digest): Promise<Uint8Array | undefined>
  document(digest: Digest): Promise<Uint8Array | undefined>
  opened(commitment: Digest): Promise<SealedValue | undefined>
  onWake(ring: () => void): void
  onLost(lost: (fault: Error) => void): void
  end(): Promise<void>
}

/** Opens the store as the keeper's own role. Every fault of the database throws, and the keeper ends on it. */
export async function openLogStore(address: DatabaseAddress, body: OrganisationId): Promise<LogStore> {
  const { db, onWake, onLost, end } = await connect(address, body)
  const bytesOf = async (table: 'package' | 'document', digest: Digest): Promise<Uint8Array | undefined> =>
    (await db.query<{ bytes: Buffer }>(`select bytes from ${table} where digest = $1`, [Buffer.from(hexToBytes(digest))])).rows[0]?.bytes
  return {
    intake: wanted => readIntake(db, wanted),
    append: batch => appendEntries(db, { body, ...batch }),
    publish: publication => publish(db, { body, ...publication }),
    publishedSize: () => publishedSize(db),
    hashes: (from, until) => readHashes(db, from, until),
    entries: (from, most) => readEntries(db, from, most),
    package: digest => bytesOf('package', digest),
    document: digest => bytesOf('document', digest),
    opened: commitment => open(db, commitment),
    onWake, onLost, end,
  }
}
