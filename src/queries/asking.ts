// What every question is asked with: what may be read, who asks, and when.
import type { Facts } from '../commands/facts.ts'
import type { Post, Reader, Standing } from '../commands/ports.ts'
import type { Crypto } from '../core/crypto.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'

export interface Asking { readonly reader: Reader; readonly actor: PersonId; readonly now: Instant; readonly crypto: Crypto }

/** The facts of `may` for one post, from what has been read already: so a page over many posts reads the standing once. */
export const factsFor = ({ actor, now, crypto }: Asking, organisation: Facts['organisation'], standing: Standing, post: Post | undefined): Facts => ({ actor, now, crypto, organisation, standing, post })

/** The same facts as another person would have them. */
export const asSeenBy = (facts: Facts, actor: PersonId): Facts => ({ ...facts, actor })

/** The most posts that one page looks through, the newest first. */
export const MOST_POSTS = 500
