// Where an installation lives on this machine: its data folder, the folder of the database's socket, and programs that every part can run.
import { createHash } from 'node:crypto'
import { accessSync, chmodSync, chownSync, constants, lstatSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { nativeCopy, nativeFolder } from '../embedded/native.ts'
import { makePassable, readableByOthers, upwards } from './folders.ts'
import { isRoot, userId } from './user.ts'

/** Root's place where what was asked for cannot be used; everybody may pass through it. */
export const SHELF = '/var/lib/countersign'

/** A socket's whole path holds 107 bytes, and the server adds a name. */
const LONGEST = 90

const STICKY = 0o1000

/**
 * The data folder, made if it was not there. For root it moves to /var/lib/countersign where the folder asked for lies behind one that is closed to the
 * parts, or that somebody else could exchange. Throws CannotStart when the folder is somebody else's or cannot be made.
 */
export function placeData(asked: string): string {
  const data = isRoot() && upwards(dirname(asked)).some(isUnfit) ? join(SHELF, shortHash(asked)) : asked
  try {
    makePassable(data)
    const { uid } = statSync(data)
    if (uid !== userId()) throw new CannotStart(`${data} belongs to another user (${uid}). Start Countersign as that user, or set COUNTERSIGN_DATA to a folder of your own.`)
    chmodSync(data, 0o711)
    accessSync(data, constants.W_OK)
  } catch (fault) {
    if (fault instanceof CannotStart || (fault as NodeJS.ErrnoException).code === 'ENOSPC') throw fault
    throw new CannotStart(`${data} cannot be used as the data folder (${(fault as NodeJS.ErrnoException).code}). Set COUNTERSIGN_DATA to a folder that this user can write.`)
  }
  return data
}

function isUnfit(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found) return false
  const closed = (found.mode & 0o001) === 0
  const exchangeable = found.uid !== 0 || ((found.mode & 0o022) !== 0 && (found.mode & STICKY) === 0)
  return closed || exchangeable
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** A folder for the socket, of this installation alone. `id` is the server's user when root starts it. */
export function placeSocket(data: string, id: number | undefined): string {
  const name = `countersign-${shortHash(data)}`
  const roots = isRoot() ? ['/run', tmpdir(), data] : [process.env['XDG_RUNTIME_DIR'], tmpdir(), data]
  for (const root of roots) {
    const folder = join(root ?? '', name)
    if (root && Buffer.byteLength(folder) <= LONGEST && makeSocketFolder(folder, id)) return folder
  }
  throw new CannotStart(`No folder for the database's socket: ${tmpdir()} cannot be written, and the path of ${data} is too long. Set TMPDIR to a short folder that this user can write.`)
}

/** A folder in /tmp may have been put there by somebody else beforehand: then it is not used. */
function makeSocketFolder(folder: string, id: number | undefined): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') return false
    const found = lstatSync(folder)
    if (!found.isDirectory()) return false
    if (found.uid !== userId() && found.uid !== id) throw new CannotStart(`${folder} belongs to another user (${found.uid}). Remove it, or set COUNTERSIGN_DATA to another folder.`)
  }
  if (id !== undefined) chownSync(folder, id, id)
  chmodSync(folder, id === undefined ? 0o700 : 0o711)
  return true
}

/** The database's programs, where the server's user can run them. */
export function placePrograms(data: string): string {
  if (isRoot()) return readableByOthers(join(nativeFolder(), 'bin/postgres')) ? nativeFolder() : nativeCopy(SHELF)
  try {
    return nativeFolder()
  } catch (fault) {
    if (fault instanceof CannotStart) throw fault
    return nativeCopy(data)
  }
}
