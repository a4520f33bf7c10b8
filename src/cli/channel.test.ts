// Tests of channel connect: the credential lies where the keeper reads it, closed to others, and what is missing is said.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { textToCredential } from '../adapters/platforms/credential-file.ts'
import { channel } from './channel.ts'
import type { Io } from './io.ts'

const data = mkdtempSync(join(tmpdir(), 'channel-')), token = join(data, 'token'), ID = '00000000-0000-4000-8000-0000000000c1'
mkdirSync(join(data, 'keeper'), { mode: 0o700 })
writeFileSync(token, 'the token of the wall\n')
process.env['COUNTERSIGN_DATA'] = data
after(() => rmSync(data, { recursive: true }))

const io = (): Io & { said: string } => {
  const own = { said: '', stdin: [] as never, terminal: false, out(text: string) { own.said += text }, error() {} }
  return own
}

test('it hands the credential to the keeper, bound to host and path, in a file that only the keeper reads', async () => {
  const said = io()
  assert.equal(await channel(['connect', ID, '--token-file', token], said), 0)
  const file = join(data, 'keeper/credentials', `${ID}.json`)
  assert.deepEqual(textToCredential(readFileSync(file, 'utf8')), { platform: 'wall', host: 'wall.localhost:3002', path: '/posts', secret: 'the token of the wall' })
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(statSync(join(data, 'keeper/credentials')).mode & 0o777, 0o700)
  assert.match(said.said, /is connected to wall\.localhost:3002\/posts/)
  assert.doesNotMatch(said.said, /token of the wall/)
})

for (const [what, args, sentence] of [
  ['no id', ['connect'], /is not a channel's id/],
  ['no token file', ['connect', ID], /which file holds the token/],
  ['a token file that is not there', ['connect', ID, '--token-file', join(data, 'none')], /cannot be read \(ENOENT\)/],
  ['a host that is none', ['connect', ID, '--token-file', token, '--host', 'https://x/'], /is not a host/],
  ['another word', ['list'], /There is one command here/],
] as const) {
  test(`${what}: it says what to do`, () => {
    assert.throws(() => channel(args, io()), sentence)
  })
}
