// What every part gets when it starts: its own folder, its way into the database, the configuration, and how to say that it is ready.
import type { OrganisationId } from '../../core/id.ts'
import type { Configuration } from '../configuration.ts'
import type { DatabaseAddress } from '../database-url.ts'
import type { PartName } from './parts.ts'

export interface Part {
  readonly name: PartName
  /** The part's own folder, 0700 under its own id; absolute. */
  readonly home: string
  /** The text of a file in the own folder, without white space at its ends; undefined when there is none. */
  read(name: string): string | undefined
  /** Replaces a file in the own folder (0600). Durable when it returns: the text and the folder are synced, and a crash leaves the old text or the new one. */
  write(name: string, text: string): void
  /** The own role's way in, at a server that answers. The wall has none: asking is a fault. */
  database(): DatabaseAddress
  readonly configuration: Configuration
  /** The body that this installation serves. */
  readonly body: OrganisationId
  readonly demo: boolean
  readonly trial: boolean
  /** Whether the parts really run under ids of their own. If not, every page says "separated, not protected". */
  readonly protected: boolean
  /** Tells the supervisor that the part does its work now: called once. */
  ready(): void
  /** A line for whoever runs the service. Control characters are replaced on the way. */
  log(text: string): void
  /** Has `close` run when the part is told to stop (SIGTERM); the process then ends with status 0, after 4 seconds at the latest. */
  onStop(close: () => void | Promise<void>): void
}

/** What `src/<part>/main.ts` exports. */
export interface PartModule {
  /**
   * Everything that takes long to build from the package's own folder: bundles, styles, templates, the rulebook. Runs before the database is there.
   * What is built may be kept in `home`, the part's own folder; without it, beside the packages, where only whoever installed them may write.
   */
  prepare?(home?: string): Promise<void>
  /** Opens the doors and calls `part.ready()`. Rejecting ends the process with status 1, and the supervisor starts it again. */
  start(part: Part): Promise<void>
}
