// Checkpoints (C2SP tlog-checkpoint): the signed note that says how large a log is and what its root is.
import { base64, base64ToBytes, utf8 } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { HASH_LENGTH } from './merkle.ts'
import { bytesToNote, noteToText, signedBy, signNote, type Note, type Signer } from './note.ts'

/** The head of a tree. */
export interface TreeHead { readonly origin: string; readonly size: number; readonly root: Uint8Array }
/** A checkpoint that has been read: `note` holds the signature lines, cosignatures of witnesses among them. Reading it shows nothing about who signed. */
export interface Checkpoint extends TreeHead { readonly note: Note }

/** Signs a tree's head; the text is the checkpoint, byte for byte. The caller sees to it that the head extends every one signed before. */
export function signCheckpoint(crypto: Crypto, { origin, size, root }: TreeHead, signer: Signer): string {
  const text = noteToText(signNote(crypto, `${origin}\n${size}\n${base64(root)}\n`, origin, signer))
  bytesToCheckpoint(utf8(text))
  return text
}

/** Reads a checkpoint strictly; throws with what is wrong. Extension lines are allowed, signed and not looked at. */
export function bytesToCheckpoint(bytes: Uint8Array): Checkpoint {
  const note = bytesToNote(bytes)
  const [origin, digits, encoded, ...extensions] = note.text.slice(0, -1).split('\n')
  if (!origin || digits === undefined || encoded === undefined || extensions.includes('')) throw new TypeError('does not begin with an origin, a size and a root')
  const size = /^(?:0|[1-9]\d*)$/.test(digits) ? Number(digits) : Number.NaN
  if (!Number.isSafeInteger(size)) throw new TypeError('has a size that is no whole number')
  const root = base64ToBytes(encoded)
  if (root.length !== HASH_LENGTH) throw new TypeError('has a root that is no SHA-256 hash')
  return { origin, size, root, note }
}

/** Whether the log's own key signed it, under the origin as its name. */
export const signedByLog = (crypto: Crypto, checkpoint: Checkpoint, logKey: Uint8Array): boolean =>
  signedBy(crypto, checkpoint.note, { name: checkpoint.origin, publicKey: logKey })
