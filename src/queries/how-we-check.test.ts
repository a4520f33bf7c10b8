// The public promise: made from the policy in force, never more than the invariants give, and with nobody's name in it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Department, department, readerOver } from '../../test/journal-reader.ts'
import { LOOSER, PEOPLE, POLICY, TWICE } from '../../test/people-of-arrivals.ts'
import { howWeCheck } from './how-we-check.ts'

test('the promise is that of the shortest route in use (invariants 2, 3 and 8)', async () => {
  const { promise } = await howWeCheck(readerOver(department()))
  assert.equal(promise, 'We let nothing out through this system until an official who wrote none of it has signed it, and it has been released by a further signature.')
  const wallOnly = { ...TWICE, channels: Object.fromEntries(Object.entries(POLICY.channels).filter(([, { route }]) => route === 'full')) }
  assert.match((await howWeCheck(readerOver(new Department().begin(wallOnly) as Department))).promise, /until three officials who wrote none of it have signed it/)
})

test('each layer of the route is a step, and taking one away takes its step away (invariant 9)', async () => {
  const steps = async (journal: Department): Promise<readonly string[]> => (await howWeCheck(readerOver(journal))).steps.map(({ title }) => title)
  assert.deepEqual((await steps(department())).slice(2), ['Second pair of eyes: 1 person signs', 'Press office: 1 person signs', 'Only then is it released'])
  assert.deepEqual((await steps(new Department().begin(LOOSER) as Department)).slice(2), ['Second pair of eyes: 1 person signs', 'Only then is it released'])
})

test('nothing is promised before a policy is in force', async () => {
  assert.deepEqual((await howWeCheck(readerOver(new Department()))).steps, [])
})

test('no name of anybody stands on the public page', async () => {
  const journal = department()
  journal.sent('asha', 'Ferries')
  const words = JSON.stringify(await howWeCheck(readerOver(journal)))
  for (const { name } of Object.values(PEOPLE)) assert.ok(!words.includes(name), name)
})
