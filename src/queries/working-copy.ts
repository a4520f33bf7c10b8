// What does a program need to see before it changes a post? Its working copy, who wrote it, and where it stands.
import { done, type Result } from '../core/result.ts'
import type { Instant } from '../core/instant.ts'
import type { Channel } from '../draft/channel.ts'
import type { Part } from '../draft/part.ts'
import type { Asking } from './asking.ts'
import { readPost } from './post-page.ts'
import { titleOf } from './title.ts'
import { whyItWaits } from './why-it-waits.ts'

export interface NamedChannel { readonly id: string; readonly platform: string; readonly account: string; readonly kind: Channel['kind'] }
export interface WorkingCopy {
  readonly number: number; readonly title: string; readonly version: number
  readonly parts: readonly Part[]; readonly channels: readonly NamedChannel[]; readonly from: Instant; readonly until: Instant
  readonly savedBy: string; readonly savedAt: Instant; readonly author: string; readonly contributors: readonly string[]
  readonly state: string; readonly waits: string
}

export async function workingCopy(asking: Asking, number: number): Promise<Result<WorkingCopy>> {
  const read = await readPost(asking, number)
  if (!read.ok) return read
  const { facts, known } = read.value, { draft, author, standing } = facts.post!, waits = whyItWaits(facts, known), channels = facts.standing.policy?.document.channels ?? {}
  return done({
    number, title: titleOf(facts.post!), version: draft.version, parts: draft.parts, channels: draft.channels.flatMap(id => (channels[id] ? [named(id, channels[id])] : [])), from: draft.window.from, until: draft.window.until,
    savedBy: known.name(draft.savedBy), savedAt: draft.savedAt, author: known.name(author), contributors: standing.contributors.map(person => known.name(person)), state: waits.state.text, waits: waits.sentence,
  })
}

/** The channels of the policy in force, by which words are addressed. */
export async function channelsInForce({ reader }: Asking): Promise<readonly NamedChannel[]> {
  return Object.entries((await reader.standing()).policy?.document.channels ?? {}).map(([id, channel]) => named(id, channel)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const named = (id: string, { platform, account, kind }: Pick<Channel, 'platform' | 'account' | 'kind'>): NamedChannel => ({ id, platform, account, kind })
