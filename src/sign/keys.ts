// The keys with which a person may sign here, as the record enrols them; the browser's own ids stand in the enrolments' leaves.
import type { Reader, Standing } from '../commands/ports.ts'
import { isDemoEnvelope } from '../core/dsse.ts'
import { leafToEntry } from '../core/entry.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { keysThatCount, type KeyStanding } from '../people/standing.ts'
import { fullDayOf, timeOf } from '../queries/words.ts'
import type { OfferedKey } from './carried.ts'

/** Passkeys first, the newest first; the demo key last. `demo`: whether demo keys may be offered at all. */
export async function offeredKeys(reader: Reader, { people }: Standing, person: PersonId, given: { readonly now: Instant; readonly demo: boolean }): Promise<readonly OfferedKey[]> {
  const counting = keysThatCount(people, person, given.now).filter(key => !key.demo || given.demo)
  const keys = await Promise.all(counting.map(key => offered(reader, key)))
  return keys.filter(key => key !== undefined).toSorted((a, b) => Number(a.demo) - Number(b.demo) || b.entry - a.entry)
}

async function offered(reader: Reader, { credential, entry: index, demo }: KeyStanding): Promise<OfferedKey | undefined> {
  if (demo) return { credential, entry: index, demo, id: null, name: 'the demo key' }
  const [recorded] = await reader.entries(index, 1)
  const entry = recorded && leafToEntry(recorded.leaf)
  if (entry?.kind !== 'statement' || isDemoEnvelope(entry.envelope)) return undefined
  return { credential, entry: index, demo, id: entry.envelope.credential, name: `the passkey added on ${fullDayOf(entry.said)} at ${timeOf(entry.said)}` }
}
