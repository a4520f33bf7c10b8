// Sequences what was handed in: reads it, gives each thing its place, commits, folds, signs, shows. One round after the other, each step durable before the next.
import type { EntryRow } from '../adapters/store/log/entries.ts'
import type { Entry } from '../core/entry.ts'
import type { PostId } from '../core/id.ts'
import type { KnownKeeperEvent } from '../core/keeper-event.ts'
import { leafHash } from '../record/merkle.ts'
import type { FoldLog, Taken } from './fold-log.ts'
import { Gathering } from './gather-unreadable.ts'
import type { Trust } from './open-trust.ts'
import { pinFirstKey } from './pin-first-keys.ts'
import { ofKeeper, ofRow, place } from './place-entries.ts'
import type { Ports } from './ports.ts'
import { filledTiles, foldedRows, judgedRows, newTiles, standingRow } from './project.ts'
import { LONGEST_ROW, readRow, type Readable } from './read-intake.ts'
import { signTree, type SignedHead } from './sign-tree.ts'

/** So many rows of each role a round: few enough that the first of them is not kept waiting for the last. */
const ROWS_A_ROUND = 128

/** A value that an event commits to; it is sealed in the same transaction. */
export interface Sealing { readonly field: string; readonly salt: string; readonly value: string }
interface Own { readonly post: PostId | null; readonly event: KnownKeeperEvent; readonly sealed: Sealing | undefined; readonly recorded: () => void }

export interface SequenceGiven {
  readonly ports: Ports
  readonly trust: Trust
  readonly log: FoldLog
  readonly signed: SignedHead
  /** Called after each round with what it took in, once that is signed and shown. */
  readonly told: (taken: readonly Taken[]) => void
  /** Called when the keeper itself has something to record. */
  readonly wake: () => void
}

/** Of what a crash left to be shown, so much in one transaction. */
const SHOWN_AT_ONCE = 1_000

export class Sequencer {
  readonly #given: SequenceGiven
  readonly #gathering: Gathering
  readonly #own: Own[] = []
  #signed: SignedHead

  constructor(given: SequenceGiven) {
    this.#given = given
    this.#gathering = new Gathering(given.ports.crypto)
    this.#signed = given.signed
  }

  get signed(): SignedHead { return this.#signed }

  /** Whether everything that was folded is signed: only then may anything be sent. */
  get allSigned(): boolean { return this.#signed.size === this.#given.log.size }

  /** Records what the keeper did or saw. Resolves once the entry is committed, signed and shown. */
  record(post: PostId | null, event: KnownKeeperEvent, sealed?: Sealing): Promise<void> {
    return new Promise(resolve => {
      this.#own.push({ post, event, sealed, recorded: resolve })
      this.#given.wake()
    })
  }

  /**
   * One round; false when there was nothing to do. Throws on any doubt about the database, and the process then ends: only a fresh start
   * knows what was committed.
   */
  async round(): Promise<boolean> {
    const { ports: { store, crypto, clock }, log, trust } = this.#given
    const rows = await store.intake({ longest: LONGEST_ROW, most: ROWS_A_ROUND, except: this.#gathering.waiting })
    const own = this.#own.splice(0), readable = this.#readable(rows.filter(({ known }) => !known))
    const at = clock(), gathered = this.#gathering.due(at)
    const coming = [
      ...own.map(({ post, event }) => ofKeeper(post, event, at)),
      ...readable.map(each => ofRow(each, log.folded)),
      ...gathered.map(({ event }) => ofKeeper(null, event, at)),
    ]
    const taken = [...rows.filter(({ known }) => known).map(({ id }) => id), ...readable.map(({ row }) => row.id), ...gathered.flatMap(({ taken: ids }) => ids)]
    if (coming.length === 0 && taken.length === 0) return false

    const placed = place(coming, log, at)
    await log.fetchPolicies(placed.map(({ entry }) => entry), digest => store.document(digest))
    // If we crash after pinning, the enrolment still waits in intake, and finds its key pinned.
    for (const [i, each] of readable.entries()) this.#pin(placed[own.length + i]!.entry, each)
    // If we crash in here, the transaction happened or did not: rows are entries, or rows still.
    await store.append({ first: log.size, entries: placed.map(({ entry, leaf, intake }): EntryRow => ({ intake, post: entry.post, leaf, hash: leafHash(crypto, leaf) })), taken, sealed: own.flatMap(({ sealed }) => sealed ?? []) })
    // If we crash from here on, the next start folds the committed entries, signs them and shows them.
    const before = this.#signed.size
    const folded = placed.map(({ entry, leaf, intake }) => log.take(entry, leaf, intake))
    this.#signed = signTree(crypto, this.#given.ports.folder, trust, log, this.#signed)
    if (folded.length > 0) await this.#publish(before, folded)
    for (const { recorded } of own) recorded()
    this.#given.told(folded)
    return true
  }

  /** Signs what a crash left unsigned, and shows everything since `from` again. */
  async catchUp(from: number, fresh: readonly Taken[]): Promise<void> {
    const { ports: { crypto, folder }, trust, log } = this.#given
    this.#signed = signTree(crypto, folder, trust, log, this.#signed)
    for (let at = 0; at < fresh.length; at += SHOWN_AT_ONCE) await this.#publish(at === 0 ? from : log.size, fresh.slice(at, at + SHOWN_AT_ONCE))
  }

  /** An id that is handed in twice before it is an entry is a primary key's matter, so every readable row here is another. */
  #readable(rows: Parameters<typeof readRow>[1][]): readonly Readable[] {
    return rows.flatMap(row => {
      const read = readRow(this.#given.ports.crypto, row)
      if (!('why' in read)) return [read]
      this.#given.ports.log(`not readable, from ${row.via}: ${read.why}`)
      this.#gathering.add(read)
      return []
    })
  }

  #pin(entry: Entry, { content }: Readable): void {
    const { ports: { crypto, folder, log: say }, trust, log } = this.#given
    if (content.kind !== 'statement' || content.statement.kind !== 'enrol') return
    if (pinFirstKey({ crypto, folder, trust, log }, entry, content.statement)) say(`first key pinned: ${trust.file.first.length} of 2`)
  }

  async #publish(old: number, taken: readonly Taken[]): Promise<void> {
    const { ports: { store }, log, trust } = this.#given
    await store.publish({
      size: this.#signed.size, note: this.#signed.note, tiles: newTiles(log.tree, old), filled: filledTiles(log.tree, old), judged: judgedRows(taken),
      folded: old === 0 ? [standingRow(log.folded, trust.file), ...foldedRows(log.folded, trust.file, taken).filter(({ kind }) => kind !== 'standing')] : foldedRows(log.folded, trust.file, taken),
    })
  }
}
