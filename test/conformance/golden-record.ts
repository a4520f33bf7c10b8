// Writes the golden records of version 1: `node test/conformance/golden-record.ts`. Run once for each version that is released; what is there is never written again.
import { generateKeyPairSync } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { writeLogFolder } from '../../src/adapters/record/folder.ts'
import { utf8 } from '../../src/core/bytes.ts'
import { exportLog, filesToSource, type ExportedFile } from '../../src/record/export.ts'
import { makeReceipt, receiptToBytes, receiptToTlogProof } from '../../src/record/receipt.ts'
import { trustFileToBytes } from '../../src/record/trust-file.ts'
import { verifyLog } from '../../src/record/verify/log.ts'
import { demoKey, digest, everyKind, passkey, personOf, Story } from './record-story.ts'

export const GOLDEN = join(import.meta.dirname, 'golden', 'record')

/** A demonstration's record: demo keys, a passkey among them, and false claims that stay in it. Nothing in it is left to chance, so it can be made again. */
export function demoRecord(): Story {
  const story = new Story('press.demo.invalid'), keys = { bea: demoKey('Bea'), ravi: demoKey('Ravi'), mina: passkey('Mina', 'ES256') }
  everyKind(story, keys)
  const code = { name: 'code', digest: digest('the code') }
  story.state(demoKey('Zed'), 'declare', code, { role: 'author' })
  story.state(keys.bea, 'declare', code, { role: 'author' }, { person: personOf('Ravi') })
  story.state(keys.bea, 'declare', code, { role: 'author' }, { envelope: envelope => ({ ...envelope, signature: keys.ravi.envelop(utf8('other bytes')).signature }) })
  story.enrol(passkey('Yan', 'EdDSA', { origin: 'https://web.example' }))
  return story
}

/** A real body's record, signed by passkeys of all three algorithms. RSA keys are made by chance, so it cannot be made again. */
export function realRecord(): Story {
  const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return everyKind(new Story('press.example'), { bea: passkey('Bea', 'ES256'), ravi: passkey('Ravi', 'EdDSA'), mina: passkey('Mina', { rsa }) })
}

/** The record's folder, its trust file and two receipts, one signed by a pinned key. */
export function goldenFiles(story: Story): readonly ExportedFile[] {
  const checkpoint = story.checkpoint()
  const receipts = [2, 13].map(index => makeReceipt(nodeCrypto, { index, leaf: story.leaves[index]!, checkpoint, node: story.tree.node }))
  return [
    ...exportLog(nodeCrypto, story.leaves, checkpoint).map(({ path, bytes }) => ({ path: `log/${path}`, bytes })),
    { path: 'trust.json', bytes: trustFileToBytes(story.trust()) },
    ...receipts.flatMap(receipt => [
      { path: `receipt-${receipt.index}.json`, bytes: receiptToBytes(receipt) },
      { path: `receipt-${receipt.index}.tlog-proof`, bytes: utf8(receiptToTlogProof(receipt)) },
    ]),
  ]
}

if (import.meta.main) {
  for (const [name, story] of [['v1-demo', demoRecord()], ['v1-real', realRecord()]] as const) {
    const folder = join(GOLDEN, name)
    await mkdir(folder, { recursive: true })
    await writeLogFolder(folder, goldenFiles(story))
    const verdict = await verifyLog(nodeCrypto, filesToSource(exportLog(nodeCrypto, story.leaves, story.checkpoint())), story.trust())
    await writeFile(join(folder, 'verdict.json'), JSON.stringify(verdict, null, 2) + '\n', { flag: 'wx' })
  }
}
