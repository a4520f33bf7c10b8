// Fitness check 1: a file imports only from its own folder or from one earlier in the order of the data, and the mission is pure.
import { dirname, join } from 'node:path/posix'
import type { Fitness } from './fitness.ts'
import { codeOf, importsOf, type Import } from './imports.ts'
import { filesUnder, isTest, placesOf, textOf } from './tree.ts'

const MISSION = ['core', 'people', 'draft', 'lines', 'check', 'signoff', 'publish', 'record', 'watch']
const OUTSIDE = ['adapters', 'web', 'sign', 'keeper', 'wall', 'api', 'cli']
const ORDER = [...MISSION, 'commands', 'queries', 'pages']
const TOP = ['main.ts', 'index.ts']

/** Time, chance and the machine come in as arguments. */
const IMPURE = /(?<![.\w$])(?:Date\.now\(|new Date\(\)|Math\.random\(|process\.\w|performance\.now\(|fetch\(|set(?:Timeout|Interval|Immediate)\(|crypto\.(?:subtle|getRandomValues|randomUUID)|console\.)/g

export const importsOneWay: Fitness = {
  number: 1,
  title: 'imports run one way, and the mission folders are pure',
  look: root => {
    const files = filesUnder(root, 'src').filter(file => /\.[cm]?[jt]s$/.test(file))
    return Promise.resolve({ faults: files.flatMap(file => faultsOf(file, textOf(root, file))), ...(files.length === 0 && { waiting: ['src/ is not there yet'] }) })
  },
}

function faultsOf(file: string, text: string): readonly string[] {
  const folder = placeOf(file)
  if (rankOf(folder) === undefined) return [`${file} lies in no folder of the mission: the folders of src/ are ${[...ORDER, ...OUTSIDE].join(', ')}, with ${TOP.join(' and ')} beside them`]
  const impure = MISSION.includes(folder) && !isTest(file) ? placesOf(file, codeOf(text), IMPURE).map(({ place, match }) => `${place} ${match[0]} makes a mission folder impure: take it in as an argument`) : []
  return [...importsOf(text).flatMap(imported => whyNot(file, imported).map(why => `${file}:${imported.line} ${why}`)), ...impure]
}

function whyNot(file: string, { from }: Import): readonly string[] {
  const folder = placeOf(file)
  if (from === undefined) return folderIsBare(folder) && !isTest(file) ? ['imports what it computes: name the file'] : []
  if (!from.startsWith('.')) return isTest(file) || mayTake(folder, from) ? [] : [`imports ${from}: ${folder}/ takes ${MISSION.includes(folder) ? 'nothing from node: or npm' : 'typebox alone from npm, and nothing from node:'}`]
  const target = join(dirname(file), from)
  if (!target.startsWith('src/')) return isTest(file) || !folderIsBare(folder) ? [] : [`imports ${target}, which lies outside src/`]
  return mayImport(folder, placeOf(target), isTest(file)) ? [] : [`imports ${target}: ${placeOf(target)} is no part of ${folder} and comes ${isOutside(folder) && isOutside(placeOf(target)) ? 'beside' : 'after'} it`]
}

const folderIsBare = (folder: string): boolean => [...MISSION, 'commands', 'queries'].includes(folder)

const mayTake = (folder: string, from: string): boolean => !folderIsBare(folder) || (!MISSION.includes(folder) && /^typebox(\/|$)/.test(from))

function mayImport(folder: string, target: string, fromTest: boolean): boolean {
  if (target === folder) return true
  if (isOutside(target)) return (isOutside(folder) && target === 'adapters') || TOP.includes(folder) || (fromTest && target === 'adapters')
  const [own, other] = [rankOf(folder), rankOf(target)]
  return own !== undefined && other !== undefined && other < own
}

/** The folder of src/ that a file lies in; for a file directly in it, its own name. */
const placeOf = (file: string): string => file.split('/')[1] ?? ''

const isOutside = (folder: string): boolean => OUTSIDE.includes(folder)

function rankOf(folder: string): number | undefined {
  if (TOP.includes(folder)) return ORDER.length + 1
  if (isOutside(folder)) return ORDER.length
  const rank = ORDER.indexOf(folder)
  return rank === -1 ? undefined : rank
}
