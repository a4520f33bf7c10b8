// The starter policy is whole: it reads back, its one channel has its route, and every right that a layer asks for is given by some role.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import type { Digest } from '../core/digest.ts'
import { isId, type OrganisationId, type PersonId } from '../core/id.ts'
import { bytesToPolicy, layersFor, policyToBytes } from '../signoff/policy.ts'
import { STARTER_ROLES, starterPolicy, wallChannel } from './starter-policy.ts'

const organisation = '11111111-1111-4111-8111-111111111111' as OrganisationId, arbiter = '22222222-2222-4222-8222-222222222222' as PersonId
const policy = starterPolicy({
  crypto: nodeCrypto, organisation, rulebook: 'a'.repeat(64) as Digest, code: 'b'.repeat(64) as Digest, wallHost: 'wall.localhost:3002', account: 'arrivals', name: 'Department for Arrivals', arbiter,
})

test('the starter policy is a policy that a body can keep', () => {
  assert.deepEqual(bytesToPolicy(policyToBytes(policy)), policy)
})

test('the wall is its only channel, with an id made from the body alone', () => {
  const channel = wallChannel(nodeCrypto, organisation)
  assert.deepEqual(Object.keys(policy.channels), [channel])
  assert.ok(isId(channel))
  assert.notEqual(channel, wallChannel(nodeCrypto, arbiter as unknown as OrganisationId))
})

test('a post for the wall needs a second pair of eyes and the press office, one person each', () => {
  const layers = layersFor(policy, [wallChannel(nodeCrypto, organisation)])
  assert.deepEqual(layers.map(layer => [layer.id, layer.count]), [['2i', 1], ['press-office', 1]])
})

test('every right that a layer asks for is given by some role, and no adviser, auditor or administrator has it', () => {
  for (const right of ['2i', 'press-office', 'release', 'write']) {
    const holders = Object.keys(STARTER_ROLES).filter(role => STARTER_ROLES[role]!.rights.includes(right))
    assert.ok(holders.length > 0)
    assert.ok(!holders.some(role => ['adviser', 'auditor', 'administrator'].includes(role)))
  }
})
