// Tests of what the wall answers: to the keeper with its token, to everybody else, and what its page says.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { utf8 } from '../core/bytes.ts'
import { canonical } from '../core/canonical.ts'
import { instantOf } from '../core/instant.ts'
import { answer, type Question, type WallGiven } from './answer.ts'
import { openWall } from './posts.ts'

const folder = mkdtempSync(join(tmpdir(), 'wall-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0
const given = (): WallGiven => ({
  wall: openWall(join(folder, String(++files))), token: 'a token of the wall', files: { '/wall.css': { type: 'text/css', text: 'p{}' } }, web: 'http://localhost:3000',
  strips: [{ lead: 'Demonstration.', text: 'Everyone here is invented.' }], now: () => instantOf(Date.UTC(2026, 6, 24, 9, 0)),
})
const ask = (to: WallGiven, path: string, more: Partial<Question> = {}) => answer(to, { method: 'GET', path, query: new URLSearchParams(), authorization: '', body: new Uint8Array(), ...more })
const post = (to: WallGiven, content: object, authorization = 'Bearer a token of the wall') => ask(to, '/posts', { method: 'POST', authorization, body: utf8(canonical(content as never)) })
const words = { account: 'Department for Arrivals', parts: [{ kind: 'text', text: 'Small <b>boats</b> & "more"' }, { kind: 'caption', text: 'open to abuse' }] }

test('with its token the keeper posts, and is told the id and the time', () => {
  const to = given(), answered = post(to, words)
  assert.equal(answered.status, 201)
  const said = JSON.parse(answered.body as string) as { id: string; at: string }
  assert.deepEqual(Object.keys(said), ['at', 'id'])
  assert.equal(said.at, '2026-07-24T09:00:00.000Z')
  assert.deepEqual(JSON.parse(Buffer.from(ask(to, `/posts/${said.id}.json`).body as Uint8Array).toString()), { ...said, ...words })
  assert.deepEqual(JSON.parse(ask(to, '/posts.json').body as string), [{ ...said, ...words }])
})

for (const authorization of ['', 'Bearer another token', 'Bearer a token of the wall ', 'bearer a token of the wall', 'Bearer \ud800']) {
  test(`without the token nothing is posted: ${JSON.stringify(authorization)}`, () => {
    const to = given()
    assert.equal(post(to, words, authorization).status, 401)
    assert.equal(to.wall.list(1).length, 0)
  })
}

test('what is no post is refused with what is wrong', () => {
  const answered = post(given(), { ...words, extra: true })
  assert.equal(answered.status, 400)
  assert.match(answered.body as string, /has a member that is not known: extra/)
})

test('an empty wall says so', () => {
  assert.match(ask(given(), '/').body as string, /Nothing has been posted here yet\./)
})

test('the page shows words as words, the caption as a caption, the time in the body’s zone, and whom to ask', () => {
  const to = given()
  const { id } = JSON.parse(post(to, words).body as string) as { id: string }
  const page = ask(to, '/').body as string
  assert.ok(page.includes('Small &#60;b&#62;boats&#60;/b&#62; &#38; &#34;more&#34;'))
  assert.match(page, /Caption in the video: <\/span>open to abuse/)
  assert.match(page, /Friday 24 July 2026 at 10:00/)
  assert.ok(page.includes(`href="http://localhost:3000/posts/by-wall/${id}"`))
  assert.match(page, /<b>Demonstration\.<\/b> Everyone here is invented\./)
  assert.doesNotMatch(page, / style=|<script/)
})

test('more than a page of posts leads on to the older ones, and none is lost or shown twice', () => {
  const to = given()
  for (let n = 0; n < 60; n++) post(to, { account: 'arrivals', parts: [{ kind: 'text', text: `number ${n}.` }] })
  const first = ask(to, '/').body as string
  const older = /href="\/\?before=([0-9a-f-]+)"/.exec(first)![1]!
  const second = ask(to, '/', { query: new URLSearchParams({ before: older }) }).body as string
  const numbers = [...(first + second).matchAll(/number (\d+)\./g)].map(([, n]) => Number(n))
  assert.deepEqual(numbers, Array.from({ length: 60 }, (_, n) => 59 - n))
})

test('other addresses and other ways are refused', () => {
  assert.equal(ask(given(), '/../../etc/passwd').status, 404)
  assert.equal(ask(given(), '/constructor').status, 404)
  assert.equal(ask(given(), '/posts', { method: 'DELETE' }).status, 405)
  assert.equal(ask(given(), '/', { method: 'POST' }).status, 404)
})
