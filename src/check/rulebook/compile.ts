// Turns a rule's facts into what the engine runs. Everything is read once, when the rulebook is loaded.
import { foldText } from '../../core/fold-text.ts'
import { tableOf, type Table } from '../engine/find.ts'
import type { Beside, Find, FindOrigin, FindPictures, FindWords, RuleDocument } from './document.ts'
import { readList, readPattern, type Alternative, type Lists, type Pattern } from './pattern.ts'

/** A condition beside a match, ready to run. */
export interface Condition { readonly within: Beside['within']; readonly table: Table }

export type Compiled =
  | { readonly kind: 'words'; readonly table: Table; readonly match: FindWords['match']; readonly near: readonly Condition[]; readonly unless: readonly Condition[]; readonly excusedByLink: boolean }
  | { readonly kind: 'pictures'; readonly bounds: FindPictures; readonly empty: ReadonlySet<string> }
  | { readonly kind: 'videos'; readonly automatic: readonly string[]; readonly unless: readonly Condition[] }
  | { readonly kind: 'origin'; readonly bounds: FindOrigin }
  | { readonly kind: 'letters' }

export interface Rule { readonly document: RuleDocument; readonly compiled: Compiled }

/** A rulebook that loaded: every rule has the form, fires on its own examples and passes its near misses. */
export interface Rulebook { readonly id: string; readonly version: string; readonly title: string; readonly rules: readonly Rule[] }

/** Throws a TypeError whose message begins with the member that is wrong. */
export const compileRule = (document: RuleDocument): Rule => ({ document, compiled: compile(document.find) })

function compile(find: Find): Compiled {
  switch (find.kind) {
    case 'words': {
      const lists = listsOf(find)
      return {
        kind: 'words', table: table(find.match.map((_, i) => `find.match[${i}]`), find.match, lists), match: find.match,
        near: conditions('find.near', find.near, lists), unless: conditions('find.unless', find.unless, lists), excusedByLink: find.excusedByLink,
      }
    }
    case 'pictures':
      return { kind: 'pictures', bounds: find, empty: new Set(find.empty.map(words => foldText(words).letters)) }
    case 'videos':
      return { kind: 'videos', automatic: find.automatic, unless: conditions('find.unless', find.unless, new Map()) }
    case 'origin':
      return { kind: 'origin', bounds: find }
    case 'letters':
      return { kind: 'letters' }
  }
}

const listsOf = (find: FindWords): Lists => new Map(Object.entries(find.lists).map(([name, alternatives]) => [name, at(`find.lists.${name.split(' ')[0]}`, () => readList(name, alternatives))]))

const table = (members: readonly string[], patterns: readonly { readonly words: string }[], lists: Lists): Table =>
  tableOf(patterns.map(({ words }, i) => at(members[i]!, () => readPattern(words, lists))))

const conditions = (member: string, all: readonly Beside[], lists: Lists): readonly Condition[] =>
  all.map((beside, i) => ({ within: beside.within, table: table([`${member}[${i}]`], [beside], lists) }))

function at<Read>(member: string, read: () => Read): Read {
  try {
    return read()
  } catch (error) {
    throw new TypeError(`${member} ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** What a match has gone through. */
export type Through = Set<Alternative | Pattern>

/** Every pattern and every alternative that an example must go through, with its words: what finds, and what excuses. */
export function provable({ compiled, document }: Rule): ReadonlyMap<Alternative | Pattern, string> {
  const tables = compiled.kind === 'words' ? [compiled.table, ...[...compiled.near, ...compiled.unless].map(each => each.table)]
    : compiled.kind === 'videos' ? compiled.unless.map(each => each.table) : []
  const all = new Map<Alternative | Pattern, string>()
  for (const pattern of tables.flatMap(each => each.patterns)) {
    all.set(pattern, pattern.written)
    for (const element of pattern.elements) if (element.kind === 'choice') for (const alternative of element.alternatives) all.set(alternative, `${alternative.written}" in "${pattern.written}`)
  }
  const lists = document.find.kind === 'words' ? Object.keys(document.find.lists) : []
  if (compiled.kind === 'words') for (const name of lists) if (!tables.some(each => each.patterns.some(pattern => pattern.written.includes(`<${name}>`)))) throw new TypeError(`find.lists is used by no pattern: ${name}`)
  return all
}
