// Tests of channels and requests: the one place to which a credential goes, read strictly.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { POLICY, THE_WALL } from '../../test/people-of-arrivals.ts'
import { channelForm } from './channel.ts'

const channel = POLICY.channels[THE_WALL]!

test('a channel has exactly its members, of a known kind and platform', () => {
  assert.equal(channelForm(channel), undefined)
  for (const wrong of [{ kind: 'personal' }, { platform: 'elsewhere' }, { name: '' }, { account: '' }, { jurisdiction: 'The UK' }, { route: '' }, { more: 1 }]) assert.ok(channelForm({ ...channel, ...wrong }), JSON.stringify(wrong))
})

test('a host is a host and a path is a path: nothing else can be slipped into an address', () => {
  for (const host of ['wall.localhost:3002/x', 'user@wall.localhost', 'wall.localhost\n', 'WALL.localhost', '', 'wall localhost', 'wall.localhost?x', 'wall.localhost#']) assert.ok(channelForm({ ...channel, host }), JSON.stringify(host))
  for (const path of ['posts', '/posts?x=1', '/posts#x', '/posts\n', '/po sts', '']) assert.ok(channelForm({ ...channel, path }), JSON.stringify(path))
  for (const host of ['example.gov.uk', 'wall.localhost:3002', '127.0.0.1:3002', '[::1]:3002']) assert.equal(channelForm({ ...channel, host }), undefined, host)
})
