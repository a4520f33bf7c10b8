// Keys for volume: a keyed hash stands for the signature, so that tens of thousands of statements can be judged in seconds. Only tests know the secret.
import { base64url, concat, utf8 } from '../../src/core/bytes.ts'
import { digestOf } from '../../src/core/digest.ts'
import { isDemoEnvelope, payloadOf, type Envelope } from '../../src/core/dsse.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import type { SoftPasskey } from '../soft-passkey.ts'

const SECRET = utf8('known to these tests alone')
const sealOf = (spki: string, payload: Uint8Array): string => base64url(nodeCrypto.sha256(concat(SECRET, utf8(spki), payload)))

export function makeQuickKey(id: Uint8Array): SoftPasskey {
  const spki = concat(utf8('quick key '), id), name = base64url(spki)
  return {
    id: base64url(id), spki: name, digest: digestOf(nodeCrypto, spki), credential: digestOf(nodeCrypto, id),
    sign: payload => ({ payload: base64url(payload), credential: base64url(id), clientData: '', authData: '', signature: sealOf(name, payload) }),
  }
}

/** What a verifier of envelopes answers for these keys. */
export const verifyQuick = (envelope: Envelope, spki: string): string | undefined => (!isDemoEnvelope(envelope) && envelope.signature === sealOf(spki, payloadOf(envelope)) ? undefined : 'SIGNATURE_WRONG')
