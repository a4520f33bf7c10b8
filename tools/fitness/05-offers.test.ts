// Tests that fitness check 5 can fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permissionsPage, type Listed } from '../docs/permissions.ts'
import { offers } from './05-offers.ts'
import { faultsIn, treeOf, type Files } from './bad-tree.ts'

const listed: readonly Listed[] = [{ name: 'submit-post', title: 'Send for sign-off', who: 'the author; signed', kind: 'signed', entry: 'submit' }]
const whole: Files = {
  'src/commands/index.ts': `export const commands = ${JSON.stringify(listed)}`,
  'src/commands/may.ts': "export const ACTIONS = ['submit-post'] as const\nexport function may() {}",
  'src/commands/run.ts': 'const barred = may(command.name, facts)',
  'src/queries/post-page.ts': "const barred = may('submit-post', facts)",
  'docs/permissions.md': permissionsPage(listed),
}
const faults = (changed: Files): Promise<readonly string[]> => faultsIn(offers, { ...whole, ...changed })

test('a door and a screen that both ask may() are fine', async () => {
  assert.deepEqual(await faults({}), [])
})

test('a door or a screen that does not ask may() is a fault', async () => {
  assert.deepEqual(await faults({ 'src/commands/run.ts': '// may(command.name) was asked here' }), ['src/commands/run.ts does not ask may()'])
  assert.match((await faults({ 'src/queries/post-page.ts': 'const buttons = []' }))[0]!, /no file of src\/queries\/ asks may\(\)/)
})

test('a command that may() does not know is a fault, and so is an action that is no command', async () => {
  assert.equal((await faults({ 'src/commands/may.ts': "export const ACTIONS = ['save-draft'] as const" })).length, 2)
})

test('a screen that decides by itself is a fault', async () => {
  const found = await faults({ 'src/web/post.ts': "if (person.capacity === 'minister') hide()\nif (roles.includes('press-officer')) show()\nconst same = stated.role === shown.role && role !== '' // role === 'author'" })
  assert.deepEqual(found.map(fault => fault.split(' ')[0]), ['src/web/post.ts:1', 'src/web/post.ts:2'])
})

test('a table of permissions that says something else is a fault', async () => {
  assert.match((await faults({ 'docs/permissions.md': '' }))[0]!, /docs\/permissions\.md does not say what the code says/)
})

test('it waits while there are no commands or no queries, and says which', async () => {
  assert.deepEqual((await offers.look(treeOf({}))).waiting, ['src/commands/index.ts is not there yet'])
  const { 'src/queries/post-page.ts': _, ...without } = whole
  assert.deepEqual(await offers.look(treeOf(without)), { faults: [], waiting: ['src/queries/ is not there yet'] })
})
