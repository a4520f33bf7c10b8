// A revision: an immutable version of the words, its channels and its window; on the screen a "version".
import { canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import { conform, id, instant, members, natural, oneOf, setOf } from '../core/form.ts'
import type { ChannelId, PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Window } from '../core/statement.ts'
import { partsForm, type Part } from './part.ts'

export interface Revision {
  readonly v: 1
  readonly post: PostId
  readonly number: number
  readonly act: 'post'
  readonly parts: readonly Part[]
  readonly channels: readonly ChannelId[]
  readonly window: Window
  readonly cutBy: PersonId
  readonly cutAt: Instant
  /** Why it was cut: sent for sign-off, a suggestion applied, or another person began to edit. */
  readonly why: 'sent' | 'suggestion' | 'handed-over'
}

const form = members({
  v: oneOf(1), post: id, number: natural, act: oneOf('post'), parts: partsForm, channels: setOf(id, 50), window: members({ from: instant, until: instant }),
  cutBy: id, cutAt: instant, why: oneOf('sent', 'suggestion', 'handed-over'),
})

export const revisionToBytes = (revision: Revision): Uint8Array => canonicalBytes(conform<Revision>('the revision', form, revision) as unknown as Json)
export const bytesToRevision = (bytes: Uint8Array): Revision => conform<Revision>('the revision', form, parseCanonical(bytes))
