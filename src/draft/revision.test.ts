// Tests of revisions: immutable versions, read strictly.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { revisionExample } from '../../test/conformance/format-examples.ts'
import { THE_OTHER_WALL, THE_WALL } from '../../test/people-of-arrivals.ts'
import { strictly } from '../../test/strictly.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { bytesToRevision, revisionToBytes } from './revision.ts'

test('a revision is read back as it was written, and has exactly its members', () => {
  strictly([revisionExample()], value => bytesToRevision(canonicalBytes(value as Json)))
  assert.deepEqual(bytesToRevision(revisionToBytes(revisionExample())), revisionExample())
})

test('a revision that could not be read again is not written', () => {
  for (const wrong of [{ channels: [THE_OTHER_WALL, THE_WALL] }, { number: -1 }, { why: 'autosave' }, { parts: [{ kind: 'html', text: 'x' }] }, { parts: Array.from({ length: 101 }, () => ({ kind: 'text', text: 'x' })) }, { parts: [{ kind: 'text', text: 'x'.repeat(5_001) }] }]) {
    assert.throws(() => revisionToBytes({ ...revisionExample(), ...wrong } as ReturnType<typeof revisionExample>), TypeError, JSON.stringify(wrong).slice(0, 60))
  }
})
