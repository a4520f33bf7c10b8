// How a first key shows that its holder was given a one-time code, without the code ever being handed in.
import { createHmac } from 'node:crypto'
import type { Digest } from '../../core/digest.ts'

/**
 * The `proof` of an enrolment: HMAC-SHA-256 over the new key (SubjectPublicKeyInfo), keyed with the bytes that the code spells in base64url.
 * The code travels in a link's fragment, which no server gets; the keeper, which knows it, makes the same again.
 */
export const firstKeyProof = (code: string, spki: Uint8Array): Digest => createHmac('sha256', Buffer.from(code, 'base64url')).update(spki).digest('hex') as Digest
