// Demo keys: one Ed25519 key a person, in the signing origin's own folder, made on demand. They exist in a demonstration alone and count nowhere else.
import { base64url } from '../core/bytes.ts'
import { preAuthentication, type DemoEnvelope } from '../core/dsse.ts'
import { isId, type PersonId } from '../core/id.ts'
import { generateKey, signerFromPem } from '../adapters/crypto/signer.ts'
import { ed25519ToSpki } from '../record/spki.ts'
import type { Signer } from '../record/note.ts'

export interface DemoKeys {
  /** The person's key as SubjectPublicKeyInfo, made now if there is none. */
  spkiOf(person: PersonId): Uint8Array
  /** Signs exactly these bytes of a statement as the person. */
  sign(person: PersonId, payload: Uint8Array): DemoEnvelope
}

/** `own` is the origin's own folder (0600 files in a folder closed to the other parts). */
export function openDemoKeys(own: { read(name: string): string | undefined; write(name: string, text: string): void }): DemoKeys {
  const signers = new Map<PersonId, Signer>()
  const signerOf = (person: PersonId): Signer => {
    if (!isId(person)) throw new TypeError('a demo key belongs to a person')
    const file = `demo-key-${person}.pem`
    let signer = signers.get(person)
    if (!signer) {
      const pem = own.read(file) ?? generateKey()
      if (own.read(file) === undefined) own.write(file, pem)
      signers.set(person, (signer = signerFromPem(pem)))
    }
    return signer
  }
  return {
    spkiOf: person => ed25519ToSpki(signerOf(person).publicKey),
    sign(person, payload) {
      const signer = signerOf(person)
      return { payload: base64url(payload), key: base64url(ed25519ToSpki(signer.publicKey)), signature: base64url(signer.sign(preAuthentication(payload))) }
    },
  }
}
