// Writes a report for a person at a terminal: the words, the mark under them, what is wrong, why, by whose word, and what to write instead.
import type { CheckedPost } from '../check/post.ts'
import type { Finding, Report } from '../check/report.ts'
import type { Citation, Level } from '../check/rulebook/document.ts'
import { partName } from '../draft/part.ts'

/** The whole report as text; colours only when `colours` is set. Control characters in the post's words never reach the terminal. */
export function reportToText(report: Report, post: CheckedPost, colours: boolean): string {
  const paint = painter(colours)
  return [
    paint(HEADING[report.verdict].colour, `${HEADING[report.verdict].says}${count(report)}`),
    ...report.findings.map(finding => findingToText(finding, post, paint)),
    [...report.notes, `Rulebook ${report.rulebook.id} ${report.rulebook.version}, engine ${report.engine}.`, 'The checker finds known words and applies cited rules. It never says that a text is proper.'].join('\n'),
  ].join('\n\n') + '\n'
}

type Colour = 'red' | 'yellow' | 'grey' | 'green' | 'bold'
type Paint = (colour: Colour, text: string) => string
const CODES: { readonly [Each in Colour]: number } = { red: 31, yellow: 33, grey: 90, green: 32, bold: 1 }
const painter = (colours: boolean): Paint => (colour, text) => (colours ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text)

const HEADING: { readonly [Verdict in Report['verdict']]: { readonly says: string; readonly colour: Colour } } = {
  block: { says: 'Blocked', colour: 'red' }, check: { says: 'Needs an answer', colour: 'yellow' }, advise: { says: 'Advice', colour: 'grey' }, pass: { says: 'No findings', colour: 'green' },
}
const LEVEL: { readonly [Each in Level]: { readonly says: string; readonly colour: Colour } } = {
  block: { says: 'blocks', colour: 'red' }, check: { says: 'needs an answer', colour: 'yellow' }, advise: { says: 'advises', colour: 'grey' },
}
const count = ({ findings }: Report) => (findings.length === 0 ? '' : `: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`)

function findingToText(finding: Finding, post: CheckedPost, paint: Paint): string {
  const { says, colour } = LEVEL[finding.level]
  return [
    ...placeToText(finding, post, text => paint(colour, text)),
    `  ${paint(colour, `${finding.rule} ${says}`)}: ${paint('bold', `${subjectOf(finding)} ${finding.says}`)}`,
    ...wrap(`Why: ${finding.why}`),
    ...wrap(`Write instead: ${[finding.instead.map(words => `“${words}”`).join(', or '), finding.advice].filter(words => words !== '').join('. ')}`),
    ...wrap(`Source: ${citationToText(finding.cite)}`),
  ].join('\n')
}

function subjectOf(finding: Finding): string {
  if (finding.medium !== undefined) return `Picture or video ${finding.medium + 1}`
  return finding.match === '' ? 'A line in this post' : `“${shown(finding.match)}”`
}

export const citationToText = (cite: Citation): string =>
  [cite.source, cite.clause, cite.quotation === null ? null : `“${cite.quotation}”`, cite.address].filter(piece => piece !== null).join(', ') + (cite.confirmed ? '' : ' (from memory: confirm it before relying on it)')

function placeToText(finding: Finding, post: CheckedPost, paint: (text: string) => string): readonly string[] {
  if (finding.medium !== undefined || finding.match === '') return [`In ${finding.medium === undefined ? 'the post' : `picture or video ${finding.medium + 1}`}:`]
  const { before, match, after } = lineAround(post.parts[finding.part]!.text, finding.start, finding.end)
  return [`In ${placeName(finding, post)} (part ${finding.part}):`, `  ${before}${match}${after}`, `  ${' '.repeat(columns(before))}${paint('^'.repeat(Math.max(1, columns(match))))}`]
}

const OF: { readonly [Of in NonNullable<Finding['of']>]: string } = { repostOf: 'the reposted post', quoteOf: 'the quoted post', replyTo: 'the post replied to', target: 'the post acted on', links: 'the link' }
const placeName = (finding: Finding, post: CheckedPost) => (finding.of === undefined ? partName(post.parts.filter(part => part.of === undefined), finding.part) : OF[finding.of])

const AROUND = 60
/** The words around the match on its own line, shortened at either side. */
function lineAround(text: string, start: number, end: number): { readonly before: string; readonly match: string; readonly after: string } {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, 0), to = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end)
  const before = start - from > AROUND ? '…' + wholeLetters(text.slice(start - AROUND, start)) : text.slice(from, start)
  const after = to - end > AROUND ? wholeLetters(text.slice(end, end + AROUND)) + '…' : text.slice(end, to)
  return { before: shown(before), match: shown(text.slice(start, end)), after: shown(after) }
}
const wholeLetters = (text: string) => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')

/** Words as a terminal may show them: no control character, and no sign that turns the direction of writing. */
const shown = (text: string): string => Array.from(text.replace(/[\r\n\t]+/g, ' '), sign => (within(sign, STEERING) ? '\ufffd' : sign)).join('')

/** How many columns a terminal takes for a text: none for invisible signs, two for wide ones. */
export const columns = (text: string): number => Array.from(text).reduce((sum, sign) => sum + (within(sign, NARROW) ? 0 : within(sign, WIDE) ? 2 : 1), 0)

type Ranges = readonly (readonly [number, number])[]
const within = (sign: string, ranges: Ranges) => ranges.some(([first, last]) => sign.codePointAt(0)! >= first && sign.codePointAt(0)! <= last)
const STEERING: Ranges = [[0, 0x1f], [0x7f, 0x9f], [0x202a, 0x202e], [0x2066, 0x2069]]
const NARROW: Ranges = [[0x300, 0x36f], [0x200b, 0x200f], [0x2060, 0x2064], [0xfe00, 0xfe0f], [0xfeff, 0xfeff]]
const WIDE: Ranges = [[0x1100, 0x115f], [0x2e80, 0xa4cf], [0xac00, 0xd7a3], [0xff00, 0xff60], [0xffe0, 0xffe6], [0x1f300, 0x1faff]]

const WIDTH = 96
function wrap(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of shown(text).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push((last === undefined ? '  ' : '    ') + word)
  }
  return lines
}
