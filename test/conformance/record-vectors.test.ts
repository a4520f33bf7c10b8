// Holds the record to published vectors: RFC 6962 proofs, signed notes, logs of Tessera and Sunlight, requests to a witness, Rekor bundles.
import assert from 'node:assert/strict'
import { base64ToBytes, concat, hex, hexToBytes, sameBytes, utf8, utf8ToText } from '../../src/core/bytes.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { createPublicKey } from 'node:crypto'
import { bytesToCheckpoint, signedByLog } from '../../src/record/checkpoint.ts'
import { exportLog } from '../../src/record/export.ts'
import { leafHash, Range } from '../../src/record/merkle.ts'
import { bytesToNote, noteToText, signedBy, signNote, textToNoteKey } from '../../src/record/note.ts'
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from '../../src/record/proof.ts'
import { bundlePath, bundleToLeaves, nodesFromTiles, pathsOf, tilePath, tilesOf } from '../../src/record/tiles.ts'
import { Tree } from '../../src/record/tree.ts'
import { walk } from '../../src/record/verify/walk.ts'
import { bytesOf, filesIn, jsonOf, vectorTest } from './vectors.ts'

const hash = (text: string): Uint8Array => base64ToBytes(text)

vectorTest('RFC 6962: every inclusion proof is judged as published', 'rfc6962/inclusion', folder => {
  interface Vector { readonly leafIdx: number; readonly treeSize: number; readonly root: string; readonly leafHash: string; readonly proof: readonly string[] | null; readonly desc: string; readonly wantErr: boolean }
  const files = filesIn(folder)
  assert.ok(files.length >= 98)
  for (const file of files) {
    const { leafIdx: index, treeSize: size, root, leafHash: leaf, proof, wantErr } = jsonOf<Vector>(folder, file)
    assert.equal(verifyInclusion(nodeCrypto, { index, size, leafHash: hash(leaf), root: hash(root), proof: (proof ?? []).map(hash) }), !wantErr, file)
  }
})

vectorTest('RFC 6962: every consistency proof is judged as published', 'rfc6962/consistency', folder => {
  interface Vector { readonly size1: number; readonly size2: number; readonly root1: string; readonly root2: string; readonly proof: readonly string[] | null; readonly wantErr: boolean }
  const files = filesIn(folder)
  assert.ok(files.length >= 98)
  for (const file of files) {
    const { size1, size2, root1, root2, proof, wantErr } = jsonOf<Vector>(folder, file)
    assert.equal(verifyConsistency(nodeCrypto, { oldSize: size1, oldRoot: hash(root1), size: size2, root: hash(root2), proof: (proof ?? []).map(hash) }), !wantErr, file)
  }
})

vectorTest('C2SP: published notes are signed by the published keys, and by nobody when bent', 'notes', folder => {
  for (const { name, vkey, note, ok, skey } of jsonOf<readonly { readonly name: string; readonly vkey: string; readonly note: string; readonly ok: boolean; readonly skey?: string }[]>(folder, 'notes.json')) {
    const key = textToNoteKey(nodeCrypto, vkey), read = bytesToNote(utf8(note))
    assert.equal(signedBy(nodeCrypto, read, key), ok, name)
    assert.equal(noteToText(read), note)
    assert.ok(!signedBy(nodeCrypto, { ...read, text: 'x' + read.text }, key))
    if (skey) {
      const again = signNote(nodeCrypto, read.text, key.name, { publicKey: key.publicKey, sign: () => read.signatures[0]!.signature })
      assert.equal(noteToText(again), note)
    }
  }
})

vectorTest('Tessera: our tiles, bundles and roots of its log are its own, at every size', 'tessera-log/log', folder => {
  const LAST = 15
  const key = textToNoteKey(nodeCrypto, 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx')
  const leaves = bundleToLeaves(bytesOf(folder, bundlePath({ index: 0, width: LAST })), LAST)
  for (let size = 0; size <= LAST; size++) {
    const text = utf8ToText(bytesOf(folder, `checkpoint.${size}`)), head = bytesToCheckpoint(utf8(text))
    assert.equal(head.size, size)
    assert.ok(signedByLog(nodeCrypto, head, key.publicKey))
    for (const { path, bytes } of exportLog(nodeCrypto, leaves.slice(0, size), text)) if (path !== 'checkpoint') assert.deepEqual(bytes, bytesOf(folder, path), path)
  }
  assert.deepEqual(filesIn(folder).filter(path => path.startsWith('tile/')).length, 2 * LAST)
})

vectorTest('Tessera: its log read from its files gives its signed root, and proofs from its tiles hold', 'tessera-log/log', async folder => {
  const head = bytesToCheckpoint(bytesOf(folder, 'checkpoint')), leaves: Uint8Array[] = []
  const tree = await walk(nodeCrypto, { read: path => bytesOf(folder, path), paths: [...pathsOf(head.size)] }, head, (_index, leaf) => void leaves.push(leaf))
  assert.ok(tree instanceof Tree)
  const node = nodesFromTiles(nodeCrypto, head.size, at => bytesOf(folder, tilePath(at)))
  for (const [index, leaf] of leaves.entries())
    assert.ok(verifyInclusion(nodeCrypto, { index, size: head.size, leafHash: leafHash(nodeCrypto, leaf), proof: inclusionProof(nodeCrypto, index, head.size, node), root: head.root }))
  for (let oldSize = 1; oldSize <= head.size; oldSize++) {
    const oldRoot = bytesToCheckpoint(bytesOf(folder, `checkpoint.${oldSize}`)).root
    assert.ok(verifyConsistency(nodeCrypto, { oldSize, oldRoot, size: head.size, root: head.root, proof: consistencyProof(nodeCrypto, oldSize, head.size, node) }))
  }
})

vectorTest('Sunlight: a mirror of 300 leaves has our tiles of every level, and the root of its checkpoint', 'sunlight-mirror', folder => {
  const head = bytesToCheckpoint(bytesOf(folder, 'mirror/checkpoint'))
  const tiles = [...tilesOf(head.size)]
  assert.deepEqual(tiles.map(tilePath), ['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1'])
  const tree = new Tree(nodeCrypto), range = Range.empty(nodeCrypto)
  const hashes = concat(...tiles.filter(({ level }) => level === 0).map(at => bytesOf(folder, `mirror/${tilePath(at)}`)))
  for (let i = 0; i < head.size; i++) for (const one of [tree, range]) one.append(hashes.slice(i * 32, (i + 1) * 32))
  assert.equal(hex(tree.rootAt(head.size)), hex(head.root))
  assert.equal(hex(range.root()), hex(head.root))
  for (const at of tiles) assert.deepEqual(tree.tile(at), bytesOf(folder, `mirror/${tilePath(at)}`))
})

vectorTest('Sunlight: signatures of other kinds are kept as they stand and judged by nobody', 'sunlight-mirror', folder => {
  for (const path of ['witness.checkpoint', 'mirror/checkpoint']) {
    const bytes = bytesOf(folder, path), head = bytesToCheckpoint(bytes)
    assert.equal(noteToText(head.note), utf8ToText(bytes))
    assert.ok(!signedByLog(nodeCrypto, head, new Uint8Array(32)))
  }
  assert.equal(bytesToCheckpoint(bytesOf(folder, 'witness.checkpoint')).note.signatures.length, 2)
})

vectorTest('Witness: checkpoints in requests to a witness are signed by their log, and the proofs between them are judged as it did', 'witness', folder => {
  interface Vectors { readonly logOrigin: string; readonly logEd25519Hex: string; readonly requests: readonly { readonly request: string; readonly status: number }[] }
  const { logOrigin, logEd25519Hex, requests } = jsonOf<Vectors>(folder, 'add-checkpoint.json'), key = hexToBytes(logEd25519Hex)
  let seen = { size: 0, root: nodeCrypto.sha256() }
  for (const { request, status } of requests) {
    const [, oldSize, proof, note] = /^old (\d+)\n((?:[^\n]+\n)*)\n([^]*)$/.exec(request)!
    if (status !== 200 && status !== 422) continue
    const head = bytesToCheckpoint(utf8(note!))
    assert.ok(head.origin === logOrigin && signedByLog(nodeCrypto, head, key))
    const hashes = readHashes(proof!)
    if (!hashes || Number(oldSize) !== seen.size) continue
    const extends_ = seen.size === 0 ? hashes.length === 0 : verifyConsistency(nodeCrypto, { oldSize: seen.size, oldRoot: seen.root, size: head.size, root: head.root, proof: hashes })
    assert.equal(extends_, status === 200, request)
    if (status === 200) seen = head
  }
  assert.ok(seen.size > 1)
})
function readHashes(lines: string): readonly Uint8Array[] | undefined {
  try {
    return lines.split('\n').filter(line => line !== '').map(base64ToBytes)
  } catch {
    return undefined
  }
}

vectorTest('Rekor: the checkpoint of every bundle is read, found signed and proved, or refused, as its name says', 'rekor2', folder => {
  interface Proof { readonly logIndex: string; readonly treeSize: string; readonly rootHash: string; readonly hashes?: readonly string[]; readonly checkpoint: { readonly envelope: string } }
  interface Bundle { readonly verificationMaterial: { readonly tlogEntries: readonly { readonly canonicalizedBody: string; readonly inclusionProof?: Proof }[] } }
  interface Root { readonly tlogs: readonly { readonly baseUrl: string; readonly publicKey: { readonly rawBytes: string; readonly keyDetails: string } }[] }
  const refused = new Set(['rekor2-checkpoint-missing-log-signature_fail', 'rekor2-checkpoint-missing-origin_fail', 'rekor2-checkpoint-missing-root-hash_fail', 'rekor2-checkpoint-missing-size_fail', 'rekor2-checkpoint-no-matching-signature_fail', 'rekor2-no-inclusion-proof_fail'])
  const names = [...new Set(filesIn(folder).map(path => path.split('/')[0]!))]
  assert.ok(names.length >= 20)
  for (const name of names) {
    const [entry] = jsonOf<Bundle>(folder, `${name}/bundle.sigstore.json`).verificationMaterial.tlogEntries, proof = entry?.inclusionProof
    const keys = jsonOf<Root>(folder, `${name}/trusted_root.json`).tlogs.filter(({ publicKey }) => publicKey.keyDetails === 'PKIX_ED25519')
    const stands = keys.some(({ baseUrl, publicKey }) => {
      try {
        const head = bytesToCheckpoint(utf8(proof!.checkpoint.envelope)), jwk = createPublicKey({ key: Buffer.from(publicKey.rawBytes, 'base64'), format: 'der', type: 'spki' }).export({ format: 'jwk' })
        const own = head.origin === baseUrl.replace(/^https:\/\//, '') && signedByLog(nodeCrypto, head, new Uint8Array(Buffer.from(jwk.x!, 'base64url')))
        return own && sameBytes(head.root, hash(proof!.rootHash))
          && verifyInclusion(nodeCrypto, { index: Number(proof!.logIndex), size: head.size, root: head.root, leafHash: leafHash(nodeCrypto, hash(entry!.canonicalizedBody)), proof: (proof!.hashes ?? []).map(hash) })
      } catch {
        return false
      }
    })
    assert.equal(stands, !refused.has(name), name)
  }
})
