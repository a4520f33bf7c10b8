// Tests of reading what was handed in: the two forms, the id that a statement must have, and everything else as unreadable.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makePasskey } from '../../test/soft-passkey.ts'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import type { IntakeRow } from '../adapters/store/log/intake.ts'
import { utf8 } from '../core/bytes.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { instantOf } from '../core/instant.ts'
import { statementToBytes, type Statement } from '../core/statement.ts'
import { LONGEST_ROW, readRow, statementRowId } from './read-intake.ts'

const PERSON = '00000000-0000-4000-8000-000000000001', POST = '00000000-0000-4000-8000-0000000000aa', ROW = '00000000-0000-4000-8000-0000000000ff'
const DIGEST = 'ab'.repeat(32)
const passkey = makePasskey()
const payload = statementToBytes({
  kind: 'declare', demo: true, subject: { name: 'code', digest: DIGEST },
  predicate: { organisation: PERSON, person: PERSON, key: 3, nonce: 'AAAAAAAAAAAAAAAAAAAAAA', expires: '2026-11-24T10:00:00.000Z', log: { origin: 'log.demo.invalid', size: 1, root: DIGEST }, role: 'press-officer' },
} as unknown as Statement)
const envelope = passkey.sign(payload)

const row = (bytes: Uint8Array | null, id: string = ROW): IntakeRow => ({ id, via: 'sign', said: instantOf(0), bytes, digest: new Uint8Array(32), known: false })
const read = (value: Json, id?: string) => readRow(nodeCrypto, row(canonicalBytes(value), id))
const why = (value: Json, id?: string): string | undefined => {
  const given = read(value, id)
  return 'why' in given ? given.why : undefined
}

test('a statement under the id of its payload is read', () => {
  const given = read({ envelope } as unknown as Json, statementRowId(nodeCrypto, payload))
  assert.ok(!('why' in given) && given.content.kind === 'statement')
  assert.deepEqual(given.content.envelope, envelope)
  assert.equal(given.content.statement.kind, 'declare')
  assert.equal(given.post, null)
})

test('the id is the first sixteen bytes of the digest, spelled as a UUID', () => {
  assert.match(statementRowId(nodeCrypto, utf8('')), /^e3b0c442-98fc-1c14-9afb-f4c8996fb924$/)
})

test('a statement under any other id is unreadable, so nobody takes the place of another’s', () => {
  assert.equal(why({ envelope } as unknown as Json), 'not under the id of its statement')
})

test('a stop is read, with its post', () => {
  const given = read({ post: POST, stop: { act: 'withdraw', person: PERSON } })
  assert.ok(!('why' in given) && given.content.kind === 'stop')
  assert.equal(given.post, POST)
  assert.deepEqual(given.content.stop, { act: 'withdraw', person: PERSON })
})

for (const [what, value] of [
  ['an entry that says cleared', { kind: 'keeper', keeper: { kind: 'receipt' } }],
  ['a stop without the post member', { stop: { act: 'withdraw', person: PERSON } }],
  ['a stop of an unknown act', { post: null, stop: { act: 'clear', person: PERSON } }],
  ['a stop with a member too many', { post: POST, stop: { act: 'withdraw', person: PERSON, more: 1 } }],
  ['a stop about a post that is no id', { post: 'p', stop: { act: 'withdraw', person: PERSON } }],
  ['an envelope with a post beside it', { envelope, post: POST }],
  ['an envelope with a member too many', { envelope: { ...envelope, extra: '' } }],
  ['an envelope around no statement', { envelope: { ...envelope, payload: 'e30' } }],
  ['null', null],
  ['a number', 7],
] as const) {
  test(`${what} is unreadable`, () => {
    assert.equal(why(value as unknown as Json), 'no statement or stop of a known form')
  })
}

for (const [what, text] of [['no JSON', 'hello'], ['spaces', '{ "post":null,"stop":{} }'], ['a doubled member', '{"post":null,"post":null,"stop":{}}'], ['half a letter', '"\\ud800"']] as const) {
  test(`${what} is not canonical`, () => {
    const given = readRow(nodeCrypto, row(utf8(text)))
    assert.ok('why' in given && given.why === 'not canonical JSON')
  })
}

test('what the database did not even fetch is longer than an entry, and so is what is as long', () => {
  const given = readRow(nodeCrypto, row(null))
  assert.ok('why' in given && given.why === 'longer than an entry')
  assert.ok('why' in readRow(nodeCrypto, row(utf8('"' + 'x'.repeat(LONGEST_ROW) + '"'))))
})
