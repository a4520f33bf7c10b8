// Why is it waiting, and for whom: one sentence for each state of a post's life, and never "pending".
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, later, MINUTE } from '../core/instant.ts'
import type { PostId } from '../core/id.ts'
import { department, type Department } from '../../test/journal-reader.ts'
import { LOOSER, PEOPLE, THE_WALL, type Slug } from '../../test/people-of-arrivals.ts'
import { Department as Empty } from '../../test/journal-reader.ts'
import { postPage } from './post-page.ts'
import type { Answer } from './why-it-waits.ts'

async function answerTo(journal: Department, post: PostId, as: Slug = 'ines'): Promise<Answer> {
  const page = await postPage(journal.asking(as), journal.numberOf(post))
  assert.ok(page.ok)
  return page.value.answer
}
const must = (refusal: unknown) => assert.equal(refusal, undefined)
const signedByAll = (journal: Department): PostId => {
  const post = journal.sent('asha')
  must(journal.signOff('ben', post, '2i'))
  must(journal.signOff('dora', post, 'press-office'))
  return post
}

test('a draft waits for nobody but its author', async () => {
  const journal = department(), { code, sentence } = await answerTo(journal, journal.draft('asha'))
  assert.deepEqual([code, sentence], ['DRAFT', 'It is a draft. Asha Quill has not sent it for sign-off.'])
})

test('two open layers name who can fill each', async () => {
  const journal = department(), { code, sentence, state } = await answerTo(journal, journal.sent('asha'))
  assert.equal(code, 'WAITS_FOR_ANY')
  assert.equal(sentence, 'It is waiting for a second pair of eyes and the press office. Any of 4 people can give a second pair of eyes and Dora Galley, Finn Leading or Hugh Banner can sign for the press office.')
  assert.equal(state.text, 'Waiting: 0 of 2 signed')
})

test('up to three people are named, and whoever wrote it is not among them', async () => {
  const journal = department(), post = journal.sent('dora')
  must(journal.signOff('ben', post, '2i'))
  assert.equal((await answerTo(journal, post)).sentence, 'It is waiting for the press office. Finn Leading or Hugh Banner can do it.')
})

test('the only person who can is said to be the only one', async () => {
  const journal = department(), post = journal.sent('dora')
  must(journal.signOff('finn', post, '2i'))
  const { code, sentence } = await answerTo(journal, post)
  assert.deepEqual([code, sentence], ['WAITS_FOR_ONE', 'It is waiting for the press office. Hugh Banner is the only person who can do it now.'])
})

test('an empty pool blocks, and everyone who might be expected is named with the reason', async () => {
  const journal = new Empty().begin(LOOSER, ['ben', 'cleo', 'finn', 'dora']) as Department, post = journal.sent('asha')
  const { code, sentence, lines } = await answerTo(journal, post)
  assert.deepEqual([code, sentence], ['WAITS_FOR_NOBODY', 'It is waiting for a second pair of eyes, and nobody can do it.'])
  assert.ok(lines.includes('Asha Quill cannot do it: wrote part of it.'), lines.join('\n'))
})

test('what everyone has signed waits for a person to release it, and goes nowhere by itself', async () => {
  const journal = department(), { code, sentence, lines } = await answerTo(journal, signedByAll(journal))
  assert.deepEqual([code, sentence], ['WAITS_FOR_RELEASE', 'Everyone has signed. It is waiting for Dora Galley, Finn Leading or Hugh Banner to release it.'])
  assert.equal(lines[0], 'Nothing goes out by itself.')
})

test('a release for later says when, and that all is checked again', async () => {
  const journal = department(), post = signedByAll(journal)
  must(journal.release('hugh', post, { at: later(journal.now, 2 * HOUR) }))
  const { code, sentence, lines } = await answerTo(journal, post)
  assert.deepEqual([code, sentence, lines], ['SCHEDULED', 'It is released and goes out today at 11:00.', ['Everything is checked again at that moment.']])
})

test('live, and the same as what was approved', async () => {
  const journal = department(), post = signedByAll(journal)
  must(journal.release('hugh', post))
  assert.equal((await answerTo(journal, post)).code, 'SENDING')
  const sends = journal.mayGo(post)
  assert.ok(sends.ok)
  must(journal.outcome(sends.value[0]!))
  assert.equal((await answerTo(journal, post)).sentence, 'It went out on our wall.')
  must(journal.keeper({ kind: 'read-back', channel: THE_WALL, attempt: 0, package: sends.value[0]!.package, sameness: 'equal', seenAt: journal.now }, post))
  assert.equal((await answerTo(journal, post)).sentence, 'It is live on our wall, and the same as what was approved.')
  must(journal.keeper({ kind: 'read-back', channel: THE_WALL, attempt: 0, package: sends.value[0]!.package, sameness: 'different', seenAt: journal.now }, post))
  assert.equal((await answerTo(journal, post)).sentence, 'What is live on our wall is not what was approved.')
})

test('an unknown outcome is said to be unknown, and is not sent twice', async () => {
  const journal = department(), post = signedByAll(journal)
  must(journal.release('hugh', post))
  const sends = journal.mayGo(post)
  assert.ok(sends.ok)
  must(journal.outcome(sends.value[0]!, 'unknown'))
  const { code, sentence, lines } = await answerTo(journal, post)
  assert.deepEqual([code, sentence], ['SENT_UNKNOWN', 'We do not know whether it went out on our wall.'])
  assert.match(lines[0]!, /do not send it twice/)
})

test('a send that the platform refused has not gone out there', async () => {
  const journal = department(), post = signedByAll(journal)
  must(journal.release('hugh', post))
  const sends = journal.mayGo(post)
  assert.ok(sends.ok)
  must(journal.outcome(sends.value[0]!, 'refused'))
  const { code, sentence } = await answerTo(journal, post)
  assert.deepEqual([code, sentence], ['SEND_REFUSED', 'Our wall refused it at 09:00:00. It has not gone out there.'])
})

test('a returned post is back with its author, with the remark', async () => {
  const journal = department(), post = journal.sent('asha')
  must(journal.signOff('dora', post, 'press-office', 'return', { predicate: { remark: journal.seal('Say who decides.') } }))
  const { code, sentence, lines } = await answerTo(journal, post)
  assert.deepEqual([code, sentence, lines], ['WAITS_FOR_AUTHOR', 'It is back with Asha Quill. Dora Galley returned it at 09:00.', ['“Say who decides.”']])
})

test('a refused post says who alone can lift it', async () => {
  const journal = department(), post = journal.sent('asha')
  must(journal.signOff('dora', post, 'press-office', 'refuse', { predicate: { remark: journal.seal('It prejudges the hearing.') } }))
  const { sentence, lines } = await answerTo(journal, post)
  assert.equal(sentence, 'Dora Galley refused this at 09:00: “It prejudges the hearing.”')
  assert.deepEqual(lines, ['Only Dora Galley or Hugh Banner, the arbiter, can lift that.'])
})

test('an edit after a signature says whose signature no longer counts', async () => {
  const journal = department(), post = journal.sent('asha')
  must(journal.signOff('ben', post, '2i'))
  must(journal.stop({ act: 'edit', person: PEOPLE.asha.id }, post))
  const { code, sentence, lines } = await answerTo(journal, post)
  assert.deepEqual([code, sentence], ['SIGNATURES_LAPSED', 'Asha Quill changed it after it was sent for sign-off. So 1 signature no longer counts: Ben Folio must look again.'])
  assert.deepEqual(lines, ['It waits for Asha Quill to send it again.'])
})

test('a withdrawn post, one past its time, one in a pause', async () => {
  const journal = department(), withdrawn = journal.sent('asha'), cleared = signedByAll(journal)
  must(journal.stop({ act: 'withdraw', person: PEOPLE.asha.id }, withdrawn))
  assert.equal((await answerTo(journal, withdrawn)).sentence, 'Asha Quill withdrew it. It did not go out.')
  must(journal.stop({ act: 'pause', person: PEOPLE.priya.id, reason: null }))
  assert.equal((await answerTo(journal, cleared)).sentence, 'All posting is paused. Everyone has signed this, and nothing goes out until the pause is lifted.')
  journal.wait(11 * DAY)
  assert.equal((await answerTo(journal, cleared)).code, 'CLEARED_TOO_LATE')
})

test('what the keeper holds is said to be held, with its reason', async () => {
  const journal = department(), post = signedByAll(journal)
  must(journal.release('hugh', post))
  journal.wait(MINUTE)
  must(journal.keeper({ kind: 'held', package: journal.folded.posts[post]!.submission!.digest, why: 'RENDERS_DIFFERENTLY' }, post))
  const { code, held } = await answerTo(journal, post)
  assert.deepEqual([code, held?.code], ['HELD', 'RENDERS_DIFFERENTLY'])
})
