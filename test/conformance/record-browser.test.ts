// The verifier in a browser's place: bundled, and run where nothing of Node's exists, it gives the golden records' verdicts.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { bytesOf, filesIn } from './vectors.ts'
import { GOLDEN } from './golden-record.ts'

const ENTRY = `
import { browserCrypto } from './src/adapters/crypto/browser.ts'
import { filesToSource } from './src/record/export.ts'
import { bytesToTrustFile } from './src/record/trust-file.ts'
import { verifyFile } from './src/record/verify/file.ts'
import { verifyLog } from './src/record/verify/log.ts'
globalThis.verify = {
  log: (files, trust) => verifyLog(browserCrypto, filesToSource(files), bytesToTrustFile(trust)),
  file: (bytes, trust) => verifyFile(browserCrypto, bytes, bytesToTrustFile(trust)),
}`

test('bundled for a browser, the verifier needs nothing of Node’s, and finds the golden records and receipts to hold', async () => {
  const { outputFiles: [bundle], warnings } = await build({ stdin: { contents: ENTRY, resolveDir: join(import.meta.dirname, '..', '..'), loader: 'ts' }, bundle: true, write: false, format: 'iife', platform: 'browser', minify: true, legalComments: 'none' })
  assert.deepEqual(warnings, [])
  const page = createContext({ TextEncoder, TextDecoder, Uint8Array })
  runInContext(bundle!.text, page)
  const verify = page['verify'] as { readonly log: (files: readonly object[], trust: Uint8Array) => Promise<{ answer: string }>; readonly file: (bytes: Uint8Array, trust: Uint8Array) => { answer: string } }
  for (const name of ['v1-demo', 'v1-real']) {
    const folder = join(GOLDEN, name), trust = bytesOf(folder, 'trust.json')
    const files = filesIn(join(folder, 'log')).map(path => ({ path, bytes: bytesOf(join(folder, 'log'), path) }))
    assert.equal((await verify.log(files, trust)).answer, 'holds')
    assert.equal((await verify.log(files.slice(1), trust)).answer, 'fails')
    assert.equal(verify.file(bytesOf(folder, 'receipt-2.json'), trust).answer, 'holds')
  }
  assert.ok(bundle!.contents.length < 120_000, `${bundle!.contents.length} bytes`)
})
