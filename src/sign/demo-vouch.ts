// In a demonstration a passkey made for one of its people is vouched for at once by two demo keys, through the same statements as anywhere else.
import type { Standing } from '../commands/ports.ts'
import { handIn, stateSigned } from '../commands/run.ts'
import { vouchForKey } from '../commands/vouch-for-key.ts'
import type { SignedCommand } from '../commands/command.ts'
import type { Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { unfitVoucher } from '../people/enrol.ts'
import { keyCounts, keysOf, keysThatCount, type KeyStanding } from '../people/standing.ts'
import type { DemoKeys } from './demo-keys.ts'
import { reading, type Signing } from './signing.ts'

const VOUCHERS = 2, PATIENCE = 2_000

/** Only for a key that claims exactly what the person's demo key was vouched for: so nobody gets more rights here than the demonstration gave. */
export async function vouchInDemo(signing: Signing, demoKeys: DemoKeys, credential: Digest): Promise<void> {
  for (let given = 0; given < VOUCHERS; given++) {
    const standing = await reading(signing, reader => reader.standing()), { doors } = signing.opened, { now } = doors.given()
    const key = standing.people.keys[credential], voucher = key && key.from === null && claimsNoMore(standing, key, now) ? fittest(standing, key, now) : undefined
    if (!voucher) return
    const ticket = { purpose: 'vouch-for-key', person: voucher.person, post: null, digest: null, detail: { credential } }
    const stated = await stateSigned(doors, vouchForKey as unknown as SignedCommand, ticket, { key: voucher })
    if (!stated.ok) return
    const { intake } = await handIn(doors, demoKeys.sign(voucher.person, stated.value.payload), [])
    await signing.opened.waitJudged(intake, PATIENCE)
  }
}

const claimsNoMore = ({ people }: Standing, { person, capacity, roles, manager }: KeyStanding, now: Instant): boolean =>
  keysThatCount(people, person, now).some(own => own.demo && own.capacity === capacity && own.manager === manager && own.roles.join() === roles.join())

/** The line manager before the first two people, they before everybody else. */
function fittest({ people, policy, first }: Standing, key: KeyStanding, now: Instant): KeyStanding | undefined {
  const rank = (person: PersonId): number => (person === key.manager ? 0 : first.includes(person) ? 1 : 2)
  const fit = (Object.keys(people.persons) as PersonId[]).filter(person => unfitVoucher(people, policy?.document.roles ?? {}, key, person, now) === undefined)
  return fit.toSorted((a, b) => rank(a) - rank(b)).flatMap(person => keysOf(people, person).filter(own => own.demo && keyCounts(own, now)))[0]
}
