// The keeper's folder on disk: files replaced whole, and files that only grow, each durable before the keeper goes on.
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { utf8 } from '../core/bytes.ts'
import { writeDurable } from '../adapters/processes/own-folder.ts'
import type { Folder } from './ports.ts'

const NEW_LINE = 0x0a

export function openFolder(home: string): Folder {
  const grown = new Map<string, number>()
  return {
    read(name) {
      try {
        return new Uint8Array(readFileSync(join(home, name)))
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw fault
      }
    },
    write: (name, text) => writeDurable(join(home, name), text, 0o600),
    append(name, line) {
      let file = grown.get(name)
      if (file === undefined) grown.set(name, (file = openToGrow(home, name)))
      writeWhole(file, line + '\n')
      fsyncSync(file)
    },
  }
}

/** Opens a file that only grows. Where a crash cut its last line short, the line is ended, so that the next is not joined to it. */
function openToGrow(home: string, name: string): number {
  const file = openSync(join(home, name), 'a+', 0o600), { size } = fstatSync(file), last = new Uint8Array(1)
  if (size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== NEW_LINE) writeWhole(file, '\n')
  const folder = openSync(home, 'r')
  fsyncSync(folder)
  closeSync(folder)
  return file
}

function writeWhole(file: number, text: string): void {
  const bytes = utf8(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}
