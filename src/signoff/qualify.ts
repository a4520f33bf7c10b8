// Who qualifies at a layer: by capacity, role and understanding at the moment of signing, under every policy that asks the layer (invariants 4, 5 and 9).
import type { ChannelId, PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { neverApproves, rolesFor, type People } from '../people/standing.ts'
import { understood } from '../people/understand.ts'
import { layersFor, type Layer, type Policy } from './policy.ts'

interface Rules { readonly people: People; readonly policies: readonly Policy[] }
interface AtLayer { readonly person: PersonId; readonly layer: string; readonly said: Instant }

/** The policies that ask a layer of this name for these channels, each with what it asks. */
export const asking = (policies: readonly Policy[], channels: readonly ChannelId[], layer: string): readonly { readonly policy: Policy; readonly layer: Layer }[] =>
  policies.flatMap(policy => layersFor(policy, channels).filter(({ id }) => id === layer).map(asked => ({ policy, layer: asked })))

/** Whether somebody's approval holds at its layer: every policy that asks the layer must find the role and the understanding. */
export function qualifies({ people, policies }: Rules, channels: readonly ChannelId[], signed: AtLayer & { readonly understanding: number | null }): boolean {
  const asked = asking(policies, channels, signed.layer)
  return asked.length > 0 && asked.every(({ policy, layer }) => !neverApproves(people, policy.roles, signed.person)
    && layer.rights.some(right => signed.understanding !== null && understood(people, policy.roles, signed.person, right, signed.understanding, signed.said)))
}

/** Whether somebody has the layer's role under every policy that asks it: what then lacks is the understanding. */
export const holdsLayer = ({ people, policies }: Rules, channels: readonly ChannelId[], at: AtLayer): boolean => asking(policies, channels, at.layer).every(asked => hasRole(people, asked, at))

/** Whether somebody may say "no" at a layer: a role that any of the policies asks for there is enough, with or without an understanding (invariant 6). */
export const mayObject = ({ people, policies }: Rules, channels: readonly ChannelId[], at: AtLayer): boolean => asking(policies, channels, at.layer).some(asked => hasRole(people, asked, at))

const hasRole = (people: People, { policy, layer }: { readonly policy: Policy; readonly layer: Layer }, { person, said }: AtLayer): boolean =>
  layer.rights.some(right => rolesFor(people, policy.roles, person, right, said).length > 0)
