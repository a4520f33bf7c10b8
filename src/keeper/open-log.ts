// Opens the log at the start: the database must give the root that was signed, or the keeper signs nothing and sends nothing.
import { CannotStart } from '../adapters/cannot-start.ts'
import type { LogStore } from '../adapters/store/log/log-store.ts'
import { leafToEntry } from '../core/entry.ts'
import { FoldLog, type Taken } from './fold-log.ts'
import type { Trust } from './open-trust.ts'
import type { Place, Ports } from './ports.ts'
import type { SignedHead } from './sign-tree.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

/** So many leaves are read at a time. */
const AT_A_TIME = 2_000

export interface OpenedLog {
  readonly log: FoldLog
  /** What was folded now: everything after the snapshot. */
  readonly fresh: readonly Taken[]
  /** The size of the snapshot that was used; 0 for none. Up to there everything was published before. */
  readonly from: number
}

/**
 * Folds the log from the snapshot on, if its root and the later leaves give the signed root; else from the first leaf. Throws CannotStart when
 * neither does. Entries beyond the signed size are those of a crash between commit and signature: they are taken in, and signed next.
 */
export async function openLog(ports: Ports, place: Place, trust: Trust, signed: SignedHead): Promise<OpenedLog> {
  const snapshot = readSnapshot(ports.folder, place.foldVersion)
  // Showing does not wait for the disk. If a crash of the machine took away what was shown up to the snapshot, all of it is made again.
  const usable = snapshot && snapshot.size <= signed.size && snapshot.size <= await ports.store.publishedSize()
  const opened = (usable ? await fold(ports, place, trust, signed, snapshot) : undefined) ?? await fold(ports, place, trust, signed, undefined)
  if (!opened) {
    throw new CannotStart(`The database does not reproduce the checkpoint over ${signed.size} entries that was signed: an entry was changed, removed or added, or an older backup was restored. Nothing is signed or sent. Restore the newest backup of the database; the runbook says more.`)
  }
  return opened
}

async function fold({ crypto, store }: Ports, { body }: Place, trust: Trust, signed: SignedHead, snapshot: Snapshot | undefined): Promise<OpenedLog | undefined> {
  const from = snapshot?.size ?? 0
  const log = new FoldLog(crypto, trust, body, snapshot && { folded: snapshot.folded, hashes: await hashesUpTo(store, from) })
  if (snapshot && (log.size !== from || log.rootAt(from) !== snapshot.root)) return undefined
  const fresh: Taken[] = []
  for (;;) {
    const rows = await store.entries(log.size, AT_A_TIME)
    if (rows.some(({ index }, i) => index !== log.size + i)) throw new CannotStart('Entries are missing in the middle of the log: the database was changed from outside. Nothing is signed or sent. Restore the newest backup of the database.')
    const entries = rows.map(({ leaf }) => leafToEntry(leaf))
    await log.fetchPolicies(entries, digest => store.document(digest))
    for (const [i, { leaf, intake }] of rows.entries()) fresh.push(log.take(entries[i]!, leaf, intake))
    if (rows.length < AT_A_TIME) break
  }
  return log.rootAt(signed.size) === signed.root ? { log, fresh, from } : undefined
}

const HASHES_AT_A_TIME = 65_536

async function hashesUpTo(store: LogStore, size: number): Promise<Uint8Array> {
  const hashes = new Uint8Array(size * 32)
  for (let at = 0; at < size; at += HASHES_AT_A_TIME) hashes.set((await store.hashes(at, Math.min(size, at + HASHES_AT_A_TIME))).subarray(0, hashes.length - at * 32), at * 32)
  return hashes
}
