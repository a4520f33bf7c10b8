// Tests of the bell: a ring is heard, also one that came before the waiting, and nobody waits for ever.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Bell } from './bell.ts'

const heard = async (waiting: Promise<void>, within: number): Promise<boolean> => Promise.race([waiting.then(() => true), new Promise<boolean>(resolve => { setTimeout(resolve, within, false) })])

test('whoever waits goes on when it rings', async () => {
  const bell = new Bell(), waiting = bell.wait(10_000)
  bell.ring()
  assert.ok(await heard(waiting, 1_000))
})

test('a ring while nobody waits is not lost, and is heard once', async () => {
  const bell = new Bell()
  bell.ring()
  assert.ok(await heard(bell.wait(10_000), 1_000))
  assert.ok(!(await heard(bell.wait(200), 20)))
})

test('without a ring the waiting ends when the time is over', async () => {
  assert.ok(await heard(new Bell().wait(10), 1_000))
})
