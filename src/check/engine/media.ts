// Pictures that nobody has described and videos that nobody can read: what a rule about media finds.
import { foldText } from '../../core/fold-text.ts'
import type { Compiled, Through } from '../rulebook/compile.ts'
import type { Place, Reading } from './reading.ts'

const itself = (medium: number, says: string): Place => ({ part: 0, start: 0, end: 0, match: '', medium, says })
const whole = (reading: Reading, part: number, says: string): Place => {
  const text = reading.post.parts[part]!.text
  return { part, start: 0, end: text.length, match: text, says }
}

/** A picture without alt text by its place in `media`; an alt text that says nothing by its words. */
export function findPictures(rule: Extract<Compiled, { kind: 'pictures' }>, reading: Reading): readonly Place[] {
  const missing = reading.post.media.flatMap((medium, i) => (medium.kind !== 'video' && medium.alt === false ? [itself(i, 'has no alt text')] : []))
  const poor = reading.own.filter(part => reading.post.parts[part]!.kind === 'alt').flatMap(part => {
    const says = whatIsPoor(rule, reading.post.parts[part]!.text)
    return says === undefined ? [] : [whole(reading, part, says)]
  })
  return [...missing, ...poor]
}

function whatIsPoor({ bounds, empty }: Extract<Compiled, { kind: 'pictures' }>, text: string): string | undefined {
  const alt = text.trim()
  if (alt.length > bounds.longest) return `is longer than ${bounds.longest} letters, which is too much to listen to`
  if (bounds.endings.some(ending => alt.toLowerCase().endsWith('.' + ending))) return 'is the name of a file, not what the picture shows'
  if (empty.has(foldText(alt).letters.replace(/[ ,.\d]+$/, ''))) return 'does not say what the picture shows'
  return alt.length < bounds.shortest ? 'is too short to say what the picture shows' : undefined
}

/** A video without captions by its place in `media`; automatic captions by the first part that shows nobody has read them. */
export function findVideos(rule: Extract<Compiled, { kind: 'videos' }>, reading: Reading, through?: Through): readonly Place[] {
  const silent = reading.post.media.flatMap((medium, i) => (medium.kind === 'video' && medium.captions === false ? [itself(i, 'has no captions')] : []))
  const unread = automaticPart(rule.automatic, reading)
  return [...(silent.length > 0 && isExcused(rule, reading, through) ? [] : silent), ...(unread ? [unread] : [])]
}

function isExcused(rule: Extract<Compiled, { kind: 'videos' }>, reading: Reading, through?: Through): boolean {
  const excuse = rule.unless.flatMap(({ table }) => reading.own.flatMap(part => reading.sheet(part).found(table))).at(0)
  if (excuse) for (const each of [excuse.pattern, ...excuse.through]) through?.add(each)
  return excuse !== undefined
}

function automaticPart(automatic: readonly string[], reading: Reading): Place | undefined {
  for (const part of reading.own) {
    const { kind, text } = reading.post.parts[part]!
    const begins = kind === 'cue' || kind === 'caption' ? automatic.find(words => text.trimStart().toLowerCase().startsWith(words)) : undefined
    if (begins === undefined) continue
    const start = text.length - text.trimStart().length
    return { part, start, end: start + begins.length, match: text.slice(start, start + begins.length), says: 'marks captions that a machine made and nobody has read' }
  }
  return undefined
}
