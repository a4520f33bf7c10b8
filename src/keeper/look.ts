// Looks for sends of which nobody knows whether they happened: found is sent, not found is unknown, and then a person decides. Nothing here ever sends.
import type { Credential, Found, PlatformAdapter } from '../adapters/platforms/platform.ts'
import { instantOf, millisecondsOf } from '../core/instant.ts'
import type { Folded } from '../watch/folded.ts'
import type { Arm, ArmFile } from './arm-file.ts'
import { credentialFor } from './credentials.ts'
import type { Place, Ports } from './ports.ts'
import { recordOutcome, type Recording } from './record-outcome.ts'
import type { SentNow } from './read-back.ts'

interface Doubt {
  readonly arm: Arm
  readonly since: number
  next: number
  tries: number
  notThere: number
  /** The pauses before the looks that are left once "unknown" stands in the log. */
  later: readonly number[] | undefined
}

export interface LookGiven extends Recording {
  readonly ports: Pick<Ports, 'crypto' | 'folder' | 'platforms' | 'clock' | 'pace'>
  readonly place: Place
  readonly folded: Folded
  /** Told of each send that was found. */
  readonly found: (sent: SentNow) => void
}

/** Whether the log knows what came of this attempt or of a later one. */
export function outcomeKnown(folded: Folded, { post, channel, attempt }: Arm): boolean {
  const send = folded.sends[post]?.sends[channel]
  return send !== undefined && (send.attempt >= attempt || send.outcome === 'sent')
}

/** Whether the log says of this very attempt that nobody knows. */
export function saidUnknown(folded: Folded, { post, channel, attempt }: Arm): boolean {
  const send = folded.sends[post]?.sends[channel]
  return send?.attempt === attempt && send.outcome === 'unknown'
}

export class Looking {
  readonly #given: LookGiven
  readonly #doubts = new Map<string, Doubt>()

  constructor(given: LookGiven) {
    this.#given = given
  }

  /** Begins to look for an armed send: soon, where its outcome is not in the log; now and then, where the log says that it is unknown. */
  begin(arm: Arm): void {
    const { ports: { clock, pace }, folded } = this.#given, name = nameOf(arm), unknown = saidUnknown(folded, arm)
    if (this.#doubts.has(name) || (outcomeKnown(folded, arm) && !unknown)) return
    const now = millisecondsOf(clock()), [first = 0, ...later] = unknown ? pace.later : pace.looks
    this.#doubts.set(name, { arm, since: now, next: now + first, notThere: 0, tries: 0, later: unknown ? later : undefined })
  }

  /** When the next look is due, in milliseconds; never, where nothing is in doubt. */
  next = (): number => Math.min(Infinity, ...[...this.#doubts.values()].map(({ next }) => next))

  /** Looks wherever it is time. */
  async step(): Promise<void> {
    for (const [name, doubt] of this.#doubts) {
      if (doubt.next > millisecondsOf(this.#given.ports.clock())) continue
      if (await this.#look(doubt)) this.#doubts.delete(name)
    }
  }

  /** True when the doubt is over: found, or nobody looks any more. */
  async #look(doubt: Doubt): Promise<boolean> {
    const { arm } = doubt, found = await lookFor(this.#given, arm)
    // A later attempt has taken this one's place: what is found now may be either's.
    if (outcomeKnown(this.#given.folded, arm) && !saidUnknown(this.#given.folded, arm)) return true
    if (found.found === 'there') {
      await recordOutcome(this.#given, arm, { outcome: 'sent', how: 'found', remote: found.remote, sentAt: found.at })
      this.#given.found({ arm, remote: found.remote })
      return true
    }
    if (doubt.later === undefined) await this.#notFound(doubt, found.found === 'not-there')
    else [doubt.next, doubt.later] = this.#after(doubt.later)
    return doubt.next === Infinity
  }

  /** After enough looks, or when the platform has not answered for long, the log says that nobody knows. A person may decide; the keeper looks now and then. */
  async #notFound(doubt: Doubt, surely: boolean): Promise<void> {
    const { ports: { clock, pace } } = this.#given, now = millisecondsOf(clock())
    doubt.tries++
    if (surely) doubt.notThere++
    if (doubt.notThere < pace.looks.length && now - doubt.since <= pace.lookFor) {
      doubt.next = now + pace.looks[Math.min(doubt.tries, pace.looks.length - 1)]!
      return
    }
    await recordOutcome(this.#given, doubt.arm, { outcome: 'unknown', how: 'looked', remote: null, sentAt: null });
    [doubt.next, doubt.later] = this.#after(pace.later)
  }

  #after([pause, ...left]: readonly number[]): [number, readonly number[]] {
    return [pause === undefined ? Infinity : millisecondsOf(this.#given.ports.clock()) + pause, left]
  }
}

const nameOf = ({ post, channel, attempt }: Arm): string => `${post} ${channel} ${attempt}`

/** Looks once, from the moment on when this post was first armed for the channel. */
export async function lookFor({ ports: { folder, platforms, clock }, place, folded, arms }: Pick<LookGiven, 'ports' | 'place' | 'folded'> & { readonly arms: ArmFile }, arm: Arm): Promise<Found> {
  const way = wayTo({ folder, platforms, place, folded }, arm)
  if (!way) return { found: 'cannot-tell' }
  const since = arms.firstArmed(arm.post, arm.channel) ?? instantOf(Math.min(millisecondsOf(arm.at), millisecondsOf(clock())))
  return way.adapter.confirm({ credential: way.credential, content: arm.content, since, except: arms.remotes })
}

export interface Way { readonly adapter: PlatformAdapter; readonly credential: Credential }

/** The adapter and the credential of a channel, if both are there. */
export function wayTo({ folder, platforms, place, folded }: Pick<Ports, 'folder' | 'platforms'> & { readonly place: Place; readonly folded: Folded }, { channel }: Pick<Arm, 'channel'>): Way | undefined {
  const known = folded.policy?.document.channels[channel]
  const credential = known && credentialFor(folder, place, channel, known)
  return known && credential && credential.host === known.host ? { adapter: platforms[known.platform], credential } : undefined
}
