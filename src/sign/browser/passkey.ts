// The browser's passkeys: makes one for this origin, and signs the exact bytes of a statement with one.
import { base64url, base64urlToBytes, utf8 } from '../../core/bytes.ts'
import { preAuthentication, type PasskeyEnvelope } from '../../core/dsse.ts'
import { browserCrypto } from '../../adapters/crypto/browser.ts'

export interface MadeKey { readonly id: Uint8Array; readonly spki: Uint8Array }
/** ES256 first, then Ed25519 and RS256: the order decides which an authenticator makes. */
const KINDS = [-7, -8, -257]

/** Makes a passkey on the person's device. It signs nothing of ours yet. */
export async function makeKey({ rpId, person, name }: { readonly rpId: string; readonly person: string; readonly name: string }): Promise<MadeKey> {
  const made = (await navigator.credentials.create({
    publicKey: {
      rp: { id: rpId, name: 'Countersign signing' }, user: { id: source(utf8(person)), name, displayName: name }, challenge: crypto.getRandomValues(new Uint8Array(32)), attestation: 'none',
      pubKeyCredParams: KINDS.map(alg => ({ type: 'public-key', alg })), authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    },
  })) as PublicKeyCredential
  const spki = (made.response as AuthenticatorAttestationResponse).getPublicKey()
  if (!spki) throw new TypeError('this browser does not give the public key')
  return { id: new Uint8Array(made.rawId), spki: new Uint8Array(spki) }
}

/** Signs the statement's bytes: the challenge is made here, from exactly these bytes. `credential` is the browser's own id of the key. */
export async function signWith(credential: string, payload: Uint8Array, rpId: string): Promise<PasskeyEnvelope> {
  const challenge = browserCrypto.sha256(preAuthentication(payload))
  const got = (await navigator.credentials.get({
    publicKey: { challenge: source(challenge), rpId, userVerification: 'required', allowCredentials: [{ type: 'public-key', id: source(base64urlToBytes(credential)) }] },
  })) as PublicKeyCredential
  const { clientDataJSON, authenticatorData, signature } = got.response as AuthenticatorAssertionResponse
  const spelled = (bytes: ArrayBuffer): string => base64url(new Uint8Array(bytes))
  return { payload: base64url(payload), credential: spelled(got.rawId), clientData: spelled(clientDataJSON), authData: spelled(authenticatorData), signature: spelled(signature) }
}

/** Whether the browser ended it because nobody touched, or because it wants a gesture first. */
export const wasCancelled = (thrown: unknown): boolean => thrown instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(thrown.name)

/** The same bytes in a buffer of their own, as the browser's interface wants them. */
const source = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)
