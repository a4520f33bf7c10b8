// Tests that fitness check 9 can fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reach } from './09-reach.ts'
import { faultsIn, treeOf } from './bad-tree.ts'

test('what verifies may load core/ and record/, and may know the types of everything before it', async () => {
  assert.deepEqual(await faultsIn(reach, {
    'src/record/verify/log.ts': "import '../merkle.ts'\nimport type { Person } from '../../people/person.ts'",
    'src/record/verify/log.test.ts': "import '../../people/person.ts'",
    'src/record/merkle.ts': "import '../core/bytes.ts'",
    'src/core/bytes.ts': '',
    'src/people/person.ts': '',
  }), [])
})

test('a folder that is reached through another file is a fault, and the way to it is named', async () => {
  assert.deepEqual(await faultsIn(reach, {
    'src/record/verify/log.ts': "import '../fold.ts'",
    'src/record/fold.ts': "import { person } from '../people/person.ts'",
    'src/people/person.ts': '',
  }), ['src/record/verify/log.ts reaches src/people/person.ts by src/record/verify/log.ts -> src/record/fold.ts -> src/people/person.ts'])
})

test('a package, a node: module and a computed import are faults', async () => {
  const found = await faultsIn(reach, { 'src/check/check.ts': "import '../core/a.ts'", 'src/core/a.ts': "import 'node:fs'\nimport 'yaml'\nawait import(name)" })
  assert.deepEqual(found.map(fault => fault.split(' by ')[0]), ['src/check/check.ts reaches node:fs', 'src/check/check.ts reaches yaml', 'src/check/check.ts reaches what it computes'])
})

test('where a folder is missing it says that it waits', async () => {
  assert.deepEqual((await reach.look(treeOf({ 'src/check/a.ts': '' }))).waiting, ['src/record/verify/ is not there yet'])
})
