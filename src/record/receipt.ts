// Receipts: what a signer gets. The leaf with the whole statement, its place, and the proof that the signed tree holds it.
//
// Two spellings of the same. Canonical JSON is the receipt that we give out: pages read it without a parser of their own, and as everywhere
// else exactly one spelling of it is taken. The C2SP tlog-proof text is for everybody else's tools; the leaf travels in its `extra` line,
// as that format provides for what is needed to make the entry's hash again, so that nothing is lost between the two.
import { base64, base64ToBytes, base64url, base64urlToBytes, utf8, utf8ToText } from '../core/bytes.ts'
import { canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import type { Crypto } from '../core/crypto.ts'
import { LONGEST_LEAF } from '../core/entry.ts'
import { binary, conform, listOf, members, natural, oneOf, words } from '../core/form.ts'
import { bytesToCheckpoint } from './checkpoint.ts'
import { HASH_LENGTH } from './merkle.ts'
import { inclusionProof, type NodeReader } from './proof.ts'

/** Version 1. `leaf` and the hashes of `proof`, from the leaf's sibling upwards, are base64url; `checkpoint` is its text, byte for byte. */
export interface Receipt {
  readonly v: 1
  readonly kind: 'receipt'
  readonly index: number
  readonly leaf: string
  readonly proof: readonly string[]
  readonly checkpoint: string
}

/** Trees of exact numbers are no higher. */
const LONGEST_PROOF = 53
const LONGEST_RECEIPT = 400_000
const TLOG_PROOF = 'c2sp.org/tlog-proof@v1'
const form = members({ v: oneOf(1), kind: oneOf('receipt'), index: natural, leaf: binary(LONGEST_LEAF), proof: listOf(binary(HASH_LENGTH, true), LONGEST_PROOF), checkpoint: words(262_144, 1) })

export interface ReceiptFor { readonly index: number; readonly leaf: Uint8Array; readonly checkpoint: string; readonly node: NodeReader }

/** Makes the receipt of entry `index` under a checkpoint that covers it; `node` reads the nodes that `nodesForInclusion` names. */
export function makeReceipt(crypto: Crypto, { index, leaf, checkpoint, node }: ReceiptFor): Receipt {
  const { size } = bytesToCheckpoint(utf8(checkpoint))
  return { v: 1, kind: 'receipt', index, leaf: base64url(leaf), proof: inclusionProof(crypto, index, size, node).map(base64url), checkpoint }
}

export const receiptToBytes = (receipt: Receipt): Uint8Array => canonicalBytes(receipt as unknown as Json)

/** Reads a receipt strictly; throws with what is wrong. It proves nothing by being read. */
export const bytesToReceipt = (bytes: Uint8Array): Receipt => conform<Receipt>('the receipt', form, parseCanonical(bytes, LONGEST_RECEIPT))

/** The receipt as C2SP tlog-proof text. */
export function receiptToTlogProof({ index, leaf, proof, checkpoint }: Receipt): string {
  const hashes = proof.map(hash => base64(base64urlToBytes(hash)) + '\n').join('')
  return `${TLOG_PROOF}\nextra ${base64(base64urlToBytes(leaf))}\nindex ${index}\n${hashes}\n${checkpoint}`
}

/** Reads tlog-proof text that carries its leaf; throws on any other. */
export function tlogProofToReceipt(bytes: Uint8Array): Receipt {
  if (bytes.length > LONGEST_RECEIPT) throw new TypeError(`the proof is longer than ${LONGEST_RECEIPT} bytes`)
  const text = utf8ToText(bytes), blank = text.indexOf('\n\n')
  const [first, extra, index, ...hashes] = text.slice(0, Math.max(blank, 0)).split('\n')
  const leaf = /^extra ([A-Za-z0-9+/=]+)$/.exec(extra ?? '')?.[1], digits = /^index (0|[1-9]\d*)$/.exec(index ?? '')?.[1]
  if (first !== TLOG_PROOF || leaf === undefined || digits === undefined) throw new TypeError('the proof does not begin with its version, its leaf as extra and its index')
  const receipt = { v: 1, kind: 'receipt', index: Number(digits), leaf: base64url(base64ToBytes(leaf)), proof: hashes.map(hash => base64url(base64ToBytes(hash))), checkpoint: text.slice(blank + 2) }
  return conform<Receipt>('the receipt', form, receipt)
}
