// Tests of the wall's rendering.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { POLICY, THE_WALL } from '../../../test/people-of-arrivals.ts'
import { render } from './index.ts'

const channel = POLICY.channels[THE_WALL]!

test('the wall gets one request with every part that says something, in order', () => {
  const parts = [{ kind: 'text', text: 'First “words”' }, { kind: 'alt', text: '  ' }, { kind: 'caption', text: 'a\nb' }] as const
  assert.deepEqual(render(channel, parts), [{ method: 'POST', host: 'wall.localhost:3002', path: '/posts', body: '{"account":"arrivals","parts":[{"kind":"text","text":"First “words”"},{"kind":"caption","text":"a\\nb"}]}', holes: [] }])
})

test('the same words give the same bytes', () => {
  assert.deepEqual(render(channel, [{ text: 'x', kind: 'text' }]), render(channel, [{ kind: 'text', text: 'x' }]))
})
