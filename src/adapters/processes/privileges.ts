// Taking rights away before a part begins: it never gains new ones, not by a set-user-id program either.
import { existsSync } from 'node:fs'

const SETPRIV = '/usr/bin/setpriv'

/** The command as it is to be spawned so that neither it nor its children can gain rights (no_new_privs), where the machine has setpriv. */
export function withoutNewPrivileges(command: string, args: readonly string[]): [string, readonly string[]] {
  return process.platform === 'linux' && existsSync(SETPRIV) ? [SETPRIV, ['--no-new-privs', command, ...args]] : [command, args]
}
