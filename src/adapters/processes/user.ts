// Who this process is: the user id, and a name for it where the machine knows one.
import { userInfo } from 'node:os'

export const userId = (): number => process.getuid?.() ?? -1

export const isRoot = (): boolean => userId() === 0

/** Undefined for an id without an account, as some containers use. */
export function userName(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}
