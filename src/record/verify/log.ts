// Verifies a whole log: the checkpoint, the tree, every entry, every signature.
import { base64urlToBytes, hex } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { bytesToCheckpoint, signedByLog, type Checkpoint } from '../checkpoint.ts'
import { CHECKPOINT_PATH } from '../tiles.ts'
import type { Tree } from '../tree.ts'
import { isDemoOrigin, type TrustFile } from '../trust-file.ts'
import { claimedAnchor, trustedAnchor } from './anchor.ts'
import { EntryReader, type Counted, type Witness } from './entries.ts'
import type { RootAt } from './judge.ts'
import { attempt, fails, flaw, isFlaw, type Flaw, type Verdict } from './verdict.ts'
import { walk, type LogSource } from './walk.ts'

/** `root` is lower-case hexadecimal; `cosignatures` counts the lines of others under the checkpoint, which nobody here judges. */
export interface HeadStands { readonly what: 'checkpoint'; readonly origin: string; readonly size: number; readonly root: string; readonly cosignatures: number }
export interface LogStands extends Omit<HeadStands, 'what'>, Counted { readonly what: 'log' }

/** Reads a checkpoint, and holds it against the trust file where one is named. */
export function readCheckpoint(crypto: Crypto, bytes: Uint8Array | undefined, trust: TrustFile | null): Checkpoint | Flaw {
  const file = CHECKPOINT_PATH
  if (!bytes) return flaw('RECORD_NO_CHECKPOINT', { file })
  const head = attempt(() => bytesToCheckpoint(bytes), why => flaw('RECORD_CHECKPOINT_UNREADABLE', { file, why }))
  if (isFlaw(head) || !trust) return head
  if (head.origin !== trust.origin) return flaw('RECORD_OTHER_LOG', { file, origin: head.origin, expected: trust.origin })
  return signedByLog(crypto, head, base64urlToBytes(trust.logKey)) ? head : flaw('RECORD_NOT_SIGNED', { file, origin: head.origin })
}

const headStands = ({ origin, size, root, note }: Checkpoint, trust: TrustFile | null) =>
  ({ origin, size, root: hex(root), cosignatures: note.signatures.filter(({ name }) => name !== origin).length, answer: trust ? 'holds' : 'consistent', demo: isDemoOrigin(origin) }) as const

/** Verifies a checkpoint alone. Without a trust file it is only found to be one. */
export function verifyCheckpoint(crypto: Crypto, bytes: Uint8Array, trust: TrustFile | null): Verdict<HeadStands> {
  const head = readCheckpoint(crypto, bytes, trust)
  return isFlaw(head) ? fails(head, trust !== null && isDemoOrigin(trust.origin)) : { what: 'checkpoint', ...headStands(head, trust) }
}

/**
 * Verifies a static log: `holds` against the trust file, `consistent` in itself where none is named, `fails` and where. It never throws on
 * what others wrote; what `source.read` throws goes through. `witness` is shown each entry, and may believe it only once the answer is `holds`.
 */
export async function verifyLog(crypto: Crypto, source: LogSource, trust: TrustFile | null, witness?: Witness): Promise<Verdict<LogStands>> {
  const head = readCheckpoint(crypto, await source.read(CHECKPOINT_PATH), trust)
  if (isFlaw(head)) return fails(head, trust !== null && isDemoOrigin(trust.origin))
  const demo = isDemoOrigin(head.origin)
  const entries = new EntryReader(crypto, trust ? trustedAnchor(trust) : claimedAnchor(crypto, head.origin), witness)
  const tree = await walk(crypto, source, head, (index, leaf, grown) => entries.take(index, leaf, rootsOf(grown)))
  if (isFlaw(tree)) return fails(tree, demo)
  const missing = trust?.first.find(({ credential }) => !entries.judge.keys.some(key => key.credential === credential))
  if (missing) return fails(flaw('RECORD_FIRST_KEY_MISSING', { person: missing.person }), demo)
  return { what: 'log', ...headStands(head, trust), ...entries.counted() }
}

const rootsOf = (tree: Tree): RootAt => size => hex(tree.rootAt(size))
