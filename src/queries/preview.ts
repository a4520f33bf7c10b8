// The preview: the rendered payload of a post as its readers will meet it, read back out of the very requests that would be sent.
import type { Channel } from '../draft/channel.ts'
import { partName, type Part, type PartKind } from '../draft/part.ts'
import { render } from '../draft/render/index.ts'
import type { Finding } from '../check/report.ts'
import type { Request } from '../draft/request.ts'
import { listed } from './words.ts'

export type Mark = 'block' | 'check' | 'advise' | 'added' | 'removed'
export interface MarkedPiece { readonly text: string; readonly mark?: Mark }
export interface PreviewPart { readonly kind: PartKind; readonly name: string; readonly pieces: readonly MarkedPiece[]; readonly follows: boolean }
export interface Preview { readonly name: string; readonly initials: string; readonly where: string; readonly parts: readonly PreviewPart[] }

/** The preview of parts for channels; findings are marked in place. */
export function previewOf({ body, channels, parts, findings = [] }: { readonly body: string; readonly channels: readonly Channel[]; readonly parts: readonly Part[]; readonly findings?: readonly Finding[] }): Preview {
  const requests = channels[0] ? render(channels[0], parts) : [], shown = requests.length > 0 ? partsIn(requests) : parts, name = accountIn(requests) ?? body
  return { name, initials: initialsOf(name), where: listed(channels.map(whereOf)), parts: shown.map((part, index) => ({ kind: part.kind, name: partName(shown, index), pieces: piecesOf(part.text, findings.filter(finding => finding.part === index)), follows: part.kind === 'text' && shown.slice(0, index).some(({ kind }) => kind === 'text') })) }
}

/** The parts that a rendered request carries: what a reader of that platform would see. */
const partsIn = (requests: readonly Request[]): readonly Part[] => requests.flatMap(({ body }) => (JSON.parse(body) as { readonly parts: readonly Part[] }).parts)

const accountIn = ([first]: readonly Request[]): string | undefined => (first ? (JSON.parse(first.body) as { readonly account?: string }).account : undefined)

export const whereOf = ({ platform, name }: Channel): string => (platform === 'wall' ? 'our wall' : name)

/** "Department for Arrivals" is DA. */
export const initialsOf = (name: string): string => name.split(/\s+/).filter(word => /^\p{Lu}/u.test(word)).map(word => word[0]).join('').slice(0, 2) || name.slice(0, 2).toUpperCase()

/** A text cut at the ends of its findings; where two overlap the graver one is shown. */
export function piecesOf(text: string, findings: readonly Pick<Finding, 'start' | 'end' | 'level'>[]): readonly MarkedPiece[] {
  const cuts = [...new Set([0, text.length, ...findings.flatMap(({ start, end }) => [start, end])])].filter(at => at >= 0 && at <= text.length).toSorted((a, b) => a - b)
  return cuts.slice(0, -1).flatMap((from, i) => {
    const until = cuts[i + 1]!, levels = findings.filter(({ start, end }) => start <= from && until <= end).map(({ level }) => level)
    const mark = (['block', 'check', 'advise'] as const).find(level => levels.includes(level))
    return [{ text: text.slice(from, until), ...(mark ? { mark } : {}) }]
  })
}
