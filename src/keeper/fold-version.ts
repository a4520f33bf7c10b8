// Names the code that folds the log, from its own source: a snapshot made by other code is then folded again, and nobody need remember to say so.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Everything that the fold can reach: the mission folders, and the form of the snapshot itself. */
const FOLDERS = ['core', 'people', 'draft', 'lines', 'check', 'signoff', 'publish', 'record', 'watch']
const SOURCE = fileURLToPath(new URL('..', import.meta.url))

/** SHA-256 over the sources, tests left out. Read while the package's folder can still be read. */
export function foldVersion(): string {
  const hash = createHash('sha256')
  for (const path of [...FOLDERS.flatMap(folder => sourcesIn(join(SOURCE, folder))), join(SOURCE, 'keeper/snapshot.ts')]) hash.update(path.slice(SOURCE.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

function sourcesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.[jt]s$/.test(name) && !/\.test\.[jt]s$/.test(name)).toSorted().map(name => join(folder, name))
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw fault
  }
}
