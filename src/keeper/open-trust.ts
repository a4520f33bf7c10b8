// The keeper's two oldest files: the log's private key, and the trust file that verifiers are given. Both are made at the first start.
import { randomBytes } from 'node:crypto'
import { generateKey, signerFromPem } from '../adapters/crypto/signer.ts'
import { base64url, base64urlToBytes, sameBytes, utf8ToText } from '../core/bytes.ts'
import { CannotStart } from '../adapters/cannot-start.ts'
import { DEMO_ORIGIN } from '../core/statement.ts'
import type { Signer } from '../record/note.ts'
import { bytesToTrustFile, trustFileToBytes, type TrustFile } from '../record/trust-file.ts'
import type { Folder, Place } from './ports.ts'

const KEY = 'log.key', TRUST = 'trust.json'

export interface Trust {
  readonly signer: Signer
  /** The trust file as it stands now: first keys are added to it as they are pinned. */
  file: TrustFile
}

/** Opens or makes both. If we crash between the two, the next start finds the key and makes the trust file for it. */
export function openTrust(folder: Folder, place: Place): Trust {
  const signer = openKey(folder), bytes = folder.read(TRUST)
  const file = bytes ? bytesToTrustFile(bytes) : newTrustFile(signer, place)
  if (!bytes) saveTrust(folder, file)
  if (!sameBytes(base64urlToBytes(file.logKey), signer.publicKey)) throw new CannotStart(`${TRUST} names another log key than ${KEY} holds. Restore both from the same backup: the keeper signs nothing with a key that nobody trusts.`)
  if (file.origin.endsWith(DEMO_ORIGIN) !== place.demo) throw new CannotStart(`${TRUST} is of ${place.demo ? 'a real log' : 'a demonstration'}, and this installation is ${place.demo ? 'a demonstration or a trial' : 'real'}. One cannot become the other.`)
  if (file.signingOrigin !== place.signingOrigin) throw new CannotStart(`${TRUST} says that people sign at ${file.signingOrigin}, and the configuration says ${place.signingOrigin}. Passkeys belong to the first: set COUNTERSIGN_SIGN back.`)
  return { signer, file }
}

export const saveTrust = (folder: Folder, file: TrustFile): void => folder.write(TRUST, utf8ToText(trustFileToBytes(file)))

function openKey(folder: Folder): Signer {
  const kept = folder.read(KEY)
  if (kept) return signerFromPem(utf8ToText(kept))
  if (folder.read(TRUST) || folder.read('checkpoint')) throw new CannotStart(`${KEY} is missing, and the log was begun with it. Restore it from the backup: another key would begin another log.`)
  const pem = generateKey()
  folder.write(KEY, pem)
  return signerFromPem(pem)
}

function newTrustFile(signer: Signer, { demo, signingOrigin, webHost }: Place): TrustFile {
  const name = `log-${randomBytes(8).toString('hex')}`, host = webHost.replace(/:\d+$/, '')
  return { v: 1, origin: demo ? name + DEMO_ORIGIN : `${name}.${host}`, logKey: base64url(signer.publicKey), signingOrigin, rpId: new URL(signingOrigin).hostname, first: [] }
}
