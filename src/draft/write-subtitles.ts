// Writes cues back into a subtitle file: unchanged ones as they stood, tags and all, changed ones with their new words; notes and styles stay.
import { isCueText, readCueWords, writeCueWords, type SubtitleFormat } from './cue-words.ts'
import type { Cue, Subtitles } from './subtitles.ts'

/** Subtitles that somebody typed, without a file. */
export const typedSubtitles = (format: SubtitleFormat, cues: readonly Cue[]): Subtitles => ({ format, head: format === 'vtt' ? ['WEBVTT'] : [], cues, tail: [] })

/**
 * The text of the file, lines divided by "\n". SRT cues are numbered from 1 again. Throws on words that no subtitle can hold (an empty line, half
 * a letter), on times that run backwards, and on notes in an SRT file: callers refuse them where words come in.
 */
export function writeSubtitles({ format, head, cues, tail }: Subtitles): string {
  if (format === 'srt' && [head, tail, ...cues.map(cue => cue.kept?.before ?? [])].some(asides => asides.length > 0)) throw new TypeError('an SRT file has no place for notes')
  const blocks = cues.flatMap((cue, i) => [...(cue.kept?.before ?? []), writeCue(format, cue, i + 1)])
  return [...head, ...blocks, ...tail].join('\n\n') + '\n'
}

function writeCue(format: SubtitleFormat, { start, end, text, kept }: Cue, number: number): string {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end <= start) throw new TypeError(`the subtitle ${number} does not end after it begins`)
  const name = format === 'srt' ? String(number) : kept?.name
  const times = `${timeOf(format, start)} --> ${timeOf(format, end)}${kept?.settings ? ` ${kept.settings}` : ''}`
  const words = wordsOf(format, text, kept?.raw, number)
  return [...(name == null ? [] : [name]), times, ...(words === '' ? [] : [words])].join('\n')
}

/** The words as they stood while a viewer reads the same. */
function wordsOf(format: SubtitleFormat, text: string, raw: string | undefined, number: number): string {
  if (raw !== undefined) {
    const before = readCueWords(format, raw)
    if ('text' in before && before.text === text) return raw
  }
  if (!isCueText(text)) throw new TypeError(`the subtitle ${number} holds an empty line or a sign that is no letter`)
  return writeCueWords(format, text)
}

function timeOf(format: SubtitleFormat, time: number): string {
  const digits = (value: number, count = 2) => String(value).padStart(count, '0')
  return `${digits(Math.floor(time / 3_600_000))}:${digits(Math.floor(time / 60_000) % 60)}:${digits(Math.floor(time / 1_000) % 60)}${format === 'srt' ? ',' : '.'}${digits(time % 1_000, 3)}`
}
