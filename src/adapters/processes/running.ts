// Whether a process that was written down is still the same one: a number alone may have been given out again.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** When the process began, in whatever unit the machine keeps; undefined when it has ended, also as a zombie, which keeps its number. */
export function startOf(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || undefined
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** A process as it is written down: `<pid> <start>`. */
export const noteOf = (pid: number): string => `${pid} ${startOf(pid) ?? 'ended'}`

/** The pid of a note, if that very process still runs. */
export function runningOf(note: string): number | undefined {
  const [pid, start] = note.trim().split(/ (.*)/)
  return start !== undefined && startOf(Number(pid)) === start ? Number(pid) : undefined
}

/** Waits until the process has ended; false after so many milliseconds. */
export async function ended(pid: number, limit: number): Promise<boolean> {
  const since = performance.now()
  while (startOf(pid) !== undefined) {
    if (performance.now() - since > limit) return false
    await pause(10)
  }
  return true
}

export const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))
