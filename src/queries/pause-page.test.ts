// Pausing, lifting, suspending and reinstating, over the real fold: each refusal, and beside it the same act where it is allowed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryBody } from '../../test/memory-body.ts'
import { HOUR, later } from '../core/instant.ts'
import { liftPause } from '../commands/lift-pause.ts'
import { pausePosting } from '../commands/pause-posting.ts'
import { reinstateKey } from '../commands/reinstate-key.ts'
import { releasePost } from '../commands/release-post.ts'
import { signOffPost } from '../commands/sign-off-post.ts'
import { submitPost } from '../commands/submit-post.ts'
import { suspendKey } from '../commands/suspend-key.ts'
import { missedPage, pausePage } from './pause-page.ts'

const codeOf = (result: { readonly ok: boolean; readonly code?: string }) => (result.ok ? null : result.code)
const WORDS = [{ kind: 'text', text: 'Ferries run to the winter timetable from Monday.' }] as const
const REASON = { reason: 'Incident at the port.' }

async function released(body: MemoryBody): Promise<number> {
  const { number, draft } = await body.written(WORDS)
  for (const [name, command, input] of [['Asha Quill', submitPost, { over: draft.version }], ['Ben Folio', signOffPost, {}], ['Dora Galley', signOffPost, {}], ['Dora Galley', releasePost, {}]] as const) assert.equal(await body.act(name, command, { post: number, input }), null)
  return number
}
const askedBy = (body: MemoryBody, name: string) => ({ reader: body.reader, actor: body.known(name).id, now: body.now, crypto: body.doors.crypto })

test('whoever has the right pauses, with a reason, and not twice', async () => {
  const body = await MemoryBody.begin()
  assert.equal(codeOf(await body.run('Asha Quill', pausePosting, { input: REASON })), 'RIGHT_MISSING')
  assert.equal(codeOf(await body.run('Dora Galley', pausePosting, { input: { reason: ' ' } })), 'PAUSE_REASON_MISSING')
  assert.equal(codeOf(await body.run('Dora Galley', pausePosting, { input: REASON })), null)
  assert.equal(codeOf(await body.run('Dora Galley', pausePosting, { input: REASON })), 'PAUSED_ALREADY')
  const { running } = await pausePage(askedBy(body, 'Asha Quill'))
  assert.match(running?.words ?? '', /^Dora Galley paused it at \d\d:\d\d: “Incident at the port\.” You can write and sign; nothing goes out until it is lifted\.$/)
})

test('invariant 15: a lifted pause sends nothing; what it overtook waits until it is released again', async () => {
  const body = await MemoryBody.begin(), number = await released(body)
  assert.deepEqual((await pausePage(askedBy(body, 'Dora Galley'))).waiting.map(post => post.number), [number])
  await body.run('Dora Galley', pausePosting, { input: REASON })
  const { entry } = body.folded.pauses[0]!, input = { entry }
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), 'PAUSED')
  assert.equal(await body.act('Asha Quill', liftPause, { input }), 'RIGHT_MISSING')
  assert.equal(await body.act('Ada Hinge', liftPause, { input }), 'ADMINISTRATOR_CANNOT_SIGN')
  assert.equal(await body.act('Sol Verso', liftPause, { input }), 'ADVISER_CANNOT_SIGN')
  assert.equal(await body.act('Hugh Banner', liftPause, { input: { entry: entry + 1 } }), 'NOT_PAUSED')
  assert.equal(await body.act('Hugh Banner', liftPause, { input }), null)
  assert.equal(await body.act('Hugh Banner', liftPause, { input }), 'NOT_PAUSED')
  assert.deepEqual((await missedPage(askedBy(body, 'Dora Galley'))).posts.map(post => [post.number, post.words, post.mayRelease, post.mayWithdraw]), [[number, WORDS[0].text, true, false]])
  assert.deepEqual((await missedPage(askedBy(body, 'Asha Quill'))).posts.map(post => [post.mayRelease, post.mayWithdraw]), [[false, true]])
  assert.equal(await body.act('Dora Galley', releasePost, { post: number }), null)
  assert.deepEqual((await missedPage(askedBy(body, 'Dora Galley'))).posts, [])
})

test('anyone with a key suspends any key, since a moment that is not to come', async () => {
  const body = await MemoryBody.begin(), { credential } = body.known('Ben Folio').passkey, since = body.now
  assert.equal(codeOf(await body.run('Asha Quill', suspendKey, { input: { credential: 'a'.repeat(64), since } })), 'KEY_UNKNOWN')
  assert.equal(codeOf(await body.run('Asha Quill', suspendKey, { input: { credential, since: later(since, HOUR) } })), 'SUSPEND_MOMENT_WRONG')
  assert.equal(codeOf(await body.run('Asha Quill', suspendKey, { input: { credential, since: 'yesterday' } })), 'SUSPEND_MOMENT_WRONG')
  assert.equal(codeOf(await body.run('Sol Verso', suspendKey, { input: { credential, since } })), null)
  assert.equal(body.folded.people.keys[credential]?.suspended, since)
  const asha = body.known('Asha Quill').passkey.credential
  assert.equal(codeOf(await body.run('Ben Folio', suspendKey, { input: { credential: asha, since: body.now } })), 'KEY_MISSING')
  assert.equal(codeOf(await body.run('Ben Folio', suspendKey, { input: { credential, since } })), null, 'one’s own always')
})

test('a suspended key counts again once two colleagues have signed, and neither is its holder', async () => {
  const body = await MemoryBody.begin(), { credential } = body.known('Ben Folio').passkey, input = { credential }
  assert.equal(await body.act('Hugh Banner', reinstateKey, { input }), 'NOT_SUSPENDED')
  assert.equal(codeOf(await body.run('Asha Quill', suspendKey, { input: { credential, since: body.now } })), null)
  assert.equal(await body.act('Ada Hinge', reinstateKey, { input }), 'VOUCHER_NOT_ENTITLED')
  assert.equal(await body.act('Sol Verso', reinstateKey, { input }), 'ADVISER_CANNOT_SIGN')
  assert.equal(await body.act('Ben Folio', reinstateKey, { input }), 'VOUCH_FOR_ONESELF')
  assert.equal(await body.act('Hugh Banner', reinstateKey, { input }), null)
  assert.notEqual(body.folded.people.keys[credential]?.suspended, null)
  assert.equal(await body.act('Hugh Banner', reinstateKey, { input }), 'VOUCHED_ALREADY')
  assert.equal(await body.act('Dora Galley', reinstateKey, { input }), null)
  assert.equal(body.folded.people.keys[credential]?.suspended, null)
})
