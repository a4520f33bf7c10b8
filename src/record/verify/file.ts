// Verifies one file of a record, a checkpoint or a receipt: tells which it is, even when a byte of it was changed.
import type { Crypto } from '../../core/crypto.ts'
import type { TrustFile } from '../trust-file.ts'
import { verifyCheckpoint, type HeadStands } from './log.ts'
import { verifyReceipt, type ReceiptStands } from './receipt.ts'
import type { Verdict } from './verdict.ts'

/** Two marks of each form are enough, so that no one damaged byte turns a failing file into one that is nothing of ours. */
const MARKS = {
  receipt: [/"kind":"receipt"/, /"leaf":"/, /"proof":\[/, /"checkpoint":"/],
  proof: [/^c2sp\.org\/tlog-proof@/, /^extra /m, /^index \d/m],
  checkpoint: [/^[^\n]+\n\d+\n/, /\n[A-Za-z0-9+/]{43}=/, /^\u2014 \S+ [A-Za-z0-9+/=]+$/m, /\n\n\u2014 /],
}

/** What a file seems to be, or nothing when it is neither a checkpoint nor a receipt. */
export function recognise(bytes: Uint8Array): 'receipt' | 'checkpoint' | undefined {
  const text = new TextDecoder().decode(bytes)
  const marked = (form: keyof typeof MARKS) => MARKS[form].filter(mark => mark.test(text)).length >= 2
  return marked('receipt') || marked('proof') ? 'receipt' : marked('checkpoint') ? 'checkpoint' : undefined
}

/** The verdict on a file, or nothing when it is not one of ours. It never throws. */
export function verifyFile(crypto: Crypto, bytes: Uint8Array, trust: TrustFile | null): Verdict<HeadStands | ReceiptStands> | undefined {
  const what = recognise(bytes)
  if (what === undefined) return undefined
  return what === 'receipt' ? verifyReceipt(crypto, bytes, trust) : verifyCheckpoint(crypto, bytes, trust)
}
