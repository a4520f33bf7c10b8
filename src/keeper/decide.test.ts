// Tests of the decision at the moment of sending: over people, policy and post as the log folds them, with the credentials that the keeper has (invariant 11).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Journal } from '../../test/model/journal.ts'
import { memoryFolder } from '../../test/memory-folder.ts'
import { PLACE } from '../../test/memory-log.ts'
import { POLICY, RULEBOOK, THE_OTHER_WALL, THE_WALL } from '../../test/people-of-arrivals.ts'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { credentialFile, credentialToText } from '../adapters/platforms/credential-file.ts'
import { reportDigest } from '../check/report.ts'
import type { Rulebook } from '../check/rulebook/load.ts'
import { utf8, utf8ToText } from '../core/bytes.ts'
import { digestOf } from '../core/digest.ts'
import type { ChannelId, PostId } from '../core/id.ts'
import { bytesToPackage } from '../draft/package.ts'
import { checkWords } from '../signoff/check-words.ts'
import { ArmFile } from './arm-file.ts'
import { decide, type DecideGiven } from './decide.ts'

const lax: Rulebook = { id: 'of-these-tests', version: '1.0', title: 'A rulebook without rules', rules: [] }
const WORDS = 'The ferry runs again.'

/** A post that everybody signed and released, with the report that the check really gives. */
function released(channels: readonly ChannelId[] = [THE_WALL]): { readonly journal: Journal; readonly post: PostId } {
  const journal = new Journal().begin(), post = journal.newPost()
  const report = reportDigest(nodeCrypto, checkWords({ rulebook: lax, rulebookDigest: RULEBOOK, parts: [{ kind: 'text', text: WORDS }], channels: channels.map(channel => POLICY.channels[channel]!), at: null }))
  for (const refusal of [
    journal.submit('asha', post, { words: WORDS, channels }, { predicate: { report } }), journal.signOff('ben', post, '2i'), journal.signOff('dora', post, 'press-office'), journal.release('hugh', post),
  ]) assert.equal(refusal, undefined)
  return { journal, post }
}

const connected = (...channels: readonly ChannelId[]) => memoryFolder(Object.fromEntries(channels.map(channel => [credentialFile(channel), credentialToText({ platform: 'wall', host: 'wall.localhost:3002', path: '/posts', secret: 'a token' })])))
function decided({ journal, post }: ReturnType<typeof released>, more: Partial<DecideGiven> & { readonly folder?: ReturnType<typeof memoryFolder>; readonly bytes?: Uint8Array | undefined } = {}) {
  const { folder = connected(THE_WALL), bytes = journal.bytesOf(post), ...given } = more
  const said: string[] = []
  const answer = decide({ ports: { crypto: nodeCrypto, folder, log: text => { said.push(text) } }, place: { ...PLACE, demo: false }, folded: journal.folded, rulebooks: { get: () => lax }, arms: ArmFile.open(memoryFolder()), now: journal.now, ...given }, post, 'bytes' in more ? more.bytes : bytes)
  return { answer, code: answer.ok ? undefined : answer.code, said }
}

test('what everybody signed and released is sent as it was signed, with the channel’s own credential', () => {
  const given = released(), { answer } = decided(given)
  assert.ok(answer.ok)
  const { send, credential } = answer.value
  assert.deepEqual([send.channel, send.attempt, credential.secret], [THE_WALL, 0, 'a token'])
  assert.equal(utf8ToText(send.requests[0]!.body), bytesToPackage(given.journal.bytesOf(given.post)!).channels[0]!.requests[0]!.body)
})

test('without its own bytes, or with any others, nothing is sent', () => {
  const given = released()
  assert.equal(decided(given, { bytes: undefined }).code, 'PACKAGE_NOT_THERE')
  assert.equal(decided(given, { bytes: utf8('others') }).code, 'PACKAGE_DIFFERS')
})

test('a post that nobody released is not sent', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  journal.submit('asha', post)
  assert.equal(decided({ journal, post }).code, 'NOT_RELEASED')
})

test('without a credential, or with that of another host, nothing is sent', () => {
  const given = released()
  assert.equal(decided(given, { folder: memoryFolder() }).code, 'CHANNEL_NOT_CONNECTED')
  const folder = memoryFolder({ [credentialFile(THE_WALL)]: credentialToText({ platform: 'wall', host: 'evil.example', path: '/posts', secret: 'a token' }) })
  assert.equal(decided(given, { folder }).code, 'CREDENTIAL_OF_ANOTHER_HOST')
})

test('what is armed is not sent again', () => {
  const given = released(), arms = ArmFile.open(memoryFolder())
  arms.arm({ post: given.post, channel: THE_WALL, attempt: 0, package: digestOf(nodeCrypto, utf8('')), content: digestOf(nodeCrypto, utf8('')), at: given.journal.now })
  assert.equal(decided(given, { arms }).code, 'ALREADY_DONE')
})

test('a channel that is not connected does not keep the other one waiting', () => {
  const given = released([THE_WALL, THE_OTHER_WALL])
  for (const [folder, channel] of [[connected(THE_WALL), THE_WALL], [connected(THE_OTHER_WALL), THE_OTHER_WALL]] as const) {
    const { answer } = decided(given, { folder })
    assert.ok(answer.ok)
    assert.equal(answer.value.send.channel, channel)
  }
})

test('a fault over one post holds that post, and is told to whoever runs the service', () => {
  const given = released(), { code, said } = decided(given, { rulebooks: { get: () => { throw new Error('a fault of the check') } } })
  assert.equal(code, 'CANNOT_DECIDE')
  assert.match(said[0]!, /a fault of the check/)
})
