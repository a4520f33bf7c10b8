// The people of the fictional Department for Arrivals for tests: who they are, which roles somebody gave them, and the policy that they live under.
import { utf8 } from '../src/core/bytes.ts'
import { digestOf, type Digest } from '../src/core/digest.ts'
import type { ChannelId, OrganisationId, PersonId } from '../src/core/id.ts'
import type { Capacity } from '../src/core/statement.ts'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import type { Policy } from '../src/signoff/policy.ts'

export const ARRIVALS = '00000000-0000-4000-8000-0000000000a0' as OrganisationId
export const THE_WALL = '00000000-0000-4000-8000-0000000000c1' as ChannelId
export const THE_OTHER_WALL = '00000000-0000-4000-8000-0000000000c2' as ChannelId

export interface Member {
  readonly id: PersonId
  readonly name: string
  readonly capacity: Capacity
  readonly roles: readonly string[]
  readonly manager: PersonId | null
}

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as PersonId
const HUGH = idOf(6), PRIYA = idOf(4)
const member = (number: number, name: string, roles: readonly string[], { capacity = 'civil-servant', manager = HUGH }: { readonly capacity?: Capacity; readonly manager?: PersonId | null } = {}): Member =>
  ({ id: idOf(number), name, capacity, roles: [...roles].toSorted(), manager })

/** Sol, Vera and Ada hold approvers' roles on purpose: whatever roles somebody gives them, they approve nothing. */
export const PEOPLE = {
  asha: member(1, 'Asha Quill', ['press-officer']),
  ben: member(2, 'Ben Folio', ['press-officer']),
  dora: member(3, 'Dora Galley', ['duty-editor']),
  priya: member(4, 'Priya Serif', ['propriety-officer'], { manager: null }),
  omar: member(5, 'Omar Recto', ['propriety-officer'], { manager: PRIYA }),
  hugh: member(6, 'Hugh Banner', ['head-of-news'], { manager: null }),
  sol: member(7, 'Sol Verso', ['duty-editor', 'press-officer'], { capacity: 'special-adviser' }),
  ada: member(8, 'Ada Hinge', ['administrator', 'duty-editor']),
  ines: member(9, 'Ines Ledger', ['auditor'], { manager: PRIYA }),
  cleo: member(10, 'Cleo Stet', ['press-officer'], { capacity: 'contractor' }),
  finn: member(11, 'Finn Leading', ['duty-editor']),
  vera: member(12, 'Vera Lede', ['head-of-news'], { capacity: 'minister', manager: null }),
} as const satisfies { readonly [slug: string]: Member }
export type Slug = keyof typeof PEOPLE
export const SLUGS = Object.keys(PEOPLE) as readonly Slug[]
/** Those whose keys the trust file pins. */
export const FIRST: readonly Slug[] = ['hugh', 'priya']

export const slugOf = (person: string): Slug | undefined => SLUGS.find(slug => PEOPLE[slug].id === person)

const digestOfText = (text: string): Digest => digestOf(nodeCrypto, utf8(text))
export const RULEBOOK = digestOfText('the rulebook of these tests')
export const CODE = digestOfText('the Civil Service Code as these tests read it')

export const ROLES: Policy['roles'] = {
  'press-officer': { title: 'press officer', rights: ['2i', 'write'] },
  'duty-editor': { title: 'duty editor', rights: ['2i', 'press-office', 'release', 'write'] },
  'propriety-officer': { title: 'propriety officer', rights: ['change-policy', 'extra-check', 'pause'] },
  'head-of-news': { title: 'head of news', rights: ['change-policy', 'pause', 'press-office', 'release'] },
  administrator: { title: 'administrator', rights: ['administer', 'pause'] },
  auditor: { title: 'auditor', rights: ['change-policy'] },
}

const TWO_I = { id: '2i', title: 'second pair of eyes', rights: ['2i'], count: 1 }
const PRESS_OFFICE = { id: 'press-office', title: 'press office', rights: ['press-office'], count: 1 }
const EXTRA_CHECK = { id: 'extra-check', title: 'extra check', rights: ['extra-check'], count: 1 }

/** Full is for the department's own wall; short is for the other, whose clearances last a day. */
export const POLICY: Policy = {
  v: 1, organisation: ARRIVALS, rulebook: RULEBOOK, code: { digest: CODE, days: 365 }, roles: ROLES,
  routes: {
    full: { title: '2i and press office', layers: [TWO_I, PRESS_OFFICE], clearanceHours: 48 },
    short: { title: 'one more pair of eyes', layers: [TWO_I], clearanceHours: 24 },
  },
  channels: {
    [THE_WALL]: { name: 'the wall', kind: 'departmental', platform: 'wall', jurisdiction: 'uk', account: 'arrivals', host: 'wall.localhost:3002', path: '/posts', route: 'full' },
    [THE_OTHER_WALL]: { name: 'the other wall', kind: 'departmental', platform: 'wall', jurisdiction: 'uk', account: 'arrivals-two', host: 'wall.localhost:3002', path: '/posts', route: 'short' },
  },
  arbiters: [HUGH],
}

/** The same with a third layer on the full route. */
export const STRICTER: Policy = { ...POLICY, routes: { ...POLICY.routes, full: { ...POLICY.routes['full']!, layers: [TWO_I, PRESS_OFFICE, EXTRA_CHECK] } } }
/** The full route with one layer only. */
export const LOOSER: Policy = { ...POLICY, routes: { ...POLICY.routes, full: { ...POLICY.routes['full']!, layers: [TWO_I] } } }
/** The press-office layer asks for a right that only the head of news holds. */
export const NARROWER: Policy = { ...POLICY, roles: { ...ROLES, 'head-of-news': { title: 'head of news', rights: ['change-policy', 'clear', 'pause', 'press-office', 'release'] } }, routes: { ...POLICY.routes, full: { ...POLICY.routes['full']!, layers: [TWO_I, { ...PRESS_OFFICE, rights: ['clear'] }] } } }
/** Two people at the first layer. */
export const TWICE: Policy = { ...POLICY, routes: { ...POLICY.routes, full: { ...POLICY.routes['full']!, layers: [{ ...TWO_I, count: 2 }, PRESS_OFFICE] } } }
/** The wall is no longer a channel. */
export const CLOSED: Policy = { ...POLICY, channels: { [THE_OTHER_WALL]: POLICY.channels[THE_OTHER_WALL]! } }
