// Keeping one part running: spawned with a lifeline, its words passed on harmless, started again when it ends.
import type { ChildProcess } from 'node:child_process'
import type { Duplex } from 'node:stream'
import { createInterface } from 'node:readline'
import { CannotStart } from '../cannot-start.ts'

export interface Keeping {
  readonly name: string
  /** Starts the process anew: output in pipes, file descriptor 3 the lifeline. */
  spawn(): ChildProcess
  /** A line that the part said. */
  heard(line: string): void
  /** Something about the part that whoever runs the service should know. */
  say(text: string): void
  /** Called whenever the process is another one or none. */
  changed(): void
}

export interface Kept {
  pid(): number | undefined
  /** Resolves at the first "ready". Rejects with CannotStart when the part refuses (status 2), or ends five times before it was ready once. */
  readonly ready: Promise<void>
  /** SIGTERM, then SIGKILL after five seconds; resolves when the process has ended. It is not started again. */
  stop(): Promise<void>
}

const [SHORTEST, LONGEST, LONG_LIFE, TRIES, PATIENCE] = [50, 5000, 10_000, 5, 5000]

export function keepRunning(part: Keeping): Kept {
  let child: ChildProcess | undefined
  let again: NodeJS.Timeout | undefined
  let stopping = false
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  let wasReady = false
  const begin = (failures: number): void => {
    const born = performance.now()
    const last: string[] = []
    const process = (child = part.spawn())
    listen(process, line => {
      last.push(line)
      last.splice(0, last.length - 3)
      part.heard(line)
    })
    const lifeline = process.stdio[3] as Duplex
    lifeline.on('error', () => {}).once('data', () => {
      wasReady = true
      resolve()
    })
    process.on('error', fault => part.heard(fault.message)).on('close', (code, signal) => {
      child = undefined
      part.changed()
      if (stopping) return
      const failed = performance.now() - born > LONG_LIFE ? 0 : failures + 1
      if (!wasReady && (code === 2 || failed >= TRIES)) return reject(new CannotStart(`${part.name} could not start. ${last.join('\n')}`))
      if (wasReady) part.say(`${part.name} ended (${signal ?? code}) and is started again.`)
      again = setTimeout(() => begin(failed), Math.min(LONGEST, SHORTEST * 2 ** Math.max(0, failed - 1)))
    })
    part.changed()
  }
  begin(0)
  return {
    ready,
    pid: () => child?.pid,
    async stop() {
      stopping = true
      clearTimeout(again)
      if (child) await end(child)
    },
  }
}

/** What a part says may be anything once it is taken over: control characters, which could act on the terminal, are replaced. */
export function listen(process: ChildProcess, heard: (line: string) => void): void {
  for (const output of [process.stdout, process.stderr]) {
    if (output) createInterface({ input: output, crlfDelay: Infinity }).on('line', line => heard(line.slice(0, 4000).replace(/\p{C}/gu, '?')))
  }
}

export async function end(process: ChildProcess): Promise<void> {
  const closed = new Promise<void>(resolve => { process.once('close', () => resolve()) })
  process.kill('SIGTERM')
  const hurry = setTimeout(() => process.kill('SIGKILL'), PATIENCE)
  await closed
  clearTimeout(hurry)
}
