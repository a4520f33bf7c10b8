// What the parts would each build again at every start, built once beside the packages: bundles, styles, and Node's own cache of compiled modules.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { upwards } from './folders.ts'
import { listen } from './keep.ts'
import { userId } from './user.ts'

const PACKAGE = join(import.meta.dirname, '../../..')
const CACHE = join(PACKAGE, 'node_modules/.cache/countersign')

/**
 * Where Node keeps compiled modules for this package: a part that takes its code from there starts in half the time, with 20 MB less. Undefined
 * where the folder cannot be made, or where somebody else could put code into it, which would run with our rights.
 */
export function codeFolder(): string | undefined {
  const folder = join(CACHE, 'code')
  try {
    mkdirSync(folder, { recursive: true })
    return upwards(folder).every(each => isOurs(each, folder)) ? folder : undefined
  } catch {
    return undefined
  }
}

function isOurs(each: string, folder: string): boolean {
  const { uid, mode } = statSync(each)
  const owned = uid === userId() || (uid === 0 && each !== folder)
  return owned && ((mode & 0o022) === 0 || (mode & 0o1000) !== 0)
}

/** Builds what is not built yet, in a process that ends, so that no part keeps a compiler in memory. Should it fail, each part builds for itself. */
export async function buildOnce(main: string, say: (text: string) => void): Promise<void> {
  const [code, key] = [codeFolder(), keyOfPackage()]
  if (code === undefined || readIfThere(join(CACHE, 'built')) === key) return
  const child = spawn(process.execPath, ['--disable-sigusr1', '--disable-warning=ExperimentalWarning', main, 'role', 'build'], {
    cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/bin:/bin', TZ: 'UTC', NODE_COMPILE_CACHE: code },
  })
  listen(child, say)
  const status = await new Promise(resolve => { child.once('error', resolve).once('close', resolve) })
  if (status !== 0) return
  openToRead(CACHE)
  writeFileSync(join(CACHE, 'built'), key)
  say('The pages are built')
}

/** Node looks for compiled modules under the reader's own user id: each part's leads to ours, which it can read and not write. */
export function shareCode(ids: readonly number[]): string | undefined {
  const folder = codeFolder()
  if (folder === undefined) return undefined
  const names = readdirSync(folder)
  for (const mine of names.filter(name => name.startsWith(process.version) && name.endsWith(`-${userId()}`))) {
    for (const id of ids) {
      const theirs = mine.replace(/\d+$/, String(id))
      if (!names.includes(theirs)) symlinkSync(mine, join(folder, theirs))
    }
  }
  return folder
}

/** Changes with Node, with the packages and with every file of ours. */
function keyOfPackage(): string {
  const hash = createHash('sha256').update(process.version)
  for (const folder of ['src', 'package-lock.json', 'node_modules/.package-lock.json']) for (const file of filesOf(join(PACKAGE, folder))) hash.update(file)
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [`${path} ${found.size} ${found.mtimeMs}\n`]
  return readdirSync(path).flatMap(name => filesOf(join(path, name)))
}

/** Node makes its files for their owner alone. */
function openToRead(path: string): void {
  const found = statSync(path)
  chmodSync(path, found.isDirectory() ? 0o755 : 0o644)
  if (found.isDirectory()) for (const entry of readdirSync(path, { withFileTypes: true })) if (!entry.isSymbolicLink()) openToRead(join(path, entry.name))
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
