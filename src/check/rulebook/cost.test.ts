// The cost of a rule: known before it is used, and refused with its figure when it is too dear.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileRule } from './compile.ts'
import { BUDGET, costOf, overBudget } from './cost.ts'
import { rule, rulebook, wordsToFind } from './fixture.ts'
import { inspectRulebook } from './load.ts'

const match = (words: string) => [{ words, instead: [], says: null }]

test('a rule of two words costs its letters, and can be tried in one way', () => {
  const { states, ways } = costOf(compileRule(rule()))
  assert.ok(states > 15 && states < 60, String(states))
  assert.equal(ways, 1)
})

test('a rule over the budget is refused with its figure', () => {
  const many = Array.from({ length: 200 }, (_, i) => `{word} number w${i}`)
  const dear = rule({ find: wordsToFind({ lists: { many, more: many }, match: match('<many> ..8 <more> ..8 <many> ..8 <more>') }) })
  const { ways } = costOf(compileRule(dear))
  assert.ok(ways > BUDGET.ways)
  assert.match(overBudget(compileRule(dear))!, new RegExp(`can be tried in ${ways} ways`))
  const { rulebook: loaded, wrong } = inspectRulebook(rulebook(dear))
  assert.equal(loaded, undefined)
  assert.ok(wrong.some(each => each.member === 'find' && each.wrong.includes(String(ways))))
})
