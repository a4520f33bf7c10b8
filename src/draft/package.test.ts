// Tests of the package: the exact plan of what would go out, and that every part of it moves its digest.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { packageExamples, revisionExample as example } from '../../test/conformance/format-examples.ts'
import { ARRIVALS, PEOPLE, POLICY, THE_OTHER_WALL, THE_WALL } from '../../test/people-of-arrivals.ts'
import { strictly } from '../../test/strictly.ts'
import { base64url } from '../core/bytes.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { digestOf } from '../core/digest.ts'
import type { ChannelId } from '../core/id.ts'
import { later } from '../core/instant.ts'
import type { Channel } from './channel.ts'
import { buildPackage, bytesToPackage, LONGEST_PACKAGE, rendersFromItsWords, type Package } from './package.ts'
import type { Revision } from './revision.ts'

const SALT = base64url(new Uint8Array(32).fill(1)), read = (value: unknown) => bytesToPackage(canonicalBytes(value as Json))
const revisionExample = (): Revision => ({ ...example(), channels: [THE_WALL] })
const build = (revision: Revision, more: { readonly salt?: string; readonly channels?: { readonly [channel: ChannelId]: Channel } } = {}) => buildPackage({ revision, organisation: ARRIVALS, channels: POLICY.channels, salt: SALT, ...more })
const digest = (bytes: Uint8Array) => digestOf(nodeCrypto, bytes)

test('a package is read back as it was built, and has exactly its members', () => strictly(packageExamples(), read))

test('a package is rendered for every channel of its revision', () => {
  const packed = bytesToPackage(build({ ...revisionExample(), channels: [THE_WALL, THE_OTHER_WALL] }))
  assert.deepEqual(packed.channels.map(({ channel, account }) => [channel, account]), [[THE_WALL, 'arrivals'], [THE_OTHER_WALL, 'arrivals-two']])
  assert.ok(rendersFromItsWords(packed, POLICY.channels))
  assert.throws(() => build(revisionExample(), { channels: {} }), /not known/)
})

test('invariant 1: whatever changes in words, order, window, channels, accounts or version changes the digest', () => {
  const revision = revisionExample(), [one, two] = revision.parts
  const others: readonly Uint8Array[] = [
    build({ ...revision, parts: [{ ...one!, text: one!.text + ' ' }, two!] }), build({ ...revision, parts: [two!, one!] }), build({ ...revision, parts: [one!] }), build({ ...revision, parts: [{ ...one!, kind: 'alt' }, two!] }),
    build({ ...revision, number: 4 }), build({ ...revision, channels: [THE_WALL, THE_OTHER_WALL] }), build({ ...revision, window: { ...revision.window, until: later(revision.window.until, 1) } }), build({ ...revision, window: { ...revision.window, from: later(revision.window.from, -1) } }),
    build({ ...revision, post: PEOPLE.asha.id as unknown as Revision['post'] }), build(revision, { salt: base64url(new Uint8Array(32).fill(2)) }), build(revision, { channels: { [THE_WALL]: { ...POLICY.channels[THE_WALL]!, account: 'else' } } }),
    build(revision, { channels: { [THE_WALL]: { ...POLICY.channels[THE_WALL]!, path: '/else' } } }), build(revision),
  ]
  assert.equal(new Set(others.map(digest)).size, others.length)
  assert.equal(digest(build(revision)), digest(build({ ...revision, cutBy: PEOPLE.ben.id, why: 'suggestion' })), 'who cut the version, and why, goes out nowhere')
})

test('invariant 16: requests that are not what the words give are noticed', () => {
  const packed = bytesToPackage(build(revisionExample())), [channel] = packed.channels
  const changed = (change: object): Package => ({ ...packed, channels: [{ ...channel!, ...change }] })
  const request = channel!.requests[0]!
  for (const other of [
    { ...packed, parts: [packed.parts[0]!] }, changed({ account: 'else' }), changed({ channel: THE_OTHER_WALL }), changed({ channel: PEOPLE.asha.id }), changed({ requests: [] }), changed({ requests: [request, request] }),
    ...[{ method: 'PUT' }, { host: 'else.test' }, { path: '/posts/more' }, { body: request.body.replace('boat', 'goat') }, { holes: [{ kind: 'sent-at', of: 0, token: '{hole-0123456789abcdef}' }] }].map(change => changed({ requests: [{ ...request, ...change }] })),
  ]) assert.ok(!rendersFromItsWords(other, POLICY.channels), JSON.stringify(other.channels))
  assert.ok(!rendersFromItsWords(packed, { [THE_WALL]: { ...POLICY.channels[THE_WALL]!, account: 'else' } }))
})

test('a package that is too long, or has words that are none, is refused', () => {
  assert.throws(() => build({ ...revisionExample(), parts: [{ kind: 'text', text: '\ud800' }] }), TypeError)
  assert.throws(() => build(revisionExample(), { salt: base64url(new Uint8Array(31)) }), /salt/)
  assert.throws(() => bytesToPackage(new Uint8Array(LONGEST_PACKAGE + 1)), /longer than/)
})
