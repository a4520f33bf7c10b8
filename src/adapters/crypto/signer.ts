// Ed25519 keys that sign: the log's own key and the demo keys, kept as PEM in a file that only their process may read.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import type { Signer } from '../../record/note.ts'
import { spkiToEd25519 } from '../../record/spki.ts'

/** A fresh private key as PKCS #8 PEM. Whoever writes it to a file makes that file theirs alone (0600). */
export const generateKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

/** The signer of a private key in PEM. Throws on anything but an Ed25519 private key. */
export function signerFromPem(pem: string): Signer {
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError(`an Ed25519 private key is wanted, and this is ${privateKey.asymmetricKeyType}`)
  const publicKey = spkiToEd25519(new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })))
  return { publicKey, sign: bytes => new Uint8Array(sign(null, bytes, privateKey)) }
}
