// What the keeper's own entries change in a post's sends: what came of an attempt, and what was seen live.
import type { KnownKeeperEvent } from '../core/keeper-event.ts'
import type { Instant } from '../core/instant.ts'
import type { SendStanding } from '../publish/send-standing.ts'

type Event<Kind extends KnownKeeperEvent['kind']> = Extract<KnownKeeperEvent, { kind: Kind }>

/** What has gone out stays gone out, and an earlier attempt says nothing about a later one. */
export function sendReceipt(standing: SendStanding, event: Event<'receipt'>, entry: number, said: Instant): SendStanding {
  const before = standing.sends[event.channel]
  if (before && (before.outcome === 'sent' || event.attempt < before.attempt)) return standing
  const sent = { attempt: event.attempt, package: event.package, outcome: event.outcome, entry, said, sentAt: event.sentAt, remote: event.remote, seen: null }
  return { ...standing, sends: { ...standing.sends, [event.channel]: sent } }
}

export function seenLive(standing: SendStanding, event: Event<'read-back'>, entry: number): SendStanding {
  const send = standing.sends[event.channel]
  if (!send || send.attempt !== event.attempt) return standing
  return { ...standing, sends: { ...standing.sends, [event.channel]: { ...send, seen: { entry, sameness: event.sameness, at: event.seenAt } } } }
}
