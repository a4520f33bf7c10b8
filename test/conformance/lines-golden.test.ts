// Lines and libraries of every released version read still, to the byte: packages in the record name them by digest.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { digestOf } from '../../src/core/digest.ts'
import { bytesToLibrary, libraryToBytes } from '../../src/lines/library.ts'
import { bytesToLine, lineToBytes } from '../../src/lines/line.ts'
import { GOLDEN_LINES, goldenLibrary, goldenLine } from './golden-lines.ts'

const bytesOf = (name: string) => new Uint8Array(readFileSync(join(GOLDEN_LINES, name)))

test('a line of version 1 reads still, and is written the same to the byte', () => {
  assert.deepEqual(bytesToLine(bytesOf('line.json')), goldenLine)
  assert.deepEqual(lineToBytes(goldenLine), bytesOf('line.json'))
  assert.equal(digestOf(nodeCrypto, bytesOf('line.json')), '43b4db3e51fc4f06abba2044748a06c971c32f5d49b5d1b6e85e90a01a147e7d')
})

test('a library of version 1 reads still, and is written the same to the byte', () => {
  assert.deepEqual(bytesToLibrary(bytesOf('library.json')), goldenLibrary)
  assert.deepEqual(libraryToBytes(goldenLibrary), bytesOf('library.json'))
  assert.equal(digestOf(nodeCrypto, bytesOf('library.json')), 'ae7737a3d0aa5479f1bcd40b56942b79101b2ca5655c9c295404aaa366d344b9')
})
