// The keeper put together: opens the log, catches up with what a crash left, and then sequences and sends until it is told to stop or doubts anything.
import { digestOf } from '../core/digest.ts'
import { millisecondsOf } from '../core/instant.ts'
import { ArmFile } from './arm-file.ts'
import { Bell } from './bell.ts'
import type { FoldLog, Taken } from './fold-log.ts'
import { openLog } from './open-log.ts'
import { openTrust } from './open-trust.ts'
import type { Place, Ports } from './ports.ts'
import { Sender } from './send.ts'
import { Sequencer } from './sequence.ts'
import { readSigned } from './sign-tree.ts'
import { writeSnapshot } from './snapshot.ts'

export interface Keeper {
  readonly log: FoldLog
  /** The log's origin. */
  readonly origin: string
  /** Works until it is stopped; `ready` is called once it has caught up. Throws on any doubt, and the process must then end: only a fresh start knows what is true. */
  run(ready?: () => void): Promise<void>
  /** Has `run` return after the round under way. */
  stop(): void
}

/** Opens everything; throws CannotStart when the database does not reproduce what was signed. */
export async function openKeeper(ports: Ports, place: Place): Promise<Keeper> {
  const { crypto, folder, store, clock, pace } = ports
  const trust = openTrust(folder, place), signed = readSigned(crypto, folder, trust)
  const { log, fresh, from } = await openLog(ports, place, trust, signed)
  const arms = ArmFile.open(folder), handedIn = new Bell(), toSend = new Bell()
  let stopping = false, sendingEnded = false, snapped = { size: from, at: millisecondsOf(clock()) }, doubt: Error | undefined

  const told = (taken: readonly Taken[]): void => {
    sender.told(taken)
    toSend.ring()
  }
  const sequencer = new Sequencer({ ports, trust, log, signed, told, wake: handedIn.ring })
  const sender = new Sender({ ports, place, folded: log.folded, arms, sequencer })
  store.onWake(handedIn.ring)
  store.onLost(fault => {
    doubt = fault
    stop()
  })

  function stop(): void {
    stopping = true
    handedIn.ring()
    toSend.ring()
  }

  function snapshot(): void {
    if (sequencer.signed.size !== log.size || log.size === snapped.size) return
    writeSnapshot(folder, { version: place.foldVersion, size: log.size, root: sequencer.signed.root, folded: log.folded }, clock())
    snapped = { size: log.size, at: millisecondsOf(clock()) }
  }

  async function sequencing(): Promise<void> {
    // What is being sent still wants to be recorded.
    while (!(stopping && sendingEnded)) {
      if (await sequencer.round()) continue
      if (log.size - snapped.size >= pace.snapshotAfter && millisecondsOf(clock()) - snapped.at >= pace.snapshotEvery) snapshot()
      await handedIn.wait(pace.clock)
    }
  }

  async function sending(): Promise<void> {
    while (!stopping) await toSend.wait(await sender.step())
    sendingEnded = true
    handedIn.ring()
  }

  return {
    log, origin: trust.file.origin, stop,
    async run(ready) {
      await sequencer.catchUp(from, fresh)
      const begun = log.size === 0 ? sequencer.record(null, { kind: 'begun', log: digestOf(crypto, trust.signer.publicKey) }) : undefined
      const sequenced = sequencing()
      await Promise.race([sequenced, begun?.then(() => sender.resume()) ?? sender.resume()])
      ready?.()
      const sent = sending()
      await Promise.race([sequenced.then(() => sent), sent.then(() => sequenced)])
      if (doubt) throw doubt
      snapshot()
    },
  }
}
