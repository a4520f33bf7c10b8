// Looks for sends of which nobody knows whether they happened: found is sent, not found is unknown, and then a person decides. Nothing here ever sends.
import type { Credential, Found, PlatformAdapter } from '../adapters/platforms/platform.ts'
import { instantOf, millisecondsOf } from '../core/instant.ts'
import type { Folded } from '../watch/folded.ts'
import type { Arm, ArmFile } from './arm-file.ts'
import { credentialFor } from './credentials.ts'
import type { Place, Ports } from './ports.ts'
import { recordOutcome, type Recording } from './record-outcome.ts'
import type { SentNow } from './read-back.ts'

interface Doubt { readonly arm: Arm; readonly since: number; next: number; notThere: number; tries: number }

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

export class Looking {
  readonly #given: LookGiven
  readonly #doubts = new Map<string, Doubt>()

  constructor(given: LookGiven) {
    this.#given = given
  }

  /** Begins to look for an armed send, unless its outcome is known or it is being looked for. */
  begin(arm: Arm): void {
    const { ports: { clock, pace }, folded } = this.#given, name = `${arm.post} ${arm.channel} ${arm.attempt}`
    if (outcomeKnown(folded, arm) || this.#doubts.has(name)) return
    const now = millisecondsOf(clock())
    this.#doubts.set(name, { arm, since: now, next: now + pace.looks[0]!, notThere: 0, tries: 0 })
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

  /** True when the doubt is over: found, or a person must decide. */
  async #look(doubt: Doubt): Promise<boolean> {
    const { ports: { clock, pace } } = this.#given, { arm } = doubt
    const found = await lookFor(this.#given, arm)
    if (found.found === 'there') {
      await recordOutcome(this.#given, arm, { outcome: 'sent', how: 'found', remote: found.remote, sentAt: found.at })
      this.#given.found({ arm, remote: found.remote })
      return true
    }
    const now = millisecondsOf(clock())
    doubt.tries++
    if (found.found === 'not-there') doubt.notThere++
    if (doubt.notThere >= pace.looks.length || now - doubt.since > pace.lookFor) {
      await recordOutcome(this.#given, arm, { outcome: 'unknown', how: 'looked', remote: null, sentAt: null })
      return true
    }
    doubt.next = now + (pace.looks[Math.min(doubt.tries, pace.looks.length - 1)] ?? 0)
    return false
  }
}

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
