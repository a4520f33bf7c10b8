// Tests of entries: one line of the record, read strictly.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entryOfEachKind } from '../../test/conformance/format-examples.ts'
import { utf8 } from './bytes.ts'
import { canonicalBytes, type Json } from './canonical.ts'
import { entryToLeaf, leafToEntry, LONGEST_LEAF } from './entry.ts'

const read = (entry: object) => leafToEntry(canonicalBytes(entry as Json))

test('every kind of entry is read back as it was written', () => {
  for (const entry of entryOfEachKind()) assert.deepEqual(leafToEntry(entryToLeaf(entry)), entry)
})

test('a missing, an unknown or a wrong member is refused', () => {
  for (const entry of entryOfEachKind()) {
    for (const member of Object.keys(entry)) {
      const { [member as keyof typeof entry]: _left, ...without } = entry
      assert.throws(() => read(without), TypeError, member)
      assert.throws(() => read({ ...entry, [member]: ['wrong'] }), TypeError, member)
    }
    assert.throws(() => read({ ...entry, more: 1 }), TypeError)
  }
})

test('an entry is a statement, a stop or a keeper’s event, and never two of them', () => {
  const [statement, , stop] = entryOfEachKind()
  assert.throws(() => read({ ...statement, stop: {} }), /not known: stop/)
  assert.throws(() => read({ ...stop, kind: 'statement' }), TypeError)
  assert.throws(() => read({ ...stop, kind: 'cleared' }), /no known kind/)
  assert.throws(() => read({ ...stop, kind: '__proto__' }), /no known kind/)
})

test('an envelope in an entry is exactly one of the two', () => {
  const [statement] = entryOfEachKind()
  assert.ok(statement?.kind === 'statement')
  for (const envelope of [{}, { ...statement.envelope, more: '' }, { ...statement.envelope, key: 'AA' }, { ...statement.envelope, signature: 'not base64url!' }]) assert.throws(() => read({ ...statement, envelope }), TypeError)
})

test('other bytes than the canonical ones, and too many, are refused', () => {
  const leaf = entryToLeaf(entryOfEachKind()[2]!)
  assert.throws(() => leafToEntry(Uint8Array.of(...leaf, 0x20)))
  assert.throws(() => leafToEntry(utf8('null')))
  assert.throws(() => leafToEntry(utf8('[]')))
  assert.throws(() => leafToEntry(new Uint8Array(LONGEST_LEAF + 1)), /longer than/)
})
