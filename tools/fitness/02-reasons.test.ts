// Tests that fitness check 2 can fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonsPage, readReasons } from '../docs/reasons.ts'
import { reasons } from './02-reasons.ts'
import { faultsIn, treeOf, type Files } from './bad-tree.ts'

const whole: Files = {
  'src/signoff/reasons.ts': "export const reasons = { SIGNER_WROTE_IT: { status: 403, says: facts => `Ask a colleague who did not write ${facts.post} to sign it off.` } }",
  'src/signoff/clear.ts': "export const clear = () => refuse('SIGNER_WROTE_IT')",
  'src/signoff/clear.test.ts': "assert.equal(clear().code, 'SIGNER_WROTE_IT')",
}

async function faults(changed: Files): Promise<readonly string[]> {
  const files = { ...whole, ...changed }
  return faultsIn(reasons, { 'docs/reasons.md': reasonsPage(await readReasons(treeOf(files))), ...files })
}

test('a reason with a sentence, a source, a test and a line in the documents is fine', async () => {
  assert.deepEqual(await faults({}), [])
})

test('a code without a reason is a fault, in a refusal and in a stage', async () => {
  assert.deepEqual(await faults({ 'src/web/server.ts': "\nrefuse('PAUSED')", 'src/signoff/layer.ts': "const why = late ? 'CLEARED_TOO_LATE' : undefined // 'NOT_THIS'" }), [
    'src/signoff/layer.ts:1 gives CLEARED_TOO_LATE, for which no reasons.ts has a sentence',
    'src/web/server.ts:2 gives PAUSED, for which no reasons.ts has a sentence',
  ])
})

test('a reason that nothing gives, or that no test reaches, is a fault', async () => {
  assert.deepEqual(await faults({ 'src/signoff/clear.ts': '' }), ['src/signoff/reasons.ts has SIGNER_WROTE_IT, which nothing gives'])
  assert.deepEqual(await faults({ 'src/signoff/clear.test.ts': '' }), ['src/signoff/reasons.ts has SIGNER_WROTE_IT, which no test reaches'])
})

test('a reason without a sentence, or given twice, is a fault', async () => {
  assert.match((await faults({ 'src/signoff/reasons.ts': "export const reasons = { SIGNER_WROTE_IT: { says: () => 'Signer wrote it' } }" }))[0]!, /has no sentence for SIGNER_WROTE_IT/)
  assert.match((await faults({ 'src/check/reasons.ts': "export const reasons = { SIGNER_WROTE_IT: { says: () => 'Ask a colleague.' } }" }))[0]!, /gives SIGNER_WROTE_IT again/)
})

test('documents that say something else, or nothing, are a fault', async () => {
  assert.match((await faults({ 'docs/reasons.md': '# Reasons\n' }))[0]!, /does not say what the code says: run "npm run docs"/)
  assert.match((await faultsIn(reasons, whole))[0]!, /docs\/reasons\.md is missing/)
})

test('without any reasons it says that it waits, and still finds a code', async () => {
  const { waiting, faults: found } = await reasons.look(treeOf({ 'src/core/a.ts': "refuse('PAUSED')" }))
  assert.deepEqual([waiting?.length, found.length], [1, 1])
})
