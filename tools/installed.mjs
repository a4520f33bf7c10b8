// Says whether node_modules holds what package-lock.json names for this machine, and leaves a stamp so that the next look is quick.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Inside node_modules, so that removing the folder removes it. */
const stampPath = root => join(root, 'node_modules', '.ready')

export const readLock = root => readFileSync(join(root, 'package-lock.json'), 'utf8')

export function packagesFit(root) {
  const lock = readLock(root)
  if (existsSync(stampPath(root)) && readFileSync(stampPath(root), 'utf8') === stampOf(lock)) return true
  if (!installedByHand(root, JSON.parse(lock))) return false
  leaveStamp(root)
  return true
}

export function leaveStamp(root) {
  try {
    writeFileSync(stampPath(root), stampOf(readLock(root)))
  } catch (error) {
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error // installed by somebody else: we compare again next time
  }
}

const stampOf = lock => createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex')

/** Somebody ran npm themselves: its own note of what lies in node_modules agrees with the lock file. */
function installedByHand(root, lock) {
  const note = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const there = JSON.parse(readFileSync(note, 'utf8')).packages
  return Object.entries(lock.packages).every(([path, wanted]) => path === '' || (there[path] ? there[path].version === wanted.version : isForOthers(wanted)))
}

/** Packages for another system, processor or C library are optional, and npm leaves them out. */
const isForOthers = ({ optional, devOptional, os, cpu, libc }) => Boolean(optional ?? devOptional) && !(accepts(os, process.platform) && accepts(cpu, process.arch) && libc === undefined)

const accepts = (wanted, mine) => wanted === undefined || [wanted].flat().some(name => (name.startsWith('!') ? name !== `!${mine}` : name === mine))
