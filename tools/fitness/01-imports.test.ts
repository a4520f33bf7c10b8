// Tests that fitness check 1 can fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOneWay } from './01-imports.ts'
import { faultsIn, treeOf, type Files } from './bad-tree.ts'

const faults = (files: Files): Promise<readonly string[]> => faultsIn(importsOneWay, files)

test('imports from the own folder and from earlier ones are fine', async () => {
  assert.deepEqual(await faults({
    'src/core/id.ts': '',
    'src/signoff/clear.ts': "import type { Id } from '../core/id.ts'\nimport { layers } from './layers.ts'",
    'src/commands/submit-post.ts': "import { Type } from 'typebox'\nimport { clear } from '../signoff/clear.ts'",
    'src/pages/layout.ts': "import nunjucks from 'nunjucks'",
    'src/web/server.ts': "import { layout } from '../pages/layout.ts'\nimport { store } from '../adapters/store.ts'\nimport { readFile } from 'node:fs/promises'",
    'src/main.ts': "import './web/server.ts'",
  }), [])
})

test('a folder that imports a later one is a fault, a type alone included', async () => {
  const [fault, ...others] = await faults({ 'src/check/check.ts': "\nimport type { Clearance } from '../signoff/clear.ts'" })
  assert.match(fault!, /^src\/check\/check\.ts:2 imports src\/signoff\/clear\.ts: signoff is no part of check and comes after it/)
  assert.deepEqual(others, [])
})

test('of the outside folders, adapters alone may be imported by the others', async () => {
  assert.match((await faults({ 'src/web/a.ts': "import '../sign/b.ts'" }))[0]!, /comes beside it/)
  assert.equal((await faults({ 'src/adapters/a.ts': "import '../web/b.ts'" })).length, 1)
  assert.equal((await faults({ 'src/pages/a.ts': "import '../adapters/b.ts'" })).length, 1)
})

test('a mission folder takes nothing from node: or npm, commands and queries typebox alone', async () => {
  assert.deepEqual((await faults({ 'src/core/a.ts': "import 'node:crypto'\nimport { Type } from 'typebox'" })).length, 2)
  assert.deepEqual((await faults({ 'src/queries/a.ts': "import 'node:fs'\nimport pg from 'pg'\nimport { Value } from 'typebox/value'" })).length, 2)
  assert.deepEqual((await faults({ 'src/core/a.ts': 'await import(name)' })).length, 1)
  assert.deepEqual((await faults({ 'src/core/a.ts': "import '../../tools/b.ts'" })).length, 1)
})

test('a mission folder that reads the clock or rolls dice is a fault', async () => {
  const found = await faults({ 'src/people/a.ts': '// Date.now() in a comment is none\nconst now = Date.now()\nconst id = Math.random()\nport.fetch(now)\n' })
  assert.deepEqual(found.map(fault => fault.split(' ')[0]), ['src/people/a.ts:2', 'src/people/a.ts:3'])
})

test('tests beside the files may use node: and adapters, and still not a later folder', async () => {
  assert.deepEqual(await faults({ 'src/core/a.test.ts': "import { test } from 'node:test'\nimport { nodeCrypto } from '../adapters/crypto/node.ts'\nimport '../../test/database.ts'" }), [])
  assert.equal((await faults({ 'src/core/a.test.ts': "import '../people/b.ts'" })).length, 1)
})

test('a folder that is no part of the mission is a fault', async () => {
  assert.match((await faults({ 'src/helpers/a.ts': '' }))[0]!, /src\/helpers\/a\.ts lies in no folder of the mission/)
})

test('without a src/ it says that it waits', async () => {
  assert.deepEqual((await importsOneWay.look(treeOf({}))).waiting, ['src/ is not there yet'])
})
