// Tests of exporting: a record that would not verify is not written, and a folder that has one is not written over.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { generateKey, signerFromPem } from '../adapters/crypto/signer.ts'
import { openLogFolder, writeLogFolder } from '../adapters/record/folder.ts'
import { utf8 } from '../core/bytes.ts'
import { signCheckpoint } from './checkpoint.ts'
import { exportLog } from './export.ts'
import { leafHash } from './merkle.ts'
import { pathsOf } from './tiles.ts'
import { Tree } from './tree.ts'

const leaves = Array.from({ length: 300 }, (_, i) => utf8(`leaf ${i}`)), tree = new Tree(nodeCrypto), signer = signerFromPem(generateKey())
for (const leaf of leaves) tree.append(leafHash(nodeCrypto, leaf))
const checkpointAt = (size: number) => signCheckpoint(nodeCrypto, { origin: 'press.example', size, root: tree.rootAt(size) }, signer)

test('an export is exactly the files of a log of its size', () => {
  for (const size of [0, 1, 255, 256, 257, 300]) assert.deepEqual(exportLog(nodeCrypto, leaves.slice(0, size), checkpointAt(size)).map(({ path }) => path), [...pathsOf(size)])
})

test('leaves that do not give the signed root are not exported', () => {
  assert.throws(() => exportLog(nodeCrypto, leaves.slice(0, 299), checkpointAt(300)), /do not give the root/)
  assert.throws(() => exportLog(nodeCrypto, leaves.with(7, utf8('another')), checkpointAt(300)), /do not give the root/)
})

test('a folder is read back as it was written, and never written over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-export-'))
  try {
    const files = exportLog(nodeCrypto, leaves, checkpointAt(300))
    await writeLogFolder(join(folder, 'log'), files)
    const source = await openLogFolder(join(folder, 'log'))
    assert.deepEqual(source.paths?.toSorted(), files.map(({ path }) => path).toSorted())
    for (const { path, bytes } of files) assert.deepEqual(await source.read(path), bytes)
    assert.equal(await source.read('nothing'), undefined)
    await assert.rejects(writeLogFolder(join(folder, 'log'), files), /EEXIST/)
  } finally {
    await rm(folder, { recursive: true })
  }
})
