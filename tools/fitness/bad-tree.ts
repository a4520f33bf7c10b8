// Writes a small tree of files into a temporary folder, so that a check can be shown a repository that breaks its rule.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import type { Fitness } from './fitness.ts'

export type Files = Readonly<Record<string, string>>

/** The folder with these files; removed when the test file ends. */
export function treeOf(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'fitness-'))
  after(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

export const faultsIn = async ({ look }: Fitness, files: Files): Promise<readonly string[]> => (await look(treeOf(files))).faults
