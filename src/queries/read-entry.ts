// Reads an entry of the record into what pages say about it: who did what, when, and whether it counts.
import type { RecordedEntry } from '../commands/ports.ts'
import { isDemoEnvelope, payloadOf } from '../core/dsse.ts'
import { leafToEntry, type Entry } from '../core/entry.ts'
import type { PersonId, PostId } from '../core/id.ts'
import { instantOf, type Instant } from '../core/instant.ts'
import { conformKeeperEvent, type KnownKeeperEvent } from '../core/keeper-event.ts'
import type { Facts } from '../core/result.ts'
import { bytesToStatement, type Statement } from '../core/statement.ts'
import { conformStop, type KnownStop } from '../core/stop.ts'

interface Line { readonly index: number; readonly post: PostId | null; readonly said: Instant; readonly at: Instant; readonly via: Entry['via']; readonly why: string | null; readonly facts: Facts }
/** What an entry says; `demo` tells that a demo key signed it. One that cannot be read has kind `unreadable`. */
export type Said = Line & (
  | { readonly kind: 'statement'; readonly statement: Statement; readonly person: PersonId; readonly demo: boolean }
  | { readonly kind: 'stop'; readonly stop: KnownStop; readonly person: PersonId }
  | { readonly kind: 'keeper'; readonly keeper: KnownKeeperEvent }
  | { readonly kind: 'unreadable' }
)

/** Never throws, so that a page over a damaged record can still say that it is damaged. */
export function readEntry({ index, leaf, why, facts }: RecordedEntry): Said {
  const entry = entryIn(leaf)
  if (!entry) return { index, post: null, said: UNKNOWN, at: UNKNOWN, via: 'web', why, facts, kind: 'unreadable' }
  const line: Line = { index, post: entry.post, said: entry.said, at: entry.at, via: entry.via, why, facts }
  try {
    switch (entry.kind) {
      case 'statement': {
        const statement = bytesToStatement(payloadOf(entry.envelope))
        return { ...line, kind: 'statement', statement, person: statement.predicate.person, demo: isDemoEnvelope(entry.envelope) }
      }
      case 'stop': {
        const stop = conformStop(entry.stop)
        return { ...line, kind: 'stop', stop, person: stop.person }
      }
      case 'keeper':
        return { ...line, kind: 'keeper', keeper: conformKeeperEvent(entry.keeper) }
    }
  } catch {
    return { ...line, kind: 'unreadable' }
  }
}

/** The moment of an entry that says none. */
const UNKNOWN = instantOf(0)

function entryIn(leaf: Uint8Array): Entry | undefined {
  try {
    return leafToEntry(leaf)
  } catch {
    return undefined
  }
}

/** What somebody wrote beside an act; words that were erased are said to be so. */
export const ERASED = 'These words have been erased.'
