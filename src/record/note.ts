// Signed notes (C2SP signed-note): a text and the lines of those who signed it.
import { base64, base64ToBytes, concat, sameBytes, utf8, utf8ToText } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { ed25519ToSpki } from './spki.ts'

/** The port behind which a log's private key lies: Ed25519, signing exactly the bytes it is given. `publicKey` is 32 bytes. */
export interface Signer {
  readonly publicKey: Uint8Array
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** One signature line; `signature` is what follows the four bytes of the key's id. */
export interface SignatureLine { readonly name: string; readonly keyId: Uint8Array; readonly signature: Uint8Array }
/** `text` ends in a newline and is what is signed. Lines of keys that nobody here knows are kept, never judged. */
export interface Note { readonly text: string; readonly signatures: readonly SignatureLine[] }
/** Whose signature is looked for. */
export interface NoteKey { readonly name: string; readonly publicKey: Uint8Array }

const ED25519 = 1, KEY_ID_LENGTH = 4, ED25519_SIGNATURE_LENGTH = 64
/** Bounds that the specification leaves to the reader: it wants 16 signatures of 5 kB accepted. */
const LONGEST_NOTE = 262_144, MOST_SIGNATURES = 64
const DASH = '\u2014 '

const isKeyName = (name: string): boolean => name.length > 0 && !/[\s\u0085+]/u.test(name)

/** The id of an Ed25519 key under a name: the first four bytes of SHA-256 over name, newline, type byte and key. */
export const keyIdOf = (crypto: Crypto, { name, publicKey }: NoteKey): Uint8Array =>
  crypto.sha256(utf8(name), Uint8Array.of(0x0a, ED25519), publicKey).slice(0, KEY_ID_LENGTH)

/** Signs a text under a key name. Throws on a text that a note cannot hold. */
export function signNote(crypto: Crypto, text: string, name: string, signer: Signer): Note {
  if (!isText(text) || !isKeyName(name)) throw new TypeError('a note is lines of text without control characters, signed under a name without spaces or a plus')
  return { text, signatures: [{ name, keyId: keyIdOf(crypto, { name, publicKey: signer.publicKey }), signature: signer.sign(utf8(text)) }] }
}

export const noteToText = ({ text, signatures }: Note): string =>
  text + '\n' + signatures.map(({ name, keyId, signature }) => `${DASH}${name} ${base64(concat(keyId, signature))}\n`).join('')

const isText = (text: string): boolean => text.endsWith('\n') && !hasControls(text)
// oxlint-disable-next-line no-control-regex -- refusing them is the point
const hasControls = (text: string): boolean => /[\u0000-\u0009\u000b-\u001f]/.test(text)

/** Reads a note strictly: throws on malformed UTF-8, control characters, a missing blank line or a line that is no signature. It judges no signature. */
export function bytesToNote(bytes: Uint8Array): Note {
  if (bytes.length > LONGEST_NOTE) throw new TypeError(`is longer than ${LONGEST_NOTE} bytes`)
  const whole = utf8ToText(bytes)
  const blank = whole.lastIndexOf('\n\n')
  const text = whole.slice(0, blank + 1), lines = whole.slice(blank + 2)
  if (blank < 0 || !isText(whole)) throw new TypeError('is not lines of text, a blank line and signatures')
  const signatures = lines.slice(0, -1).split('\n').map(lineToSignature)
  if (signatures.length > MOST_SIGNATURES) throw new TypeError(`has more than ${MOST_SIGNATURES} signatures`)
  return { text, signatures }
}

function lineToSignature(line: string): SignatureLine {
  const [name, encoded, ...more] = line.startsWith(DASH) ? line.slice(DASH.length).split(' ') : []
  if (name === undefined || encoded === undefined || more.length > 0 || !isKeyName(name)) throw new TypeError('has a line after its blank line that is no signature')
  const bytes = base64ToBytes(encoded)
  if (bytes.length <= KEY_ID_LENGTH) throw new TypeError('has a signature too short to be one')
  return { name, keyId: bytes.slice(0, KEY_ID_LENGTH), signature: bytes.slice(KEY_ID_LENGTH) }
}

/**
 * Whether this key signed the note. A line of this name and id whose signature does not verify makes the answer no, whatever
 * other lines say; lines of other keys are passed over.
 */
export function signedBy(crypto: Crypto, note: Note, key: NoteKey): boolean {
  const keyId = keyIdOf(crypto, key), spki = ed25519ToSpki(key.publicKey), text = utf8(note.text)
  const own = note.signatures.filter(line => line.name === key.name && sameBytes(line.keyId, keyId))
  return own.length > 0 && own.every(({ signature }) => signature.length === ED25519_SIGNATURE_LENGTH && crypto.verify(spki, text, signature))
}

/** The verifier key of other tools, `name+id+key`, as an Ed25519 key is written in it. */
export const noteKeyToText = (crypto: Crypto, key: NoteKey): string =>
  `${key.name}+${Array.from(keyIdOf(crypto, key), byte => byte.toString(16).padStart(2, '0')).join('')}+${base64(concat(Uint8Array.of(ED25519), key.publicKey))}`

/** Reads a verifier key; throws on another kind of key, and on an id that is not the key's. */
export function textToNoteKey(crypto: Crypto, text: string): NoteKey {
  const [, name, , encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  if (name === undefined || encoded === undefined) throw new TypeError('not a verifier key')
  const bytes = base64ToBytes(encoded)
  const key = { name, publicKey: bytes.slice(1) }
  if (bytes[0] !== ED25519 || key.publicKey.length !== 32 || noteKeyToText(crypto, key) !== text) throw new TypeError('not the verifier key of an Ed25519 key')
  return key
}
