// Reads back what was sent, at once and again a little later, and records what is seen whenever the answer changes.
import { instantOf, millisecondsOf } from '../core/instant.ts'
import type { Sameness } from '../core/keeper-event.ts'
import type { ChannelId, PostId } from '../core/id.ts'
import type { Folded } from '../watch/folded.ts'
import type { Arm, ArmFile } from './arm-file.ts'
import { wayTo } from './look.ts'
import type { Place, Ports } from './ports.ts'
import type { Sequencer } from './sequence.ts'

/** A send that is known to have happened, and the platform's id of it. */
export interface SentNow { readonly arm: Arm; readonly remote: string }
interface Reading extends SentNow {
  next: number
  /** The pauses before the readings that are left. */
  left: readonly number[]
  /** How often in a row it could not be told. */
  untold: number
}

export interface ReadBackGiven {
  readonly ports: Pick<Ports, 'folder' | 'platforms' | 'clock' | 'pace' | 'store'>
  readonly place: Place
  readonly folded: Folded
  readonly arms: ArmFile
  readonly sequencer: Sequencer
}

/** After a restart, what was sent this long ago is read back again even if it was read before: the second reading may be owed. */
const RECENT = 600_000
/** So often in a row before it is said that nobody can tell, and the longest pause in times of `again`. */
const UNTOLD_FOR_LONG = 5, LONGEST_PAUSE = 12

export class ReadingBack {
  readonly #given: ReadBackGiven
  readonly #readings = new Set<Reading>()

  constructor(given: ReadBackGiven) {
    this.#given = given
  }

  add(sent: SentNow): void {
    const { clock, pace } = this.#given.ports, [first = 0, ...left] = pace.readBacks
    this.#readings.add({ ...sent, next: millisecondsOf(clock()) + first, left, untold: 0 })
  }

  /** Takes up again what a restart interrupted. The platform's id comes from the sealed value beside the receipt. */
  async resume(): Promise<void> {
    const { ports: { store, clock }, folded, arms } = this.#given, recent = instantOf(millisecondsOf(clock()) - RECENT)
    for (const [post, { sends }] of Object.entries(folded.sends)) {
      for (const [channel, send] of Object.entries(sends)) {
        if (send.outcome !== 'sent' || send.remote === null || (send.seen !== null && send.said < recent)) continue
        const arm = arms.of(post as PostId, channel as ChannelId).find(({ attempt }) => attempt === send.attempt)
        const remote = arm && (await store.opened(send.remote))?.value
        if (arm && remote !== undefined) this.add({ arm, remote })
      }
    }
  }

  /** When the next reading is due, in milliseconds; never, where none is owed. */
  next = (): number => Math.min(Infinity, ...[...this.#readings].map(({ next }) => next))

  /** Reads wherever it is time. */
  async step(): Promise<void> {
    for (const reading of this.#readings) {
      if (reading.next > millisecondsOf(this.#given.ports.clock())) continue
      await this.#read(reading)
    }
  }

  async #read(reading: Reading): Promise<void> {
    const { clock } = this.#given.ports, sameness = await this.#compare(reading)
    if (sameness === 'cannot-tell') return this.#untold(reading)
    await this.#recordIfNew(reading, sameness)
    const [pause, ...left] = reading.left
    if (pause === undefined) this.#readings.delete(reading)
    else Object.assign(reading, { next: millisecondsOf(clock()) + pause, left, untold: 0 })
  }

  /** Asks again soon, then less often; that nobody can tell is said only when it has been so for a while. */
  async #untold(reading: Reading): Promise<void> {
    const { clock, pace } = this.#given.ports
    reading.next = millisecondsOf(clock()) + pace.again * Math.min(2 ** reading.untold, LONGEST_PAUSE)
    if (++reading.untold === UNTOLD_FOR_LONG) await this.#recordIfNew(reading, 'cannot-tell')
  }

  async #compare({ arm, remote }: Reading): Promise<Sameness> {
    const { ports, place, folded } = this.#given, way = wayTo({ ...ports, place, folded }, arm)
    return way ? way.adapter.readBack(remote, arm.content, way.credential) : 'cannot-tell'
  }

  async #recordIfNew({ arm }: Reading, sameness: Sameness): Promise<void> {
    const { ports: { clock }, folded, sequencer } = this.#given, { post, channel, attempt } = arm
    const send = folded.sends[post]?.sends[channel]
    if (!send || send.attempt !== attempt || send.seen?.sameness === sameness) return
    await sequencer.record(post, { kind: 'read-back', channel, attempt, package: arm.package, sameness, seenAt: clock() })
  }
}
