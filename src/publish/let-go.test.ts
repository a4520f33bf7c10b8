// Tests of the keeper's last decision: what goes, with which bytes, and every reason against it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8ToText } from '../core/bytes.ts'
import { canonical } from '../core/canonical.ts'
import type { PostId } from '../core/id.ts'
import { DAY, HOUR, later, MINUTE } from '../core/instant.ts'
import { refuse } from '../core/result.ts'
import type { Package } from '../draft/package.ts'
import { Journal, type Words } from '../../test/model/journal.ts'
import { CODE, PEOPLE, POLICY, THE_OTHER_WALL, THE_WALL, type Slug } from '../../test/people-of-arrivals.ts'
import type { Clearance } from '../signoff/clear.ts'
import { letGo } from './let-go.ts'

const begun = () => new Journal().begin()
const may = (journal: Journal, post: PostId, given?: Parameters<Journal['mayGo']>[1]): string => {
  const result = journal.mayGo(post, given)
  return result.ok ? 'goes' : result.code
}
const suspend = (journal: Journal, slug: Slug, since = journal.now) => journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf(slug).credential, since })
function released(words: Words = {}, signed: readonly Slug[] = ['ben', 'dora']) {
  const journal = begun(), post = journal.newPost()
  for (const refusal of [journal.submit('asha', post, words), journal.signOff(signed[0]!, post, '2i'), journal.signOff(signed[1]!, post, 'press-office'), journal.release('hugh', post)]) assert.equal(refusal?.code, undefined)
  return { journal, post }
}

test('what goes is the very bytes of the package, to the place that the policy binds', () => {
  const { journal, post } = released(), result = journal.mayGo(post)
  assert.ok(result.ok)
  const [send] = result.value
  assert.deepEqual([send!.channel, send!.attempt, send!.package], [THE_WALL, 0, journal.standing(post).submission!.digest])
  assert.deepEqual(send!.requests.map(({ method, host, path, body }) => [method, host, path, utf8ToText(body)]), [['POST', 'wall.localhost:3002', '/posts', canonical({ account: 'arrivals', parts: [{ kind: 'text', text: 'Small boat crossings update' }] })]])
})

test('each channel goes once; where one was refused the next attempt goes alone', () => {
  const { journal, post } = released({ channels: [THE_WALL, THE_OTHER_WALL] }), result = journal.mayGo(post)
  assert.ok(result.ok && result.value.length === 2)
  journal.outcome(result.value[0]!)
  journal.outcome(result.value[1]!, 'refused')
  assert.equal(may(journal, post), 'ALREADY_DONE')
  journal.release('hugh', post, { attempts: [{ channel: THE_OTHER_WALL, attempt: 1 }] })
  const again = journal.mayGo(post)
  assert.deepEqual(again.ok && again.value.map(({ channel, attempt }) => [channel, attempt]), [[THE_OTHER_WALL, 1]])
})

test('a clearance that `clear` did not make lets nothing go', () => {
  const { journal, post } = released(), standing = journal.standing(post), submission = standing.submission!
  const forged = { post, digest: submission.digest, revision: 1, channels: submission.channels, seats: [], at: journal.now, until: later(journal.now, DAY) } as unknown as Clearance
  const given = { crypto: journal.given.crypto, post: standing, submission, sends: journal.sends(post), pauses: [], people: journal.folded.people, policy: POLICY, bytes: journal.bytesOf(post), check: () => undefined, now: journal.now }
  assert.throws(() => letGo({ ...given, clearance: forged }), /no clearance/)
})

test('invariant 8: cleared is not released', () => {
  const journal = begun(), post = journal.newPost()
  for (const refusal of [journal.submit('asha', post), journal.signOff('ben', post, '2i'), journal.signOff('dora', post, 'press-office')]) assert.equal(refusal?.code, undefined)
  assert.equal(may(journal, post), 'NOT_RELEASED')
})

test('invariant 8: a releaser who turns out to have contributed lets nothing go', () => {
  const { journal, post } = released()
  journal.stop({ act: 'contribute', person: PEOPLE.hugh.id }, post)
  assert.equal(may(journal, post), 'NOT_RELEASED')
})

test('invariant 5: a release by a key that was suspended before it does not count', () => {
  const journal = begun(), post = journal.newPost()
  journal.submit('asha', post)
  journal.signOff('ben', post, '2i')
  journal.signOff('dora', post, 'press-office')
  journal.wait(HOUR)
  journal.release('finn', post)
  suspend(journal, 'finn', later(journal.now, -MINUTE))
  assert.equal(may(journal, post), 'NOT_RELEASED')
})

test('a stop never opens: when the last release falls away, an earlier one with an earlier time does not take its place', () => {
  const { journal, post } = released()
  journal.wait(MINUTE)
  assert.equal(journal.release('finn', post, { at: later(journal.now, DAY) })?.code, undefined)
  assert.equal(may(journal, post), 'NOT_YET')
  suspend(journal, 'finn', later(journal.now, -1))
  assert.equal(may(journal, post), 'NOT_RELEASED')
})

test('invariant 8: when an approval falls away and another takes its place, somebody releases again', () => {
  const journal = begun(), post = journal.newPost()
  journal.submit('asha', post)
  journal.wait(HOUR)
  journal.signOff('ben', post, '2i')
  journal.signOff('dora', post, 'press-office')
  journal.release('hugh', post)
  suspend(journal, 'ben', later(journal.now, -MINUTE))
  assert.equal(may(journal, post), 'LAYER_OPEN')
  journal.signOff('cleo', post, '2i')
  assert.equal(may(journal, post), 'NOT_RELEASED')
  journal.release('hugh', post)
  assert.equal(may(journal, post), 'goes')
})

test('a stop never opens: when one of two approvals of a layer falls away, the other does not lengthen a clearance that had run out, nor a release that came before it', () => {
  const { journal, post } = released()
  journal.wait(40 * HOUR)
  assert.equal(journal.signOff('cleo', post, '2i')?.code, undefined)
  assert.equal(may(journal, post), 'goes', 'the release rests on what was signed before it')
  journal.wait(9 * HOUR)
  assert.equal(may(journal, post), 'NOT_RELEASED', 'and that has run out; what was signed since wants a release of its own')
  suspend(journal, 'ben', later(journal.now, -49 * HOUR))
  assert.equal(may(journal, post), 'NOT_RELEASED')
  assert.equal(journal.release('hugh', post)?.code, undefined)
  assert.equal(may(journal, post), 'goes')
})

test('invariant 8: it goes at its time inside the window, not before and not after', () => {
  const journal = begun(), post = journal.newPost(), window = { from: later(journal.now, HOUR), until: later(journal.now, 3 * HOUR) }
  for (const refusal of [journal.submit('asha', post, { window }), journal.signOff('ben', post, '2i'), journal.signOff('dora', post, 'press-office'), journal.release('hugh', post, { at: later(journal.now, 2 * HOUR) })]) assert.equal(refusal?.code, undefined)
  for (const [hours, says] of [[0, 'NOT_YET'], [1.5, 'NOT_YET'], [2, 'goes'], [3, 'goes'], [3.01, 'CLEARED_TOO_LATE']] as const) assert.equal(may(journal, post, { now: later(journal.now, hours * HOUR) }), says, String(hours))
})

test('invariant 15: a pause stops everything, and its lifting sends nothing by itself', () => {
  const { journal, post } = released()
  journal.stop({ act: 'pause', person: PEOPLE.ben.id, reason: null })
  assert.equal(may(journal, post), 'PAUSED')
  journal.wait(HOUR)
  assert.equal(journal.lift('hugh', 'pause', journal.entries.length - 1)?.code, undefined)
  assert.equal(may(journal, post), 'MISSED_IN_PAUSE')
  journal.wait(MINUTE)
  assert.equal(journal.release('hugh', post)?.code, undefined)
  assert.equal(may(journal, post), 'goes')
})

test('invariant 11: the package is hashed, read and held against what was signed', () => {
  const { journal, post } = released(), bytes = journal.bytesOf(post)!, changed = bytes.slice()
  changed[changed.length - 3]! ^= 1
  assert.equal(may(journal, post, { bytes: changed }), 'PACKAGE_DIFFERS')
  assert.equal(may(journal, post, { bytes: new Uint8Array() }), 'PACKAGE_DIFFERS')
  assert.equal(may(journal, post, { bytes: journal.pack(post, 1).bytes }), 'PACKAGE_DIFFERS')
  journal.packages.clear()
  assert.equal(may(journal, post), 'PACKAGE_NOT_THERE')
})

test('invariant 11: the check is run over the words in the package', () => {
  const { journal, post } = released({ words: 'open to abuse allowing activist lawyers to delay' })
  assert.equal(may(journal, post, { check: packed => (packed.parts.some(({ text }) => text.includes('activist lawyers')) ? refuse('FINDING_BLOCKS') : undefined) }), 'FINDING_BLOCKS')
})

test('invariants 1, 11 and 16: a package that was signed and is not what it should be does not go', () => {
  const attempts: readonly (readonly [string, (packed: Package) => Package])[] = [
    ['PACKAGE_OF_ANOTHER_POST', packed => ({ ...packed, post: PEOPLE.asha.id as unknown as PostId })],
    ['PACKAGE_OF_ANOTHER_POST', packed => ({ ...packed, revision: 2 })],
    ['PACKAGE_OF_ANOTHER_POST', packed => ({ ...packed, organisation: PEOPLE.asha.id as unknown as Package['organisation'] })],
    ['PACKAGE_OF_ANOTHER_POST', packed => ({ ...packed, window: { ...packed.window, until: later(packed.window.until, DAY) } })],
    ['PACKAGE_OF_ANOTHER_POST', packed => ({ ...packed, window: { ...packed.window, from: later(packed.window.from, -DAY) } })],
    ['PACKAGE_OF_ANOTHER_POST', packed => ({ ...packed, channels: [] })],
    ['PACKAGE_OF_ANOTHER_POST', packed => ({ ...packed, channels: [...packed.channels, ...packed.channels] })],
    ['RENDERS_DIFFERENTLY', packed => ({ ...packed, parts: [{ kind: 'text', text: 'other words' }] })],
    ['RENDERS_DIFFERENTLY', packed => ({ ...packed, channels: packed.channels.map(channel => ({ ...channel, account: 'elsewhere' })) })],
    ['RENDERS_DIFFERENTLY', packed => ({ ...packed, channels: packed.channels.map(channel => ({ ...channel, requests: [] })) })],
    ['RENDERS_DIFFERENTLY', packed => ({ ...packed, channels: packed.channels.map(channel => ({ ...channel, requests: channel.requests.map(request => ({ ...request, host: 'elsewhere.test' })) })) })],
    ['RENDERS_DIFFERENTLY', packed => ({ ...packed, channels: packed.channels.map(channel => ({ ...channel, requests: channel.requests.map(request => ({ ...request, body: request.body + ' ' })) })) })],
    ['PACKAGE_UNREADABLE', packed => ({ ...packed, more: 1 }) as Package],
    ['PACKAGE_UNREADABLE', packed => ({ ...packed, v: 2 }) as unknown as Package],
  ]
  for (const [says, change] of attempts) {
    const { journal, post } = released({ change })
    assert.equal(may(journal, post), says, change.toString())
  }
})

test('invariant 2: the supplier of a line in the package is among the contributors, or it does not go', () => {
  const change = (packed: Package): Package => ({ ...packed, lines: [{ line: CODE, part: 0, start: 0, end: 5, supplier: PEOPLE.ben.id, clearance: ['official'] }] })
  const { journal, post } = released({ change }, ['cleo', 'dora'])
  assert.equal(may(journal, post), 'SUPPLIER_NOT_NAMED')
  journal.stop({ act: 'contribute', person: PEOPLE.ben.id }, post)
  assert.equal(may(journal, post), 'SUPPLIER_NOT_NAMED', 'an unsigned event does not name what the signers were not shown')
})
