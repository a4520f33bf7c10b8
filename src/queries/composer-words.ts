// What the composer says about words, part by part: findings, headings, the bar. Pure, and the same on the server and in the page as one types.
import type { Finding, Report } from '../check/report.ts'
import { partName, type Part } from '../draft/part.ts'
import { piecesOf, type MarkedPiece } from './preview.ts'
import { capital, listed, plural } from './words.ts'

export interface ShownFinding {
  readonly id: string
  readonly level: Finding['level']
  readonly rule: string
  readonly part: number
  readonly start: number
  readonly end: number
  readonly match: string
  readonly says: string
  readonly why: string
  readonly advice: string
  readonly instead: readonly string[]
  readonly source: string
  readonly quotation: string | null
}
export interface ComposerPart { readonly index: number; readonly kind: Part['kind']; readonly name: string; readonly heading: string; readonly text: string; readonly pieces: readonly MarkedPiece[]; readonly findings: readonly ShownFinding[]; readonly summary: string; readonly level: Finding['level'] | null; readonly length: number; readonly removable: boolean }
/** What stands in the way, and where to go first. */
export interface Bar { readonly sentence: string; readonly rest: string; readonly tone: 'bad' | 'ok' | 'wait'; readonly go: { readonly href: string; readonly text: string } | null }

const HEADINGS: { readonly [Kind in Part['kind']]: string } = {
  text: 'Words', alt: 'Alt text', caption: 'Caption', cue: 'Subtitle', seen: 'Words in the picture', card: 'Link card', poll: 'Poll option', quote: 'Quoted post', profile: 'Profile text',
}

/** What stands over a part's box. */
export function headingOf(parts: readonly Part[], index: number): string {
  const { kind } = parts[index]!, alike = parts.filter(part => part.kind === kind).length
  if (alike === 1) return HEADINGS[kind]
  const name = partName(parts, index)
  return capital(name.replace(/^the /, ''))
}

/** The parts with what was found in each. */
export const partsOf = (parts: readonly Part[], report: Report | undefined): readonly ComposerPart[] =>
  parts.map((part, index) => {
    const findings = (report?.findings ?? []).filter(finding => finding.part === index && finding.medium === undefined)
    const level = (['block', 'check', 'advise'] as const).find(each => findings.some(finding => finding.level === each)) ?? null
    return {
      index, kind: part.kind, name: partName(parts, index), heading: headingOf(parts, index), text: part.text, pieces: piecesOf(part.text, findings), findings: findings.map((finding, i) => shownFinding(finding, `finding-${index}-${i}`)),
      summary: summaryOf(findings), level, length: [...new Intl.Segmenter('en').segment(part.text)].length, removable: parts.length > 1,
    }
  })

/** "1 blocks, 1 needs an answer", "No findings": the same words in the page's own script. */
export function summaryOf(findings: readonly Pick<Finding, 'level'>[]): string {
  const of = (level: Finding['level']): number => findings.filter(finding => finding.level === level).length
  const [block, check, advise] = [of('block'), of('check'), of('advise')]
  const words = [block > 0 ? `${block} ${block === 1 ? 'blocks' : 'block'}` : '', check > 0 ? `${check} ${check === 1 ? 'needs an answer' : 'need an answer'}` : '', advise > 0 ? plural(advise, 'piece of advice', 'pieces of advice') : '']
  return words.filter(each => each !== '').join(', ') || 'No findings'
}

export const shownFinding = (finding: Finding, id: string): ShownFinding => ({
  id, level: finding.level, rule: finding.rule, part: finding.part, start: finding.start, end: finding.end, match: finding.match, says: finding.says, why: finding.why, advice: finding.instead.length > 0 ? '' : finding.advice, instead: finding.instead,
  source: [finding.cite.source, finding.cite.clause].filter(each => each !== null).join(', '), quotation: finding.cite.quotation,
})

/** What stands in the way, and where to go first. */
export function barOf({ blocks, answers, parts }: { readonly blocks: number; readonly answers: number; readonly parts: readonly { readonly index: number; readonly name: string; readonly text: string; readonly findings: readonly Pick<ShownFinding, 'level'>[] }[] }): Bar {
  const stopping = parts.filter(part => part.findings.some(({ level }) => level !== 'advise')), worst = stopping.find(part => part.findings.some(({ level }) => level === 'block')) ?? stopping[0]
  if (worst) {
    const go = { href: `#part-${worst.index}`, text: `Go to ${worst.name}` }
    const rest = `Change ${listed(stopping.map(({ name }) => name))}, then you can send it.`
    if (blocks > 0) return { sentence: `${plural(blocks, 'finding blocks', 'findings block')} this post.`, rest, tone: 'bad', go }
    return { sentence: `${plural(answers, 'finding needs', 'findings need')} an answer.`, rest, tone: 'wait', go }
  }
  return parts.every(({ text }) => text.trim() === '') ? { sentence: 'Nothing has been written yet.', rest: '', tone: 'wait', go: { href: '#words-0', text: 'Write the words' } } : { sentence: 'Nothing stands in its way.', rest: '', tone: 'ok', go: null }
}

/** The errors of a refused sending: the same words as on the cards. */
export function errorsOf(parts: readonly ComposerPart[]): readonly { readonly text: string; readonly href: string }[] {
  return parts.flatMap(part => part.findings.filter(({ level }) => level !== 'advise').map(finding => ({ text: `“${finding.match}” in ${part.name} ${finding.says} (rule ${finding.rule})`, href: `#words-${part.index}` })))
}
