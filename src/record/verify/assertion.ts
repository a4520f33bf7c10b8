// Checks that a statement was signed, from the kept bytes alone: a passkey's assertion (Web Authentication, section 7.2), or a demo key's signature.
import { base64url, base64urlToBytes, concat, sameBytes, utf8, utf8ToText } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { isDemoEnvelope, payloadOf, preAuthentication, type DemoEnvelope, type Envelope, type PasskeyEnvelope } from '../../core/dsse.ts'
import type { RecordCode } from '../reasons.ts'

export type SignatureFault = Extract<RecordCode, `SIGNATURE_${string}`>

/** Where signatures are made: the exact origin of the signing pages, and the site whose passkeys sign. */
export interface SigningPlace { readonly signingOrigin: string; readonly rpId: string }

/** Where the flags stand in authenticator data, and how long it is without extensions. */
const FLAGS_AT = 32, PLAIN_LENGTH = 37
const USER_PRESENT = 0x01, USER_VERIFIED = 0x04, BACKUP_ELIGIBLE = 0x08, BACKED_UP = 0x10, ATTESTED = 0x40, EXTENDED = 0x80

/**
 * Why this envelope is not a signature by the key `spki` over its payload, or nothing when it is. It never throws on a conforming envelope.
 * Only whether the key may sign, and whether it signed before, is left to ask. `payload` may be given where it has been decoded already.
 */
export const checkEnvelope = (crypto: Crypto, envelope: Envelope, spki: Uint8Array, at: SigningPlace, payload = payloadOf(envelope)): SignatureFault | undefined =>
  isDemoEnvelope(envelope) ? checkDemoSignature(crypto, envelope, spki, payload) : checkAssertion(crypto, envelope, spki, at, payload)

/** The caller sees to it that the log's origin is a demonstration's (invariant 23). */
export function checkDemoSignature(crypto: Crypto, envelope: DemoEnvelope, spki: Uint8Array, payload = payloadOf(envelope)): SignatureFault | undefined {
  if (!sameBytes(base64urlToBytes(envelope.key), spki)) return 'SIGNATURE_WRONG'
  return crypto.verify(spki, preAuthentication(payload), base64urlToBytes(envelope.signature)) ? undefined : 'SIGNATURE_WRONG'
}

export function checkAssertion(crypto: Crypto, envelope: PasskeyEnvelope, spki: Uint8Array, at: SigningPlace, payload = payloadOf(envelope)): SignatureFault | undefined {
  const clientData = base64urlToBytes(envelope.clientData), authData = base64urlToBytes(envelope.authData)
  return wrongInClientData(crypto, clientData, payload, at.signingOrigin)
    ?? wrongInAuthData(crypto, authData, at.rpId)
    ?? (crypto.verify(spki, concat(authData, crypto.sha256(clientData)), base64urlToBytes(envelope.signature)) ? undefined : 'SIGNATURE_WRONG')
}

/** Read as JSON and never compared to a template: browsers may add members, and order and spacing are theirs. */
function wrongInClientData(crypto: Crypto, bytes: Uint8Array, payload: Uint8Array, origin: string): SignatureFault | undefined {
  const said = readClientData(bytes)
  if (!said) return 'SIGNATURE_CLIENT_DATA'
  if (said['type'] !== 'webauthn.get') return 'SIGNATURE_TYPE'
  if (said['origin'] !== origin) return 'SIGNATURE_ORIGIN'
  if ((said['crossOrigin'] !== undefined && said['crossOrigin'] !== false) || said['topOrigin'] !== undefined) return 'SIGNATURE_CROSS_ORIGIN'
  return said['challenge'] === base64url(crypto.sha256(preAuthentication(payload))) ? undefined : 'SIGNATURE_CHALLENGE'
}

/** The members of client data, or nothing when they are not the JSON object that a browser makes. */
export function readClientData(bytes: Uint8Array): { readonly [member: string]: unknown } | undefined {
  try {
    const said: unknown = JSON.parse(utf8ToText(bytes))
    return said !== null && typeof said === 'object' && !Array.isArray(said) ? { ...said } : undefined
  } catch {
    return undefined
  }
}

/** An assertion carries no attested credential (section 6.1), extensions only under their flag, and no backup without eligibility. */
function wrongInAuthData(crypto: Crypto, authData: Uint8Array, rpId: string): SignatureFault | undefined {
  const flags = authData[FLAGS_AT] ?? 0
  const extended = (flags & EXTENDED) !== 0
  if (authData.length < PLAIN_LENGTH || extended !== authData.length > PLAIN_LENGTH || (flags & ATTESTED) !== 0) return 'SIGNATURE_AUTHENTICATOR'
  if (!sameBytes(authData.subarray(0, FLAGS_AT), crypto.sha256(utf8(rpId)))) return 'SIGNATURE_RP_ID'
  if ((flags & USER_PRESENT) === 0 || (flags & USER_VERIFIED) === 0) return 'SIGNATURE_NOT_USER_VERIFIED'
  return (flags & BACKED_UP) !== 0 && (flags & BACKUP_ELIGIBLE) === 0 ? 'SIGNATURE_AUTHENTICATOR' : undefined
}
