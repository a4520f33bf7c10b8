// Reads a subtitle file, SRT or WebVTT, into its cues, so that every word of it is checked, shown and edited; what it does not understand it keeps or refuses.
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import { readCueWords, type SubtitleFormat } from './cue-words.ts'
import { LONGEST_PART } from './part.ts'

/** `start` and `end` are milliseconds; `text` is what a viewer reads, its lines divided by "\n". `kept` is null for a cue that was not read from a file. */
export interface Cue { readonly start: number; readonly end: number; readonly text: string; readonly kept: KeptOfCue | null }
/** What stood around the words and goes back into the file: the cue's name, its settings, its words with their tags, and notes before it. */
export interface KeptOfCue { readonly name: string | null; readonly settings: string; readonly raw: string; readonly before: readonly string[] }
/** `head` is what stands before the first cue (WebVTT's first line, styles, regions, notes), `tail` what follows the last. */
export interface Subtitles { readonly format: SubtitleFormat; readonly head: readonly string[]; readonly cues: readonly Cue[]; readonly tail: readonly string[] }

/** Longer files, in UTF-16 code units and cues, are refused. */
export const LONGEST_SUBTITLES = 1_000_000
export const MOST_CUES = 5_000

interface Block { readonly line: number; readonly lines: readonly string[] }
class Unreadable extends Error {
  readonly line: number
  constructor(line: number, wrong: string) {
    super(wrong)
    this.line = line
  }
}

/** Refuses with the line that is wrong, as FILE_UNREADABLE, or FILE_TOO_LONG. `name` is the file's, whose ending decides nothing. */
export function readSubtitles(name: string, text: string): Result<Subtitles> {
  if (text.length > LONGEST_SUBTITLES) return refuse('FILE_TOO_LONG', { name, most: LONGEST_SUBTITLES, what: 'letters' })
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  const format = lines[0]!.startsWith('WEBVTT') ? 'vtt' : 'srt'
  try {
    return tooMany(name, readBlocks(format, blocksOf(lines)))
  } catch (error) {
    if (error instanceof Unreadable) return refuse('FILE_UNREADABLE', { name, line: error.line, wrong: error.message })
    throw error
  }
}

const tooMany = (name: string, subtitles: Subtitles): Refusal | Result<Subtitles> => (subtitles.cues.length > MOST_CUES ? refuse('FILE_TOO_LONG', { name, most: MOST_CUES, what: 'subtitles' }) : done(subtitles))

/** Blocks of lines, divided by empty ones; `line` counts from 1. */
function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: { line: number; lines: string[] }[] = []
  let open = false
  for (const [i, line] of lines.entries()) {
    if (!line.isWellFormed() || line.includes('\0')) throw new Unreadable(i + 1, 'holds a sign that is no letter')
    if (line.trim() === '') open = false
    else if (open) blocks.at(-1)!.lines.push(line)
    else {
      blocks.push({ line: i + 1, lines: [line] })
      open = true
    }
  }
  return blocks
}

function readBlocks(format: SubtitleFormat, blocks: readonly Block[]): Subtitles {
  const head: string[] = [], cues: Cue[] = []
  let before: string[] = []
  for (const [i, block] of blocks.entries()) {
    const kept = format === 'vtt' && ((i === 0 && isHeading(block)) || isAside(block))
    if (!kept) {
      cues.push(readCue(format, block, before))
      before = []
    } else if (cues.length === 0) head.push(block.lines.join('\n'))
    else before.push(block.lines.join('\n'))
  }
  if (cues.length === 0) throw new Unreadable(1, 'begins a file without any subtitle')
  return { format, head, cues, tail: before }
}

function isHeading({ line, lines }: Block): boolean {
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0]!)) throw new Unreadable(line, 'does not say “WEBVTT” alone')
  const time = lines.findIndex(each => each.includes('-->'))
  if (time > 0) throw new Unreadable(line + time, 'needs an empty line before it')
  return true
}

/** A note, a style or a region, unless a time makes it a subtitle that only looks like one. */
const isAside = ({ lines }: Block): boolean => /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(lines[0]!) && !lines.some(line => line.includes('-->'))

function readCue(format: SubtitleFormat, { line, lines }: Block, before: readonly string[]): Cue {
  const at = lines[0]!.includes('-->') ? 0 : 1
  if (!lines[at]?.includes('-->')) throw noTime(format, { line, lines })
  const { start, end, settings } = readTimes(format, lines[at]!, line + at)
  const words = lines.slice(at + 1), second = words.findIndex(each => each.includes('-->'))
  if (second !== -1) throw new Unreadable(line + at + 1 + second, 'has a time among the words')
  return { start, end, text: wordsOf(format, words, line + at + 1), kept: { name: at === 1 ? lines[0]! : null, settings, raw: words.join('\n'), before } }
}

const TIME = { vtt: /^(?:(?<hours>\d{2,4}):)?(?<minutes>[0-5]\d):(?<seconds>[0-5]\d)\.(?<parts>\d{3})$/, srt: /^(?:(?<hours>\d{1,4}):)?(?<minutes>[0-5]?\d):(?<seconds>[0-5]?\d)[,.](?<parts>\d{1,3})$/ }

function readTimes(format: SubtitleFormat, text: string, line: number): { readonly start: number; readonly end: number; readonly settings: string } {
  const [from = '', after = ''] = text.split(/-->(.*)/s).map(each => each.trim()), [to = '', settings = ''] = after.split(/\s+(.*)/s)
  if (from === '') throw new Unreadable(line, 'has no start time')
  if (to === '') throw new Unreadable(line, 'has no end time')
  const start = milliseconds(format, from), end = milliseconds(format, to)
  if (start === undefined || end === undefined) throw new Unreadable(line, `has a time that cannot be read: ${(start === undefined ? from : to).slice(0, 40)}`)
  if (settings.includes('-->')) throw new Unreadable(line, 'has more than two times')
  if (end <= start) throw new Unreadable(line, 'does not end after it begins')
  return { start, end, settings }
}

function milliseconds(format: SubtitleFormat, time: string): number | undefined {
  const { hours = '0', minutes, seconds, parts } = TIME[format].exec(time)?.groups ?? {}
  return parts === undefined ? undefined : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(parts.padEnd(3, '0'))
}

function wordsOf(format: SubtitleFormat, lines: readonly string[], from: number): string {
  const read = lines.map((line, i) => {
    const words = readCueWords(format, line)
    if ('wrong' in words) throw new Unreadable(from + i, words.wrong)
    return words.text
  }).join('\n')
  if (read.length > LONGEST_PART) throw new Unreadable(from, `begins a subtitle of more than ${LONGEST_PART} letters`)
  return read
}

/** What to say of a block in which no time stands: the likeliest slip first. */
function noTime(format: SubtitleFormat, { line, lines }: Block): Unreadable {
  const time = lines.slice(0, 2).findIndex(each => milliseconds(format, each.trim().split(/\s/)[0]!) !== undefined)
  if (time !== -1) return new Unreadable(line + time, 'has no end time')
  if (/^\d+$/.test(lines[0]!.trim())) return new Unreadable(line, 'is followed by no time')
  return new Unreadable(line, 'belongs to no subtitle: it stands after an empty line and without a time')
}
