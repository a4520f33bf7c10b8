// The commands of a post's way, over the real fold: who may do what next, and every refusal on the way.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryBody, must } from '../../test/memory-body.ts'
import type { ChannelId } from '../core/id.ts'
import { DAY, HOUR, later } from '../core/instant.ts'
import { beginPost } from './begin-post.ts'
import { liftRefusal } from './lift-refusal.ts'
import { refusePost, returnPost } from './object-to-post.ts'
import { releasePost } from './release-post.ts'
import { saveDraft } from './save-draft.ts'
import { signOffPost } from './sign-off-post.ts'
import { submitPost } from './submit-post.ts'
import { withdrawPost } from './withdraw-post.ts'

const WORDS = [{ kind: 'text', text: 'Ferries run to the winter timetable from Monday.' }] as const
const BLOCKED = [{ kind: 'text', text: 'How returns work.' }, { kind: 'caption', text: 'The rules are open to abuse, allowing activist lawyers to delay returns.' }] as const
const codeOf = (result: { readonly ok: boolean; readonly code?: string }) => (result.ok ? null : result.code)
const save = (over: number, channels: readonly ChannelId[], more: object = {}) => ({ over, title: 'Ferries', parts: [...WORDS], channels, from: '2026-11-24T09:00:00.000Z', until: '2026-11-26T09:00:00.000Z', ...more })

async function submitted(parts: Parameters<MemoryBody['written']>[0] = WORDS) {
  const body = await MemoryBody.begin(), post = await body.written(parts)
  must(await body.act('Asha Quill', submitPost, { post: post.number, input: { over: post.draft.version } }))
  return { body, number: post.number, version: post.draft.version }
}
async function cleared() {
  const begun = await submitted()
  for (const signer of ['Ben Folio', 'Dora Galley']) must(await begun.body.act(signer, signOffPost, { post: begun.number }))
  return begun
}

test('a post is written, sent, signed by two and released, each by whoever may', async () => {
  const { body, number } = await cleared()
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), null)
  const { sends } = await body.post(number)
  assert.equal(sends.releases.length, 1)
})

test('only somebody with the right to write begins a post; an adviser supplies lines instead', async () => {
  const body = await MemoryBody.begin()
  assert.equal(codeOf(await body.run('Sol Verso', beginPost)), 'ADVISER_CANNOT_WRITE')
  assert.match(codeOf(await body.run('Ada Hinge', beginPost)) ?? '', /RIGHT_MISSING|ADMINISTRATOR/)
  assert.equal(codeOf(await body.run('Priya Serif', beginPost)), 'RIGHT_MISSING')
  assert.equal(codeOf(await body.run('Asha Quill', beginPost, { input: { anything: 1 } })), 'INPUT_WRONG')
})

test('a post can begin with its first words, which are refused like those of a save', async () => {
  const body = await MemoryBody.begin(), { over: _, ...first } = save(1, [])
  const begun = await body.run('Asha Quill', beginPost, { input: first })
  assert.ok(begun.ok)
  const { draft, standing } = await body.post((begun.value as { post: never }).post)
  assert.deepEqual([draft.title, draft.parts, draft.channels, draft.version, standing.contributors], ['Ferries', WORDS, [], 1, [body.known('Asha Quill').id]])
  const { size } = body
  for (const [wrong, code] of [[{ channels: ['00000000-0000-4000-8000-00000000ffff'] }, 'CHANNEL_UNKNOWN'], [{ until: first.from }, 'WINDOW_WRONG'], [{ title: '\ud800' }, 'BROKEN_LETTERS'], [{ parts: [] }, 'INPUT_WRONG']] as const) assert.equal(codeOf(await body.run('Asha Quill', beginPost, { input: { ...first, ...wrong } })), code)
  assert.equal(body.size, size)
})

test('invariant 2: whoever saves words of a post is its contributor from then on', async () => {
  const body = await MemoryBody.begin(), { number, draft } = await body.written(WORDS)
  assert.equal(codeOf(await body.run('Ben Folio', saveDraft, { post: number, input: save(draft.version, draft.channels, { parts: [{ kind: 'text', text: 'Ferries run.' }] }) })), null)
  assert.deepEqual((await body.post(number)).standing.contributors, [body.known('Asha Quill').id, body.known('Ben Folio').id].toSorted())
})

test('a save of another title alone says the version that the next save must name', async () => {
  const body = await MemoryBody.begin(), { number, draft } = await body.written(WORDS), kept = { from: draft.window.from, until: draft.window.until }
  const saved = await body.run('Asha Quill', saveDraft, { post: number, input: save(draft.version, draft.channels, { ...kept, title: 'Another title' }) })
  assert.deepEqual([saved.ok && saved.value, (await body.post(number)).draft.version], [{ version: draft.version + 1 }, draft.version + 1])
})

test('a working copy leaves no entry, and saving the same words again changes nothing', async () => {
  const body = await MemoryBody.begin(), { number, draft } = await body.written(WORDS), size = body.size
  assert.equal(codeOf(await body.run('Asha Quill', saveDraft, { post: number, input: save(draft.version, draft.channels, { title: '', from: draft.window.from, until: draft.window.until }) })), null)
  assert.equal((await body.post(number)).draft.version, draft.version)
  assert.equal(codeOf(await body.run('Asha Quill', saveDraft, { post: number, input: save(draft.version, draft.channels, { parts: [{ kind: 'text', text: 'Other words.' }] }) })), null)
  assert.equal(body.size, size)
})

test('a save that cannot be kept says why', async () => {
  const body = await MemoryBody.begin(), { number, draft } = await body.written(WORDS)
  const saved = (input: object) => body.run('Asha Quill', saveDraft, { post: number, input }).then(codeOf)
  assert.equal(await saved(save(draft.version - 1, draft.channels)), 'STALE_SAVE')
  assert.equal(await saved(save(draft.version, ['00000000-0000-4000-8000-000000000000' as ChannelId])), 'CHANNEL_UNKNOWN')
  assert.equal(await saved(save(draft.version, draft.channels, { until: '2026-11-24T08:00:00.000Z' })), 'WINDOW_WRONG')
  assert.equal(await saved(save(draft.version, draft.channels, { parts: [{ kind: 'text', text: 'half a \ud800' }] })), 'BROKEN_LETTERS')
  assert.equal(await saved(save(draft.version, draft.channels, { parts: [] })), 'INPUT_WRONG')
  assert.equal(codeOf(await body.run('Asha Quill', saveDraft, { post: 999, input: save(1, draft.channels) })), 'POST_NOT_THERE')
})

test('words that the rules block are not sent for sign-off, in the words of the rule', async () => {
  const body = await MemoryBody.begin(), post = await body.written(BLOCKED)
  const refused = await body.state('Asha Quill', submitPost, { post: post.number, input: { over: post.draft.version } })
  assert.ok(!refused.ok)
  assert.equal(refused.code, 'FINDING_BLOCKS')
  assert.deepEqual([refused.facts['words'], refused.facts['where'], refused.facts['rule']], ['activist lawyers', 'the caption', 'POL-02'])
})

test('a post is sent only when it says something, goes somewhere, and its time is to come', async () => {
  const body = await MemoryBody.begin(), { number, draft } = await body.written(WORDS)
  const send = async () => body.act('Asha Quill', submitPost, { post: number, input: { over: (await body.post(number)).draft.version } })
  const change = async (more: object) => assert.equal(codeOf(await body.run('Asha Quill', saveDraft, { post: number, input: save((await body.post(number)).draft.version, draft.channels, more) })), null)
  await change({ parts: [{ kind: 'text', text: '  ' }] })
  assert.equal(await send(), 'NOTHING_WRITTEN')
  await change({ channels: [] })
  assert.equal(await send(), 'NO_CHANNEL')
  await change({ from: '2026-11-23T09:00:00.000Z', until: '2026-11-23T10:00:00.000Z' })
  assert.equal(await send(), 'WINDOW_OVER')
  assert.equal(await body.act('Asha Quill', submitPost, { post: number, input: { over: 1 } }), 'STALE_SAVE')
})

test('invariant 5: nobody sends or signs without a confirmed understanding, and each is told what is missing', async () => {
  const body = await MemoryBody.begin(), post = await body.written(WORDS, 'Mo Carbon')
  assert.equal(await body.act('Mo Carbon', submitPost, { post: post.number, input: { over: post.draft.version } }), 'UNDERSTANDING_MISSING')
  const { declareUnderstanding } = await import('./declare-understanding.ts')
  must(await body.act('Mo Carbon', declareUnderstanding, { input: { role: 'press-officer' } }))
  assert.equal(await body.act('Mo Carbon', submitPost, { post: post.number, input: { over: post.draft.version } }), 'UNDERSTANDING_WAITS')
  body.now = later(body.now, 366 * DAY)
  const old = await body.written(WORDS)
  assert.equal(await body.act('Asha Quill', submitPost, { post: old.number, input: { over: old.draft.version } }), 'UNDERSTANDING_RAN_OUT')
})

test('invariants 2 to 4: the author, a second layer, an adviser and whoever has no part in it cannot sign', async () => {
  const { body, number, version } = await submitted()
  assert.equal(await body.act('Asha Quill', signOffPost, { post: number }), 'SIGNER_WROTE_IT')
  assert.equal(await body.act('Sol Verso', signOffPost, { post: number }), 'ADVISER_CANNOT_SIGN')
  assert.equal(await body.act('Priya Serif', signOffPost, { post: number }), 'NOT_YOUR_LAYER')
  assert.equal(await body.act('Mo Carbon', signOffPost, { post: number }), 'UNDERSTANDING_MISSING')
  assert.equal(await body.act('Dora Galley', signOffPost, { post: number }), null)
  assert.equal(await body.act('Dora Galley', signOffPost, { post: number }), 'SIGNER_ALREADY_SIGNED')
  assert.equal(await body.act('Asha Quill', submitPost, { post: number, input: { over: version } }), 'SENT_ALREADY')
})

test('invariant 1: an edit after the first signature voids it, and the words wait to be sent again', async () => {
  const { body, number, version } = await submitted()
  must(await body.act('Ben Folio', signOffPost, { post: number }))
  const { draft } = await body.post(number)
  assert.equal(codeOf(await body.run('Asha Quill', saveDraft, { post: number, input: save(version, draft.channels, { parts: [{ kind: 'text', text: 'Ferries run again.' }] }) })), null)
  const { standing } = await body.post(number)
  assert.deepEqual([standing.ended?.why, standing.signOffs.length, standing.outdated.length], ['edited', 0, 1])
  assert.equal(await body.act('Dora Galley', signOffPost, { post: number }), 'NOTHING_TO_SIGN')
})

test('a post is returned with a remark, signed or not, and comes back better', async () => {
  const { body, number } = await submitted()
  assert.equal(await body.act('Ben Folio', signOffPost, { post: number, wanted: { decision: 'return' } }), 'REMARK_MISSING')
  assert.equal(await body.act('Ben Folio', signOffPost, { post: number, wanted: { decision: 'return', remark: 'x'.repeat(2_001) } }), 'REMARK_TOO_LONG')
  assert.equal(codeOf(await body.run('Ben Folio', returnPost, { post: number, input: { remark: ' ' } })), 'REMARK_MISSING')
  assert.equal(codeOf(await body.run('Asha Quill', returnPost, { post: number, input: { remark: 'Mine.' } })), 'OWN_POST_REFUSAL')
  assert.equal(codeOf(await body.run('Sol Verso', returnPost, { post: number, input: { remark: 'No.' } })), 'ADVISER_CANNOT_SIGN')
  assert.equal(codeOf(await body.run('Priya Serif', returnPost, { post: number, input: { remark: 'No.' } })), 'NOT_YOUR_LAYER')
  assert.equal(await body.act('Ben Folio', signOffPost, { post: number, wanted: { decision: 'return', remark: 'Say which ferries.' } }), null)
  assert.equal((await body.post(number)).standing.ended?.why, 'returned')
  must(await body.act('Asha Quill', submitPost, { post: number, input: { over: (await body.post(number)).draft.version } }))
  assert.equal(codeOf(await body.run('Ben Folio', returnPost, { post: number, input: { remark: 'And when?' } })), null)
})

test('invariant 6: a refusal blocks until its author or the arbiter lifts it', async () => {
  const { body, number, version } = await cleared()
  assert.equal(codeOf(await body.run('Ben Folio', refusePost, { post: number, input: { remark: 'It prejudges Monday.' } })), null)
  const entry = (await body.post(number)).standing.refusals[0]!.entry
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), 'REFUSED_STANDS')
  assert.equal(await body.act('Dora Galley', liftRefusal, { post: number, input: { entry } }), 'REFUSED_STANDS')
  assert.equal(await body.act('Asha Quill', liftRefusal, { post: number, input: { entry } }), 'SIGNER_WROTE_IT')
  assert.equal(await body.act('Hugh Banner', liftRefusal, { post: number, input: { entry: 9_999 } }), 'NOTHING_TO_LIFT')
  assert.equal(await body.act('Asha Quill', submitPost, { post: number, input: { over: version } }), 'REFUSED_STANDS')
  assert.equal(await body.act('Hugh Banner', liftRefusal, { post: number, input: { entry } }), null)
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), null)
})

test('invariant 8: nothing is released before everyone has signed, nor by a contributor, nor by whoever may not', async () => {
  const { body, number } = await submitted()
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), 'WAITS_FOR_LAYER')
  must(await body.act('Ben Folio', signOffPost, { post: number }))
  must(await body.act('Dora Galley', signOffPost, { post: number }))
  assert.equal(await body.act('Asha Quill', releasePost, { post: number }), 'RELEASER_WROTE_IT')
  assert.equal(await body.act('Ben Folio', releasePost, { post: number }), 'RELEASE_NOT_YOURS')
  assert.equal(await body.act('Sol Verso', releasePost, { post: number }), 'ADVISER_CANNOT_SIGN')
  assert.equal(await body.act('Hugh Banner', releasePost, { post: number, wanted: { at: later(body.now, 30 * DAY) } }), 'OUTSIDE_WINDOW')
  assert.equal(await body.act('Hugh Banner', releasePost, { post: number }), null)
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), 'RELEASED_ALREADY')
})

test('a clearance runs out, and a window passes, each with what to do', async () => {
  const { body, number } = await cleared()
  body.now = later(body.now, 49 * HOUR)
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), 'CLEARED_TOO_LATE')
  const long = await MemoryBody.begin(), { number: post, draft } = await long.written(WORDS)
  assert.equal(codeOf(await long.run('Asha Quill', saveDraft, { post, input: save(draft.version, draft.channels, { until: '2026-12-20T09:00:00.000Z', parts: [{ kind: 'text', text: 'Later.' }] }) })), null)
  must(await long.act('Asha Quill', submitPost, { post, input: { over: draft.version + 1 } }))
  for (const signer of ['Ben Folio', 'Dora Galley']) must(await long.act(signer, signOffPost, { post }))
  long.now = later(long.now, 49 * HOUR)
  assert.equal(await long.act('Dora Galley', releasePost, { post }), 'CLEARANCE_RAN_OUT')
})

test('what has gone out is not changed, withdrawn, signed or released again', async () => {
  const { body, number, version } = await cleared(), post = await body.post(number)
  must(await body.act('Dora Galley', releasePost, { post: number }))
  body.keeperSays(post.id, { kind: 'receipt', channel: post.draft.channels[0]!, attempt: 0, package: post.standing.submission!.digest, outcome: 'sent', how: 'answer', remote: null, sentAt: body.now })
  assert.equal(codeOf(await body.run('Asha Quill', saveDraft, { post: number, input: save(version, post.draft.channels) })), 'GONE_OUT')
  assert.equal(codeOf(await body.run('Asha Quill', withdrawPost, { post: number })), 'GONE_OUT')
  assert.equal(await body.act('Hugh Banner', releasePost, { post: number }), 'GONE_OUT')
  assert.equal(await body.act('Asha Quill', submitPost, { post: number, input: { over: version } }), 'GONE_OUT')
  assert.equal(codeOf(await body.run('Ben Folio', refusePost, { post: number, input: { remark: 'Late.' } })), 'GONE_OUT')
})

test('an attempt of which nobody knows is released again by a person, as the next attempt', async () => {
  const { body, number } = await cleared(), post = await body.post(number)
  must(await body.act('Dora Galley', releasePost, { post: number }))
  body.keeperSays(post.id, { kind: 'receipt', channel: post.draft.channels[0]!, attempt: 0, package: post.standing.submission!.digest, outcome: 'unknown', how: 'looked', remote: null, sentAt: null })
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), null)
  assert.deepEqual((await body.post(number)).sends.releases.at(-1)?.attempts, { [post.draft.channels[0]!]: 1 })
})

test('one\'s own post is withdrawn at once and stays so; nobody withdraws another\'s', async () => {
  const { body, number, version } = await submitted()
  assert.equal(codeOf(await body.run('Ben Folio', withdrawPost, { post: number })), 'NOT_YOUR_POST')
  assert.equal(codeOf(await body.run('Asha Quill', withdrawPost, { post: number })), null)
  assert.equal(codeOf(await body.run('Asha Quill', withdrawPost, { post: number })), 'WITHDRAWN')
  assert.equal(codeOf(await body.run('Asha Quill', saveDraft, { post: number, input: save(version, []) })), 'WITHDRAWN')
  assert.equal(await body.act('Asha Quill', submitPost, { post: number, input: { over: version } }), 'WITHDRAWN')
})

test('invariant 15: while posting is paused nothing is released', async () => {
  const { body, number } = await cleared()
  await body.doors.store.transact(transaction => transaction.commit([], { id: body.given().freshId(), post: null, stop: { act: 'pause', person: body.known('Hugh Banner').id, reason: null } }))
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), 'PAUSED')
})
