// Fitness check 12: code says what it is for, leaves nothing for later, switches off no test, and no folder is a drawer for everything.
import type { Fitness } from './fitness.ts'
import { codeOf } from './imports.ts'
import { filesUnder, placesOf, textOf } from './tree.ts'

const DRAWERS = ['utils', 'util', 'helpers', 'common', 'services', 'managers', 'misc']
const CODE = /^(?:src|bin|test|tools|bench)\/.*\.(?:[cm]?[jt]s|scss|css|njk|sql)$/
const FIRST_LINE = /^(?:#!.*\n)?\s*(?:\/\/|\/\*|\{#|--)\s*\S/

/** In the code itself: a comment or a string may speak of them. */
const IN_CODE: readonly (readonly [RegExp, string])[] = [
  [/(?<=[:<|&]\s*|\bas\s+|\bextends\s+|=>\s*)any\b(?!\s*[:(.])|(?<=,\s*)any(?=\s*(?:>|\[\]))/g, 'is the type that says nothing: name the type, or take unknown'],
  [/\b(?:test|it|describe|suite)\.(?:skip|only|todo)\b/g, 'switches tests off: a test runs, or it is not there'],
  [/\b(?:only|todo):\s*true\b/g, 'switches tests off: a test runs, or it is not there'],
]
const LATER = /\b(?:TO[D]O|FI[X]ME)\b/g

export const plainCode: Fitness = {
  number: 12,
  title: 'every file says what it is for, and nothing is left for later',
  look: root => {
    const files = filesUnder(root)
    return Promise.resolve({ faults: [...drawers(files), ...files.filter(file => /\.(?:md|ya?ml)$/.test(file) || CODE.test(file)).flatMap(file => faultsOf(file, textOf(root, file)))] })
  },
}

const drawers = (files: readonly string[]): readonly string[] => {
  const folders = new Set(files.flatMap(file => file.split('/').slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join('/'))))
  return [...folders].filter(folder => DRAWERS.includes(folder.split('/').at(-1)!)).map(folder => `${folder}/ is a drawer for everything: name the folder after what is in it`)
}

function faultsOf(file: string, text: string): readonly string[] {
  const later = placesOf(file, text, LATER).map(({ place, match }) => `${place} says ${match[0]}: do it, or write down as an issue what is left`)
  if (!CODE.test(file)) return later
  const unnamed = FIRST_LINE.test(text) ? [] : [`${file}:1 does not begin with a comment that says what the file is for`]
  const patterns = /\.[cm]?ts$/.test(file) ? IN_CODE : []
  return [...unnamed, ...later, ...patterns.flatMap(([pattern, why]) => placesOf(file, codeOf(text), pattern).map(({ place, match }) => `${place} \`${match[0]}\` ${why}`))]
}
