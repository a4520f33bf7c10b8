// Reads a folder of YAML rules, one rule a file, into the rulebook's plain JSON facts, and remembers which line each fact stands on.
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { LineCounter, isNode, parseDocument, visit, type Document } from 'yaml'
import { CHANNEL_KINDS } from '../../check/post.ts'
import type { Rulebook } from '../../check/rulebook/compile.ts'
import { FORMAT, type RulebookDocument } from '../../check/rulebook/document.ts'
import { inspectRulebook, type WrongRule } from '../../check/rulebook/load.ts'
import { PART_KINDS } from '../../draft/part.ts'
import { done, refuse, type Refusal, type Result } from '../../core/result.ts'

export interface LoadedRulebook { readonly document: RulebookDocument; readonly rulebook: Rulebook }

/** The rulebook in a folder, loaded, or the first refusal, which names file and line. Never throws for what a file says. */
export function loadRulebookFolder(folder: string): Result<LoadedRulebook> {
  const { loaded, wrong } = inspectRulebookFolder(folder)
  return loaded ? done(loaded) : wrong[0]!
}

/** Everything that is wrong with the rulebook in a folder, or the rulebook itself. */
export function inspectRulebookFolder(folder: string): { readonly loaded?: LoadedRulebook; readonly wrong: readonly Refusal[] } {
  const read = readFolder(folder)
  if ('wrong' in read) return read
  const document = { format: FORMAT, ...facts(read.head), rules: read.rules.map(rule => withDefaults(facts(rule))) } as unknown as RulebookDocument
  const { rulebook, wrong } = inspectRulebook(document)
  if (rulebook) return { loaded: { document, rulebook }, wrong: [] }
  return { wrong: wrong.map(each => refuseAt(placeOf(each, read), each.id === '' ? each.wrong : `${each.member} ${each.wrong}`.trim())) }
}

interface File { readonly name: string; readonly yaml: Document; readonly lines: LineCounter }
interface Folder { readonly head: File; readonly rules: readonly File[] }

function readFolder(folder: string): Folder | { readonly wrong: readonly Refusal[] } {
  const names = namesIn(folder)
  if (names === undefined) return { wrong: [refuseAt(folder, 'is not a folder that can be read')] }
  if (!names.includes('rulebook.yaml')) return { wrong: [refuseAt(folder, 'has no rulebook.yaml, which names the rulebook and its version')] }
  const files = names.map(name => readFile(folder, name))
  const wrong = files.flatMap(file => [...file.yaml.errors.map(error => refuseAt(lineOf(file, error.pos[0]), `is not YAML: ${error.message.split('\n')[0]}`)), ...aliasesIn(file)])
  const head = files.find(file => file.name === 'rulebook.yaml')!
  return wrong.length > 0 ? { wrong } : { head, rules: files.filter(file => file !== head) }
}

function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.yaml')).toSorted()
  } catch {
    return undefined
  }
}

function readFile(folder: string, name: string): File {
  const lines = new LineCounter()
  return { name: basename(name), yaml: parseDocument(readFileSync(join(folder, name), 'utf8'), { lineCounter: lines, schema: 'core', uniqueKeys: true }), lines }
}

type Facts = { readonly [member: string]: unknown }

/** Aliases are not followed: a rule says what it says where it stands. */
function aliasesIn(file: File): readonly Refusal[] {
  const wrong: Refusal[] = []
  visit(file.yaml, { Alias: (_, alias) => { wrong.push(refuseAt(lineOf(file, alias.range?.[0] ?? 0), 'repeats another place by an alias: write it out')) } })
  return wrong
}

const lineOf = (file: File, offset: number) => `${file.name} line ${file.lines.linePos(offset).line}`

function facts(file: File): Facts {
  const value: unknown = file.yaml.toJS({ maxAliasCount: 0 })
  return isFacts(value) ? value : {}
}
const isFacts = (value: unknown): value is Facts => value !== null && typeof value === 'object' && !Array.isArray(value)

/** What a rule's author need not write: the usual scope, an empty list, a citation's unknown members. A fact that is there is never changed. */
function withDefaults(rule: Facts): Facts {
  return {
    ...rule,
    ...(Array.isArray(rule.cite) ? { cite: rule.cite.map((each: unknown) => (isFacts(each) ? { clause: null, address: null, quotation: null, read: null, ...each } : each)) } : {}),
    scope: { channels: [...CHANNEL_KINDS], parts: [...PART_KINDS], jurisdictions: [], ...(isFacts(rule.scope) ? rule.scope : {}) },
    ...(isFacts(rule.find) ? { find: findWithDefaults(rule.find) } : {}),
    ...(isFacts(rule.examples) ? { examples: { flags: list(rule.examples.flags), passes: list(rule.examples.passes) } } : {}),
  }
}

function findWithDefaults(find: Facts): Facts {
  if (find.kind !== 'words') return find.kind === 'videos' ? { unless: [], ...find } : find
  const match = Array.isArray(find.match) ? find.match.map((each: unknown) => (typeof each === 'string' ? { words: each, instead: [], says: null } : isFacts(each) ? { instead: [], says: null, ...each } : each)) : find.match
  return { lists: {}, near: [], unless: [], excusedByLink: false, ...find, match }
}

const list = (examples: unknown): unknown => (Array.isArray(examples) ? examples.map((each: unknown) => (isFacts(each) ? { whole: [], ...each } : each)) : examples)

const refuseAt = (place: string, wrong: string): Refusal => refuse('RULEBOOK_WRONG', { place, wrong })

/** The file and line of a member, or of the nearest thing around it that was written. */
function placeOf(wrong: WrongRule, { head, rules }: Folder): string {
  const file = rules[wrong.rule] ?? head
  const path = wrong.member.split(/[.[\]]+/).filter(step => step !== '').map(step => (/^\d+$/.test(step) ? Number(step) : step))
  for (let length = path.length; length > 0; length--) {
    const node = file.yaml.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lineOf(file, node.range[0])
  }
  return `${file.name} line 1`
}
