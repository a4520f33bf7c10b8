// The check on rulebooks, tried on one that is wrong and on our own.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { root } from '../root.ts'
import { rules } from './03-rules.ts'

const tree = mkdtempSync(join(tmpdir(), 'countersign-fitness-'))
after(() => rmSync(tree, { recursive: true, force: true }))

test('a rule that is wrong is named by its rulebook, file and line', async () => {
  assert.deepEqual((await rules.look(tree)).waiting, ['there is no rulebook yet'])
  mkdirSync(join(tree, 'rulebooks/own'), { recursive: true })
  writeFileSync(join(tree, 'rulebooks/own/rulebook.yaml'), 'id: own\nversion: "1.0"\ntitle: Our own\n')
  writeFileSync(join(tree, 'rulebooks/own/a.yaml'), 'id: TST-01\ntitle: A rule without a source\nlevel: loud\n')
  assert.deepEqual((await rules.look(tree)).faults, ['rulebooks/own/a.yaml line 3: level is not one of block, check, advise'])
})

test('our own rulebooks hold', async () => {
  assert.deepEqual(await rules.look(root), { faults: [] })
})
