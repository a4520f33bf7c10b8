// Fitness check 8: what the documents show works: code parses, commands and scripts exist, and so does every path that is named.
import { stripTypeScriptTypes } from 'node:module'
import { basename, dirname, join, matchesGlob } from 'node:path/posix'
import { parseDocument } from 'yaml'
import type { Fitness } from './fitness.ts'
import { wrongWith } from './shown-commands.ts'
import { filesUnder, isTest, placesOf, textOf } from './tree.ts'

const FENCE = /^ *```(?<language>\w*).*\n(?<code>[^]*?)^ *```/gm
const COMMAND = /`(?<line>(?:npm|npx|node|countersign) [^`\n]+)`/g
const LINK = /\]\((?!\w+:|#)(?<path>[^)\s#]+)/g
const PATH = /`(?<path>[\w.*-]+\/(?:[\w.*-]+\/?)*)`/g
const DOCUMENT = /(?<![\w/.-])(?:[\w.-]+\/)*(?<name>[\w-]+\.md)\b/g

export const documents: Fitness = {
  number: 8,
  title: 'code in README and docs works, and every path that is named exists',
  look(root) {
    const files = filesUnder(root), names = new Set(files.map(file => basename(file)))
    const pages = files.filter(file => file.endsWith('.md'))
    return Promise.resolve({
      faults: [...pages.flatMap(file => [...shown(root, file), ...named(root, file, files)]), ...files.filter(isSource).flatMap(file => unknownDocuments(root, file, names))],
      waiting: pages.includes('README.md') ? [] : ['README.md is not there yet'],
    })
  },
}

/** Code in fences, and commands inside a sentence. */
function shown(root: string, file: string): readonly string[] {
  const text = textOf(root, file)
  const fences = placesOf(file, text, FENCE).flatMap(({ place, match }) => wrongInFence(root, match.groups!['language']!, match.groups!['code']!).map(wrong => `${place} shows code that does not work: ${wrong}`))
  const commands = placesOf(file, text, COMMAND).flatMap(({ place, match }) => wrongWith(root, match.groups!['line']!).map(wrong => `${place} shows \`${match.groups!['line']!}\`: ${wrong}`))
  return [...fences, ...commands]
}

function wrongInFence(root: string, language: string, code: string): readonly string[] {
  switch (language) {
    case 'ts': case 'js': case 'mjs': case 'typescript': case 'javascript':
      return thrownBy(() => stripTypeScriptTypes(code))
    case 'json':
      return thrownBy(() => JSON.parse(code) as unknown)
    case 'yaml': case 'yml':
      return parseDocument(code).errors.map(({ message }) => message)
    case 'sh': case 'bash': case 'shell': case 'console':
      return code.replaceAll(/\\\n/g, ' ').split('\n').filter(line => line.trim() !== '').flatMap(line => wrongWith(root, line))
  }
  return []
}

function thrownBy(parse: () => unknown): readonly string[] {
  try {
    parse()
    return []
  } catch (error) {
    return [error instanceof Error ? error.message.split('\n')[0]! : String(error)]
  }
}

/** Links; and quoted paths from the root, from src/ or from the document's own folder. */
function named(root: string, file: string, files: readonly string[]): readonly string[] {
  const text = textOf(root, file), here = dirname(file)
  const links = placesOf(file, text, LINK).filter(({ match }) => !isThere(join(here, match.groups!['path']!), files))
  const quoted = placesOf(file, text, PATH).filter(({ match }) => {
    const path = match.groups!['path']!
    return claimsToExist(path, files) && !['', 'src', here].some(from => isThere(join(from, path), files))
  })
  return [...links, ...quoted].map(({ place, match }) => `${place} names ${match.groups!['path']!}, which does not exist`)
}

/** It begins with one of our folders; with one of src/ only if it looks like a source, since a data folder has names like them. */
function claimsToExist(path: string, files: readonly string[]): boolean {
  const begins = (before: string): boolean => files.some(file => file.startsWith(`${before}${path.split('/')[0]!}/`))
  return begins('') || (begins('src/') && /(\.ts|\/)$/.test(path))
}

function isThere(path: string, files: readonly string[]): boolean {
  const wanted = path.replace(/\/$/, '')
  return files.some(file => file === wanted || file.startsWith(`${wanted}/`) || matchesGlob(file, wanted))
}

const isSource = (file: string): boolean => /\.(md|[cm]?[jt]s|ya?ml|njk|scss|css)$/.test(file) && !isTest(file)

/** A document that is mentioned and lies nowhere in the repository. */
const unknownDocuments = (root: string, file: string, names: ReadonlySet<string>): readonly string[] =>
  placesOf(file, textOf(root, file), DOCUMENT).filter(({ match }) => !names.has(match.groups!['name']!)).map(({ place, match }) => `${place} names ${match[0]}, which does not exist`)
