// A program that checks over the API and one that checks on the command line get the same report.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { check } from '../src/cli/check.ts'
import { programOf, type Ask } from './api-program.ts'
import { WebSite } from './web-site.ts'

let site: WebSite, ask: Ask
before(async () => {
  site = await WebSite.open()
  ask = await programOf(site, 'asha', { scopes: ['check'] })
})
after(() => site.end())

const POSTS: readonly object[] = [
  { id: 'founding', parts: [{ kind: 'text', text: 'Small boat crossings update' }, { kind: 'caption', text: 'open to abuse allowing activist lawyers to delay and disrupt returns' }] },
  { text: 'Ferries run to the winter timetable from Monday.' },
  { text: 'Look at this', media: [{ kind: 'image', alt: false }], links: [{ url: 'https://example.org', title: 'activist lawyers' }], colour: 'ignored' },
  { text: '', channel: { kind: 'ministerial', jurisdiction: 'us' } },
]

async function printed(post: object): Promise<unknown> {
  const out: string[] = []
  await check(['--json'], { stdin: Readable.from([Buffer.from(JSON.stringify(post))]), out: text => { out.push(text) }, error: text => { out.push(text) }, terminal: false })
  return JSON.parse(out.join(''))
}

test('the report of a post is the one that the command line gives, digest of the rulebook included', async () => {
  for (const post of POSTS) {
    const { status, json } = await ask('POST', '/check', post)
    assert.equal(status, 200)
    assert.deepEqual(json, await printed(post))
  }
})
