// Signs the tree's head: once for each size, only over a tree that begins with the one signed before, and on disk before anybody sees it.
import { hex, utf8, utf8ToText } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import type { Digest } from '../core/digest.ts'
import { CannotStart } from '../adapters/cannot-start.ts'
import { bytesToCheckpoint, signCheckpoint, signedByLog } from '../record/checkpoint.ts'
import type { FoldLog } from './fold-log.ts'
import type { Trust } from './open-trust.ts'
import type { Folder } from './ports.ts'

const FILE = 'checkpoint'

/** The head that was last signed; `note` is its text, byte for byte. Before the first, size 0 and no note. */
export interface SignedHead { readonly size: number; readonly root: Digest; readonly note: string }

/** Reads what was last signed. Throws CannotStart on a checkpoint that this log's key did not sign. */
export function readSigned(crypto: Crypto, folder: Folder, trust: Trust): SignedHead {
  const bytes = folder.read(FILE)
  if (!bytes) return { size: 0, root: hex(crypto.sha256()) as Digest, note: '' }
  try {
    const head = bytesToCheckpoint(bytes)
    if (head.origin === trust.file.origin && signedByLog(crypto, head, trust.signer.publicKey)) return { size: head.size, root: hex(head.root) as Digest, note: utf8ToText(bytes) }
  } catch {
    // Falls through to the one sentence: damaged or foreign, the answer is the same.
  }
  throw new CannotStart(`The file "${FILE}" is not a checkpoint that this log's key signed. Restore the keeper's folder from the backup; nothing is signed until then.`)
}

/**
 * Signs the log as it stands, if it has grown. If we crash before the rename, the old checkpoint stands and the next start signs this same
 * root, for the entries are committed; if after, the new one stands. So no size ever gets two roots.
 */
export function signTree(crypto: Crypto, folder: Folder, trust: Trust, log: FoldLog, signed: SignedHead): SignedHead {
  if (log.size === signed.size) return signed
  if (log.rootAt(signed.size) !== signed.root) throw new Error(`the log does not begin with the ${signed.size} entries that were signed: nothing more is signed`)
  const note = signCheckpoint(crypto, { origin: trust.file.origin, size: log.size, root: log.tree.rootAt(log.size) }, trust.signer)
  folder.write(FILE, note)
  return { size: log.size, root: hex(bytesToCheckpoint(utf8(note)).root) as Digest, note }
}
