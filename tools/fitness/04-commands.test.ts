// Tests that fitness check 4 can fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commands } from './04-commands.ts'
import { faultsIn, treeOf, type Files } from './bad-tree.ts'

const whole = { name: 'submit-post', title: 'Send for sign-off', who: 'the author', kind: 'signed', entry: 'submit' }
const JOURNEY = { 'test/journeys/routine.test.ts': '// A routine post, from draft to live. Commands: submit-post.' }
const listing = (...list: readonly object[]): Files => ({ 'src/commands/index.ts': `export const commands = ${JSON.stringify(list)}` })
const faults = (...list: readonly object[]): Promise<readonly string[]> => faultsIn(commands, { ...listing(...list), ...JOURNEY })

test('a command with everything is fine', async () => {
  assert.deepEqual(await faults(whole), [])
})

test('a command without a permission, a title or an entry kind is a fault', async () => {
  assert.deepEqual(await faults({ ...whole, who: '' }), ['submit-post does not say who may give it'])
  assert.deepEqual(await faults({ ...whole, title: '' }), ['submit-post has no title for its button'])
  assert.deepEqual(await faults({ ...whole, entry: [] }), ['submit-post names no entry for the record'])
  assert.deepEqual(await faults({ ...whole, kind: 'quick' }), ['submit-post is neither plain nor signed'])
})

test('a command that no journey names is a fault, though another name begins like it', async () => {
  assert.deepEqual(await faults(whole, { ...whole, name: 'submit-post-again' }), ['submit-post-again has no journey: no test of test/journeys/ names it'])
  assert.deepEqual(await faults({ ...whole, name: 'submit' }), ['submit is not named as a verb and a noun', 'submit has no journey: no test of test/journeys/ names it'])
})

test('an empty list and a command listed twice are faults', async () => {
  assert.deepEqual(await faults(), ['src/commands/index.ts lists no command'])
  assert.deepEqual(await faults(whole, whole), ['submit-post is listed twice'])
})

test('it waits while there is no list, or no journey, and says which', async () => {
  assert.deepEqual((await commands.look(treeOf({}))).waiting, ['src/commands/index.ts is not there yet'])
  assert.deepEqual((await commands.look(treeOf(listing(whole)))).waiting, ['test/journeys/ is not there yet'])
})
