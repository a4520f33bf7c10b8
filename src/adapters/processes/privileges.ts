// Taking rights away: no new ones by set-user-id programs, and root's own given up inside a process that has loaded everything.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const SETPRIV = '/usr/bin/setpriv'

/** The command as it is to be spawned so that neither it nor its children can gain rights (no_new_privs), where the machine has setpriv. */
export function withoutNewPrivileges(command: string, args: readonly string[]): [string, readonly string[]] {
  return process.platform === 'linux' && existsSync(SETPRIV) ? [SETPRIV, ['--no-new-privs', command, ...args]] : [command, args]
}

/**
 * Turns this process, which is root, into `id` for good: no group, no capability, no way back, in every thread. Throws if anything of root is left.
 * For a package folder that only root can read: a part loads everything first and calls this before it meets anybody.
 */
export function dropRights(id: number): void {
  process.chdir('/')
  endChildren()
  process.setgroups!([])
  process.setgid!(id)
  process.setuid!(id)
  if (process.platform !== 'linux') return
  for (const thread of readdirSync('/proc/self/task')) {
    const status = readFileSync(`/proc/self/task/${thread}/status`, 'utf8')
    const expected = [`Uid:\t${id}\t${id}\t${id}\t${id}`, `Gid:\t${id}\t${id}\t${id}\t${id}`, 'CapEff:\t0000000000000000', 'CapPrm:\t0000000000000000']
    for (const line of expected) if (!status.includes(`${line}\n`)) throw new Error(`thread ${thread} kept rights of root: not "${line}"`)
  }
}

/** A program that the loading left running would go on as root, and take orders from this process. */
function endChildren(): void {
  if (process.platform !== 'linux') return
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && parentOf(name) === process.pid) process.kill(Number(name), 'SIGKILL')
  }
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1])
  } catch {
    return 0
  }
}
