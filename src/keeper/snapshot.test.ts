// Tests of the snapshot: what is left out of it will not be asked for again, and one made by other code is not used.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFolder } from '../../test/memory-folder.ts'
import type { Digest } from '../core/digest.ts'
import type { ChannelId, PostId } from '../core/id.ts'
import { DAY, HOUR, later, type Instant } from '../core/instant.ts'
import type { Outcome } from '../core/keeper-event.ts'
import { newPost, type Submission } from '../signoff/post-standing.ts'
import { nothingFolded, type Folded } from '../watch/folded.ts'
import { isPruned, pruned, readSnapshot, writeSnapshot } from './snapshot.ts'

const NOW = '2026-11-24T09:00:00.000Z' as Instant, POST = 'a post' as PostId, WALL = 'the wall' as ChannelId, OTHER = 'the other wall' as ChannelId, DIGEST = 'ab'.repeat(32) as Digest

function folded({ sent = later(NOW, -2 * DAY), outcome = 'sent' as Outcome, seen = true, channels = [WALL] } = {}): Folded {
  const state = nothingFolded()
  state.posts[POST] = { ...newPost(POST), submission: { channels } as unknown as Submission }
  state.sends[POST] = { releases: [{} as never], held: null, sends: { [WALL]: { attempt: 0, package: DIGEST, outcome, entry: 5, said: sent, sentAt: sent, remote: DIGEST, seen: seen ? { entry: 6, sameness: 'equal', at: sent } : null } } }
  state.chains[POST] = { last: 6, count: 4 }
  return state
}

test('a post that went out everywhere, was read back and is a day old keeps only that it went out and where its chain ends', () => {
  const before = folded(), after = pruned(before, NOW)
  assert.equal(after.posts[POST], undefined)
  assert.deepEqual(after.sends[POST], { releases: [], held: null, sends: before.sends[POST]!.sends })
  assert.deepEqual(after.chains[POST], before.chains[POST])
  assert.ok(isPruned(after, POST) && !isPruned(before, POST))
})

for (const [what, state] of [
  ['went out today', folded({ sent: later(NOW, -HOUR) })], ['was not read back', folded({ seen: false })], ['is unknown', folded({ outcome: 'unknown' })], ['was refused', folded({ outcome: 'refused' })],
  ['waits for another channel', folded({ channels: [OTHER, WALL] })],
] as const) {
  test(`a post that ${what} is kept whole`, () => {
    assert.deepEqual(pruned(state, NOW), state)
  })
}

test('a nonce is kept until an hour after it expired', () => {
  const state = nothingFolded()
  Object.assign(state.nonces, { fresh: later(NOW, HOUR), late: later(NOW, -HOUR + 1), dead: later(NOW, -HOUR) })
  assert.deepEqual(Object.keys(pruned(state, NOW).nonces), ['fresh', 'late'])
})

test('what was written is read again by the same code, and by no other', () => {
  const folder = memoryFolder(), state = { ...nothingFolded(), size: 7 }
  writeSnapshot(folder, { version: 'one', size: 7, root: DIGEST, folded: state }, NOW)
  assert.deepEqual(readSnapshot(folder, 'one'), { version: 'one', size: 7, root: DIGEST, folded: state })
  assert.equal(readSnapshot(folder, 'two'), undefined)
  folder.write('snapshot.json', folder.text('snapshot.json')!.slice(0, 50))
  assert.equal(readSnapshot(folder, 'one'), undefined)
  assert.equal(readSnapshot(memoryFolder(), 'one'), undefined)
})
