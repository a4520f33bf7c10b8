// "Who approved this?" The first sentence names those whose signatures count, and nobody else; no name that was exchanged is shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PostId } from '../core/id.ts'
import { DEMO, type JournalGiven } from '../../test/model/journal.ts'
import { department, Department } from '../../test/journal-reader.ts'
import { PEOPLE, THE_WALL, type Slug } from '../../test/people-of-arrivals.ts'
import { whoApprovedThis, type WhoApproved } from './who-approved-this.ts'

async function answerTo(journal: Department, post: PostId, as: Slug = 'ines'): Promise<WhoApproved> {
  const page = await whoApprovedThis(journal.asking(as), journal.numberOf(post))
  assert.ok(page.ok)
  return page.value
}
const must = (refusal: unknown) => assert.equal(refusal, undefined)

function live(journal: Department): PostId {
  const post = journal.sent('asha')
  must(journal.signOff('ben', post, '2i'))
  must(journal.signOff('dora', post, 'press-office'))
  must(journal.release('hugh', post))
  const sends = journal.mayGo(post)
  assert.ok(sends.ok)
  must(journal.outcome(sends.value[0]!))
  must(journal.keeper({ kind: 'read-back', channel: THE_WALL, attempt: 0, package: sends.value[0]!.package, sameness: 'equal', seenAt: journal.now }, post))
  return post
}

test('the answer is one sentence, and names each signer with the role in which they signed', async () => {
  const journal = department(), page = await answerTo(journal, live(journal))
  assert.equal(page.answer, 'Two officials approved it, none of whom wrote any of it: Ben Folio, press officer, and Dora Galley, duty editor.')
  assert.deepEqual(page.after.slice(0, 2), ['Hugh Banner released it at 09:00.', 'Asha Quill, press officer, wrote it.'])
  assert.ok(page.after.includes('What went out is, byte for byte, what they signed.'))
  assert.deepEqual(page.deeds.map(({ person, did }) => `${person}: ${did}`), ['Asha Quill: Wrote it', 'Asha Quill: Sent it for sign-off', 'Ben Folio: Approved it', 'Dora Galley: Approved it', 'Hugh Banner: Released it'])
  assert.deepEqual([page.warning, page.demo], [null, false])
  assert.match(page.text, /^Who approved this\?/)
})

test('before everyone has signed nobody has approved it', async () => {
  const journal = department(), post = journal.sent('asha')
  assert.equal((await answerTo(journal, post)).answer, 'Nobody has approved it yet. It waits for the second pair of eyes and the press office.')
  must(journal.signOff('ben', post, '2i'))
  assert.equal((await answerTo(journal, post)).answer, 'Nobody has approved it yet. Ben Folio has signed; the press office has not.')
})

test('a refused, a withdrawn and an unsent post were approved by nobody', async () => {
  const journal = department(), refused = journal.sent('asha'), withdrawn = journal.sent('asha'), draft = journal.draft('asha')
  must(journal.signOff('dora', refused, 'press-office', 'refuse'))
  must(journal.stop({ act: 'withdraw', person: PEOPLE.asha.id }, withdrawn))
  assert.match((await answerTo(journal, refused)).answer, /^Nobody\. It was refused by Dora Galley, duty editor/)
  assert.match((await answerTo(journal, withdrawn)).answer, /^Nobody\. It was withdrawn by Asha Quill/)
  assert.equal((await answerTo(journal, draft)).answer, 'Nobody has approved it yet. Asha Quill has not sent it for sign-off.')
})

test('a signature by a key that turns out to have been suspended is no longer named', async () => {
  const journal = department(), post = journal.sent('asha'), before = journal.now
  must(journal.signOff('ben', post, '2i'))
  must(journal.signOff('dora', post, 'press-office'))
  must(journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf('ben').credential, since: before }))
  const { answer } = await answerTo(journal, post)
  assert.equal(answer, 'Nobody has approved it yet. Dora Galley has signed; the second pair of eyes has not.')
})

test('an approval that stopped counting stands under what was changed', async () => {
  const journal = department(), post = journal.sent('asha')
  must(journal.signOff('ben', post, '2i'))
  must(journal.stop({ act: 'edit', person: PEOPLE.asha.id }, post))
  assert.deepEqual((await answerTo(journal, post)).changed, [{ lead: 'No longer counted.', text: 'Ben Folio’s approval of version 1, at 09:00. The words changed, so it was asked for again.' }])
})

test('exchanging two rows of the table of names makes the page withhold them', async () => {
  const journal = department(), post = live(journal)
  const ben = journal.persons.findIndex(({ slug }) => slug === 'ben-folio'), sol = journal.persons.findIndex(({ slug }) => slug === 'sol-verso'), [one, other] = [journal.persons[ben]!, journal.persons[sol]!]
  journal.persons[ben] = { ...other, id: one.id }
  journal.persons[sol] = { ...one, id: other.id }
  const { answer, warning } = await answerTo(journal, post)
  assert.doesNotMatch(answer, /Sol Verso|Ben Folio/)
  assert.match(answer, /somebody whose name was changed after it was vouched for/)
  assert.match(warning!, /^2 names/)
})

test('every act that a demo key signed says so, and a passkey in a demonstration is not called one', async () => {
  const given: JournalGiven = { origin: DEMO }, journal = new Department(given).begin() as Department, post = live(journal), { folded } = journal
  const demoKeys = async () => (await answerTo(journal, post)).deeds.filter(({ what }) => what.includes('with a demo key')).length
  assert.equal(await demoKeys(), 0)
  const standing = folded.posts[post]!, sends = folded.sends[post]!, byDemoKey = <Act extends object>(act: Act) => ({ ...act, demo: true })
  folded.posts[post] = { ...standing, submission: byDemoKey(standing.submission!), signOffs: standing.signOffs.map(byDemoKey) }
  folded.sends[post] = { ...sends, releases: sends.releases.map(byDemoKey) }
  assert.equal(await demoKeys(), 4)
})

test('when an approval falls away after the release, nobody is said to have released it', async () => {
  const journal = department(), post = journal.sent('asha')
  must(journal.signOff('ben', post, '2i'))
  must(journal.signOff('dora', post, 'press-office'))
  must(journal.release('hugh', post))
  assert.equal((await answerTo(journal, post)).after[0], 'Hugh Banner released it at 09:00.')
  must(journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf('ben').credential, since: journal.folded.posts[post]!.signOffs[0]!.said }))
  assert.equal((await answerTo(journal, post)).after[0], 'Nobody has released it.')
})
