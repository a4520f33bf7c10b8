// Tests of gathering what cannot be read: one entry a second for each role, and nothing lost between them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { concat, hex } from '../core/bytes.ts'
import { conformKeeperEvent } from '../core/keeper-event.ts'
import { instantOf } from '../core/instant.ts'
import { Gathering } from './gather-unreadable.ts'

const at = (millisecond: number) => instantOf(1_000_000 + millisecond)
let rows = 0
const unreadable = (via: 'sign' | 'web') => {
  const digest = new Uint8Array(32).fill(++rows)
  return { row: { id: `row ${rows}`, via, said: at(0), bytes: null, digest, known: false }, why: 'not canonical JSON' } as const
}

test('one alone is recorded at once, by its own digest', () => {
  const gathering = new Gathering(nodeCrypto), one = unreadable('web')
  gathering.add(one)
  const [entry, ...more] = gathering.due(at(0))
  assert.deepEqual(more, [])
  assert.deepEqual(entry!.taken, [one.row.id])
  assert.deepEqual(conformKeeperEvent(entry!.event), { kind: 'unreadable', digest: hex(one.row.digest), from: 'web', count: 1, why: 'not canonical JSON' })
})

test('what comes within the second waits, and is recorded together with its count', () => {
  const gathering = new Gathering(nodeCrypto)
  gathering.add(unreadable('web'))
  gathering.due(at(0))
  const [one, two] = [unreadable('web'), unreadable('web')]
  for (const each of [one, two]) gathering.add(each)
  assert.deepEqual(gathering.due(at(999)), [])
  assert.deepEqual(gathering.waiting, [one.row.id, two.row.id])
  const [entry] = gathering.due(at(1_000))
  assert.equal(entry!.event.count, 2)
  assert.equal(entry!.event.digest, hex(nodeCrypto.sha256(concat(one.row.digest, two.row.digest))))
  assert.deepEqual(gathering.waiting, [])
})

test('a flood of one role does not delay the other’s', () => {
  const gathering = new Gathering(nodeCrypto)
  gathering.add(unreadable('web'))
  gathering.due(at(0))
  gathering.add(unreadable('web'))
  gathering.add(unreadable('sign'))
  assert.deepEqual(gathering.due(at(10)).map(({ event }) => event.from), ['sign'])
})

test('a clock that was set back does not keep them waiting', () => {
  const gathering = new Gathering(nodeCrypto)
  gathering.add(unreadable('web'))
  gathering.due(at(0))
  gathering.add(unreadable('web'))
  assert.equal(gathering.due(at(-500_000)).length, 1)
})
