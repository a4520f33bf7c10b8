// Prepares rules for checking: all their words in one screen, compiled when first used and kept as long as the rules are.
import type { Rule } from '../rulebook/compile.ts'
import type { Automaton } from './automaton.ts'
import { figuresNeeded } from './figures-needed.ts'
import { phrasesOf } from './phrases-of.ts'
import { Screen } from './screen.ts'

export interface Prepared {
  readonly rules: readonly Rule[]
  /** Places in `rules` of those that find words, and of all others. */
  readonly others: readonly number[]
  readonly screen: Screen
  /** For each pattern, the place of its rule in `rules`, and its own place in the rule. */
  readonly ruleOf: Int32Array
  readonly orderOf: Int32Array
  /** Patterns that no word gives away. */
  readonly always: readonly number[]
  /** For each pattern, what figures it needs. */
  readonly figures: Uint8Array
  /** 1 for each rule all of whose patterns are looked for whole. */
  readonly spotted: Uint8Array
  /** The words of each pattern that can be written in one way alone. */
  readonly words: readonly (string | undefined)[]
}

const kept = new WeakMap<readonly Rule[], Prepared>()

/** `automaton`: the one that these very rules were compiled into before. */
export function prepare(rules: readonly Rule[], automaton?: Automaton): Prepared {
  const already = kept.get(rules)
  if (already) return already
  const prepared = compile(rules, automaton)
  kept.set(rules, prepared)
  return prepared
}

function compile(rules: readonly Rule[], automaton?: Automaton): Prepared {
  const patterns = rules.flatMap((rule, place) => (rule.compiled.kind === 'words' ? rule.compiled.table.patterns.map((pattern, order) => ({ pattern, place, order })) : []))
  const { phrases, always, whole } = phrasesOf(patterns.map(each => each.pattern))
  const spotted = new Uint8Array(rules.length).fill(1)
  patterns.forEach(({ place }, id) => { if (!whole.has(id)) spotted[place] = 0 })
  return {
    rules, always, spotted, words: patterns.map((_, id) => whole.get(id)), figures: Uint8Array.from(patterns, each => figuresNeeded(each.pattern)), others: rules.flatMap((rule, place) => (rule.compiled.kind === 'words' ? [] : [place])), screen: new Screen(phrases, patterns.length, { hidden: true, automaton }),
    ruleOf: Int32Array.from(patterns, each => each.place), orderOf: Int32Array.from(patterns, each => each.order),
  }
}
