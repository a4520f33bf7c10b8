// Tests of the arm file: what it says after a restart is what was armed, taken back and settled before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Digest } from '../core/digest.ts'
import type { ChannelId, PostId } from '../core/id.ts'
import { instantOf } from '../core/instant.ts'
import { ArmFile, type Arm } from './arm-file.ts'
import { memoryFolder } from '../../test/memory-folder.ts'

const POST = '00000000-0000-4000-8000-0000000000aa' as PostId, WALL = '00000000-0000-4000-8000-0000000000c1' as ChannelId, OTHER = '00000000-0000-4000-8000-0000000000c2' as ChannelId
const arm = (attempt = 0, channel = WALL): Arm => ({ post: POST, channel, attempt, package: 'ab'.repeat(32) as Digest, content: 'cd'.repeat(32) as Digest, at: instantOf(1_000 * (attempt + 1)) })

test('what was armed is armed after a restart, and says when it was first armed', () => {
  const folder = memoryFolder(), before = ArmFile.open(folder)
  before.arm(arm(0))
  before.arm(arm(1))
  for (const file of [before, ArmFile.open(folder)]) {
    assert.ok(file.has(arm(0)) && file.has(arm(1)) && !file.has(arm(2)) && !file.has(arm(0, OTHER)))
    assert.deepEqual(file.of(POST, WALL), [arm(0), arm(1)])
    assert.equal(file.firstArmed(POST, WALL), arm(0).at)
    assert.equal(file.firstArmed(POST, OTHER), undefined)
  }
})

test('an arm taken back is as if it never was, and may be armed again', () => {
  const folder = memoryFolder(), file = ArmFile.open(folder)
  file.arm(arm())
  file.disarm(arm())
  assert.ok(!file.has(arm()) && !ArmFile.open(folder).has(arm()))
  file.arm(arm())
  assert.deepEqual(ArmFile.open(folder).all(), [arm()])
})

test('a settled arm stays armed, is known as settled, and names the post that it became', () => {
  const folder = memoryFolder(), file = ArmFile.open(folder)
  file.arm(arm())
  file.settle(arm(), 'the wall’s own id')
  for (const each of [file, ArmFile.open(folder)]) {
    assert.ok(each.has(arm()) && each.isSettled(arm()))
    assert.deepEqual([...each.remotes], ['the wall’s own id'])
  }
})

test('a line cut short was never synced: nothing was armed by it, and the lines before it stand', () => {
  const folder = memoryFolder(), file = ArmFile.open(folder)
  file.arm(arm(0))
  const whole = folder.text('arm')!
  file.arm(arm(1))
  const text = folder.text('arm')!
  for (let cut = whole.length; cut < text.length - 1; cut++) assert.deepEqual(ArmFile.open(memoryFolder({ arm: text.slice(0, cut) })).all(), [arm(0)], `cut at ${cut}`)
})

test('a line of another form says nothing', () => {
  assert.deepEqual(ArmFile.open(memoryFolder({ arm: '{"armed":{"post":"x"}}\n{"armed":null}\n[]\n7\n\n{"unknown":{}}\n' })).all(), [])
})
