// Tests of credentials: which one a channel has, and that none ever goes to another place than its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFolder } from '../../test/memory-folder.ts'
import { PLACE } from '../../test/memory-log.ts'
import { credentialFile, credentialToText } from '../adapters/platforms/credential-file.ts'
import type { ChannelId } from '../core/id.ts'
import type { Channel } from '../draft/channel.ts'
import { credentialFor, wrongPlace } from './credentials.ts'

const ID = '00000000-0000-4000-8000-0000000000c1' as ChannelId
const channel: Channel = { name: 'the wall', kind: 'departmental', platform: 'wall', jurisdiction: 'uk', account: 'arrivals', host: 'wall.localhost:3002', path: '/posts', route: 'full' }
const own = { platform: 'wall', host: channel.host, path: channel.path, secret: 'its own' }
const request = { method: 'POST', host: channel.host, path: channel.path, body: new Uint8Array() }
const connected = memoryFolder({ [credentialFile(ID)]: credentialToText(own), 'wall-token': 'the supervisor’s' })

test('a connected channel has the credential that was handed to the keeper', () => {
  assert.deepEqual(credentialFor(connected, PLACE, ID, channel), own)
})

test('in a demonstration and a trial the own wall has the supervisor’s token, and no other host has it', () => {
  const folder = memoryFolder({ 'wall-token': 'the supervisor’s\n' })
  assert.deepEqual(credentialFor(folder, PLACE, ID, channel), { ...own, secret: 'the supervisor’s' })
  assert.equal(credentialFor(folder, PLACE, ID, { ...channel, host: 'evil.example' }), undefined)
  assert.equal(credentialFor(folder, { ...PLACE, demo: false }, ID, channel), undefined)
})

test('a credential goes to its own place: neither a changed policy nor a changed package moves it', () => {
  assert.equal(wrongPlace(own, channel, { requests: [request] }), undefined)
  for (const moved of [{ host: 'evil.example' }, { path: '/elsewhere' }]) {
    assert.equal(wrongPlace(own, { ...channel, ...moved }, { requests: [{ ...request, ...moved }] })?.code, 'CREDENTIAL_OF_ANOTHER_HOST')
    assert.equal(wrongPlace(own, channel, { requests: [request, { ...request, ...moved }] })?.code, 'CREDENTIAL_OF_ANOTHER_HOST')
  }
  assert.equal(wrongPlace({ ...own, platform: 'other' }, channel, { requests: [request] })?.code, 'CREDENTIAL_OF_ANOTHER_HOST')
})
