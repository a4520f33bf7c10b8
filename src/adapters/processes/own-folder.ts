// A part's own folder: reading a file, and replacing one so that a crash leaves the old text or the new one.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The text without white space at its ends; undefined when there is no such file. */
export function readOwn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(pathOf(folder, name), 'utf8').trim()
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fault
  }
}

export const writeOwn = (folder: string, name: string, text: string): void => writeDurable(pathOf(folder, name), text, 0o600)

/** Writes beside the file, syncs, renames and syncs the folder. If we crash before the rename, the next write replaces what lies beside. */
export function writeDurable(path: string, text: string, mode: number): void {
  const beside = `${path}.new`
  const file = openSync(beside, 'w', mode)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function pathOf(folder: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name)) throw new TypeError(`"${name}" is no name for a file of a part's own folder`)
  return join(folder, name)
}
