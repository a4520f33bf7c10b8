// The composer: findings under their part, marks at their exact places, one sentence in the bar, and the preview out of the rendered requests.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { department } from '../../test/journal-reader.ts'
import { POLICY, THE_WALL } from '../../test/people-of-arrivals.ts'
import type { Part } from '../draft/part.ts'
import { composerPage, type ComposerPage } from './composer-page.ts'
import { errorsOf, headingOf, summaryOf } from './composer-words.ts'
import { initialsOf, piecesOf, previewOf } from './preview.ts'

const CAPTION = 'open to abuse allowing activist lawyers to delay and disrupt returns'
const FOUNDING: readonly Part[] = [{ kind: 'text', text: 'Small boat crossings update' }, { kind: 'caption', text: CAPTION }]

async function composed(parts: readonly Part[]): Promise<ComposerPage> {
  const journal = department()
  journal.draft('asha', parts)
  const page = await composerPage(journal.asking('asha'), 1)
  assert.ok(page.ok)
  return page.value
}

test('the words of 2020 are marked exactly, with what to write instead and the source', async () => {
  const { parts, bar, blocks } = await composed(FOUNDING), [words, caption] = parts
  assert.deepEqual([words!.summary, caption!.summary, blocks], ['No findings', '1 blocks', 1])
  assert.deepEqual(caption!.pieces.filter(({ mark }) => mark === 'block').map(({ text }) => text), ['activist lawyers'])
  assert.equal(caption!.pieces.map(({ text }) => text).join(''), CAPTION)
  const [finding] = caption!.findings
  assert.deepEqual([finding!.rule, finding!.match, finding!.instead.length > 0, finding!.source !== ''], ['POL-02', 'activist lawyers', true, true])
  assert.deepEqual(bar, { sentence: '1 finding blocks this post.', rest: 'Change the caption, then you can send it.', tone: 'bad', go: { href: '#part-1', text: 'Go to the caption' } })
})

test('the error summary says what the card says', async () => {
  const { parts } = await composed(FOUNDING)
  assert.deepEqual(errorsOf(parts), [{ text: '“activist lawyers” in the caption disparages people who bring a legal challenge (rule POL-02)', href: '#words-1' }])
})

test('with nothing found the bar offers the sending, and says no more than it knows', async () => {
  const { bar, parts } = await composed([{ kind: 'text', text: 'Ferries are running late.' }])
  assert.deepEqual([bar.sentence, bar.go, parts[0]!.summary], ['Nothing stands in its way.', null, 'No findings'])
  assert.equal((await composed([{ kind: 'text', text: '' }])).bar.sentence, 'Nothing has been written yet.')
})

test('a colleague may open it, an adviser may not', async () => {
  const journal = department()
  journal.draft('asha')
  assert.ok((await composerPage(journal.asking('ben'), 1)).ok)
  const barred = await composerPage(journal.asking('sol'), 1)
  assert.equal(barred.ok ? 'open' : barred.code, 'ADVISER_CANNOT_WRITE')
})

test('overlapping findings are cut where they meet, and the graver one is shown', () => {
  const pieces = piecesOf('abcdefgh', [{ start: 1, end: 5, level: 'advise' }, { start: 3, end: 7, level: 'block' }])
  assert.deepEqual(pieces, [{ text: 'a' }, { text: 'bc', mark: 'advise' }, { text: 'de', mark: 'block' }, { text: 'fg', mark: 'block' }, { text: 'h' }])
  assert.deepEqual(piecesOf('', []), [])
})

test('the preview is read out of the requests, so an empty part is not in it', () => {
  const preview = previewOf({ body: 'Department for Arrivals', channels: [POLICY.channels[THE_WALL]!], parts: [{ kind: 'text', text: 'One' }, { kind: 'text', text: 'Two' }, { kind: 'alt', text: ' ' }] })
  assert.deepEqual(preview.parts.map(({ name, follows }) => [name, follows]), [['post 1 of 2', false], ['post 2 of 2', true]])
  assert.deepEqual([preview.name, preview.initials, preview.where], ['arrivals', 'AR', 'our wall'])
  assert.equal(initialsOf('Department for Arrivals'), 'DA')
})

test('headings and counts are words', () => {
  assert.equal(headingOf(FOUNDING, 1), 'Caption')
  assert.equal(headingOf([{ kind: 'text', text: '' }, { kind: 'text', text: '' }], 1), 'Post 2 of 2')
  assert.equal(summaryOf([{ level: 'block' }, { level: 'check' }, { level: 'check' }, { level: 'advise' }]), '1 blocks, 2 need an answer, 1 piece of advice')
})
