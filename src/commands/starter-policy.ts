// The policy with which a body begins: one rulebook, one code, the trade's usual roles, the full route, and the built-in wall as the only channel.
import { utf8 } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import type { ChannelId, OrganisationId, PersonId } from '../core/id.ts'
import type { Roles } from '../people/roles.ts'
import type { Policy } from '../signoff/policy.ts'

/** The roles of the starter policy; the rights of layers (`2i`, `press-office`, `extra-check`) are named by its route. */
export const STARTER_ROLES: Roles = {
  'press-officer': { title: 'press officer', rights: ['2i', 'write'] },
  'duty-editor': { title: 'duty editor', rights: ['2i', 'pause', 'press-office', 'release', 'write'] },
  'head-of-news': { title: 'head of news', rights: ['2i', 'change-policy', 'pause', 'press-office', 'release', 'write'] },
  'propriety-officer': { title: 'propriety officer', rights: ['change-policy', 'extra-check', 'pause', 'release', 'set-aside'] },
  administrator: { title: 'administrator', rights: ['administer'] },
  auditor: { title: 'auditor', rights: ['audit'] },
  adviser: { title: 'special adviser', rights: ['supply'] },
}

/** Roles that one of the first two people may take. Administrators and advisers cannot vouch, and the first two have to vouch for everyone. */
export const FIRST_ROLES: readonly string[] = ['head-of-news', 'propriety-officer', 'duty-editor', 'press-officer', 'auditor']

export interface StarterGiven {
  readonly crypto: Crypto
  readonly organisation: OrganisationId
  readonly rulebook: Digest
  /** The digest of the text of the code that people declare to understand. */
  readonly code: Digest
  /** The wall's host with its port, as requests name it. */
  readonly wallHost: string
  /** The name of the account on the wall. */
  readonly account: string
  /** The body's name, which the wall's channel carries. */
  readonly name: string
  /** Who may lift somebody else's refusal: the first of the two first people. */
  readonly arbiter: PersonId
}

const UNDERSTANDING_DAYS = 365, CLEARANCE_HOURS = 48

/** The whole document; the two first people sign it, and so bring it into force. */
export const starterPolicy = ({ crypto, organisation, rulebook, code, wallHost, account, name, arbiter }: StarterGiven): Policy => ({
  v: 1, organisation, rulebook, code: { digest: code, days: UNDERSTANDING_DAYS }, roles: STARTER_ROLES,
  routes: {
    full: {
      title: 'Full route', clearanceHours: CLEARANCE_HOURS,
      layers: [{ id: '2i', title: 'second pair of eyes', rights: ['2i'], count: 1 }, { id: 'press-office', title: 'press office', rights: ['press-office'], count: 1 }],
    },
  },
  channels: {
    [wallChannel(crypto, organisation)]: { name, kind: 'departmental', platform: 'wall', jurisdiction: 'uk', account, host: wallHost, path: '/posts', route: 'full' },
  },
  arbiters: [arbiter],
})

/** The id of a body's channel on the built-in wall: made from the body's own id, so that every part finds the same one. */
export const wallChannel = (crypto: Crypto, organisation: OrganisationId): ChannelId =>
  digestOf(crypto, utf8(`countersign wall v1\n${organisation}`)).slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as ChannelId
