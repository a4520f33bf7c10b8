// One supervisor for a data folder: a lock that names its process, and a list of the parts that a killed one may have left.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { ended, noteOf, runningOf } from './running.ts'

/** A process that was just killed takes a moment to end. */
const PATIENCE = 1500

/** Takes the folder for this process, and gives back how to let it go. Throws CannotStart when another one has it. */
export async function takeLock(data: string): Promise<() => void> {
  const lock = join(data, 'lock')
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, noteOf(process.pid), { mode: 0o600 })
  try {
    const holder = runningOf(readIfThere(lock))
    if (holder !== undefined) await ended(holder, PATIENCE)
    while (!linked(mine, lock)) breakStale(data, lock, mine)
  } finally {
    rmSync(mine, { force: true })
  }
  return () => rmSync(lock, { force: true })
}

/** A link is made or is not: of two starts at once, one wins. */
function linked(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock)
    return true
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
    return false
  }
}

function breakStale(data: string, lock: string, mine: string): void {
  refuseRunning(data, readIfThere(lock))
  const taken = `${mine}.stale`
  try {
    renameSync(lock, taken)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return
    throw fault
  }
  // Between reading and renaming another start may have put its own lock there: then it is given back.
  const note = readIfThere(taken)
  if (runningOf(note) !== undefined) linked(taken, lock)
  rmSync(taken, { force: true })
  refuseRunning(data, note)
}

function refuseRunning(data: string, note: string): void {
  const pid = runningOf(note)
  if (pid !== undefined) throw new CannotStart(`Another Countersign (process ${pid}) uses ${data}. Stop it, or set COUNTERSIGN_DATA to another folder and give other ports with --port.`)
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const list = (data: string): string => join(data, 'pids')

/** Notes the parts that run now. Not synced: after a crash of the machine none of them runs. */
export const notePids = (data: string, pids: readonly number[]): void => writeFileSync(list(data), pids.map(noteOf).join('\n'), { mode: 0o600 })

export const forgetPids = (data: string): void => rmSync(list(data), { force: true })

/** Ends what a killed supervisor left and what did not end with its lifeline: two keepers at once must never be. */
export async function endLeftParts(data: string): Promise<void> {
  const left = readIfThere(list(data)).split('\n').map(runningOf).filter(pid => pid !== undefined)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  for (const pid of left) if (!(await ended(pid, 10_000))) throw new CannotStart(`A part of an earlier start (process ${pid}) does not end. End it, then start again.`)
}
