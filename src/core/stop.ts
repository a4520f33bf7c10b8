// The unsigned events: each can only ever be a "no", so each works at once and needs no key.
import { conform, digest, id, instant, members, oneOf, optional, words, type Form } from './form.ts'
import type { Digest } from './digest.ts'
import type { PersonId } from './id.ts'
import type { Instant } from './instant.ts'
import type { Stop } from './entry.ts'

export interface Stops {
  /** The person wrote words of this post, and so can never approve it (invariant 2). */
  readonly contribute: { readonly person: PersonId }
  /** The words moved after they were sent for sign-off: what was signed no longer counts (invariant 1). */
  readonly edit: { readonly person: PersonId }
  readonly withdraw: { readonly person: PersonId }
  /** A refusal or a return by somebody whose browser cannot sign; `remark` is a commitment. */
  readonly refuse: { readonly person: PersonId; readonly layer: string; readonly remark: Digest | null }
  readonly return: { readonly person: PersonId; readonly layer: string; readonly remark: Digest | null }
  /** Stops every send until it is lifted by a signature; `reason` is a commitment. */
  readonly pause: { readonly person: PersonId; readonly reason: Digest | null }
  /** What the key signed from `since` on does not count. */
  readonly suspend: { readonly person: PersonId; readonly credential: Digest; readonly since: Instant }
  /** Somebody became known to the body; without a vouched key that allows nothing. `name` is a commitment. */
  readonly 'add-person': { readonly person: PersonId; readonly added: PersonId; readonly name: Digest }
}
export type StopAct = keyof Stops
export type KnownStop = { readonly [Act in StopAct]: { readonly act: Act } & Stops[Act] }[StopAct]

const layer = words(40, 1)
const forms: { readonly [Act in StopAct]: Form } = {
  contribute: members({ act: oneOf('contribute'), person: id }),
  edit: members({ act: oneOf('edit'), person: id }),
  withdraw: members({ act: oneOf('withdraw'), person: id }),
  refuse: members({ act: oneOf('refuse'), person: id, layer, remark: optional(digest) }),
  return: members({ act: oneOf('return'), person: id, layer, remark: optional(digest) }),
  pause: members({ act: oneOf('pause'), person: id, reason: optional(digest) }),
  suspend: members({ act: oneOf('suspend'), person: id, credential: digest, since: instant }),
  'add-person': members({ act: oneOf('add-person'), person: id, added: id, name: digest }),
}
export const STOP_ACTS = Object.keys(forms) as readonly StopAct[]

/** Reads a stop strictly; throws on an act that is not known or a member too many. */
export function conformStop(value: unknown): KnownStop {
  const act = value !== null && typeof value === 'object' ? (value as Stop).act : undefined
  if (typeof act !== 'string' || !Object.hasOwn(forms, act)) throw new TypeError('the stop has no known act')
  return conform<KnownStop>('the stop', forms[act as StopAct], value)
}
