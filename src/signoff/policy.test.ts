// Tests of the policy: whole or refused, and what it asks of a post.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import type { ChannelId } from '../core/id.ts'
import { POLICY, ROLES, STRICTER, THE_OTHER_WALL, THE_WALL, TWICE } from '../../test/people-of-arrivals.ts'
import { bytesToPolicy, clearanceHours, hasChannel, layersFor, policyToBytes, stricter, type Policy, type Route } from './policy.ts'

const withRoute = (change: (route: Route) => unknown): Policy => ({ ...POLICY, routes: { ...POLICY.routes, full: change(POLICY.routes['full']!) as Route } })
const withLayer = (change: object) => withRoute(route => ({ ...route, layers: [{ ...route.layers[0]!, ...change }] }))

test('a policy is read back as it was written', () => {
  for (const policy of [POLICY, STRICTER, TWICE]) assert.deepEqual(bytesToPolicy(policyToBytes(policy)), policy)
})

test('invariant 9: a policy in which nobody need sign is no policy', () => {
  for (const [policy, says] of [
    [withRoute(route => ({ ...route, layers: [] })), /has no layer/], [withLayer({ count: 0 }), /nobody need sign/], [withLayer({ rights: [] }), /nobody need sign/], [withLayer({ count: 21 }), /nobody need sign/],
    [withRoute(route => ({ ...route, layers: [route.layers[0], route.layers[0]] })), /names a layer twice/],
  ] as const) assert.throws(() => policyToBytes(policy), says)
})

test('invariants 4 and 18: no layer asks for a right that advisers or administrators can hold', () => {
  for (const right of ['comment', 'supply', 'administer', 'pause']) assert.throws(() => policyToBytes(withLayer({ rights: [right] })), /advisers or administrators/)
})

test('a channel without its route, a time that never ends, an unknown member: refused', () => {
  for (const [policy, says] of [
    [{ ...POLICY, channels: { [THE_WALL]: { ...POLICY.channels[THE_WALL]!, route: 'nowhere' } } }, /names a route that is not there/],
    [{ ...POLICY, channels: { [THE_WALL]: { ...POLICY.channels[THE_WALL]!, route: 'constructor' } } }, /names a route that is not there/],
    [{ ...POLICY, channels: { ['x'.repeat(36)]: POLICY.channels[THE_WALL]! } }, /not known/],
    [{ ...POLICY, code: { ...POLICY.code, days: 1_001 } }, /at most 1000 days/], [withRoute(route => ({ ...route, clearanceHours: 0 })), /does not last/], [withRoute(route => ({ ...route, clearanceHours: 1_001 })), /does not last/],
    [{ ...POLICY, more: 1 }, /not known: more/], [{ ...POLICY, arbiters: [...POLICY.arbiters, ...POLICY.arbiters] }, /without doubles/],
  ] as const) assert.throws(() => policyToBytes(policy as Policy), says)
  assert.throws(() => bytesToPolicy(canonicalBytes({ ...POLICY, v: 2 } as unknown as Json)), /v is not one of 1/)
})

test('invariant 9: of several channels the layers add up, the larger count holds, and whoever signs must qualify for each', () => {
  assert.deepEqual(layersFor(POLICY, [THE_WALL, THE_OTHER_WALL]).map(({ id, count }) => [id, count]), [['2i', 1], ['press-office', 1]])
  assert.deepEqual(layersFor(TWICE, [THE_OTHER_WALL, THE_WALL]).map(({ id, count }) => [id, count]), [['2i', 2], ['press-office', 1]])
  const layer = { id: '2i', title: '2i', rights: ['2i', 'extra-check'], count: 1 }
  assert.deepEqual(stricter(layer, { ...layer, rights: ['extra-check', 'press-office'], count: 3 }), { ...layer, rights: ['extra-check'], count: 3 })
  assert.deepEqual(stricter(undefined, layer), layer)
})

test('the shortest clearance of the channels holds, and a channel that is not there has none', () => {
  assert.equal(clearanceHours(POLICY, [THE_WALL]), 48)
  assert.equal(clearanceHours(POLICY, [THE_WALL, THE_OTHER_WALL]), 24)
  const nowhere = '00000000-0000-4000-8000-00000000dead' as ChannelId
  assert.equal(clearanceHours(POLICY, [THE_WALL, nowhere]), 0)
  assert.deepEqual(layersFor(POLICY, [nowhere]), [])
  assert.ok(hasChannel(POLICY, THE_WALL) && !hasChannel(POLICY, nowhere) && !hasChannel(POLICY, 'constructor' as ChannelId))
  assert.ok(ROLES['press-officer'])
})
