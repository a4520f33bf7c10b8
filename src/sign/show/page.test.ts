// The signing box: which buttons it has, and what stands there instead where nobody could press one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Digest } from '../../core/digest.ts'
import type { Carried, OfferedKey } from '../carried.ts'
import { reasons } from '../reasons.ts'
import { anyOf, boxOf } from './page.ts'

const key = (demo: boolean): OfferedKey => ({ credential: 'a'.repeat(64) as Digest, entry: 4, demo, id: demo ? null : 'AAAA', name: demo ? 'the demo key' : 'the passkey' })
const box = (keys: readonly OfferedKey[], barred?: string, label?: string) => boxOf('Sign it', ['It may go out.'], { carried: { keys } as unknown as Carried, barred, ...(label === undefined ? {} : { label }) })

test('a passkey and a demo key each have their button, and the passkey is what the person chooses among', () => {
  const { passkey, demoKey, keys, barred, label, demoLabel } = box([key(false), key(true)])
  assert.deepEqual([passkey, demoKey, keys.length, barred, label, demoLabel], [true, true, 1, undefined, 'Sign with your passkey', 'Sign with the demo key'])
  assert.equal(box([key(true)], undefined, 'Release now').demoLabel, 'Release now with the demo key')
})

test('whoever may not sign reads why; whoever has no key that counts reads how to get one', () => {
  assert.equal(box([key(false)], 'You wrote part of this post.').barred, 'You wrote part of this post.')
  assert.equal(box([]).barred, reasons['PASSKEY_NONE'].says())
})

test('names are given up to three, then their number', () => {
  assert.deepEqual([anyOf([]), anyOf(['Ben']), anyOf(['Ben', 'Dora']), anyOf(['A', 'B', 'C', 'D'])], ['nobody at present', 'Ben', 'Ben or Dora', 'any of 4 people'])
})
