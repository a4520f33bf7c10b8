// Reads the files of the repository: those that are part of it, not what is installed, generated or ignored.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Paths from the root, with `/`, in order. With `folder`, only those under it. */
export function filesUnder(root: string, folder = ''): readonly string[] {
  const ignored = new Set(['.git', 'node_modules', ...ignoredFolders(root)])
  const walk = (at: string): readonly string[] =>
    readdirSync(join(root, at), { withFileTypes: true }).flatMap(entry => {
      const path = at === '' ? entry.name : `${at}/${entry.name}`
      if (ignored.has(path) || entry.name === 'node_modules') return []
      return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : []
    })
  return existsSync(join(root, folder)) ? walk(folder).toSorted() : []
}

/** The folders of .gitignore, of which ours are all at the root. */
function ignoredFolders(root: string): readonly string[] {
  const path = join(root, '.gitignore')
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').map(line => line.replaceAll(/^\/|\/$/g, '')).filter(line => line !== '') : []
}

export const textOf = (root: string, file: string): string => readFileSync(join(root, file), 'utf8')

export const isTest = (file: string): boolean => file.endsWith('.test.ts')

export const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length

/** Every match in the text, as `file:line` and the match. */
export function placesOf(file: string, text: string, pattern: RegExp): readonly { readonly place: string; readonly match: RegExpExecArray }[] {
  return [...text.matchAll(pattern)].map(match => ({ place: `${file}:${lineOf(text, match.index)}`, match }))
}
