// Runs test files in phases, one after the other, and reports them as one run with one closing summary.
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { run } from 'node:test'
import { spec, type TestEvent } from 'node:test/reporters'
import { onlyFailures } from './only-failures.ts'
import { root } from './root.ts'

export interface Phase {
  readonly files: readonly string[]
  /** Test files that run at the same time, each in a process of its own. */
  readonly atOnce: number
  /** Milliseconds after which one test has failed. */
  readonly patience: number
  /** What stands for the whole phase; the tests inherit the environment that it leaves. Gives back how to end it. */
  readonly setUp?: () => Promise<() => Promise<void>>
}

/** How a run ended, counted as node:test counts. */
export interface Tally { tests: number; suites: number; passed: number; failed: number; cancelled: number; skipped: number; todo: number }

const emptyTally = (): Tally => ({ tests: 0, suites: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 })

export interface Reporting {
  /** Every test by its name, or only those that failed. */
  readonly show: 'every test' | 'failures'
  readonly out: Writable
  /** Ends the test processes at once. */
  readonly stop: AbortSignal
}

export async function runTests(phases: readonly Phase[], { show, out, stop }: Reporting): Promise<Tally> {
  const tally = emptyTally()
  const events = Readable.from(allPhases(phases.filter(({ files }) => files.length > 0), tally, stop))
  await pipeline(events, show === 'every test' ? spec() : onlyFailures, out, { end: false })
  return tally
}

async function* allPhases(phases: readonly Phase[], tally: Tally, stop: AbortSignal): AsyncGenerator<TestEvent> {
  const began = Date.now()
  for (const phase of phases) {
    const tearDown = await phase.setUp?.()
    try {
      yield* onePhase(phase, tally, stop)
    } finally {
      await tearDown?.()
    }
  }
  for (const [word, count] of closing(tally)) yield diagnostic(`${word} ${count}`)
  yield diagnostic(`duration_ms ${Date.now() - began}`)
}

/** Everything but the phase's own closing summary, which is added to the tally instead. */
async function* onePhase({ files, atOnce, patience }: Phase, tally: Tally, stop: AbortSignal): AsyncGenerator<TestEvent> {
  // A file whose tests are over ends even when it left something open: one leak does not hold up the run.
  const running = run({ files, cwd: root, concurrency: atOnce, timeout: patience, signal: stop, forceExit: true, execArgv: ['--disable-warning=ExperimentalWarning'] })
  for await (const event of running as AsyncIterable<TestEvent>) {
    if (event.type === 'test:summary' && event.data.file === undefined) add(tally, event.data.counts as unknown as Tally)
    else if (event.type !== 'test:diagnostic' || event.data.file !== undefined) yield event
  }
}

function add(tally: Tally, counts: Tally): void {
  for (const name of Object.keys(tally) as (keyof Tally)[]) tally[name] += counts[name]
}

const closing = ({ tests, suites, passed, failed, cancelled, skipped, todo }: Tally): readonly (readonly [string, number])[] =>
  [['tests', tests], ['suites', suites], ['pass', passed], ['fail', failed], ['cancelled', cancelled], ['skipped', skipped], ['todo', todo]]

const diagnostic = (message: string): TestEvent => ({ type: 'test:diagnostic', data: { message, nesting: 0, level: 'info' } } as TestEvent)
