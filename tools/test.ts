// npm test: types, lint, fitness checks, then every test. "npm test -- WORD..." runs only the test files whose path holds one of the words.
import { availableParallelism } from 'node:os'
import { runTests, type Tally } from './run-tests.ts'
import { root } from './root.ts'
import { fitness, lint, take, types } from './steps.ts'
import { end, stop } from './stopping.ts'
import { findTests } from './test-files.ts'

/** A run that takes longer hangs: the tests are meant to take less than half of it. */
const DEADLINE = AbortSignal.any([stop, AbortSignal.timeout(20 * 60_000)])

const named = process.argv.slice(2)
const { units, servers } = findTests(root, named)
const failed: string[] = []

if (named.length === 0) {
  for (const step of [types, lint, fitness]) {
    if (!(await take(step, stop))) failed.push(step.name)
    if (stop.aborted) end(false)
  }
}
if (units.length + servers.length === 0) failed.push(`no test file was found${named.length > 0 ? ` for ${named.join(', ')}` : ''}`)
else failed.push(...whatFailed(await everyTest()))

if (failed.length > 0) console.error(`\nnpm test failed: ${failed.join(', ')}.`)
end(failed.length === 0)

/** Journeys, faults and whatever starts a server come second, fewer at once: they wait for one another's processor time. */
function everyTest(): Promise<Tally> {
  const cores = availableParallelism()
  const phases = [
    { files: units, atOnce: cores, patience: 60_000 },
    { files: servers, atOnce: Math.max(1, Math.floor(cores / 2)), patience: 180_000, setUp: oneDatabaseServer },
  ]
  return runTests(phases, { show: 'every test', out: process.stdout, stop: DEADLINE })
}

async function oneDatabaseServer(): Promise<() => Promise<void>> {
  const { globalSetup, globalTeardown } = await import('../test/global-setup.ts')
  await globalSetup()
  return globalTeardown
}

function whatFailed({ tests, failed: wrong, cancelled, skipped, todo }: Tally): readonly string[] {
  const unseen = process.env['CI'] === 'true' ? skipped + todo : 0
  return [
    ...(tests === 0 ? ['the test files hold no test'] : []),
    ...(wrong + cancelled > 0 ? [`${wrong + cancelled} of ${tests} tests`] : []),
    ...(unseen > 0 ? [`${unseen} tests were skipped, which CI=true forbids`] : []),
  ]
}
