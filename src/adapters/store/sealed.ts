// Sealed values: what a commitment in the record stands for, locked in a box with a key of its own, so that destroying the key erases the value and breaks no proof.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { canonicalBytes, parseCanonical } from '../../core/canonical.ts'
import { concat, hexToBytes, utf8 } from '../../core/bytes.ts'
import { commitmentOf, type Digest } from '../../core/digest.ts'
import { binary, conform, members, words } from '../../core/form.ts'
import { nodeCrypto } from '../crypto/node.ts'

/** What is sealed: the salt is 32 bytes in base64url. */
export interface SealedValue { readonly salt: string; readonly value: string }
/** A row of `sealed` and the row of `sealed_key` beside it. */
export interface Box { readonly commitment: Uint8Array; readonly field: string; readonly box: Uint8Array; readonly key: Uint8Array }
/** A connection or a pool: whatever takes a query. */
export interface Queryable { query(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }> }

const CIPHER = 'aes-256-gcm', IV_LENGTH = 12, TAG_LENGTH = 16
const form = members({ salt: binary(32, true), value: words(10_000) })

export const freshSalt = (): string => randomBytes(32).toString('base64url')

/** Locks a value under a fresh key. The box is bound to its commitment and field, so that two boxes cannot be exchanged. */
export function sealBox({ field, salt, value }: SealedValue & { readonly field: string }): Box {
  const commitment = hexToBytes(commitmentOf(nodeCrypto, field, salt, value)), key = randomBytes(32), iv = randomBytes(IV_LENGTH)
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(boundTo(commitment, field))
  const locked = concat(cipher.update(canonicalBytes({ salt, value })), cipher.final())
  return { commitment, field, box: concat(iv, locked, cipher.getAuthTag()), key }
}

/** Opens a box; throws when it was changed, or when what is in it is not what the commitment stands for. */
export function openBox({ commitment, field, box, key }: Box): SealedValue {
  const decipher = createDecipheriv(CIPHER, key, box.subarray(0, IV_LENGTH)).setAAD(boundTo(commitment, field)).setAuthTag(box.subarray(-TAG_LENGTH))
  const opened = concat(decipher.update(box.subarray(IV_LENGTH, -TAG_LENGTH)), decipher.final())
  const sealed = conform<SealedValue>('the sealed value', form, parseCanonical(opened))
  if (commitmentOf(nodeCrypto, field, sealed.salt, sealed.value) !== Buffer.from(commitment).toString('hex')) throw new TypeError('the box holds another value than its commitment stands for')
  return sealed
}

const boundTo = (commitment: Uint8Array, field: string): Uint8Array => concat(commitment, utf8(field))

/** Seals a value and gives its commitment. Run it in the transaction that records the commitment; sealing the same value under the same salt twice changes nothing. */
export async function seal(db: Queryable, { body, ...sealed }: SealedValue & { readonly body: string; readonly field: string }): Promise<Digest> {
  const { commitment, field, box, key } = sealBox(sealed)
  const fresh = await db.query('insert into sealed (commitment, body, field, box) values ($1, $2, $3, $4) on conflict do nothing returning 1', [Buffer.from(commitment), body, field, Buffer.from(box)])
  if (fresh.rows.length > 0) await db.query('insert into sealed_key (commitment, body, key) values ($1, $2, $3)', [Buffer.from(commitment), body, Buffer.from(key)])
  return Buffer.from(commitment).toString('hex') as Digest
}

/** The value behind a commitment; undefined when it was never sealed here or its key was destroyed. */
export async function open(db: Queryable, commitment: Digest): Promise<SealedValue | undefined> {
  const { rows } = await db.query('select field, box, key from sealed join sealed_key using (commitment) where commitment = $1', [Buffer.from(commitment, 'hex')])
  const row = rows[0] as { readonly field: string; readonly box: Uint8Array; readonly key: Uint8Array } | undefined
  return row && openBox({ ...row, commitment: hexToBytes(commitment) })
}
