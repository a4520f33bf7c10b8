// What the parts would each build again at every start, built once beside the packages: bundles, styles, and Node's own cache of compiled modules.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listen } from './keep.ts'
import { PACKAGE, type Program } from './program.ts'
import { isRoot, userId } from './user.ts'

const CACHE = join(PACKAGE, 'node_modules/.cache/countersign')
const CODE = 'node_modules/.cache/countersign/code'

/**
 * Where Node keeps compiled modules for this package: a part that takes its code from there starts in half the time, with 20 MB less. Undefined
 * where the folder cannot be made, or where somebody could put code into it who could not put it into the package: it would run with our rights.
 */
export function codeFolder(): string | undefined {
  const folder = join(PACKAGE, CODE)
  try {
    mkdirSync(folder, { recursive: true })
    return [folder, CACHE, dirname(CACHE)].every(isOurs) ? folder : undefined
  } catch {
    return undefined
  }
}

function isOurs(folder: string): boolean {
  const { uid, mode } = statSync(folder)
  return uid === userId() && (mode & (isRoot() ? 0o022 : 0o002)) === 0
}

/** Builds what is not built yet, in a process that ends, so that no part keeps a compiler in memory. Should it fail, each part builds for itself. */
export async function buildOnce({ command, args, cwd, node, folder }: Program, say: (text: string) => void, stop: AbortSignal): Promise<void> {
  const key = keyOfPackage(folder)
  if (codeFolder() === undefined || readIfThere(join(CACHE, 'built')) === key) return
  // By the same names as the parts: Node finds a compiled module again by its path.
  const child = spawn(command, [...args, 'role', 'build'], {
    cwd, signal: stop, stdio: ['ignore', 'pipe', 'pipe', 'ignore', node ?? 'ignore'], env: { PATH: '/usr/bin:/bin', TZ: 'UTC', NODE_COMPILE_CACHE: join(folder, CODE) },
  })
  listen(child, say)
  const status = await new Promise(resolve => { child.once('error', resolve).once('close', resolve) })
  if (status !== 0 || stop.aborted) return
  chmodSync(dirname(CACHE), 0o755)
  openToRead(CACHE)
  writeFileSync(join(CACHE, 'built'), key)
  say('The pages are built')
}

/** Gives the folder as the parts of `program` know it. Node looks for compiled modules under the reader's own user id: each part's leads to ours, which it can read and not write. */
export function shareCode(program: Program, ids: readonly number[]): string | undefined {
  const folder = codeFolder()
  if (folder === undefined) return undefined
  const names = readdirSync(folder)
  for (const mine of names.filter(name => name.startsWith(process.version) && name.endsWith(`-${userId()}`))) {
    for (const id of ids) {
      const theirs = mine.replace(/\d+$/, String(id))
      if (!names.includes(theirs)) symlinkSync(mine, join(folder, theirs))
    }
  }
  return join(program.folder, CODE)
}

/** Changes with Node, with the name that the package is known by, with the packages and with every file of ours. */
function keyOfPackage(known: string): string {
  const hash = createHash('sha256').update(`${process.version} ${known}\n`)
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
