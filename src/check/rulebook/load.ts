// Loads a rulebook: strict form, compiled patterns, and every rule tested on its own examples before it counts.
import { done, refuse, type Result } from '../../core/result.ts'
import { compileRule, type Rule, type Rulebook } from './compile.ts'
import { overBudget } from './cost.ts'
import { ruleForm, rulebookForm, type RuleDocument, type RulebookDocument } from './document.ts'
import { wrongExamples } from './examples.ts'

export type { Rulebook } from './compile.ts'

/** One thing that is wrong; `rule` is its place among the rules, -1 for the rulebook itself; `member` a path inside it, '' for the whole. */
export interface WrongRule { readonly rule: number; readonly id: string; readonly member: string; readonly wrong: string }

/** The rulebook ready to check with, or a refusal that names the first thing that is wrong. Never throws. */
export function loadRulebook(document: unknown): Result<Rulebook> {
  const { rulebook, wrong } = inspectRulebook(document)
  if (rulebook) return done(rulebook)
  const first = wrong[0]!
  return refuse('RULEBOOK_WRONG', { rule: first.rule, member: first.member, place: [first.id, first.member].filter(word => word !== '').join(' '), wrong: first.wrong })
}

/** Everything that is wrong with a rulebook, for its authors; the rulebook itself when nothing is. */
export function inspectRulebook(document: unknown): { readonly rulebook?: Rulebook; readonly wrong: readonly WrongRule[] } {
  const outer = rulebookForm(document)
  if (outer !== undefined) return { wrong: [{ rule: -1, id: 'the rulebook', member: '', wrong: outer }] }
  const { id, version, title, rules } = document as RulebookDocument
  const loaded = rules.map((rule, i) => loadRule(rule, i, rules))
  const wrong = loaded.flatMap(each => each.wrong)
  return wrong.length > 0 ? { wrong } : { rulebook: { id, version, title, rules: loaded.flatMap(each => each.rule ?? []) }, wrong }
}

function loadRule(document: RuleDocument, i: number, all: readonly RuleDocument[]): { readonly rule?: Rule; readonly wrong: readonly WrongRule[] } {
  const formless = ruleForm(document)
  const id = idOf(document, i)
  if (formless !== undefined) return { wrong: [{ rule: i, id, ...placed(formless) }] }
  if (all.some((other, j) => j < i && idOf(other, j) === id)) return { wrong: [{ rule: i, id, member: 'id', wrong: 'is the id of an earlier rule too' }] }
  if (document.cite.length === 0) return { wrong: [{ rule: i, id, member: 'cite', wrong: 'names no source, and a rule without one does not count' }] }
  try {
    const rule = compileRule(document), dear = overBudget(rule)
    if (dear !== undefined) return { wrong: [{ rule: i, id, member: 'find', wrong: dear }] }
    const wrong = wrongExamples(rule).map(each => ({ rule: i, id, ...each }))
    return wrong.length > 0 ? { wrong } : { rule, wrong }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { wrong: [{ rule: i, id, ...placed(error.message) }] }
  }
}

/** Splits "find.match[2].words is empty" into the member and what is wrong with it. */
function placed(sentence: string): { readonly member: string; readonly wrong: string } {
  const [, member, wrong] = /^((?:[a-z][\w]*|\[\d+\])(?:\.\w+|\[\d+\])*) (.+)$/is.exec(sentence) ?? []
  const isPhrase = member === undefined || ['is', 'has', 'lacks', 'names', 'leaves', 'offers', 'begins'].includes(member)
  return isPhrase ? { member: '', wrong: sentence } : { member, wrong: wrong! }
}

function idOf(document: unknown, i: number): string {
  const id = document !== null && typeof document === 'object' ? (document as { id?: unknown }).id : undefined
  return typeof id === 'string' && id.length <= 40 ? id : `rule ${i + 1}`
}
