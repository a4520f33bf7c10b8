// Records as folders of static files: read to be verified, written once.
import { mkdir, open, readdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { ExportedFile } from '../../record/export.ts'
import type { LogSource } from '../../record/verify/walk.ts'
import { LONGEST_FILE } from './not-there.ts'

/** A folder as a source for verification: everything in it that is no folder counts as a file, links included. */
export async function openLogFolder(folder: string): Promise<LogSource> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter(entry => !entry.isDirectory()).map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
  const there = new Set(paths)
  return { paths, read: path => (there.has(path) ? readUpTo(join(folder, path), LONGEST_FILE) : undefined) }
}

/** A file's first bytes; nothing when it is no plain file that can be opened. A pipe in a folder from elsewhere would be waited for without end. */
export async function readUpTo(path: string, most: number): Promise<Uint8Array | undefined> {
  const plain = await stat(path).then(found => found.isFile(), () => false)
  const file = plain ? await open(path).catch(() => undefined) : undefined
  if (!file) return undefined
  try {
    const { size } = await file.stat()
    const bytes = new Uint8Array(Math.min(size, most))
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return bytes.subarray(0, at)
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}

/** Writes the files of a record into a folder that is new or empty of them; a file that is there already is a fault. */
export async function writeLogFolder(folder: string, files: readonly ExportedFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    const full = join(folder, ...path.split('/'))
    await mkdir(dirname(full), { recursive: true })
    await writeFile(full, bytes, { flag: 'wx' })
  }
}
