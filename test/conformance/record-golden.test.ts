// Golden records: whatever a released version wrote must verify for ever, with the same verdict. Their files are only added to.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { browserCrypto } from '../../src/adapters/crypto/browser.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { openLogFolder } from '../../src/adapters/record/folder.ts'
import { bytesToTrustFile, trustFileToBytes } from '../../src/record/trust-file.ts'
import { verifyFile } from '../../src/record/verify/file.ts'
import { verifyLog } from '../../src/record/verify/log.ts'
import { demoRecord, GOLDEN, goldenFiles } from './golden-record.ts'
import { bytesOf, filesIn } from './vectors.ts'

const names = readdirSync(GOLDEN)
const trustOf = (name: string) => bytesToTrustFile(bytesOf(join(GOLDEN, name), 'trust.json'))

test('every golden record holds with the verdict that it was given, in Node and by the browser’s cryptography', async () => {
  assert.ok(names.length >= 2)
  for (const name of names) {
    const source = await openLogFolder(join(GOLDEN, name, 'log')), given = JSON.parse(readFileSync(join(GOLDEN, name, 'verdict.json'), 'utf8')) as object
    for (const crypto of [nodeCrypto, browserCrypto]) assert.partialDeepStrictEqual(await verifyLog(crypto, source, trustOf(name)), given, name)
    assert.equal('answer' in given && given.answer, 'holds')
  }
})

test('every golden receipt and checkpoint holds', () => {
  for (const name of names) {
    const folder = join(GOLDEN, name), receipts = filesIn(folder).filter(path => path.startsWith('receipt-'))
    assert.ok(receipts.length >= 4)
    for (const path of [...receipts, 'log/checkpoint']) assert.equal(verifyFile(nodeCrypto, bytesOf(folder, path), trustOf(name))?.answer, 'holds', `${name}/${path}`)
  }
})

test('a golden trust file is written as it was', () => {
  for (const name of names) assert.deepEqual(trustFileToBytes(trustOf(name)), bytesOf(join(GOLDEN, name), 'trust.json'))
})

test('the demonstration’s golden record is made again byte for byte: leaves, tiles, bundles, checkpoint, receipts and trust file are written as they were', () => {
  const folder = join(GOLDEN, 'v1-demo')
  for (const { path, bytes } of goldenFiles(demoRecord())) assert.deepEqual(bytes, bytesOf(folder, path), path)
})
