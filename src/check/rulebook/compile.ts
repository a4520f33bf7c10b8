// Turns a rule's facts into what the engine runs. Everything is read once, when the rulebook is loaded.
import { foldText } from '../../core/fold-text.ts'
import { tableOf, type Table } from '../engine/find.ts'
import type { Beside, Find, FindOrigin, FindPictures, FindWords, RuleDocument } from './document.ts'
import { readPattern, type Alternative, type Lists } from './pattern.ts'

/** A condition beside a match, ready to run. */
export interface Condition { readonly within: Beside['within']; readonly table: Table }

export type Compiled =
  | { readonly kind: 'words'; readonly table: Table; readonly instead: FindWords['match'][number]['instead'][]; readonly near: readonly Condition[]; readonly unless: readonly Condition[]; readonly excusedByLink: boolean }
  | { readonly kind: 'pictures'; readonly bounds: FindPictures; readonly empty: ReadonlySet<string> }
  | { readonly kind: 'videos'; readonly automatic: readonly string[]; readonly unless: readonly Condition[] }
  | { readonly kind: 'origin'; readonly bounds: FindOrigin }

export interface Rule { readonly document: RuleDocument; readonly compiled: Compiled }

/** A rulebook that loaded: every rule has the form, fires on its own examples and passes its near misses. */
export interface Rulebook { readonly id: string; readonly version: string; readonly title: string; readonly rules: readonly Rule[] }

/** Throws a TypeError whose message begins with the member that is wrong. */
export const compileRule = (document: RuleDocument): Rule => ({ document, compiled: compile(document.find) })

function compile(find: Find): Compiled {
  switch (find.kind) {
    case 'words':
      return {
        kind: 'words', table: table(find.match.map((_, i) => `find.match[${i}]`), find.match, find.lists), instead: find.match.map(match => match.instead),
        near: conditions('find.near', find.near, find.lists), unless: conditions('find.unless', find.unless, find.lists), excusedByLink: find.excusedByLink,
      }
    case 'pictures':
      return { kind: 'pictures', bounds: find, empty: new Set(find.empty.map(words => foldText(words).letters)) }
    case 'videos':
      return { kind: 'videos', automatic: find.automatic, unless: conditions('find.unless', find.unless, {}) }
    case 'origin':
      return { kind: 'origin', bounds: find }
  }
}

function table(members: readonly string[], patterns: readonly { readonly words: string }[], lists: Lists): Table {
  return tableOf(patterns.map(({ words }, i) => {
    try {
      return readPattern(words, lists)
    } catch (error) {
      throw new TypeError(`${members[i]} ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }))
}

const conditions = (member: string, all: readonly Beside[], lists: Lists): readonly Condition[] =>
  all.map((beside, i) => ({ within: beside.within, table: table([`${member}[${i}]`], [beside], lists) }))

/** Every alternative that an example must go through: what finds, and what excuses. */
export function alternativesOf(compiled: Compiled): readonly { readonly alternative: Alternative; readonly pattern: string }[] {
  const tables = compiled.kind === 'words' ? [compiled.table, ...[...compiled.near, ...compiled.unless].map(each => each.table)]
    : compiled.kind === 'videos' ? compiled.unless.map(each => each.table) : []
  return tables.flatMap(each => each.patterns).flatMap(pattern =>
    pattern.elements.flatMap(element => (element.kind === 'choice' ? element.alternatives.map(alternative => ({ alternative, pattern: pattern.written })) : [])))
}
