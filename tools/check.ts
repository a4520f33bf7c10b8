// npm run check: types, lint, fitness checks and the tests that need no server, all at once, in under a minute.
import { availableParallelism } from 'node:os'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runTests } from './run-tests.ts'
import { root } from './root.ts'
import { fitness, lint, take, types, type Step } from './steps.ts'
import { end, stop } from './stopping.ts'
import { findTests } from './test-files.ts'

const { units } = findTests(root)

const unitTests: Step = {
  name: 'tests',
  async run() {
    const out = new PassThrough(), output = text(out)
    const { tests, failed, cancelled } = await runTests([{ files: units, atOnce: availableParallelism(), patience: 60_000 }], { show: 'failures', out, stop })
    out.end()
    return { ok: tests > 0 && failed + cancelled === 0, output: await output, note: `${tests} tests in ${units.length} files` }
  },
}

const outcomes = await Promise.all([types, lint, fitness, unitTests].map(step => take(step, stop)))
end(outcomes.every(ok => ok))
