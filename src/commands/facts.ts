// The facts on which a command is judged: who acts, where people and policy stand, which post it is about.
import type { Crypto } from '../core/crypto.ts'
import type { OrganisationId, PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Post, Reader, Standing } from './ports.ts'

export interface Facts {
  readonly now: Instant
  readonly organisation: OrganisationId
  readonly actor: PersonId
  readonly standing: Standing
  readonly post: Post | undefined
  readonly crypto: Crypto
}

export async function loadFacts(reader: Reader, given: { readonly actor: PersonId; readonly post: number | PostId | undefined; readonly now: Instant; readonly crypto: Crypto }): Promise<Facts> {
  const [{ id: organisation }, standing, post] = [await reader.body(), await reader.standing(), given.post === undefined ? undefined : await reader.post(given.post)]
  return { now: given.now, organisation, actor: given.actor, standing, post, crypto: given.crypto }
}
