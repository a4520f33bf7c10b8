// Fitness check 9: record/verify reaches only core/ and record/ at run time, and check/ only core/, draft/ and lines/.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import type { Fitness } from './fitness.ts'
import { importsOf } from './imports.ts'
import { filesUnder, isTest, textOf } from './tree.ts'

/** Whoever verifies a record, or checks words in a browser, loads this much and no more. */
const REACH = [
  { from: 'src/record/verify', to: ['core', 'record'] },
  { from: 'src/check', to: ['core', 'draft', 'lines', 'check'] },
]

export const reach: Fitness = {
  number: 9,
  title: 'record/verify reaches only core/ and record/ at run time, and check/ only core/, draft/ and lines/',
  look: root => {
    const starts = REACH.map(({ from, to }) => ({ from, to, files: filesUnder(root, from).filter(file => file.endsWith('.ts') && !isTest(file)) }))
    return Promise.resolve({
      faults: starts.flatMap(({ files, to }) => reachedFrom(root, files).flatMap(way => whyNot(way, to))),
      waiting: starts.filter(({ files }) => files.length === 0).map(({ from }) => `${from}/ is not there yet`),
    })
  },
}

/** A chain of imports, from a file where it begins to what it reaches in the end. */
type Way = readonly [string, ...string[]]

const endOf = (way: Way): string => way.at(-1)!

/** The shortest way to each file and package that loading these files loads. */
function reachedFrom(root: string, files: readonly string[]): readonly Way[] {
  const ways: Way[] = files.map(file => [file])
  const seen = new Set(files)
  for (const way of ways) { // grows as it goes: breadth first
    for (const target of loadedBy(root, endOf(way))) {
      if (seen.has(target)) continue
      seen.add(target)
      ways.push([...way, target])
    }
  }
  return ways
}

function loadedBy(root: string, file: string): readonly string[] {
  if (!file.startsWith('src/') || !existsSync(join(root, file))) return []
  return importsOf(textOf(root, file)).filter(({ typeOnly }) => !typeOnly).map(({ from = 'what it computes' }) => (from.startsWith('.') ? join(dirname(file), from) : from))
}

function whyNot(way: Way, to: readonly string[]): readonly string[] {
  const [top, folder] = endOf(way).split('/')
  return top === 'src' && to.includes(folder!) ? [] : [`${way[0]} reaches ${endOf(way)} by ${way.join(' -> ')}`]
}
