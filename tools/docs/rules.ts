// Reads the rulebook that comes with the product, and writes docs/rules.md from it.
import { join } from 'node:path'
import { loadRulebookFolder } from '../../src/adapters/rulebook/read.ts'
import type { Citation, Example, RuleDocument, RulebookDocument } from '../../src/check/rulebook/document.ts'

const FOLDER = 'rulebooks/uk-government'

/** The page's whole text; a rulebook that does not load is a fault. */
export function writeRulesPage(root: string): string {
  const loaded = loadRulebookFolder(join(root, FOLDER))
  if (!loaded.ok) throw new Error(`${FOLDER} does not load: ${String(loaded.facts.place)} ${String(loaded.facts.wrong)}`)
  return rulesPage(loaded.value.document)
}

export function rulesPage(document: RulebookDocument): string {
  const { rules } = document
  return `# The rules

${document.title}, version ${document.version}. Written by \`npm run docs\` from \`${FOLDER}/\`: change the rules there.

The checker finds known words and applies the rules below, each with its source. It never says that a text is proper: tone, humour, fairness and
what a hostile reader would make of it belong to people. A finding **blocks** until the words change or a propriety officer sets it aside, **needs an answer**
from the author, or **advises**.

| rule | what it finds | what it does |
|---|---|---|
${rules.map(rule => `| [${rule.id}](#${anchor(rule)}) | ${rule.title} | ${DOES[rule.level]} |\n`).join('')}
${rules.map(ruleSection).join('\n')}
## What is not checked

${rules.map(rule => `- **${rule.id}** leaves to people: ${lower(rule.leaves)}\n`).join('')}- No rule here reads a picture, hears a sound, opens a link, knows a politician by name or knows the date.
- Words that nobody has listed are not found. A rule's examples show what it is known to find and known to pass.
`
}

const DOES: { readonly [Level in RuleDocument['level']]: string } = { block: 'blocks', check: 'needs an answer', advise: 'advises' }
const anchor = (rule: RuleDocument) => heading(rule).toLowerCase().replace(/[^a-z0-9 -]/g, '').replaceAll(' ', '-')
const heading = (rule: RuleDocument) => `${rule.id} ${rule.title}`
const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)

const ruleSection = (rule: RuleDocument) => `## ${heading(rule)}

It ${DOES[rule.level]}. ${rule.duty}

**Why.** ${rule.why}

**Write instead.** ${rule.advice}${replacements(rule)}

**By what authority.**
${rule.cite.map(citation).join('')}
**Found**, the marked words exactly:
${rule.examples.flags.slice(0, SHOWN).map(example => `- ${shown(example)}\n`).join('')}
**Passed:**
${rule.examples.passes.slice(0, SHOWN).map(example => `- ${shown(example)}\n`).join('')}`

/** So many examples of each kind stand on the page; the rule's file has all of them. */
const SHOWN = 4

function replacements({ find }: RuleDocument): string {
  const words = find.kind === 'words' ? find.match.flatMap(match => match.instead) : []
  return words.length === 0 ? '' : ` Offered in one press: ${[...new Set(words)].map(each => `“${each}”`).join(', ')}.`
}

const citation = ({ source, clause, address, quotation, confirmed }: Citation) =>
  `- ${address === null ? source : `[${source}](${address})`}${clause === null ? '' : `, ${clause}`}${quotation === null ? '' : `: “${quotation}”`}${confirmed ? '' : ' (from memory; to be confirmed before anybody relies on it)'}\n`

function shown(example: Example): string {
  const text = typeof example === 'string' ? example : `\`${JSON.stringify(example.post)}\``
  return typeof example === 'string' ? text.replaceAll('<', '&lt;').replace(/\[\[(.+?)\]\]/gs, '**$1**') : text
}
