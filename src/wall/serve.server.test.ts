// Tests of the wall's door over HTTP: its name, its bounds, its headers.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { request, type OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePorts } from '../../test/free-ports.ts'
import { instantOf } from '../core/instant.ts'
import { openWall } from './posts.ts'
import { serve } from './serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'wall-'))
let port = 0, close: () => void
before(async () => {
  const { wall } = await freePorts()
  port = wall
  const site = { origin: `http://wall.localhost:${port}`, host: `wall.localhost:${port}`, port }
  close = await serve(site, { wall: openWall(join(folder, 'posts')), token: 'a token of the wall', files: {}, web: 'http://localhost:3000', strips: [], now: () => instantOf(Date.now()) })
})
after(() => {
  close()
  rmSync(folder, { recursive: true })
})

function ask(headers: OutgoingHttpHeaders, { method = 'GET', path = '/', body = '' } = {}): Promise<{ status: number; headers: { [name: string]: unknown }; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, agent: false, headers }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', piece => { text += piece }).on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
const own = () => ({ host: `wall.localhost:${port}` })

test('under its own name it answers, and lets the page do nothing but be read', async () => {
  const { status, headers, body } = await ask(own())
  assert.equal(status, 200)
  assert.match(body, /Nothing has been posted here yet/)
  assert.match(headers['content-security-policy'] as string, /default-src 'none'.*frame-ancestors 'none'/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
})

test('under any other name it refuses, so that a stranger’s page cannot read it', async () => {
  for (const host of ['localhost', `127.0.0.1:${port}`, 'evil.example']) assert.equal((await ask({ host })).status, 421)
})

test('a body beyond the bound is refused and not kept', async () => {
  const sent = ask({ ...own(), authorization: 'Bearer a token of the wall' }, { method: 'POST', path: '/posts', body: 'x'.repeat(300_000) })
  const status = await sent.then(({ status: answered }) => answered, () => 'closed')
  assert.ok(status === 413 || status === 'closed')
  assert.equal((await ask(own(), { path: '/posts.json' })).body, '[]')
})
