// The steps before the tests: types, lint and the fitness checks, each a program that says nothing when all is well.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './root.ts'

export interface Outcome {
  readonly ok: boolean
  /** Printed only if it is not well. */
  readonly output: string
  /** A few words beside the seconds. */
  readonly note?: string
}

export interface Step {
  readonly name: string
  readonly run: (stop: AbortSignal) => Promise<Outcome>
}

export const types = program('types', 'node_modules/typescript/bin/tsc', '--noEmit')
export const lint = program('lint', 'node_modules/oxlint/bin/oxlint')
export const fitness = program('fitness', 'tools/fitness.ts')

/** A step that runs a script of the project under this Node; it is well when the script exits 0. */
function program(name: string, script: string, ...args: readonly string[]): Step {
  return {
    name,
    run: stop => new Promise((settle, fail) => {
      // A process group of its own: tsc and oxlint start further programs, and a stop has to reach those too.
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
      const kill = (): boolean => process.kill(-child.pid!)
      stop.addEventListener('abort', kill)
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
      child.on('error', fail).on('close', code => {
        stop.removeEventListener('abort', kill)
        settle({ ok: code === 0, output })
      })
    }),
  }
}

/** Runs a step and prints a line with its seconds; what it wrote, only if it failed. Says whether it was well. */
export async function take(step: Step, stop: AbortSignal): Promise<boolean> {
  const began = performance.now()
  const { ok, output, note = '' } = await step.run(stop)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${ok ? '✔' : '✖'} ${step.name.padEnd(8)} ${seconds.padStart(5)} s  ${note}`.trimEnd())
  if (!ok) console.log(`${output.trimEnd()}\n`)
  return ok
}
