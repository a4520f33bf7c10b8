// The crash table of the keeper: killed before and after each durable step, nothing is lost, doubled or out of order, no size is signed twice, and each post stands on the wall once (invariants 14 and 17).
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { credentialFile, credentialToText } from '../../src/adapters/platforms/credential-file.ts'
import type { Post } from '../../src/commands/ports.ts'
import { releasePost } from '../../src/commands/release-post.ts'
import { runPlain } from '../../src/commands/run.ts'
import { withdrawPost } from '../../src/commands/withdraw-post.ts'
import { utf8ToText } from '../../src/core/bytes.ts'
import { instantOf } from '../../src/core/instant.ts'
import { must } from '../trial-body.ts'
import type { Point, Twin } from './keep-and-die.ts'
import { keepBody, type KeptBody } from './kept-body.ts'

let kept: KeptBody
/** The first keepers of this log are killed while the first two keys are pinned. */
const PINNING: readonly Point[] = ['before marking the code as spent', 'before the trust file', 'after the trust file']
before(async () => { kept = await keepBody(PINNING) })
after(() => kept.end())

const sendOf = (post: Post) => Object.values(post.sends.sends)[0]
const onTheWall = async (words: string): Promise<number> => (await kept.body.wall()).filter(({ parts }) => parts.some(({ text }) => text === words)).length

/** Brings a post from draft to release. What is handed in is answered only once it is in the record, through whatever happens to the keeper. */
async function story(words: string): Promise<Post> {
  const post = await kept.body.cleared([{ kind: 'text', text: words }])
  must(await kept.body.release(post))
  return post
}
const settled = (post: Post): boolean => sendOf(post)?.outcome === 'unknown' || (sendOf(post)?.outcome === 'sent' && sendOf(post)?.seen !== null)

test('killed while it pins the first keys, it pins each once, and the body comes about', () => {
  assert.equal(kept.killed(), PINNING.length)
  const persons = kept.body.trust().first.map(({ person }) => person)
  assert.deepEqual(persons, [kept.body.person('Hugh Banner').id, kept.body.person('Priya Serif').id])
})

/** Where a kill leaves a send armed and unknown, a person looks and releases again. Everywhere else the keeper finds out by itself. */
const NEEDS_A_PERSON: readonly Point[] = ['after arming']
const STEPS: readonly Point[] = [
  'before commit', 'after commit', 'before signing', 'before the rename', 'after signing', 'before showing', 'after showing', 'before arming', 'in the middle of arming', 'after arming',
  'after sending', 'before the receipt', 'after the receipt', 'before settling', 'in the middle of settling', 'after settling', 'before the snapshot', 'after the snapshot',
]
for (const die of STEPS) {
  test(`killed ${die}, it loses nothing and the post goes out once`, async () => {
    const before = kept.killed(), words = `The ferry runs again, ${die}.`
    await kept.next({ die })
    let post = await kept.body.until(await story(words), settled)
    assert.equal(kept.killed(), before + 1, 'it was killed at that point')
    assert.equal(sendOf(post)?.outcome, NEEDS_A_PERSON.includes(die) ? 'unknown' : 'sent')
    if (sendOf(post)?.outcome === 'unknown') {
      assert.equal(await onTheWall(words), 0)
      must(await kept.body.release(post))
      post = await kept.body.until(post, now => sendOf(now)?.attempt === 1 && settled(now))
    }
    assert.equal(sendOf(post)?.seen?.sameness, 'equal')
    assert.equal(await onTheWall(words), 1)
  })
}

const TWINS: readonly (readonly [Twin, string, string])[] = [
  ['drops the answer', 'failed but happened: it looks, finds the post and does not send again', 'sent'],
  ['refuses', 'refused: it is recorded as refused and nothing stands on the wall', 'refused'],
]
for (const [twin, sentence, outcome] of TWINS) {
  test(`a send that ${sentence}`, async () => {
    const words = `The museum is free, and the wall ${twin}.`
    await kept.next({ twin })
    const post = await kept.body.until(await story(words), now => sendOf(now)?.outcome === outcome && (outcome === 'refused' || sendOf(now)?.seen !== null))
    assert.equal(sendOf(post)?.attempt, 0)
    assert.equal(await onTheWall(words), outcome === 'sent' ? 1 : 0)
  })
}

test('a send that is taken when everybody has stopped looking is unknown, and then found', async () => {
  const words = 'The bridge is painted at night.'
  await kept.next({ twin: 'takes it late' })
  const unknown = await kept.body.until(await story(words), now => sendOf(now)?.outcome === 'unknown')
  const post = await kept.body.until(unknown, now => sendOf(now)?.outcome === 'sent' && sendOf(now)?.seen !== null)
  assert.equal(sendOf(post)?.attempt, 0)
  assert.equal(await onTheWall(words), 1)
})

const held = (post: Post): string | undefined => post.sends.held?.why
const keeperFile = (name: string): string => join(kept.body.service.data, 'keeper', name)

test('while the platform is away the post is held and says so, and goes out by itself once', async () => {
  const words = 'The archive opens on Sunday.'
  await kept.next({ twin: 'is away once' })
  const post = await kept.body.until(await story(words), settled)
  assert.equal(held(post), 'PLATFORM_AWAY')
  assert.equal(sendOf(post)?.attempt, 0)
  assert.equal(await onTheWall(words), 1)
})

test('a channel without a credential holds the post, and a connected one lets it go; a credential of another host does not', async () => {
  const words = 'The library lends umbrellas.', token = readFileSync(keeperFile('wall-token'), 'utf8')
  rmSync(keeperFile('wall-token'))
  const post = await kept.body.until(await story(words), now => held(now) === 'CHANNEL_NOT_CONNECTED')
  const [channel] = post.standing.submission!.channels
  const connect = (host: string): void => {
    mkdirSync(keeperFile('credentials'), { recursive: true })
    writeFileSync(keeperFile(credentialFile(channel!)), credentialToText({ platform: 'wall', host, path: '/posts', secret: token }))
  }
  connect('localhost:1')
  await kept.body.until(post, now => held(now) === 'CREDENTIAL_OF_ANOTHER_HOST')
  assert.equal(await onTheWall(words), 0)
  connect(new URL(kept.body.service.wall).host)
  await kept.body.until(post, settled)
  assert.equal(await onTheWall(words), 1)
})

test('the same reason is recorded once, however often it is asked', async () => {
  const entries = (await kept.body.web.store.read(reader => reader.entries(0, 10_000))).map(({ leaf }) => utf8ToText(leaf)).filter(leaf => leaf.includes('"kind":"held"'))
  for (const why of ['CHANNEL_NOT_CONNECTED', 'CREDENTIAL_OF_ANOTHER_HOST']) assert.equal(entries.filter(leaf => leaf.includes(why)).length, 1, why)
})

test('a release for later goes out at its moment and not before, through a restart too', async () => {
  const words = 'The lighthouse opens later.', post = await kept.body.cleared([{ kind: 'text', text: words }])
  const at = instantOf(Date.now() + 2_500)
  must(await kept.body.act(kept.body.person('Dora Galley'), releasePost, { post: post.number, input: {}, wanted: { at } }))
  await kept.next({})
  assert.equal(await onTheWall(words), 0)
  const sent = await kept.body.until(post, settled)
  assert.ok(sendOf(sent)!.sentAt! >= at, `${sendOf(sent)!.sentAt} is not before ${at}`)
  assert.equal(held(sent), undefined, 'waiting for its moment is not being held')
})

test('a post that its author withdraws before its moment never goes out', async () => {
  const words = 'The pier is closed after all.', post = await kept.body.cleared([{ kind: 'text', text: words }])
  must(await kept.body.act(kept.body.person('Dora Galley'), releasePost, { post: post.number, input: {}, wanted: { at: instantOf(Date.now() + 1_500) } }))
  await runPlain(kept.body.web.doors, withdrawPost, { actor: kept.body.person('Asha Quill').id, post: post.number, input: {} })
  await kept.body.until(post, now => now.standing.ended?.why === 'withdrawn')
  await new Promise(resolve => setTimeout(resolve, 2_000))
  assert.equal(await onTheWall(words), 0)
})

test('after all of it the record verifies, and no size was signed with two roots', async () => {
  await kept.next({})
  const { entries, signedSizes } = await kept.verify()
  assert.ok(entries > 100 && signedSizes > 50, `${entries} entries, ${signedSizes} signed sizes`)
})
