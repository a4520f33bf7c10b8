// One post, seen by everybody: buttons only from `may`, and to each reader what stands in the way.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { department } from '../../test/journal-reader.ts'
import { PEOPLE, type Slug } from '../../test/people-of-arrivals.ts'
import { entryPage } from './entry-page.ts'
import { postPage, type PostPage } from './post-page.ts'
import { versionsPage } from './versions-page.ts'

const must = (refusal: unknown) => assert.equal(refusal, undefined)

async function pageOf(journal: ReturnType<typeof department>, number: number, as: Slug): Promise<PostPage> {
  const page = await postPage(journal.asking(as), number)
  assert.ok(page.ok)
  return page.value
}

test('each reader is offered what they may do, and told what stands in the way', async () => {
  const journal = department()
  journal.sent('asha')
  const offered: { readonly [Name in Slug]?: readonly [string, string | null] } = {
    asha: ['save-draft withdraw-post', 'SIGNER_WROTE_IT'], ben: ['save-draft sign-off-post return-post refuse-post', null], sol: ['', 'ADVISER_CANNOT_SIGN'], ada: ['', 'ADMINISTRATOR_CANNOT_SIGN'], ines: ['', 'NOT_YOUR_LAYER'],
  }
  for (const [slug, [may, cannot]] of Object.entries(offered)) {
    const page = await pageOf(journal, 1, slug as Slug)
    assert.deepEqual([page.may.join(' '), page.cannot?.code ?? null], [may, cannot], slug)
  }
})

test('what has happened is built from the entries, newest first, with what did not count', async () => {
  const journal = department(), post = journal.sent('asha')
  assert.equal(journal.signOff('asha', post, '2i')?.code, 'SIGNER_WROTE_IT')
  must(journal.signOff('ben', post, '2i'))
  const { events } = await pageOf(journal, 1, 'ines')
  assert.deepEqual(events.map(({ title }) => title), ['Signed: second pair of eyes', 'Did not count: Signed: second pair of eyes', 'Sent for sign-off', 'Begun'])
  assert.equal(events[1]!.refusal?.code, 'SIGNER_WROTE_IT')
})

test('who signs goes layer by layer, and says whose signature stopped counting', async () => {
  const journal = department(), post = journal.sent('asha')
  must(journal.signOff('ben', post, '2i'))
  must(journal.stop({ act: 'edit', person: PEOPLE.asha.id }, post))
  must(journal.submit('asha', post, { words: 'Other words' }))
  must(journal.signOff('dora', post, 'press-office'))
  const { steps } = await pageOf(journal, 1, 'ines')
  assert.deepEqual(steps.map(({ state, title }) => `${state} ${title}`), ['now Second pair of eyes', 'done Press office', 'later Then release'])
  assert.ok(steps[0]!.quiet.includes('Ben Folio’s signature on version 1, at 09:00, stopped counting when the words changed.'))
  assert.ok(steps[0]!.quiet.some(line => line.startsWith('Asha Quill cannot do it')))
})

test('what is shown is what was signed, and not a later working copy', async () => {
  const journal = department()
  journal.sent('asha', 'Ferries are running late.')
  journal.posts[0]!.draft = { ...journal.posts[0]!.draft, parts: [{ kind: 'text', text: 'Something else' }] }
  assert.deepEqual((await pageOf(journal, 1, 'ben')).preview.parts.map(({ pieces }) => pieces.map(({ text }) => text).join('')), ['Ferries are running late.'])
})

test('a post, a version and an entry that are not there are said not to be there', async () => {
  const journal = department(), asking = journal.asking('asha')
  journal.sent('asha')
  const codes = [await postPage(asking, 99), await versionsPage(asking, 1, 1, 2), await entryPage(asking, 9_999)].map(answer => (answer.ok ? 'there' : answer.code))
  assert.deepEqual(codes, ['POST_NOT_THERE', 'VERSION_NOT_THERE', 'ENTRY_NOT_THERE'])
})

test('two versions are compared word by word, and what is the same is named', async () => {
  const journal = department(), post = journal.sent('asha', 'If they agree, the return stops.')
  must(journal.stop({ act: 'edit', person: PEOPLE.asha.id }, post))
  must(journal.submit('asha', post, { words: 'If the court agrees, the return stops.' }))
  const page = await versionsPage(journal.asking('ben'), 1, 1, 2)
  assert.ok(page.ok)
  assert.equal(page.value.changed[0]!.pieces.filter(({ mark }) => mark === 'added').map(({ text }) => text).join(''), 'the court agrees')
})
