// Tests of roles: what they give, and what capacity and administration take away whatever roles somebody gives.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES } from '../../test/people-of-arrivals.ts'
import { approvesNothing, capacityAllows, givesRight, isAdministrator, rightsOf, rolesForm, rolesWithRight } from './roles.ts'

test('invariant 4: an adviser or a minister may supply and comment, and has no other right', () => {
  for (const capacity of ['special-adviser', 'minister'] as const) {
    for (const right of ['supply', 'comment']) assert.ok(capacityAllows(capacity, right))
    for (const right of ['2i', 'press-office', 'extra-check', 'release', 'write', 'administer', 'change-policy', 'pause']) assert.ok(!capacityAllows(capacity, right), `${capacity} ${right}`)
  }
  for (const capacity of ['civil-servant', 'contractor'] as const) assert.ok(capacityAllows(capacity, 'release'))
})

test('invariant 18: an administrator’s other roles give nothing but what an administrator may do', () => {
  const held = ['administrator', 'duty-editor', 'propriety-officer']
  for (const right of ['2i', 'press-office', 'extra-check', 'release', 'write', 'change-policy']) assert.deepEqual(rolesWithRight(ROLES, held, right), [], right)
  assert.deepEqual(rolesWithRight(ROLES, held, 'pause'), ['administrator', 'propriety-officer'])
  assert.deepEqual(rolesWithRight(ROLES, ['duty-editor'], 'release'), ['duty-editor'])
  assert.deepEqual(rolesWithRight(ROLES, ['duty-editor'], 'release', true), [], 'an administrator by another key')
  assert.ok(isAdministrator(ROLES, held) && !isAdministrator(ROLES, ['duty-editor']))
})

test('a role that the policy does not have gives nothing, whatever it is called', () => {
  for (const role of ['unknown', 'constructor', 'valueof', '__proto__']) assert.ok(!givesRight(ROLES, role, 'write'))
  assert.deepEqual(rightsOf(ROLES, ['press-officer', 'constructor', 'auditor']), ['2i', 'change-policy', 'write'])
})

test('rights that advisers or administrators can have approve nothing', () => {
  for (const right of ['supply', 'comment', 'administer', 'pause']) assert.ok(approvesNothing(right))
  for (const right of ['2i', 'press-office', 'extra-check']) assert.ok(!approvesNothing(right))
})

test('the form of roles takes short names and sorted rights', () => {
  assert.equal(rolesForm(ROLES), undefined)
  for (const wrong of [{ Upper: { title: 'x', rights: [] } }, { x: { title: '', rights: [] } }, { x: { title: 'x', rights: ['b', 'a'] } }, { x: { title: 'x', rights: ['a'], more: 1 } }, JSON.parse('{"__proto__":{"title":"x","rights":[]}}')]) assert.ok(rolesForm(wrong), JSON.stringify(wrong))
})
