// Sign-in passkeys of the pages' own origin: what a browser is asked, and whether its answer holds. They open a session, and sign nothing.
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse, type AuthenticatorTransport } from '@simplewebauthn/server'
import { base64url, base64urlToBytes, utf8, utf8ToText } from '../../core/bytes.ts'
import type { PersonId } from '../../core/id.ts'

/** Where the passkeys belong: the pages' address. A signing key belongs to another one, and is refused here. */
export interface SignInPlace { readonly origin: string; readonly rpId: string }
export const placeOf = (origin: string): SignInPlace => ({ origin, rpId: new URL(origin).hostname })

/** A sign-in passkey as it is kept. `id` is the browser's own, in base64url; `synced`: whether the device's account may carry it to other devices. */
export interface SignInKey {
  readonly id: string
  readonly person: PersonId
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: readonly string[]
  readonly synced: boolean
}

/** What the page's module sends after a touch; all of it base64url. */
export interface SignInAnswer { readonly id: string; readonly clientData: string; readonly authData: string; readonly signature: string; readonly userHandle: string | null }
export interface MakingAnswer { readonly id: string; readonly clientData: string; readonly attestation: string; readonly transports: readonly string[] }

const ALGORITHMS = [-7, -8, -257], PATIENCE = 5 * 60_000

/** The name by which a passkey knows its owner: the person's random id. */
const handleOf = (person: PersonId): string => base64url(utf8(person))

/** Asks for any passkey of this place: the person chooses it on the device, so that nobody learns here who is known. */
export const askToSignIn = ({ rpId }: SignInPlace) => generateAuthenticationOptions({ rpID: rpId, userVerification: 'required', timeout: PATIENCE })

/** Asks for a new passkey. `held` are those that the person has and keeps: one on the same device is not made again. */
export const askToMakeKey = ({ rpId }: SignInPlace, { person, name, held }: { readonly person: PersonId; readonly name: string; readonly held: readonly SignInKey[] }) =>
  generateRegistrationOptions({
    rpName: 'Countersign', rpID: rpId, userID: Uint8Array.from(utf8(person)), userName: name, userDisplayName: name, attestationType: 'none', supportedAlgorithmIDs: ALGORITHMS, timeout: PATIENCE,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, excludeCredentials: held.map(({ id, transports }) => ({ id, transports: [...transports] as AuthenticatorTransport[] })),
  })

interface Asked { readonly challenge: string; readonly place: SignInPlace }

/**
 * The counter to keep when the answer was made by this key, for this challenge, at this place, after the device had verified its user; else nothing.
 * The library throws on most of what can be wrong and answers `verified: false` on a wrong signature, with a counter filled in all the same: both are a "no".
 */
export async function signInHolds(answer: SignInAnswer, key: SignInKey, { challenge, place }: Asked): Promise<{ readonly counter: number } | undefined> {
  if (answer.id !== key.id || (answer.userHandle !== null && answer.userHandle !== handleOf(key.person))) return undefined
  try {
    if (isFramed(answer.clientData)) return undefined
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id: answer.id, rawId: answer.id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: answer.clientData, authenticatorData: answer.authData, signature: answer.signature } },
      expectedChallenge: challenge, expectedOrigin: place.origin, expectedRPID: place.rpId, requireUserVerification: true, credential: { id: key.id, publicKey: Uint8Array.from(key.publicKey), counter: key.counter },
    })
    // Whether a key may travel is settled when it is made: another answer later comes from another key.
    return verified && (authenticationInfo.credentialDeviceType === 'multiDevice') === key.synced ? { counter: authenticationInfo.newCounter } : undefined
  } catch {
    return undefined
  }
}

/** The key that was made, when the answer holds; else nothing. Which person it belongs to is the caller's to say. */
export async function madeKey(answer: MakingAnswer, { challenge, place }: Asked): Promise<Omit<SignInKey, 'person'> | undefined> {
  try {
    if (isFramed(answer.clientData)) return undefined
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { id: answer.id, rawId: answer.id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: answer.clientData, attestationObject: answer.attestation } },
      expectedChallenge: challenge, expectedOrigin: place.origin, expectedRPID: place.rpId, requireUserVerification: true, supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!verified || registrationInfo.credential.id !== answer.id) return undefined
    const { credential: { id, publicKey, counter }, credentialDeviceType } = registrationInfo
    return { id, publicKey, counter, transports: answer.transports, synced: credentialDeviceType === 'multiDevice' }
  } catch {
    return undefined
  }
}

/** Made inside another site's page; the library lets it pass where the browser does not name that site. Throws on what is no JSON. */
const isFramed = (clientData: string): boolean => (JSON.parse(utf8ToText(base64urlToBytes(clientData))) as { readonly crossOrigin?: unknown }).crossOrigin === true
