// Who can reach a folder: a part's own must be closed to the others, and the programs must be open to all parts.
import { chmodSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { userId } from './user.ts'

const STICKY = 0o1000

/** Every folder from the path itself up to the root. */
export function upwards(path: string): string[] {
  const up = dirname(path)
  return up === path ? [path] : [path, ...upwards(up)]
}

/** Makes a folder and those above it that are missing, each open to pass and closed to read, whatever the umask is. */
export function makePassable(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return
  makePassable(dirname(folder))
  mkdirSync(folder)
  chmodSync(folder, 0o711)
}

/** Whether a user with no account can read and run what lies there: every folder above is open to pass, and the thing itself to read. */
export function readableByOthers(path: string): boolean {
  const real = realpathSync(path)
  const { mode } = statSync(real)
  return (mode & 0o004) !== 0 && upwards(statSync(real).isDirectory() ? real : dirname(real)).every(folder => (statSync(folder).mode & 0o001) !== 0)
}

/**
 * Throws CannotStart unless only this user (and root) can read the folder and nobody else can put another in its place; the sentence says which
 * folder is open and what to do. The keeper calls it before anything else.
 */
export function closedToOthers(folder: string): void {
  const real = realpathSync(folder)
  for (const each of upwards(real)) {
    const { mode, uid } = statSync(each)
    const owners = each === real ? [userId()] : [userId(), 0]
    if (!owners.includes(uid)) throw new CannotStart(`${each} belongs to another user (${uid}), who could read or replace what lies in ${folder}. Give it to user ${owners.at(-1)}.`)
    if (each === real && (mode & 0o077) !== 0) throw new CannotStart(`${each} is open to other users. Close it: chmod 0700 ${each}`)
    if ((mode & 0o022) !== 0 && (mode & STICKY) === 0) throw new CannotStart(`${each} can be changed by other users, who could put another folder in the place of ${folder}. Close it: chmod go-w ${each}`)
  }
}
