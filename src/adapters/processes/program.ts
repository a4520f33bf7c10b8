// How a part's program is started by a user who may not enter the folder that it lies in, as in root's own home.
import { openSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { readableByOthers } from './folders.ts'

export const PACKAGE = join(import.meta.dirname, '../../..')

/** What to spawn, and in which folder. `node` is a file descriptor to hand on as number 4; the command leads to it. */
export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly node: number | undefined
  /** The package's folder as the process will know it. */
  readonly folder: string
}

const FLAGS = ['--disable-sigusr1', '--disable-warning=ExperimentalWarning']

/**
 * The script `main` of this package under this Node. With `forOthers`, users without an account must be able to run it. Where the way to the package is
 * closed to them, the process is put into the package's folder by whoever starts it and finds everything below from there (/proc/self/cwd); where
 * the way to Node is closed, it is run from an open file. What lies in the package must be readable: throws CannotStart where it is not.
 */
export function programOf(main: string, forOthers: boolean): Program {
  const open = !forOthers || readableByOthers(main)
  const nodeIsOpen = !forOthers || readableByOthers(process.execPath)
  if (!(open && nodeIsOpen)) refuseUnreadable(main)
  const node = nodeIsOpen ? undefined : openSync(process.execPath, 'r')
  const command = node === undefined ? process.execPath : '/proc/self/fd/4'
  if (open) return { command, args: [...FLAGS, main], cwd: '/', node, folder: PACKAGE }
  return { command, args: [...FLAGS, '--preserve-symlinks', '--preserve-symlinks-main', join(HERE, relative(PACKAGE, main))], cwd: PACKAGE, node, folder: HERE }
}

/** Each process's own name for the folder it was put into. */
const HERE = '/proc/self/cwd'

function refuseUnreadable(main: string): void {
  const examples = [main, import.meta.filename, createRequire(import.meta.url).resolve('pg/package.json')]
  const paths = [...examples.flatMap(path => between(PACKAGE, path)), process.execPath]
  const closed = paths.find(path => (statSync(path).mode & (statSync(path).isDirectory() ? 0o005 : 0o004)) === 0)
  if (closed === undefined && process.platform === 'linux') return
  throw new CannotStart(`${closed ?? PACKAGE} can be read by this user alone, and each part runs as a user of its own. Let the others read the package: chmod -R go+rX ${PACKAGE}`)
}

/** The path and the folders above it, up to the package's own. */
function between(folder: string, path: string): string[] {
  return path === folder || path === dirname(path) ? [path] : [path, ...between(folder, dirname(path))]
}
