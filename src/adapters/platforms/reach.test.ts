// Tests of where a host name leads: the own wall and this machine, and beyond it only for a real body (invariant 23).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reachFrom } from './reach.ts'

const wall = { origin: 'https://wall.gov.example', host: 'wall.gov.example', port: 3002 }
const real = reachFrom({ wall, onlyThisMachine: false }), demo = reachFrom({ wall, onlyThisMachine: true })

test('the own wall is met on this machine, whatever it is called outside', () => {
  for (const reach of [real, demo]) assert.deepEqual(reach('wall.gov.example'), { secure: false, connectTo: '127.0.0.1', port: 3002, serverName: 'wall.gov.example' })
})

test('names of this machine lead to it', () => {
  for (const host of ['localhost:8080', 'wall.localhost:8080', '127.0.0.1:8080']) assert.deepEqual([demo(host)?.connectTo, demo(host)?.port, demo(host)?.secure], ['127.0.0.1', 8080, false])
  assert.equal(demo('[::1]:8080')?.connectTo, '::1')
})

test('a demonstration reaches nothing beyond this machine; a real body does, encrypted', () => {
  assert.equal(demo('mastodon.example'), undefined)
  assert.deepEqual(real('mastodon.example'), { secure: true, connectTo: 'mastodon.example', port: 443, serverName: 'mastodon.example' })
})

test('what is no host leads nowhere', () => {
  for (const host of ['', 'a b', 'user@localhost', 'localhost:', 'localhost:999999', 'localhost:65536', 'http://localhost', 'LOCALHOST']) assert.equal(real(host), undefined, host)
})

test('somebody else at the wall’s port gets nothing: neither the token nor a word', () => {
  let wallThere = false
  const reach = reachFrom({ wall, onlyThisMachine: true, isTheWall: () => wallThere })
  assert.equal(reach('wall.gov.example'), undefined)
  wallThere = true
  assert.equal(reach('wall.gov.example')?.port, 3002)
})
