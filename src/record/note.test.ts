// Tests of signed notes: who is found to have signed, and which texts are no notes.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { generateKey, signerFromPem } from '../adapters/crypto/signer.ts'
import { base64, concat, utf8 } from '../core/bytes.ts'
import { bytesToNote, keyIdOf, noteKeyToText, noteToText, signedBy, signNote, textToNoteKey } from './note.ts'
import { ed25519ToSpki, spkiToEd25519 } from './spki.ts'

const signer = signerFromPem(generateKey()), other = signerFromPem(generateKey()), name = 'log.example'
const key = { name, publicKey: signer.publicKey }
const note = signNote(nodeCrypto, 'one\n\ntwo\n', name, signer)
const written = noteToText(note)
const read = (text: string) => bytesToNote(utf8(text))
const line = (signedName: string, keyId: Uint8Array, signature: Uint8Array) => `— ${signedName} ${base64(concat(keyId, signature))}\n`

test('a note is found to be signed by its signer and by nobody else', () => {
  assert.deepEqual(read(written), note)
  assert.ok(signedBy(nodeCrypto, read(written), key))
  assert.ok(!signedBy(nodeCrypto, read(written), { name, publicKey: other.publicKey }))
  assert.ok(!signedBy(nodeCrypto, read(written), { name: 'log.other', publicKey: signer.publicKey }))
})

test('the text goes to the last blank line, and any change of it is noticed', () => {
  assert.equal(read(written).text, 'one\n\ntwo\n')
  assert.ok(!signedBy(nodeCrypto, read(written.replace('two', 'too')), key))
})

test('lines of unknown keys are kept and passed over, wherever they stand', () => {
  const stranger = line('witness.example', keyIdOf(nodeCrypto, { name: 'witness.example', publicKey: other.publicKey }), other.sign(utf8('whatever')))
  for (const text of [written + stranger, written.replace('— log', stranger + '— log')]) {
    assert.equal(read(text).signatures.length, 2)
    assert.equal(noteToText(read(text)), text)
    assert.ok(signedBy(nodeCrypto, read(text), key))
  }
})

test('one false line under the key’s own name and id makes the answer no', () => {
  const forged = line(name, keyIdOf(nodeCrypto, key), other.sign(utf8(note.text)))
  assert.ok(!signedBy(nodeCrypto, read(written + forged), key))
  assert.ok(!signedBy(nodeCrypto, read(`${note.text}\n${forged}`), key))
})

test('what is no note is refused', () => {
  for (const text of ['', '\n', 'one\n', 'one\n\n', '\n\n', 'one\n\nnot a signature\n', written.slice(0, -1), written + 'x\n', written.replace('one', 'o\tne'),
    written.replace('— log', '- log'), written.replace('log.example', 'log+example'), written.replace('log.example', 'log example'), 'one\n\n— n AAAAAA==\n', 'one\n\n— n AAAAAB==\n'])
    assert.throws(() => read(text), TypeError, JSON.stringify(text))
  assert.throws(() => bytesToNote(Uint8Array.of(0xff, 0x0a, 0x0a)), TypeError)
  assert.throws(() => read('one\n\n' + written.slice(written.indexOf('— ')).repeat(65)), TypeError)
  assert.throws(() => read('x'.repeat(300_000)), /longer/)
})

test('a text that a note cannot hold is not signed', () => {
  assert.throws(() => signNote(nodeCrypto, 'no newline', name, signer), TypeError)
  assert.throws(() => signNote(nodeCrypto, 'one\r\n', name, signer), TypeError)
  assert.throws(() => signNote(nodeCrypto, 'one\n', 'a name', signer), TypeError)
})

test('a verifier key is read back, and refused under another name, id or type', () => {
  const text = noteKeyToText(nodeCrypto, key)
  assert.deepEqual(textToNoteKey(nodeCrypto, text), key)
  for (const wrong of [text.replace('log', 'lag'), text.replace(/\+[0-9a-f]/, '+g'), text + 'AAAA', `${name}+00000000+AAAA`, 'log']) assert.throws(() => textToNoteKey(nodeCrypto, wrong), TypeError)
})

test('an Ed25519 key is the same key in both spellings', () => {
  assert.deepEqual(spkiToEd25519(ed25519ToSpki(key.publicKey)), key.publicKey)
  assert.throws(() => ed25519ToSpki(new Uint8Array(31)), /32 bytes/)
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  assert.throws(() => spkiToEd25519(publicKey.export({ format: 'der', type: 'spki' })), /not the SubjectPublicKeyInfo/)
  assert.throws(() => spkiToEd25519(concat(ed25519ToSpki(key.publicKey), Uint8Array.of(0))), /not the SubjectPublicKeyInfo/)
})
