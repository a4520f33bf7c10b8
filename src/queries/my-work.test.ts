// What waits for me: for each person their own next acts, most urgent first, and nothing that they cannot do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { department } from '../../test/journal-reader.ts'
import { PEOPLE, type Slug } from '../../test/people-of-arrivals.ts'
import { myWork, othersWho, waitingCount } from './my-work.ts'
import { factsFor } from './asking.ts'
import { whoIsWho } from './known.ts'

const must = (refusal: unknown) => assert.equal(refusal, undefined)
const workOf = (journal: ReturnType<typeof department>, slug: Slug) => myWork(journal.asking(slug))

test('a post to sign stands with its own button, for whoever can sign it and nobody else', async () => {
  const journal = department()
  journal.sent('asha', 'Ferry port delays')
  const ben = await workOf(journal, 'ben')
  assert.deepEqual(ben.toDo.map(({ title, act }) => [title, act.text, act.href]), [['Give a second pair of eyes: Ferry port delays', 'Review and sign', '/posts/1/review']])
  assert.equal(ben.lead, '1 thing waits for you.')
  for (const slug of ['asha', 'sol', 'ada', 'ines', 'vera'] as const) assert.equal(await waitingCount(journal.asking(slug)), 0, slug)
})

test('the author sees for whom it waits', async () => {
  const journal = department(), post = journal.sent('asha', 'Ferry port delays')
  must(journal.signOff('ben', post, '2i'))
  const { waiting, toDo, lead } = await workOf(journal, 'asha')
  assert.deepEqual([toDo.length, lead], [0, 'Nothing waits for you.'])
  assert.equal(waiting[0]!.text, 'It is waiting for the press office. Dora Galley, Finn Leading or Hugh Banner can do it.')
  assert.equal(waiting[0]!.state.text, 'Waiting: 1 of 2 signed')
})

test('when everyone has signed, whoever may release has it to release', async () => {
  const journal = department(), post = journal.sent('asha', 'Ferry port delays')
  must(journal.signOff('ben', post, '2i'))
  must(journal.signOff('dora', post, 'press-office'))
  assert.deepEqual((await workOf(journal, 'hugh')).toDo.map(({ title }) => title), ['Release: Ferry port delays'])
})

test('a return comes back to the author, with who returned it', async () => {
  const journal = department(), post = journal.sent('asha', 'Ferry port delays')
  must(journal.signOff('dora', post, 'press-office', 'return'))
  assert.deepEqual((await workOf(journal, 'asha')).toDo.map(({ title, text, act }) => [title, text, act.href]), [['Answer a return: Ferry port delays', 'Dora Galley returned it.', '/posts/1/edit']])
})

test('a draft says the one thing that stands in its way', async () => {
  const journal = department()
  journal.draft('asha', [{ kind: 'text', text: 'Small boat crossings update' }, { kind: 'caption', text: 'open to abuse allowing activist lawyers to delay and disrupt returns' }])
  journal.draft('asha', 'Winter opening hours')
  const { drafts } = await workOf(journal, 'asha')
  assert.deepEqual(drafts.map(({ stop, text }) => [stop, text]), [[null, 'Nothing stands in its way. You can send it for sign-off.'], ['1 finding blocks it:', '“activist lawyers” disparages people who bring a legal challenge.']])
})

test('a manager has a declaration to confirm, and a voucher a key to vouch for', async () => {
  const journal = department()
  must(journal.declare('ben', 'press-officer'))
  assert.ok((await workOf(journal, 'hugh')).toDo.some(({ title, act }) => title === 'Confirm an understanding: Ben Folio' && act.href === '/team/ben-folio/confirm'))
  const key = journal.newKey()
  must(journal.enrol('ben', { key }))
  assert.ok((await workOf(journal, 'dora')).toDo.some(({ title }) => title === 'Vouch for a key: Ben Folio'))
  assert.ok(!(await workOf(journal, 'ada')).toDo.some(({ title }) => title.startsWith('Vouch')))
})

test('the others who could do it are found by the same question', async () => {
  const journal = department(), post = journal.sent('asha'), asking = journal.asking('asha'), { reader } = asking
  const facts = factsFor(asking, (await reader.body()).id, await reader.standing(), await reader.post(post))
  assert.deepEqual(othersWho('sign-off-post', facts, await whoIsWho(reader)).toSorted(), ['Ben Folio', 'Cleo Stet', 'Dora Galley', 'Finn Leading', 'Hugh Banner'])
  assert.equal(facts.actor, PEOPLE.asha.id)
})
