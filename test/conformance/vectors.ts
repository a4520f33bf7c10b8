// Where the published test vectors lie: beside the repository. Without them a test says that it skips; with CI=true it fails.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'shared', 'vectors')

/** A test over one folder of vectors; `folder` is its full path. */
export function vectorTest(name: string, source: string, run: (folder: string) => void | Promise<void>): void {
  const folder = join(FOLDER, source), missing = !existsSync(folder)
  test(name, { skip: missing && process.env['CI'] !== 'true' ? `the published vectors are not here: ../shared/vectors/${source}` : false }, () => {
    if (missing) throw new Error(`the published vectors are not here: ../shared/vectors/${source}`)
    return run(folder)
  })
}

/** Every file under a folder, as paths from it. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path => join(folder, path)).filter(path => statSync(path).isFile()).map(path => relative(folder, path).replaceAll('\\', '/')).toSorted()

export const bytesOf = (folder: string, path: string): Uint8Array => new Uint8Array(readFileSync(join(folder, path)))
export const jsonOf = <Value>(folder: string, path: string): Value => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Value
