// From which entry each key counts: settled again over every vouch, in the order of the record, whenever a key is suspended or reinstated.
import type { Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import { bindingCounts, keysOf, type KeyStanding, type People, type Vouch } from './standing.ts'

const VOUCHERS = 2

/** A vouch counts by a key that counts at that entry and was not suspended before it; so a key that rests on a suspended one waits again. */
export function settle(people: People, first: readonly PersonId[]): void {
  const keys = Object.values(people.keys)
  for (const key of keys) people.keys[key.credential] = { ...key, vouchers: [], from: key.first ? key.entry : null }
  const vouches = keys.flatMap(({ credential, vouches: given }) => given.map(vouch => ({ key: credential, vouch }))).toSorted((a, b) => a.vouch.entry - b.vouch.entry)
  for (const { key, vouch } of vouches) if (bindingCounts(people, vouch)) people.keys[key] = withVoucher(people, first, people.keys[key]!, vouch)
}

/** How people would stand had this key not been suspended: so a suspension never stops those who could undo it. */
export function settledWithout(people: People, first: readonly PersonId[], suspended: Digest): People {
  const copy: People = { persons: people.persons, keys: { ...people.keys, [suspended]: { ...people.keys[suspended]!, suspended: null } } }
  settle(copy, first)
  return copy
}

/** The key with one voucher more: it counts from the second on, the line manager among them; where none is named, one of the first. */
export function withVoucher(people: People, first: readonly PersonId[], key: KeyStanding, vouch: Vouch): KeyStanding {
  const vouchers = [...new Set([...key.vouchers, vouch.person])]
  const byFirst = vouchers.some(person => first.includes(person))
  const led = key.manager === null ? byFirst : vouchers.includes(key.manager)
  const enough = vouchers.length >= VOUCHERS && led && (byFirst || managerAgrees(people, key, vouchers))
  const from = key.from ?? (enough ? vouch.entry : null)
  return { ...key, vouchers, from, counted: key.counted ?? from }
}

/** A second key cannot choose itself another line manager: the one whom the record names must be among its vouchers, or one of the first. */
function managerAgrees(people: People, key: KeyStanding, vouchers: readonly PersonId[]): boolean {
  const before = keysOf(people, key.person).filter(other => other.counted !== null && other.credential !== key.credential && (key.counted === null || other.counted < key.counted))
  const known = before.toSorted((a, b) => a.counted! - b.counted!).at(-1)
  return known === undefined || known.manager === key.manager || (known.manager !== null && vouchers.includes(known.manager))
}
