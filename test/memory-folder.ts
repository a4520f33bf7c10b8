// A folder in memory for tests: what was written is there, lines are appended, and a crash is a copy.
import { concat, utf8, utf8ToText } from '../src/core/bytes.ts'
import type { Folder } from '../src/keeper/ports.ts'

export interface MemoryFolder extends Folder {
  readonly files: Map<string, Uint8Array>
  text(name: string): string | undefined
}

export function memoryFolder(files: { readonly [name: string]: string } = {}): MemoryFolder {
  const kept = new Map(Object.entries(files).map(([name, text]) => [name, utf8(text)]))
  return {
    files: kept,
    read: name => kept.get(name),
    text: name => (kept.has(name) ? utf8ToText(kept.get(name)!) : undefined),
    write: (name, text) => { kept.set(name, utf8(text)) },
    append: (name, line) => { kept.set(name, concat(kept.get(name) ?? new Uint8Array(), utf8(line + '\n'))) },
  }
}
