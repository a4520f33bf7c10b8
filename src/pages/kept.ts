// Keeps what takes long to build on disk, so that the second start is quick. What cannot be kept is only built again.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Place { readonly name: string; readonly key: string; readonly home: string | undefined; readonly root: string }

/** The value kept under this key, or the one that is built now. The value is plain JSON. */
export async function keptOr<Value>(place: Place, build: () => Promise<Value>): Promise<Value> {
  const file = `kept-${place.name}.json`, folder = folderOf(place)
  for (const each of new Set([folder, besidePackages(place)])) {
    const kept = readKept<Value>(join(each, file))
    if (kept?.key === place.key) return kept.value
  }
  const value = await build()
  keep(join(folder, file), JSON.stringify({ key: place.key, value }))
  return value
}

/** The own folder where this process owns it; root never reads what a part has written, and keeps beside the packages instead. */
function folderOf({ home, root }: Place): string {
  const owner = home === undefined ? undefined : statSync(home, { throwIfNoEntry: false })?.uid
  return owner !== undefined && owner === process.getuid?.() ? home! : besidePackages({ root })
}

/** Whoever may write here may write the packages too. */
const besidePackages = ({ root }: Pick<Place, 'root'>): string => join(root, 'node_modules/.cache/countersign')

function readKept<Value>(file: string): { readonly key: string; readonly value: Value } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { key: string; value: Value }
  } catch {
    return undefined
  }
}

/** A crash leaves the old file or the new one; a folder that cannot be written to leaves things as they are. */
function keep(file: string, text: string): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(`${file}.${process.pid}`, text)
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    // Read-only or full: the next start builds again.
  }
}
