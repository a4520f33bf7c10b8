// Where a post's releases and sends stand, channel by channel, as the folded log says.
import type { Digest } from '../core/digest.ts'
import type { ChannelId, PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Outcome, Sameness } from '../core/keeper-event.ts'

export interface Release {
  readonly entry: number
  readonly person: PersonId
  readonly credential: Digest
  readonly said: Instant
  /** Whether a demo key signed it. */
  readonly demo: boolean
  readonly digest: Digest
  /** The chosen moment inside the window. */
  readonly at: Instant
  readonly attempts: { readonly [channel: ChannelId]: number }
  readonly understanding: number
}
export interface SendState {
  readonly attempt: number
  readonly package: Digest
  readonly outcome: Outcome
  readonly entry: number
  readonly said: Instant
  readonly sentAt: Instant | null
  readonly remote: Digest | null
  readonly seen: { readonly entry: number; readonly sameness: Sameness; readonly at: Instant } | null
}
export interface SendStanding {
  readonly releases: readonly Release[]
  readonly sends: { readonly [channel: ChannelId]: SendState }
  /** Why the keeper last held it, over which package. */
  readonly held: { readonly why: string; readonly entry: number; readonly package: Digest } | null
}
export const nothingSent = (): SendStanding => ({ releases: [], sends: {}, held: null })

/**
 * The release of a package that is looked at: the last, whether or not it counts. Were an earlier one to count where the last does not, then
 * suspending a key would let a post go, or let it go sooner.
 */
export const lastRelease = (standing: SendStanding, digest: Digest): Release | undefined => standing.releases.findLast(release => release.digest === digest)

export const goneOut = (standing: SendStanding): boolean => Object.values(standing.sends).some(send => send.outcome !== 'refused')

/** Whether it is out on every one of these channels: what happens to it from then on is another act, and who approved it no longer changes. */
export const whollyOut = (standing: SendStanding, channels: readonly ChannelId[]): boolean => channels.length > 0 && channels.every(channel => standing.sends[channel]?.outcome === 'sent')

/** The entry that says that the last of these channels had it; nothing while one of them has not. */
export const outSince = (standing: SendStanding, channels: readonly ChannelId[]): number | undefined => (whollyOut(standing, channels) ? Math.max(...channels.map(channel => standing.sends[channel]!.entry)) : undefined)

/** A time in which nothing goes out. */
export interface Pause { readonly entry: number; /** The digest of its entry, which whoever lifts it signs. */ readonly leaf: Digest; readonly from: Instant; readonly lifted: { readonly entry: number; readonly at: Instant; readonly credential: Digest } | null }

export const pausedNow = (pauses: readonly Pause[]): Pause | undefined => pauses.find(pause => pause.lifted === null)

/** Whether a release was overtaken by a pause: due before the pause was lifted, and not confirmed again since (invariant 15). */
export const missedInPause = (release: Release, pauses: readonly Pause[]): boolean =>
  pauses.some(({ lifted }) => lifted !== null && release.entry < lifted.entry && (release.at > release.said ? release.at : release.said) <= lifted.at)
