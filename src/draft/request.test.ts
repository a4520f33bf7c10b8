// Tests of requests: byte for byte what is sent, with typed holes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestForm } from './request.ts'

const request = { method: 'POST', host: 'wall.localhost:3002', path: '/posts', body: '{}', holes: [{ kind: 'media', of: 0, token: '{hole-0123456789abcdef}' }] }

test('a request has exactly its members, and holes of a known kind', () => {
  assert.equal(requestForm(request), undefined)
  for (const wrong of [{ method: 'DELETE' }, { host: '' }, { path: '' }, { body: 1 }, { body: 'x'.repeat(100_001) }, { holes: [{ kind: 'password', of: 0, token: '{hole-0123456789abcdef}' }] }, { holes: [{ kind: 'media', of: -1, token: '{hole-0123456789abcdef}' }] }, { holes: [{ kind: 'media', of: 0, token: '{x}' }] }, { headers: {} }]) {
    assert.ok(requestForm({ ...request, ...wrong }), JSON.stringify(wrong).slice(0, 60))
  }
})
