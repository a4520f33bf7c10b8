// Golden files of every format: what was ever written must be read for ever, and be written again byte for byte. They are only added to.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8ToText } from '../../src/core/bytes.ts'
import { PREDICATE_KINDS } from '../../src/core/statement.ts'
import { STOP_ACTS } from '../../src/core/stop.ts'
import { again, goldenBytes, goldenNames, sums, sumsOf, written } from './golden-formats.ts'

test('every golden file is read, and written again byte for byte', () => {
  assert.ok(goldenNames().length >= 35)
  for (const name of goldenNames()) assert.equal(utf8ToText(again(name, goldenBytes(name))), utf8ToText(goldenBytes(name)), name)
})

test('what is written today is what was written then', () => {
  for (const [name, bytes] of written()) assert.equal(utf8ToText(bytes), utf8ToText(goldenBytes(name)), name)
})

test('no golden file was changed or taken away', () => {
  assert.equal(sums(), sumsOf(goldenNames()))
})

test('every predicate and every stop has a golden file', () => {
  for (const kind of PREDICATE_KINDS) assert.ok(goldenNames().some(name => new RegExp(`^statement-\\d\\d-${kind}-v1`).test(name)), kind)
  for (const act of STOP_ACTS) assert.ok(goldenNames().some(name => new RegExp(`^stop-\\d\\d-${act}-v1`).test(name)), act)
})

test('every byte of a golden file counts: a changed one is refused, or is another thing', () => {
  for (const name of goldenNames()) {
    const bytes = goldenBytes(name)
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at]! ^= 1 << at % 8
      let read: Uint8Array
      try {
        read = again(name, changed)
      } catch {
        continue
      }
      assert.deepEqual(read, changed, `${name} byte ${at} is read as something else than it says`)
    }
  }
})
