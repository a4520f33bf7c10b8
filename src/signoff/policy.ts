// The policy: the one document, changed by two people, that says which rulebook, code, roles, routes and channels are in force.
import { canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import { conform, digest, id, listOf, mapOf, members, natural, oneOf, setOf, words } from '../core/form.ts'
import type { Digest } from '../core/digest.ts'
import type { ChannelId, OrganisationId, PersonId } from '../core/id.ts'
import { channelForm, type Channel } from '../draft/channel.ts'
import { approvesNothing, rolesForm, shortName, type Right, type Roles } from '../people/roles.ts'
import type { Code } from '../people/understand.ts'

/** One layer: whoever has one of these rights qualifies, and so many of them must sign. */
export interface Layer { readonly id: string; readonly title: string; readonly rights: readonly Right[]; readonly count: number }
export interface Route {
  readonly title: string
  readonly layers: readonly Layer[]
  /** For how many hours a clearance lasts. */
  readonly clearanceHours: number
}
export interface Policy {
  readonly v: 1
  readonly organisation: OrganisationId
  readonly rulebook: Digest
  readonly code: Code
  readonly roles: Roles
  readonly routes: { readonly [route: string]: Route }
  readonly channels: { readonly [channel: ChannelId]: Channel }
  /** Those who may lift somebody else's refusal. */
  readonly arbiters: readonly PersonId[]
}

const name = /^[a-z0-9][a-z0-9-]{0,39}$/
/** Longer than these a confirmation or a clearance is as good as for ever. */
const MOST_DAYS = 1_000, MOST_HOURS = 1_000, MOST_SIGNERS = 20
const form = members({
  v: oneOf(1), organisation: id, rulebook: digest, code: members({ digest, days: natural }), roles: rolesForm,
  routes: mapOf(name, members({ title: words(80, 1), layers: listOf(members({ id: shortName, title: words(80, 1), rights: setOf(shortName, 10), count: natural }), 10), clearanceHours: natural }), 50),
  channels: mapOf(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, channelForm, 200), arbiters: setOf(id, 20),
})

export const policyToBytes = (policy: Policy): Uint8Array => canonicalBytes(conformPolicy(policy) as unknown as Json)
export const bytesToPolicy = (bytes: Uint8Array): Policy => conformPolicy(parseCanonical(bytes))

/** Refuses (throws) a policy that is not whole: a channel without its route, a route without a layer, a layer that nobody need sign or that an adviser or administrator could. */
function conformPolicy(value: unknown): Policy {
  const policy = conform<Policy>('the policy', form, value)
  if (policy.code.days > MOST_DAYS) throw new TypeError(`a confirmation lasts at most ${MOST_DAYS} days`)
  for (const [title, route] of Object.entries(policy.routes)) conformRoute(title, route)
  for (const channel of Object.values(policy.channels)) if (!Object.hasOwn(policy.routes, channel.route)) throw new TypeError(`the channel ${channel.name} names a route that is not there: ${channel.route}`)
  return policy
}

function conformRoute(title: string, { layers, clearanceHours: hours }: Route): void {
  if (layers.length === 0) throw new TypeError(`the route ${title} has no layer`)
  if (new Set(layers.map(layer => layer.id)).size < layers.length) throw new TypeError(`the route ${title} names a layer twice`)
  if (layers.some(layer => layer.count < 1 || layer.count > MOST_SIGNERS || layer.rights.length === 0)) throw new TypeError(`the route ${title} has a layer that nobody need sign`)
  if (layers.some(layer => layer.rights.some(approvesNothing))) throw new TypeError(`the route ${title} has a layer that advisers or administrators could sign`)
  if (hours < 1 || hours > MOST_HOURS) throw new TypeError(`the route ${title} has a clearance that does not last from 1 to ${MOST_HOURS} hours`)
}

/** The layers that a post for these channels must pass: the union of its channels' routes, the larger count where two name one layer. A channel that the policy does not have asks nothing here, and `clear` refuses it. */
export function layersFor(policy: Policy, channels: readonly ChannelId[]): readonly Layer[] {
  const layers = new Map<string, Layer>()
  for (const channel of channels) {
    for (const layer of routeOf(policy, channel)?.layers ?? []) layers.set(layer.id, stricter(layers.get(layer.id), layer))
  }
  return [...layers.values()]
}

/** Of two layers of one name the stricter: the larger count, and only those who qualify for both. */
export function stricter(one: Layer | undefined, other: Layer): Layer {
  if (!one) return other
  return { ...other, rights: one.rights.filter(right => other.rights.includes(right)), count: Math.max(one.count, other.count) }
}

export const hasChannel = (policy: Policy, channel: ChannelId): boolean => Object.hasOwn(policy.channels, channel)

const routeOf = (policy: Policy, channel: ChannelId): Route | undefined => (hasChannel(policy, channel) ? policy.routes[policy.channels[channel]!.route] : undefined)

/** For how many hours a clearance lasts on these channels: the shortest of their routes. */
export const clearanceHours = (policy: Policy, channels: readonly ChannelId[]): number => Math.min(...channels.map(channel => routeOf(policy, channel)?.clearanceHours ?? 0))
