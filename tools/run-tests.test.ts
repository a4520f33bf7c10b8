// Tests of running test files in phases: one summary for all, nothing lost between them, and a stop that stops.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { treeOf, type Files } from './fitness/bad-tree.ts'
import { runTests, type Phase, type Reporting, type Tally } from './run-tests.ts'
import { findTests } from './test-files.ts'

const using = "import { test } from 'node:test'\n"
const never = new AbortController().signal

/** A test inside a test process is not allowed to run others, so it forgets for a moment that it is one. */
async function runIn(files: Files, phasesOf: (at: (file: string) => string) => readonly Partial<Phase>[], { show = 'every test', stop = never }: Partial<Reporting> = {}): Promise<{ tally: Tally; output: string }> {
  const root = treeOf(files), out = new PassThrough(), output = text(out)
  const phases = phasesOf(file => join(root, file)).map(phase => ({ files: [], atOnce: 2, patience: 20_000, ...phase }))
  const context = process.env['NODE_TEST_CONTEXT']
  delete process.env['NODE_TEST_CONTEXT']
  try {
    const tally = await runTests(phases, { show, out, stop })
    out.end()
    return { tally, output: await output }
  } finally {
    if (context !== undefined) process.env['NODE_TEST_CONTEXT'] = context
  }
}

const files: Files = {
  'good.test.ts': `${using}test('one', () => {})\ntest('two', { skip: 'no server' }, () => {})`,
  'bad.test.ts': `${using}import assert from 'node:assert'\ntest('outer', async t => { await t.test('inner', () => assert.equal(process.env.FOUND, 'yes')) })`,
  'broken.test.ts': "throw new Error('cannot be loaded')",
}

test('two phases are one run with one summary', async () => {
  const { tally, output } = await runIn(files, at => [{ files: [at('good.test.ts')] }, { files: [at('good.test.ts')] }])
  assert.deepEqual(tally, { tests: 4, suites: 0, passed: 2, failed: 0, cancelled: 0, skipped: 2, todo: 0 })
  assert.equal(output.match(/ℹ tests 4\n/g)?.length, 1)
  assert.equal(output.match(/ℹ tests/g)?.length, 1)
})

test('what a phase sets up is there for its tests, and taken down after them', async () => {
  const did: string[] = []
  const setUp = (): Promise<() => Promise<void>> => {
    process.env['FOUND'] = 'yes'
    did.push('up')
    return Promise.resolve(() => Promise.resolve(delete process.env['FOUND']).then(() => void did.push('down')))
  }
  const { tally } = await runIn(files, at => [{ files: [at('good.test.ts')] }, { files: [at('bad.test.ts')], setUp }, { files: [], setUp }])
  assert.deepEqual([tally.failed, did], [0, ['up', 'down']])
})

test('failures alone are shown with their place, their error and what the file wrote to standard error', async () => {
  const { tally, output } = await runIn(files, at => [{ files: [at('good.test.ts'), at('bad.test.ts'), at('broken.test.ts')] }], { show: 'failures' })
  assert.equal(tally.failed, 3)
  assert.match(output, /✖ inner\n {2}at .*bad\.test\.ts:3\n[^]*undefined == 'yes'/)
  assert.match(output, /✖ .*broken\.test\.ts\n[^]*cannot be loaded/)
  assert.doesNotMatch(output, /outer|one/)
})

test('a test that takes too long has failed, and what it left open does not hold up the run', async () => {
  const { tally } = await runIn({ 'slow.test.ts': `${using}test('slow', () => new Promise(() => setInterval(() => {}, 1000)))` }, at => [{ files: [at('slow.test.ts')], patience: 300 }])
  assert.equal(tally.failed + tally.cancelled, 1)
})

test('told to stop, it ends the test files', async () => {
  const { tally } = await runIn({ 'stuck.test.ts': 'await new Promise(() => setInterval(() => {}, 1000))' }, at => [{ files: [at('stuck.test.ts')] }], { stop: AbortSignal.timeout(500) })
  assert.ok(tally.failed + tally.cancelled > 0)
})

test('tests that need a server are told by their name or by lying in test/', () => {
  const root = treeOf({ 'src/core/id.test.ts': '', 'src/adapters/store.server.test.ts': '', 'test/journeys/routine.test.ts': '', 'tools/ready.test.ts': '', 'src/core/id.ts': '', 'node_modules/x/src/a.test.ts': '' })
  assert.deepEqual(findTests(root), { units: ['src/core/id.test.ts', 'tools/ready.test.ts'], servers: ['src/adapters/store.server.test.ts', 'test/journeys/routine.test.ts'] })
  assert.deepEqual(findTests(root, ['core', 'journeys']), { units: ['src/core/id.test.ts'], servers: ['test/journeys/routine.test.ts'] })
})
