// Words of subtitles: what a viewer sees is what is read, and what is written is read again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isCueText, readCueWords, writeCueWords, type SubtitleFormat } from './cue-words.ts'

const vtt = (raw: string) => readCueWords('vtt', raw), srt = (raw: string) => readCueWords('srt', raw)
const refused = (raw: string) => 'wrong' in vtt(raw)

test('tags are taken away without a gap, so that no word hides behind one', () => {
  assert.deepEqual(vtt('<v Asha Nib>act<b>iv</b>ist</v> <c.loud.red>law</c>yers <00:00:02.000><i.a>now</i>'), { text: 'activist lawyers now' })
  assert.deepEqual(srt('{\\an8}<font color="#ff0000">act</FONT><I>ivist</I> {b}lawyers{/b}'), { text: 'activist lawyers' })
  assert.deepEqual(vtt('<ruby>港<rt>harbour</rt></ruby>'), { text: '港harbour' })
})

test('written-out signs are resolved, by name and by number', () => {
  for (const read of [vtt, srt]) assert.deepEqual(read('R&amp;D &lt;b&gt; &#97;ctivist &#x6C;awyers&nbsp;'), { text: 'R&D <b> activist lawyers\u00a0' })
})

test('WebVTT with a tag or a sign that is not known is refused, since a browser would hide or change it', () => {
  assert.deepEqual(vtt('I <3 harbours'), { wrong: 'has “<”, which says nothing that is known here: for the sign itself write &lt;' })
  assert.deepEqual(vtt('act&ZeroWidthSpace;ivist'), { wrong: 'has “&ZeroWidthSpace;”, which says nothing that is known here: for the sign itself write &amp;' })
  for (const raw of ['<script>x</script>', '&#0;', '&#xD800;', '&#146;', '&#10;', '&aacutectivist', '&Aacutectivist', '<b', '</>', '&#9999999;']) assert.ok(refused(raw), raw)
  for (const raw of ['R&D', 'Q&As', 'fish & chips', '5 > 4', 'a -> b', '{b}']) assert.deepEqual(vtt(raw), { text: raw })
})

test('in SRT what is not understood is words', () => {
  for (const raw of ['I <3 harbours', '<script>', 'act&ZeroWidthSpace;ivist', '&#0;', '&aacute', '{c}', '<<']) assert.deepEqual(srt(raw), { text: raw })
})

test('words that look like tags, signs or times are written so that they stay words', () => {
  assert.equal(writeCueWords('vtt', 'R&D <b> --> x'), 'R&amp;D &lt;b&gt; --&gt; x')
  assert.equal(writeCueWords('srt', 'R&D'), 'R&D')
  assert.equal(writeCueWords('srt', '<b>{\\an8}&amp;'), '&lt;b&gt;&#123;\\an8}&amp;amp;')
  assert.equal(writeCueWords('srt', '1 --> 2'), '1 --&gt; 2')
})

test('whatever words are written are read again', () => {
  const atom = fc.constantFrom('&', 'amp;', '<', 'b>', '{', '\\an8}', '/b}', '-->', '&#', '97;', 'word', ' ', '\n', 'é', '👩‍👩‍👧', '\u00a0', 'x')
  const text = fc.oneof(fc.array(atom, { maxLength: 20 }).map(atoms => atoms.join('')), fc.string({ unit: 'binary' }))
  fc.assert(fc.property(text, fc.constantFrom<SubtitleFormat>('srt', 'vtt'), (words, format) => {
    assert.deepEqual(readCueWords(format, writeCueWords(format, words)), { text: words })
  }))
})

test('an empty line, a carriage return and half a letter can stand in no subtitle', () => {
  assert.deepEqual(['', 'One', 'One\nTwo', 'One\n\nTwo', '\n', 'One\n ', 'a\rb', 'a\0', '\ud83d'].map(isCueText), [true, true, true, false, false, false, false, false, false])
})
