// What a rule costs, known when it is saved: the states that it adds to the automaton, and the most places of one post at which it can be tried.
import { endingsOf } from '../engine/endings.ts'
import { phrasesOf } from '../engine/phrases-of.ts'
import type { Rule } from './compile.ts'
import type { Pattern } from './pattern.ts'

/** `states`: at most so many states of the automaton. `ways`: at most so many ways through a pattern from one place, gaps included. */
export interface Cost { readonly states: number; readonly ways: number }

/** More than this, and a rule is refused: it would slow every check for everybody. */
export const BUDGET: Cost = { states: 60_000, ways: 2_000_000 }

export function costOf({ compiled }: Rule): Cost {
  if (compiled.kind !== 'words') return { states: 0, ways: 0 }
  const { patterns } = compiled.table, conditions = [...compiled.near, ...compiled.unless].flatMap(condition => condition.table.patterns)
  return {
    states: phrasesOf(patterns).phrases.flatMap(phrase => endingsOf(phrase, true)).reduce((sum, { run }) => sum + run.length, 1),
    ways: [...patterns, ...conditions].reduce((most, pattern) => Math.max(most, waysThrough(pattern)), 0),
  }
}

/** From one place on each gap can be passed in so many ways, and each choice be written in so many; figures are read in one. */
const waysThrough = ({ elements }: Pattern): number =>
  elements.reduce((ways, element) => ways * (element.kind === 'gap' ? element.most + 1 : 1), 1) * elements.reduce((sum, element) => sum + (element.kind === 'choice' ? element.alternatives.reduce((all, { spellings }) => all + spellings.length, 0) : 1), 0)

/** Why a rule is too dear, with its figure; nothing when it is not. */
export function overBudget(rule: Rule): string | undefined {
  const { states, ways } = costOf(rule)
  if (states > BUDGET.states) return `costs ${states} states of the automaton, and at most ${BUDGET.states} are allowed: shorten its lists`
  return ways > BUDGET.ways ? `can be tried in ${ways} ways from one place, and at most ${BUDGET.ways} are allowed: shorten its gaps or its lists` : undefined
}
