// What the keeper's pieces are given from outside. Tests wrap these to fail or to end the process at a point; the pieces themselves know no switch.
import type { PlatformAdapter } from '../adapters/platforms/platform.ts'
import type { LogStore } from '../adapters/store/log/log-store.ts'
import type { Crypto } from '../core/crypto.ts'
import type { OrganisationId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Platform } from '../draft/channel.ts'

/** The keeper's own folder. Both ways of writing are durable when they return, and a crash leaves the old content or the new. */
export interface Folder {
  read(name: string): Uint8Array | undefined
  write(name: string, text: string): void
  /** Adds a line to a file. A crash may leave the line cut short at the end, never joined to another. */
  append(name: string, line: string): void
}

/** How long the keeper waits between two tries, in milliseconds. */
export interface Pace {
  /** Looks for a send of which the outcome is not known: the pauses before each. After the last, not found is "unknown". */
  readonly looks: readonly number[]
  /** Looks again after "unknown" was recorded: the pauses before each. */
  readonly later: readonly number[]
  /** For how long it goes on where the platform does not even answer. */
  readonly lookFor: number
  /** Reads back what was sent: the pauses before each. */
  readonly readBacks: readonly number[]
  /** Asks again about a post that waits for something outside the log: a document, a connection. */
  readonly again: number
  /** Rings for itself when nobody does. */
  readonly clock: number
  /** A snapshot is written at most so often, and only when so many entries have come since the last. */
  readonly snapshotEvery: number
  readonly snapshotAfter: number
}
export const USUAL_PACE: Pace = { looks: [0, 250, 750, 1_500], later: [60_000, 600_000, 3_600_000], lookFor: 600_000, readBacks: [0, 60_000], again: 5_000, clock: 100, snapshotEvery: 60_000, snapshotAfter: 200 }

export interface Ports {
  readonly crypto: Crypto
  readonly store: LogStore
  readonly folder: Folder
  readonly platforms: { readonly [Name in Platform]: PlatformAdapter }
  readonly clock: () => Instant
  readonly log: (text: string) => void
  readonly pace: Pace
}

/** What this installation is; it never changes while the keeper runs. */
export interface Place {
  readonly body: OrganisationId
  /** A demonstration or a trial: its origin, its statements and its reach are its own (invariant 23). */
  readonly demo: boolean
  readonly signingOrigin: string
  /** The host of the pages: what a real log's origin ends in. */
  readonly webHost: string
  /** Host and port of the installation's own wall. */
  readonly wallHost: string
  /** Names the code that folds: a snapshot made by any other is not used. */
  readonly foldVersion: string
}
