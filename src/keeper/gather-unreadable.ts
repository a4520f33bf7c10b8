// Gathers what cannot be read into one entry a second for each role: nothing handed in is dropped unseen, and a flood cannot fill the log.
import { concat, hex } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import type { Digest } from '../core/digest.ts'
import { millisecondsOf, type Instant } from '../core/instant.ts'
import type { KnownKeeperEvent } from '../core/keeper-event.ts'
import type { Unreadable } from './read-intake.ts'

const EVERY = 1_000
const ROLES = ['sign', 'web'] as const

export interface GatheredEntry { readonly event: Extract<KnownKeeperEvent, { kind: 'unreadable' }>; readonly taken: readonly string[] }

/** Rows wait in intake until their entry is made. So if we crash in between, the next start reads them again. */
export class Gathering {
  readonly #crypto: Crypto
  readonly #waiting = new Map<string, Unreadable>()
  readonly #last = new Map<'sign' | 'web', number>()

  constructor(crypto: Crypto) {
    this.#crypto = crypto
  }

  /** The rows that wait for their entry, which need not be read again. */
  get waiting(): readonly string[] { return [...this.#waiting.keys()] }

  add(unreadable: Unreadable): void {
    this.#waiting.set(unreadable.row.id, unreadable)
  }

  /** The entries that are due now. Their rows wait no longer: the caller records them in one transaction with the entries. */
  due(now: Instant): readonly GatheredEntry[] {
    return ROLES.flatMap(role => {
      const rows = [...this.#waiting.values()].filter(({ row }) => row.via === role), last = this.#last.get(role)
      if (rows.length === 0 || (last !== undefined && millisecondsOf(now) - last < EVERY && millisecondsOf(now) >= last)) return []
      this.#last.set(role, millisecondsOf(now))
      for (const { row } of rows) this.#waiting.delete(row.id)
      return [{ event: { kind: 'unreadable', digest: this.#digestOf(rows), from: role, count: rows.length, why: rows[0]!.why }, taken: rows.map(({ row }) => row.id) }]
    })
  }

  /** Of one row its own digest; of several the digest over theirs, in the order in which they were said. */
  #digestOf(rows: readonly Unreadable[]): Digest {
    const digests = rows.map(({ row }) => row.digest)
    return hex(digests.length === 1 ? digests[0]! : this.#crypto.sha256(concat(...digests))) as Digest
  }
}
