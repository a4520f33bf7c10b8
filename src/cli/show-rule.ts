// Writes one rule for a person at a terminal: what it finds, why, by whose word, what it excuses, and its own examples.
import type { Beside, Example, Find, RuleDocument } from '../check/rulebook/document.ts'
import { citationToText } from './show-report.ts'

export function ruleToText(rule: RuleDocument): string {
  return [
    `${rule.id}  ${rule.title}  (${rule.level})`,
    `Duty: ${rule.duty}\nWhy: ${rule.why}\nWrite instead: ${rule.advice}\nLeft to people: ${rule.leaves}`,
    section('Sources', rule.cite.map(citationToText)),
    `Applies to: ${rule.scope.channels.join(', ')} channels; ${rule.scope.parts.join(', ')}; ${rule.scope.jurisdictions.length > 0 ? rule.scope.jurisdictions.join(', ') : 'every jurisdiction'}`,
    section('Finds', findToLines(rule.find)),
    section('Flags', rule.examples.flags.map(exampleToText)),
    section('Passes', rule.examples.passes.map(exampleToText)),
  ].join('\n\n') + '\n'
}

const section = (heading: string, lines: readonly string[]) => [heading + ':', ...lines.map(line => `  ${line}`)].join('\n')

const exampleToText = (example: Example) => (typeof example === 'string' ? example : JSON.stringify(example.post))

/** What a rule looks for, a line each, in the rule language's own words. */
export function findToLines(find: Find): readonly string[] {
  switch (find.kind) {
    case 'words':
      return [
        ...find.match.map(match => match.words),
        ...Object.entries(find.lists).map(([name, words]) => `<${name}>: ${words.join(', ')}`),
        ...find.near.map(beside => `only with ${besideToText(beside)}`),
        ...find.unless.map(beside => `unless ${besideToText(beside)}`),
        ...(find.excusedByLink ? ['unless the post has a link'] : []),
      ]
    case 'pictures':
      return ['a picture or a GIF without alt text', `alt text shorter than ${find.shortest} or longer than ${find.longest} letters`, `a file's name: ${find.endings.join(', ')}`, `nothing but: ${find.empty.join(', ')}`]
    case 'videos':
      return ['a video without captions', `captions that begin with ${find.automatic.join(', ')}`, ...find.unless.map(beside => `unless ${besideToText(beside)}`)]
    case 'letters':
      return ['a sign that nobody sees between the letters of a word', 'a sign that turns the direction of reading', 'a word put together from letters of several alphabets']
    case 'origin':
      return [`a line from ${find.suppliers.join(', ')} that is not cleared for the kind of channel: whole, or a run of ${find.run} of its words`]
  }
}

const besideToText = ({ words, within }: Beside) => `${words} ${within === 'post' ? 'anywhere in the post' : within === 'part' ? 'anywhere in the same text' : within === 0 ? 'at the same place' : `within ${within} words`}`
