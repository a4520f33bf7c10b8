// What a page says about the thing that is signed, line by line, made from what the page carries: the server draws these lines, and the page makes them again and compares.
import { base64urlToBytes } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import type { Capacity } from '../core/statement.ts'
import { bytesToPolicy, type Policy } from '../signoff/policy.ts'
import { RIGHT_WORDS } from '../queries/right-words.ts'
import { capital, fullDayOf, listed } from '../queries/words.ts'
import { enrolmentShown } from './agree.ts'
import type { Shown, Words } from './carried.ts'

export interface Line { readonly name: string; readonly text: string; readonly hash?: boolean }

const CAPACITIES: { readonly [Each in Capacity]: string } = { 'civil-servant': 'civil servant', 'special-adviser': 'special adviser', minister: 'minister', contractor: 'contractor' }

/** The package has no lines of its own here: its preview is compared part by part. */
export function linesOf(crypto: Crypto, shown: Shown, words: Words): readonly Line[] {
  const name = (person: string | null): string => (person === null ? 'nobody in this body' : (words.names[person] ?? person)), role = (id: string): string => words.roles[id] ?? id
  switch (shown.of) {
    case 'package':
      return []
    case 'refusal':
      return [{ name: 'The refusal', text: `entry ${shown.entry}` }, { name: 'Its digest', text: shown.digest, hash: true }]
    case 'code':
      return [{ name: 'In the role', text: role(shown.role) }, { name: 'Digest of the code', text: shown.digest, hash: true }]
    case 'declaration':
      return [
        { name: 'Who', text: name(shown.person) }, { name: 'In the role', text: role(shown.role) }, { name: 'You talked on', text: fullDayOf(shown.talked) }, { name: 'Your note', text: shown.opened.value }, { name: 'It counts for', text: `${shown.days} days` },
      ]
    case 'key': {
      const said = enrolmentShown(crypto, shown)
      return said ? [{ name: 'Name', text: shown.name }, ...standingLines(said.predicate, name, role), { name: 'The key’s digest: compare it with what the person reads out', text: shown.digest, hash: true }] : []
    }
    case 'person':
      return [{ name: 'Name', text: shown.name }, ...standingLines(shown, name, role)]
    case 'policy':
      return policyLines(bytesToPolicy(base64urlToBytes(shown.bytes)), words)
  }
}

const standingLines = ({ capacity, roles, manager }: { readonly capacity: Capacity; readonly roles: readonly string[]; readonly manager: string | null }, name: (person: string | null) => string, role: (id: string) => string): readonly Line[] => [
  { name: 'Capacity', text: CAPACITIES[capacity] }, { name: 'Roles', text: roles.length === 0 ? 'none' : listed(roles.map(role)) }, { name: 'Line manager', text: name(manager) },
]

/** The whole policy in words. */
export function policyLines(policy: Policy, { names }: Words): readonly Line[] {
  return [
    ...Object.values(policy.roles).map(({ title, rights }): Line => ({ name: `${capital(title)} may`, text: rights.length === 0 ? 'nothing by itself' : listed(rights.map(right => RIGHT_WORDS[right] ?? right)) })),
    ...Object.values(policy.routes).map((route): Line => ({
      name: route.title, text: `${listed(route.layers.map(({ title, count, rights }) => `${title} (${count} of those who may ${listed(rights.map(right => RIGHT_WORDS[right] ?? right), 'or')})`))}. A clearance lasts ${route.clearanceHours} hours.`,
    })),
    ...Object.values(policy.channels).map((channel): Line => ({ name: `Channel ${channel.name}`, text: `${channel.kind}, ${channel.platform}, account ${channel.account} at ${channel.host}${channel.path}, ${channel.jurisdiction}, by the route “${policy.routes[channel.route]?.title ?? channel.route}”` })),
    { name: 'May lift somebody else’s refusal', text: listed(policy.arbiters.map(person => names[person] ?? person)) || 'nobody' },
    { name: 'An understanding of the code lasts', text: `${policy.code.days} days` }, { name: 'The code', text: policy.code.digest, hash: true }, { name: 'The rulebook', text: policy.rulebook, hash: true },
  ]
}
