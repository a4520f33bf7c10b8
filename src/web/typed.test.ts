// What stands in the composer's form, read over what is kept: members that are missing stay, and a moment that was only shown is not changed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Draft } from '../commands/ports.ts'
import type { ChannelId, PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { typedOf } from './typed.ts'

const draft: Draft = {
  title: 'Kept', parts: [{ kind: 'text', text: 'One' }], channels: ['a' as ChannelId], window: { from: '2026-07-01T09:00:31.250Z' as Instant, until: '2026-07-03T09:00:31.250Z' as Instant }, version: 3, savedBy: 'p' as PersonId, savedAt: '2026-07-01T09:00:00.000Z' as Instant,
}

test('an empty form is the draft as it is', () => {
  const { over, title, parts, channels, window } = typedOf({}, draft)
  assert.deepEqual({ over, title, parts, channels, window }, { over: 3, title: 'Kept', parts: draft.parts, channels: draft.channels, window: draft.window })
})

test('the moment that a box still shows stays to the millisecond; another is read in the body’s time', () => {
  assert.equal(typedOf({ from: '2026-07-01T10:00' }, draft).window.from, draft.window.from)
  assert.equal(typedOf({ from: '2026-07-01T10:01' }, draft).window.from, '2026-07-01T09:01:00.000Z')
  assert.equal(typedOf({ until: 'never' }, draft).window.until, '')
})

test('line ends become what a post has, and a kind that is not known becomes words', () => {
  assert.deepEqual(typedOf({ kind: ['text', 'nonsense'], words: ['One\r\ntwo', 'Three'] }, draft).parts, [{ kind: 'text', text: 'One\ntwo' }, { kind: 'text', text: 'Three' }])
})

test('a form with words and no channel ticked goes nowhere, and says so later', () => {
  assert.deepEqual(typedOf({ kind: ['text'], words: ['One'] }, draft).channels, [])
})
