// Tests of the wall's file: what was taken stands there after a crash, a torn last line is passed over, and only the one form is taken.
import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { utf8 } from '../core/bytes.ts'
import { instantOf } from '../core/instant.ts'
import { bytesToContent, openWall } from './posts.ts'

const folder = mkdtempSync(join(tmpdir(), 'wall-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0
const fresh = (): string => join(folder, `posts-${++files}`)
const say = (text: string) => ({ account: 'arrivals', parts: [{ kind: 'text', text }] }) as const
const at = (second: number) => instantOf(Date.UTC(2026, 10, 24, 9, 0, second))

test('what was taken is listed newest first, and is there again after the process has ended', () => {
  const path = fresh(), wall = openWall(path)
  const one = wall.add(say('one'), at(1)), two = wall.add(say('two'), at(2))
  for (const each of [wall, openWall(path)]) {
    assert.deepEqual(each.list(10), [two, one])
    assert.deepEqual(each.find(one.id), one)
  }
})

test('the same words twice are two posts: the wall knows no idempotency', () => {
  const wall = openWall(fresh())
  assert.notEqual(wall.add(say('again'), at(1)).id, wall.add(say('again'), at(1)).id)
  assert.equal(wall.list(10).length, 2)
})

test('a last line that a crash cut short is passed over, and the next post is not joined to it', () => {
  const path = fresh(), before = openWall(path)
  const whole = before.add(say('whole'), at(1))
  before.close()
  appendFileSync(path, readFileSync(path, 'utf8').trim().slice(0, 60))
  const wall = openWall(path), next = wall.add(say('next'), at(2))
  assert.deepEqual(wall.list(10), [next, whole])
  assert.deepEqual(openWall(path).list(10), [next, whole])
})

test('a list goes on after a post that it knows, and gives nothing after one that it does not', () => {
  const wall = openWall(fresh()), posts = [1, 2, 3, 4].map(n => wall.add(say(String(n)), at(n)))
  assert.deepEqual(wall.list(2), [posts[3], posts[2]])
  assert.deepEqual(wall.list(2, posts[2]!.id), [posts[1], posts[0]])
  assert.deepEqual(wall.list(2, posts[0]!.id), [])
  assert.deepEqual(wall.list(2, 'unknown'), [])
})

test('time never goes back on the wall, whatever the clock does', () => {
  const wall = openWall(fresh())
  wall.add(say('late'), at(9))
  assert.equal(wall.add(say('after it'), at(3)).at, at(9))
})

test('a line of another form in the file is no post', () => {
  const path = fresh()
  writeFileSync(path, '{"id":"x"}\nnot json\n')
  assert.deepEqual(openWall(path).list(10), [])
})

for (const [what, text] of [
  ['spaces', '{"account":"arrivals", "parts":[]}'],
  ['a member too many', '{"account":"arrivals","more":1,"parts":[]}'],
  ['a member too few', '{"parts":[]}'],
  ['a part of an unknown kind', '{"account":"arrivals","parts":[{"kind":"secret","text":"x"}]}'],
  ['no JSON', 'hello'],
] as const) {
  test(`a post with ${what} is refused`, () => {
    assert.throws(() => bytesToContent(utf8(text)))
  })
}
