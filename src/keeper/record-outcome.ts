// Records what came of a send: the receipt in the log, with a commitment to the platform's own id, and then the line that settles the arm.
import { freshSalt } from '../adapters/store/sealed.ts'
import { commitmentOf } from '../core/digest.ts'
import type { Instant } from '../core/instant.ts'
import type { KnownKeeperEvent, Outcome } from '../core/keeper-event.ts'
import type { Arm, ArmFile } from './arm-file.ts'
import type { Ports } from './ports.ts'
import type { Sequencer } from './sequence.ts'

export interface Came { readonly outcome: Outcome; readonly how: Extract<KnownKeeperEvent, { kind: 'receipt' }>['how']; readonly remote: string | null; readonly sentAt: Instant | null }
export interface Recording { readonly ports: Pick<Ports, 'crypto'>; readonly sequencer: Sequencer; readonly arms: ArmFile }

/** The name under which the platform's own id is committed to and sealed. */
const FIELD = 'remote'

/** If we crash before the receipt is committed, the next start looks for the send; if before the line, it finds the receipt in the log. */
export async function recordOutcome({ ports: { crypto }, sequencer, arms }: Recording, arm: Arm, { remote, ...came }: Came): Promise<void> {
  const { post, channel, attempt } = arm
  const sealed = remote === null ? undefined : { field: FIELD, salt: freshSalt(), value: remote }
  const commitment = sealed ? commitmentOf(crypto, sealed.field, sealed.salt, sealed.value) : null
  await sequencer.record(post, { kind: 'receipt', channel, attempt, package: arm.package, ...came, remote: commitment }, sealed)
  arms.settle(arm, remote)
}
