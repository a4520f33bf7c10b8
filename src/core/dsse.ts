// DSSE: the encoding that is signed, and the two envelopes in which a signed statement is kept.
import { base64urlToBytes, concat, utf8 } from './bytes.ts'
import { binary, conform, members } from './form.ts'

/** The payload type of every statement of ours (in-toto). */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json'

/** The pre-authentication encoding of DSSE v1: what is signed instead of the bare payload. */
export const preAuthentication = (payload: Uint8Array, type = PAYLOAD_TYPE): Uint8Array =>
  concat(utf8(`DSSEv1 ${utf8(type).length} ${type} ${payload.length} `), payload)

/** What a passkey signed, byte for byte; every member is base64url. `credential` is the browser's own id of the key. */
export interface PasskeyEnvelope {
  readonly payload: string
  readonly credential: string
  readonly clientData: string
  readonly authData: string
  readonly signature: string
}
/** What a demo key (Ed25519) signed; `key` is its SubjectPublicKeyInfo. It counts under a demo origin alone. */
export interface DemoEnvelope {
  readonly payload: string
  readonly key: string
  readonly signature: string
}
export type Envelope = PasskeyEnvelope | DemoEnvelope

const payload = binary(8_192), signature = binary(1_024)
export const passkeyEnvelope = members({ payload, credential: binary(1_023), clientData: binary(2_048), authData: binary(1_024), signature })
export const demoEnvelope = members({ payload, key: binary(128), signature })

export const isDemoEnvelope = (envelope: Envelope): envelope is DemoEnvelope => 'key' in envelope

/** Refuses (throws) whatever is not exactly one of the two envelopes. */
export function conformEnvelope(value: unknown): Envelope {
  const demo = value !== null && typeof value === 'object' && 'key' in value
  return conform<Envelope>('the envelope', demo ? demoEnvelope : passkeyEnvelope, value)
}

export const payloadOf = (envelope: Envelope): Uint8Array => base64urlToBytes(envelope.payload)
