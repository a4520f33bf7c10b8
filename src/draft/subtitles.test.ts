// Subtitle files: every word is read, slips are named by their line, and what was not changed goes back as it was.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { worded } from '../core/reason.ts'
import type { SubtitleFormat } from './cue-words.ts'
import { reasons } from './reasons.ts'
import { LONGEST_SUBTITLES, MOST_CUES, readSubtitles, type Cue, type Subtitles } from './subtitles.ts'
import { typedSubtitles, writeSubtitles } from './write-subtitles.ts'

const SRT = `1
00:00:01,000 --> 00:00:03,500
How returns work

2
00:00:04,000 --> 00:00:08,250
The rules are <i>rigid</i>
and open to abuse
`
const VTT = `WEBVTT - returns
Kind: captions

STYLE
::cue { color: yellow }

NOTE Made by the film team

opening
00:01.000 --> 00:03.500 align:start line:0
<v Asha>How returns work

NOTE
Second part
of the film

00:00:04.000 --> 00:00:08.250
The rules are rigid &amp; long

NOTE The end
`

function read(text: string, name = 'returns.srt'): Subtitles {
  const result = readSubtitles(name, text)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}
const shown = ({ cues }: Subtitles) => cues.map(({ start, end, text }) => [start, end, text])
const wrong = (text: string) => {
  const result = readSubtitles('returns.srt', text)
  return result.ok ? 'read' : `${result.code} line ${worded(result.facts, 'line')} ${worded(result.facts, 'wrong')}`
}
const srt = (...lines: readonly string[]) => lines.join('\n')

test('an SRT file becomes cues', () => {
  assert.deepEqual(shown(read(SRT)), [[1000, 3500, 'How returns work'], [4000, 8250, 'The rules are rigid\nand open to abuse']])
})

test('a WebVTT file becomes cues, notes and styles being none', () => {
  assert.deepEqual(shown(read(VTT)), [[1000, 3500, 'How returns work'], [4000, 8250, 'The rules are rigid & long']])
})

test('a byte order mark, other line ends, missing numbers and short times are read', () => {
  assert.deepEqual(shown(read('\ufeff' + SRT.replaceAll('\n', '\r\n'))), shown(read(SRT)))
  assert.deepEqual(shown(read('\n\n00:01,5 --> 0:0:03.50 X1:10 X2:20\rHow returns work\r  \r')), [[1500, 3500, 'How returns work']])
})

test('a cue may say nothing', () => {
  assert.deepEqual(shown(read(srt('1', '00:00:01,000 --> 00:00:02,000', '', '2', '00:00:03,000 --> 00:00:04,000', 'Words'))), [[1000, 2000, ''], [3000, 4000, 'Words']])
})

test('each slip is named by its line', () => {
  const result = readSubtitles('returns.srt', srt(SRT, '3', '00:00:09,000', 'More'))
  assert.ok(!result.ok && result.code === 'FILE_UNREADABLE')
  assert.equal(reasons.FILE_UNREADABLE.says(result.facts), 'Line 11 of returns.srt has no end time. Correct it below, or upload another file.')
  assert.equal(wrong(srt('1', '00:00:01,000 -->', 'Words')), 'FILE_UNREADABLE line 2 has no end time')
  assert.equal(wrong(srt('1', '--> 00:00:01,000', 'Words')), 'FILE_UNREADABLE line 2 has no start time')
  assert.equal(wrong(srt('1', '00:00:01,000 --> 00:00:61,000', 'Words')), 'FILE_UNREADABLE line 2 has a time that cannot be read: 00:00:61,000')
  assert.equal(wrong(srt('1', '00:00:03,000 --> 00:00:02,000', 'Words')), 'FILE_UNREADABLE line 2 does not end after it begins')
  assert.equal(wrong(srt('1', '00:00:03,000 --> 00:00:04,000 --> 00:00:05,000', 'Words')), 'FILE_UNREADABLE line 2 has more than two times')
  assert.equal(wrong(srt('1', 'Words')), 'FILE_UNREADABLE line 1 is followed by no time')
  assert.equal(wrong(srt('1', '00:00:01,000 --> 00:00:02,000', 'Words', '00:00:02,000 --> 00:00:03,000', 'More')), 'FILE_UNREADABLE line 4 has a time among the words')
  assert.equal(wrong(srt(SRT, 'words after an empty line')), 'FILE_UNREADABLE line 10 belongs to no subtitle: it stands after an empty line and without a time')
  assert.equal(wrong(srt('1', '00:00:01,000 --> 00:00:02,000', 'Half \ud83d')), 'FILE_UNREADABLE line 3 holds a sign that is no letter')
  assert.equal(wrong(''), 'FILE_UNREADABLE line 1 begins a file without any subtitle')
})

test('WebVTT is read strictly, as browsers do', () => {
  assert.match(wrong('WEBVTTX\n'), /line 1 does not say “WEBVTT” alone/)
  assert.match(wrong('WEBVTT\n00:01.000 --> 00:02.000\nWords'), /line 2 needs an empty line before it/)
  assert.match(wrong('WEBVTT\n\n00:01,000 --> 00:02,000\nWords'), /line 3 has a time that cannot be read/)
  assert.match(wrong('WEBVTT\n\n00:01.000 --> 00:02.000\nOne\nI <3 it'), /line 5 has “<”/)
  assert.match(wrong('WEBVTT\n\nNOTE only'), /line 1 begins a file without any subtitle/)
})

test('a note that holds a time is a subtitle to a browser, and so it is one here', () => {
  assert.deepEqual(shown(read('WEBVTT\n\nNOTE\n00:01.000 --> 00:02.000\nactivist lawyers')), [[1000, 2000, 'activist lawyers']])
})

test('a file that is too long is refused', () => {
  const cues = (count: number) => Array.from({ length: count }, (_, i) => srt(String(i + 1), `00:00:00,${String(i % 999).padStart(3, '0')} --> 00:00:09,000`, 'Words', '')).join('\n')
  const result = readSubtitles('returns.srt', cues(MOST_CUES + 1))
  assert.ok(!result.ok && result.code === 'FILE_TOO_LONG')
  assert.equal(reasons.FILE_TOO_LONG.says(result.facts), 'returns.srt holds more than 5000 subtitles. Divide the film, or upload another file.')
  assert.ok(readSubtitles('returns.srt', cues(MOST_CUES)).ok)
  assert.equal(wrong('x'.repeat(LONGEST_SUBTITLES + 1)).slice(0, 13), 'FILE_TOO_LONG')
  assert.match(wrong(srt('1', '00:00:01,000 --> 00:00:02,000', 'a'.repeat(5_001))), /line 3 begins a subtitle of more than 5000 letters/)
})

test('what was not changed is written as it stood: tags, names, settings, notes, styles', () => {
  assert.equal(writeSubtitles(read(SRT)), SRT)
  assert.equal(writeSubtitles(read(VTT)), VTT.replace('00:01.000 --> 00:03.500', '00:00:01.000 --> 00:00:03.500'))
})

test('changed words are written as words, and everything beside them stays', () => {
  const before = read(VTT)
  const written = writeSubtitles({ ...before, cues: before.cues.map((cue, i) => (i === 0 ? { ...cue, text: 'How <returns> & appeals work' } : cue)) })
  assert.equal(written, writeSubtitles(before).replace('<v Asha>How returns work', 'How &lt;returns&gt; &amp; appeals work'))
  assert.deepEqual(shown(read(written))[0], [1000, 3500, 'How <returns> & appeals work'])
})

test('a cue taken out or put in leaves the others as they were, and SRT is numbered again', () => {
  const { cues, ...file } = read(SRT), typed: Cue = { start: 3600, end: 3_723_004, text: 'Between', kept: null }
  assert.equal(writeSubtitles({ ...file, cues: [typed, cues[1]!] }), '1\n00:00:03,600 --> 01:02:03,004\nBetween\n\n2\n00:00:04,000 --> 00:00:08,250\nThe rules are <i>rigid</i>\nand open to abuse\n')
})

test('words that no subtitle can hold, times that run backwards, and notes in SRT are faults', () => {
  const cue = (more: object): Cue => ({ start: 0, end: 1, text: 'Words', kept: null, ...more })
  assert.throws(() => writeSubtitles(typedSubtitles('srt', [cue({ text: 'One\n\n2\n00:00:01,000 --> 00:00:02,000\nHidden' })])), /subtitle 1 holds an empty line/)
  assert.throws(() => writeSubtitles(typedSubtitles('vtt', [cue({ end: 0 })])), /does not end after it begins/)
  assert.throws(() => writeSubtitles({ ...read(VTT), format: 'srt' }), /no place for notes/)
})

test('typed subtitles are written and read again, whatever they say', () => {
  const words = fc.array(fc.constantFrom('NOTE', '1', '-->', '00:00:01.000', '<b>', '&amp;', '{\\an8}', 'é', '👩‍👩‍👧', ' x', 'STYLE', 'WEBVTT'), { minLength: 1, maxLength: 6 })
  const text = fc.array(words.map(each => each.join(' ')), { maxLength: 3 }).map(lines => lines.join('\n'))
  const cue = fc.tuple(fc.nat(9_999_999), fc.integer({ min: 1, max: 99_999 }), text).map(([start, length, said]): Cue => ({ start, end: start + length, text: said, kept: null }))
  fc.assert(fc.property(fc.array(cue, { minLength: 1, maxLength: 8 }), fc.constantFrom<SubtitleFormat>('srt', 'vtt'), (cues, format) => {
    assert.deepEqual(shown(read(writeSubtitles(typedSubtitles(format, cues)))), cues.map(({ start, end, text: said }) => [start, end, said]))
  }))
})

test('whatever a file holds it is refused or read, and what was read is written and read the same', () => {
  const line = fc.constantFrom('WEBVTT', '1', '00:00:01,000 --> 00:00:02,000', '00:01.000 --> 00:02.000 line:0', '00:00:01.000 -->', 'Words', '', '', 'NOTE x', 'STYLE', '<i></i>', '&lt;', '<3', ' ', '-->', '{\\an8}', '\r', '\ufeff')
  fc.assert(fc.property(fc.boolean(), fc.array(line, { maxLength: 14 }), (vtt, lines) => {
    const result = readSubtitles('any', [...(vtt ? ['WEBVTT', ''] : []), ...lines].join('\n'))
    if (result.ok) assert.deepEqual(shown(read(writeSubtitles(result.value))), shown(result.value))
  }), { numRuns: 1_000 })
})

test('a file made to be slow is read or refused in little time', () => {
  const began = process.cpuUsage()
  for (const word of ['<', '&', '{\\', '<b ', '&#', '-->', 'a --> ', '\n<', '&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']) {
    readSubtitles('slow', `WEBVTT\n\n00:01.000 --> 00:02.000\n${word.repeat(LONGEST_SUBTITLES / 50)}`)
    readSubtitles('slow', `1\n00:00:01,000 --> 00:00:02,000\n${word.repeat(LONGEST_SUBTITLES / 50)}`)
  }
  assert.ok(process.cpuUsage(began).user < 3_000_000)
})
