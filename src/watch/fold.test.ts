// Tests of folding the record: the questions that every statement must pass, whatever it says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base64url, utf8 } from '../core/bytes.ts'
import { canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import { isDemoEnvelope, payloadOf, type Envelope } from '../core/dsse.ts'
import { DAY, later, MINUTE } from '../core/instant.ts'
import { DEMO, Journal, rootOf, type Wrongly } from '../../test/model/journal.ts'
import { CODE, PEOPLE, POLICY, THE_OTHER_WALL, THE_WALL, type Slug } from '../../test/people-of-arrivals.ts'
import { makeDemoKey, type Claims } from '../../test/soft-passkey.ts'
import { apply } from './fold.ts'
import { nothingFolded, postOf, sendsOf } from './folded.ts'

const code = (refusal: { readonly code: string } | undefined): string | undefined => refusal?.code
const suspend = (journal: Journal, slug: Slug, since = journal.now) => journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf(slug).credential, since })

function submitted(given: ConstructorParameters<typeof Journal>[0] = {}) {
  const journal = new Journal(given).begin(), post = journal.newPost()
  assert.equal(code(journal.submit('asha', post)), undefined)
  return { journal, post, sign: (wrongly: Wrongly = {}) => code(journal.signOff('ben', post, '2i', 'approve', wrongly)) }
}

test('a whole record folds the same a second time, entry by entry', () => {
  const { journal, post } = submitted()
  journal.signOff('ben', post, '2i')
  journal.stop({ act: 'pause', person: PEOPLE.asha.id, reason: null })
  const again = nothingFolded(), refusals = journal.entries.map(entry => code(apply(again, entry, journal.given)))
  assert.deepEqual(again, journal.folded)
  assert.deepEqual(refusals, journal.refusals.map(code))
  assert.deepEqual(JSON.parse(JSON.stringify(again)), again, 'and what comes of it is plain JSON, to be kept as it is')
})

test('invariant 12: a signature must be by the key, over these bytes, user-verified, on the signing origin', () => {
  const { sign } = submitted({ signatures: 'real' })
  const claimed = (claims: Claims) => sign({ claims })
  assert.equal(claimed({ verified: false }), 'SIGNATURE_NOT_USER_VERIFIED')
  assert.equal(claimed({ present: false }), 'SIGNATURE_NOT_USER_VERIFIED')
  assert.equal(claimed({ origin: 'http://localhost:3000' }), 'SIGNATURE_ORIGIN')
  assert.equal(claimed({ origin: 'http://sign.localhost:3002' }), 'SIGNATURE_ORIGIN')
  assert.equal(claimed({ rpId: 'localhost' }), 'SIGNATURE_RP_ID')
  assert.equal(claimed({ crossOrigin: true }), 'SIGNATURE_CROSS_ORIGIN')
  assert.equal(claimed({ topOrigin: 'http://elsewhere.test' }), 'SIGNATURE_CROSS_ORIGIN')
  assert.equal(claimed({ type: 'webauthn.create' }), 'SIGNATURE_TYPE')
  assert.equal(claimed({ over: utf8('other bytes') }), 'SIGNATURE_CHALLENGE')
  assert.equal(sign({ envelope: envelope => ({ ...envelope, signature: base64url(new Uint8Array(70)) }) }), 'SIGNATURE_WRONG')
  assert.equal(sign(), undefined)
})

test('invariant 12: what was changed after it was signed does not count', () => {
  const { sign } = submitted({ signatures: 'real' })
  const swap = (change: (statement: { predicate: { [member: string]: Json } }) => void) => (envelope: Envelope) => {
    const statement = parseCanonical(payloadOf(envelope)) as { predicate: { [member: string]: Json } }
    change(statement)
    return { ...envelope, payload: base64url(canonicalBytes(statement)) }
  }
  assert.equal(sign({ envelope: swap(({ predicate }) => (predicate['decision'] = 'refuse')) }), 'SIGNATURE_CHALLENGE')
  assert.equal(sign({ envelope: swap(({ predicate }) => (predicate['layer'] = 'press-office')) }), 'SIGNATURE_CHALLENGE')
  assert.equal(sign({ envelope: swap(({ predicate }) => (predicate['more'] = 1)) }), 'FORM')
  assert.equal(sign({ envelope: envelope => ({ ...envelope, payload: base64url(utf8('{"a":1} ')) }) }), 'FORM')
})

test('invariant 21: a statement is by the key of the person that it names, enrolled where it says', () => {
  const { journal, sign } = submitted()
  assert.equal(sign({ key: journal.newKey() }), 'KEY_UNKNOWN')
  assert.equal(sign({ key: journal.keyOf('finn') }), 'KEY_OF_ANOTHER')
  assert.equal(sign({ predicate: { person: PEOPLE.finn.id } }), 'KEY_OF_ANOTHER')
  assert.equal(sign({ predicate: { key: 1 } }), 'KEY_OF_ANOTHER')
  assert.equal(sign({ predicate: { key: null } }), 'KEY_OF_ANOTHER')
  const second = journal.newKey()
  journal.enrol('ben', { key: second })
  assert.equal(sign({ key: second, predicate: { key: journal.standingOf(second)!.entry } }), 'KEY_NOT_VOUCHED')
})

test('invariant 21: a session adds no key: no unsigned event does, and no enrolment that the key itself did not sign', () => {
  const { journal, sign } = submitted(), key = journal.newKey()
  assert.equal(code(journal.stop({ act: 'enrol', person: PEOPLE.ben.id, credential: key.credential })), 'FORM')
  assert.equal(code(journal.stop({ act: 'add-person', person: PEOPLE.asha.id, added: PEOPLE.ben.id, name: CODE })), undefined)
  assert.equal(code(journal.enrol('ben', { key, envelope: envelope => ({ ...envelope, signature: '' }) })), 'SIGNATURE_WRONG')
  assert.equal(sign({ key }), 'KEY_UNKNOWN')
})

test('a statement counts once, in its own record, body and post', () => {
  const { journal, post, sign } = submitted()
  assert.equal(sign({ predicate: { organisation: PEOPLE.asha.id } }), 'OTHER_BODY')
  assert.equal(sign({ predicate: { log: { origin: 'other.test', size: 1, root: rootOf(1) } } }), 'OTHER_LOG')
  assert.equal(sign({ predicate: { log: { origin: journal.origin, size: 1, root: CODE } } }), 'OTHER_HISTORY')
  assert.equal(sign({ predicate: { log: { origin: journal.origin, size: 999, root: rootOf(999) } } }), 'OTHER_HISTORY')
  const other = journal.newPost()
  assert.equal(sign({ entryPost: other }), 'OTHER_POST')
  assert.equal(sign({ entryPost: null }), 'OTHER_POST')
  assert.equal(sign(), undefined)
  const last = journal.entries.at(-1)!
  assert.ok(last.kind === 'statement')
  assert.equal(code(journal.take({ kind: 'statement', envelope: last.envelope }, post)), 'REPEATED')
})

test('invariant 5: what was signed with a suspended key cannot be handed in again once the key is reinstated', () => {
  const { journal, post, sign } = submitted()
  journal.wait(MINUTE)
  suspend(journal, 'ben')
  const entry = journal.entries.length - 1
  assert.equal(sign(), 'KEY_SUSPENDED')
  const signed = journal.entries.at(-1)!
  for (const slug of ['hugh', 'priya'] as const) journal.reinstate(slug, journal.keyOf('ben'), entry)
  assert.ok(signed.kind === 'statement')
  assert.equal(code(journal.take({ kind: 'statement', envelope: signed.envelope }, post, 'web')), 'REPEATED')
})

test('a nonce is spent only by a signature that holds, so nobody burns another’s', () => {
  const { sign } = submitted(), nonce = base64url(new Uint8Array(16))
  assert.equal(sign({ predicate: { nonce }, envelope: envelope => ({ ...envelope, signature: '' }) }), 'SIGNATURE_WRONG')
  assert.equal(sign({ predicate: { nonce } }), undefined)
})

test('a statement expires, and gives itself no more than an hour', () => {
  const { journal, sign } = submitted()
  assert.equal(sign({ predicate: { expires: later(journal.now, -1) } }), 'SIGNATURE_OLD')
  assert.equal(sign({ predicate: { expires: later(journal.now, DAY) } }), 'EXPIRES_TOO_LATE')
  assert.equal(sign({ predicate: { expires: journal.now } }), undefined)
})

test('nobody signs today what is to answer an entry yet to come', () => {
  const { journal } = submitted(), next = () => journal.entries.length
  assert.equal(code(journal.lift('hugh', 'refusal', next())), 'OTHER_HISTORY')
  assert.equal(code(journal.confirm('hugh', 'ben', undefined, { predicate: { declaration: next() } })), 'OTHER_HISTORY')
  assert.equal(code(journal.reinstate('hugh', journal.keyOf('ben'), next())), 'OTHER_HISTORY')
})

test('invariant 23: a demo statement counts under a demo origin alone, and there nothing else does', () => {
  const real = submitted()
  assert.equal(real.sign({ demo: true }), 'OTHER_KIND')
  const demo = new Journal({ origin: DEMO }).begin(), post = demo.newPost()
  demo.submit('asha', post)
  assert.equal(code(demo.signOff('ben', post, '2i', 'approve', { demo: false })), 'OTHER_KIND')
  assert.equal(code(demo.signOff('ben', post, '2i')), undefined)
  assert.equal(postOf(demo.folded, post).signOffs[0]!.demo, false, 'a passkey is no demo key, in a demonstration either')
})

test('invariants 12 and 23: a demo key counts under a demo origin alone, even for a statement of the real make', () => {
  for (const [origin, says] of [['arrivals.test', 'DEMO_KEY'], [DEMO, undefined]] as const) {
    const journal = new Journal({ origin, signatures: 'real' }).begin(undefined, ['ben']), key = makeDemoKey()
    assert.equal(code(journal.enrol('ben', { key })), says)
    assert.equal(journal.folded.people.keys[key.credential]?.demo, says === undefined ? true : undefined)
    assert.ok(isDemoEnvelope(key.sign(new Uint8Array(1))))
  }
})

test('who handed a statement in makes no difference; only the keeper writes keeper’s events', () => {
  const { journal, post, sign } = submitted()
  assert.equal(sign({ via: 'web' }), undefined)
  const receipt = { kind: 'receipt', channel: post, attempt: 0, package: CODE, outcome: 'sent', how: 'answer', remote: null, sentAt: null }
  assert.equal(code(journal.keeper(receipt, post, 'web')), 'NOT_THE_KEEPER')
  assert.deepEqual(sendsOf(journal.folded, post).sends, {})
})

test('before a policy is in force nothing is declared, written or lifted', () => {
  const journal = new Journal()
  journal.keeper({ kind: 'begun', log: CODE })
  journal.enrol('hugh')
  assert.equal(code(journal.declare('hugh', 'head-of-news')), 'NO_POLICY')
  assert.equal(code(journal.submit('hugh', journal.newPost())), 'NO_POLICY')
  const may = journal.mayGo(journal.newPost())
  assert.equal(may.ok ? undefined : may.code, 'NO_POLICY')
})

test('invariant 7: nothing is set aside that the author did not ask for', () => {
  const { journal, post } = submitted(), { digest, ...on } = journal.onSubmission('priya', post, 'extra-check')
  assert.equal(code(journal.say('priya', 'set-aside', { name: 'package', digest }, { ...on, finding: CODE, reason: CODE })), 'SET_ASIDE_NOT_ASKED')
})

test('an event without a known form or without its post changes nothing', () => {
  const { journal } = submitted()
  for (const stop of [{ act: 'clear' }, { act: '__proto__' }, { act: 'constructor' }, { act: 'edit', person: PEOPLE.asha.id, more: 1 }, { act: 'suspend', person: PEOPLE.asha.id, credential: '__proto__', since: journal.now }]) assert.equal(code(journal.stop(stop)), 'FORM')
  assert.equal(code(journal.stop({ act: 'edit', person: PEOPLE.asha.id })), 'NO_POST')
  assert.equal(code(journal.keeper({ kind: 'cleared' })), 'FORM')
})

test('a fault of the world is thrown and never becomes a “no” in the record', () => {
  const journal = new Journal().begin()
  journal.policy('priya', POLICY)
  const again = nothingFolded(), broken = { ...journal.given, policyBytes: () => { throw new Error('the database is gone') } }
  assert.throws(() => journal.entries.forEach(entry => apply(again, entry, broken)), /the database is gone/)
})

test('invariant 14: what has gone out, or may have, is not sent for sign-off again', () => {
  for (const outcome of ['sent', 'unknown'] as const) {
    const journal = new Journal().begin(), post = journal.released(), may = journal.mayGo(post)
    assert.ok(may.ok)
    journal.outcome(may.value[0]!, outcome)
    assert.equal(code(journal.submit('asha', post)), 'GONE_OUT')
  }
  const journal = new Journal().begin(), post = journal.released(), may = journal.mayGo(post)
  assert.ok(may.ok)
  journal.outcome(may.value[0]!, 'refused')
  assert.equal(code(journal.submit('asha', post)), undefined)
})

test('invariant 17: once a post is out on all its channels, nothing that is handed in changes who approved it', () => {
  const journal = new Journal().begin(), post = journal.released(), may = journal.mayGo(post)
  assert.ok(may.ok)
  journal.outcome(may.value[0]!)
  const before = postOf(journal.folded, post)
  for (const stop of [{ act: 'contribute', person: PEOPLE.ben.id }, { act: 'edit', person: PEOPLE.ben.id }, { act: 'withdraw', person: PEOPLE.asha.id }, { act: 'refuse', person: PEOPLE.finn.id, layer: 'press-office', remark: null }, { act: 'return', person: PEOPLE.finn.id, layer: 'press-office', remark: null }]) {
    assert.equal(code(journal.stop(stop, post)), 'GONE_OUT', stop.act)
  }
  for (const decision of ['approve', 'refuse', 'return'] as const) assert.equal(code(journal.signOff('finn', post, 'press-office', decision)), 'GONE_OUT', decision)
  assert.equal(code(journal.release('finn', post)), 'GONE_OUT')
  assert.equal(postOf(journal.folded, post), before)
  delete journal.folded.posts[post]
  assert.equal(code(journal.stop({ act: 'edit', person: PEOPLE.ben.id }, post)), 'GONE_OUT', 'nor where a snapshot left out how it came about')
  assert.equal(journal.folded.posts[post], undefined)
})

test('what is out on one channel and not on another may still be stopped', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  journal.submit('asha', post, { channels: [THE_WALL, THE_OTHER_WALL] })
  journal.signOff('ben', post, '2i')
  journal.signOff('dora', post, 'press-office')
  journal.release('hugh', post)
  const may = journal.mayGo(post)
  assert.ok(may.ok)
  journal.outcome(may.value[0]!)
  journal.outcome(may.value[1]!, 'refused')
  assert.equal(code(journal.stop({ act: 'withdraw', person: PEOPLE.asha.id }, post)), undefined)
})

test('a chain of each post is kept, whatever its entries say', () => {
  const { journal, post } = submitted()
  journal.stop({ act: 'clear' }, post)
  assert.deepEqual(journal.folded.chains[post], { last: journal.entries.length - 1, count: 2 })
})
