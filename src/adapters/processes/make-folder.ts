// A part's own folder, made or set right.
import { chmodSync, chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Ids } from './ids.ts'
import type { PartName } from './parts.ts'

/** 0700 under the part's own id, whatever it was before. */
export function makeFolder(data: string, ids: Ids | undefined, part: PartName | 'postgres'): string {
  const folder = join(data, part)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (ids) chownSync(folder, ids[part], ids[part])
  chmodSync(folder, 0o700)
  return folder
}
