// How another door is served on the pages' port without either knowing the other: main.ts hands it over, and it sees only what stands here.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { OrganisationId } from '../core/id.ts'
import type { Site } from './configuration.ts'
import type { OpenedStore } from './store/store.ts'

/** What the process that listens lends to a door. No session, no cookie and no page is among it. */
export interface Behind {
  readonly opened: OpenedStore
  readonly site: Site
  readonly body: { readonly id: OrganisationId; readonly name: string }
  /** Whose X-Forwarded headers are believed. */
  readonly proxies: readonly string[]
  /** The receipt of an entry under the newest checkpoint, as it is written; nothing where the checkpoint does not cover it yet. */
  receipt(index: number): Promise<Uint8Array | undefined>
  log(text: string): void
}

export interface OpenDoor {
  /** Answers a request whose host is right, before anything else has looked at it. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void
  close(): Promise<void>
}

/** Everything below the path `at` is the door's own: the pages neither read it nor answer there. */
export interface HttpDoor {
  readonly at: string
  open(behind: Behind): Promise<OpenDoor>
}
