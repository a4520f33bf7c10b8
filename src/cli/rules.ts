// `countersign rules`: tests a rulebook, explains a rule with its sources, and counts each rule's hits over a file of texts.
import { check } from '../check/check.ts'
import { readPost } from '../check/post.ts'
import { reasons } from '../check/reasons.ts'
import type { Report } from '../check/report.ts'
import type { RuleDocument } from '../check/rulebook/document.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { Unreadable, readLines, toText } from './input.ts'
import type { Io } from './io.ts'
import { OWN_RULEBOOK, openRulebook } from './rulebook.ts'
import { ruleToText } from './show-rule.ts'

const USAGE = 'Use: countersign rules test [DIR] | rules explain ID [--rulebook DIR] [--json] | rules bench FILE [--rulebook DIR] [--json]'

/** Exit code 0 fine, 1 when the rulebook is wrong or the rule is not there, 2 when it could not be done. */
export async function rules(args: readonly string[], io: Io): Promise<number> {
  const [act, ...others] = args
  const read = readArguments(others, { flags: ['--json'], options: ['--rulebook'] })
  if (typeof read === 'string') return fail(io, `${read} ${USAGE}`)
  try {
    if (act === 'test' && read.rest.length <= 1) return await test(read.rest[0] ?? read.options.get('--rulebook') ?? OWN_RULEBOOK, read, io)
    if (act === 'explain' && read.rest.length === 1) return await explain(read.rest[0]!, read, io)
    if (act === 'bench' && read.rest.length === 1) return await bench(read.rest[0]!, read, io)
    return fail(io, USAGE)
  } catch (error) {
    if (error instanceof Unreadable) return fail(io, error.message)
    throw error
  }
}

/** Says everything that is wrong with a rulebook, each with its file and line. */
async function test(folder: string, { flags }: Arguments, io: Io): Promise<number> {
  const { inspectRulebookFolder } = await import('../adapters/rulebook/read.ts')
  const { loaded, wrong } = inspectRulebookFolder(folder)
  const sentences = wrong.map(each => reasons.RULEBOOK_WRONG.says(each.facts))
  if (flags.has('--json')) io.out(JSON.stringify({ rules: loaded?.rulebook.rules.length ?? 0, wrong: sentences }) + '\n')
  else if (!loaded) io.error(sentences.map(sentence => sentence + '\n').join(''))
  else {
    const examples = loaded.document.rules.flatMap(rule => [...rule.examples.flags, ...rule.examples.passes]).length
    io.out(`${loaded.document.id} ${loaded.document.version}: ${loaded.rulebook.rules.length} rules hold on their ${examples} examples.\n`)
  }
  return loaded ? 0 : 1
}

async function explain(id: string, { flags, options }: Arguments, io: Io): Promise<number> {
  const { document } = await openRulebook(options.get('--rulebook'))
  const rule = document.rules.find(each => each.id === id.toUpperCase())
  if (!rule) {
    io.error(`There is no rule ${id} in ${document.id} ${document.version}. Its rules are ${document.rules.map(each => each.id).join(', ')}.\n`)
    return 1
  }
  io.out(flags.has('--json') ? JSON.stringify(rule) + '\n' : ruleToText(rule))
  return 0
}

/** Counts hits over a file with one post (JSON) or one text a line: what a rule would do before it is in force. */
async function bench(file: string, { flags, options }: Arguments, io: Io): Promise<number> {
  const { rulebook, document } = await openRulebook(options.get('--rulebook'))
  const reports: Report[] = []
  for await (const line of readLines(file, io)) {
    const post = readPost(line === undefined ? undefined : inputOf(toText(line)))
    if (!post.ok) throw new Unreadable(`Line ${reports.length + 1} of ${file} cannot be read as a post or a text.`)
    reports.push(check(rulebook, post.value))
  }
  const counts = document.rules.map(rule => countOf(rule, reports))
  const stopped = reports.filter(report => report.verdict === 'block' || report.verdict === 'check').length
  const noted = reports.filter(report => report.findings.length > 0).length
  if (flags.has('--json')) io.out(JSON.stringify({ texts: reports.length, anyFinding: noted, checkOrAbove: stopped, rules: counts }) + '\n')
  else io.out(`${counts.map(({ rule, hits, texts }) => `${rule.padEnd(8)}${String(hits).padStart(7)} hits in ${String(texts).padStart(6)} texts\n`).join('')}${reports.length} texts, ${noted} with a finding, ${stopped} at check or above\n`)
  return 0
}

function countOf(rule: RuleDocument, reports: readonly Report[]) {
  const hits = reports.map(report => report.findings.filter(finding => finding.rule === rule.id).length)
  return { rule: rule.id, hits: hits.reduce((sum, count) => sum + count, 0), texts: hits.filter(count => count > 0).length }
}

/** A line is a post when it is a JSON object, else a text. */
function inputOf(line: string): unknown {
  if (!line.trimStart().startsWith('{')) return { text: line }
  try {
    return JSON.parse(line)
  } catch {
    return { text: line }
  }
}

function fail(io: Io, sentence: string): number {
  io.error(sentence + '\n')
  return 2
}
