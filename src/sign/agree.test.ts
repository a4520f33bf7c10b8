// What a page signs is what it shows: each member of each statement that differs stops the signature, by name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { base64url, utf8 } from '../core/bytes.ts'
import { commitmentOf, digestOf, type Digest } from '../core/digest.ts'
import type { ChannelId, OrganisationId, PersonId, PostId } from '../core/id.ts'
import { later, type Instant } from '../core/instant.ts'
import { statementToBytes, type Statement, type StatementOf } from '../core/statement.ts'
import type { Channel } from '../draft/channel.ts'
import { buildPackage } from '../draft/package.ts'
import { contributorsDigest } from '../signoff/post-standing.ts'
import { differing, enrolmentShown, packageShown, type AgreeGiven } from './agree.ts'
import type { Carried, Opened, Shown, ShownPackage, Typed } from './carried.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const organisation = id(1) as OrganisationId, asha = id(2) as PersonId, ben = id(3) as PersonId, post = id(4) as PostId, channel = id(5) as ChannelId
const now = '2026-11-24T11:30:00.000Z' as Instant, digest = (letter: string) => letter.repeat(64) as Digest, salt = base64url(new Uint8Array(32).fill(7))
const wall: Channel = { name: 'Our wall', kind: 'departmental', platform: 'wall', jurisdiction: 'uk', account: 'arrivals', host: 'wall.localhost:3002', path: '/posts', route: 'full' }
const window = { from: now, until: later(now, 86_400_000) }
const revision = { v: 1, post, number: 2, act: 'post', parts: [{ kind: 'text', text: 'Ferries run.' }], channels: [channel], window, cutBy: asha, cutAt: now, why: 'sent' } as const
const bytes = buildPackage({ revision, organisation, channels: { [channel]: wall }, salt })
const shown: ShownPackage = {
  of: 'package', post, bytes: base64url(bytes), digest: digestOf(nodeCrypto, bytes), channels: { [channel]: wall }, contributors: [asha], report: digest('a'), rulebook: digest('b'), route: digest('c'), layer: '2i', attempts: [],
}
const carried = (more: Partial<Carried> = {}): Carried => ({ ticket: 't', purpose: 'sign-off-post', organisation, person: ben, origin: 'log.demo.invalid', rpId: 'sign.localhost', keys: [], demo: true, served: now, atOnce: false, shown, words: { names: {}, roles: {} }, ...more })

const signed = { organisation, person: ben, key: 9, nonce: base64url(new Uint8Array(16)), expires: later(now, 3_600_000), log: { origin: 'log.demo.invalid', size: 1, root: digest('d') } }
const on = { ...signed, act: 'post', post, revision: 2, contributors: contributorsDigest(nodeCrypto, [asha]), window, report: digest('a'), rulebook: digest('b'), route: digest('c'), understanding: 3 } as const
const signOff: StatementOf<'sign-off'> = { kind: 'sign-off', demo: true, subject: { name: 'package', digest: shown.digest }, predicate: { ...on, layer: '2i', decision: 'approve', remark: null, setAside: [], lines: [], answers: [] } }
const ask = (statement: Statement, more: { readonly carried?: Carried; readonly typed?: Typed; readonly opened?: readonly Opened[]; readonly now?: Instant } = {}): string | undefined => {
  statementToBytes(statement)
  const given: AgreeGiven = { crypto: nodeCrypto, carried: more.carried ?? carried(), statement, typed: more.typed ?? { key: { entry: 9 }, act: 'approve' }, opened: more.opened ?? [], now: more.now ?? now }
  return differing(given)
}
const changed = (change: object): Statement => ({ ...signOff, predicate: { ...signOff.predicate, ...change } }) as Statement

test('a statement that says what the page shows agrees', () => {
  assert.equal(ask(signOff), undefined)
})

test('every member that the page knows is compared, and the first that differs is named', () => {
  const cases: readonly (readonly [string, Statement])[] = [
    ['demo', { ...signOff, demo: false }], ['organisation', changed({ organisation: id(9) })], ['person', changed({ person: asha })], ['key', changed({ key: 8 })], ['origin', changed({ log: { ...signed.log, origin: 'other.demo.invalid' } })],
    ['expires', changed({ expires: later(now, 2 * 3_600_000) })], ['expires', changed({ expires: later(now, -1) })], ['subject', { ...signOff, subject: { name: 'package', digest: digest('e') } }], ['post', changed({ post: id(8) })], ['revision', changed({ revision: 3 })],
    ['window', changed({ window: { ...window, until: later(now, 1) } })], ['contributors', changed({ contributors: contributorsDigest(nodeCrypto, [asha, ben]) })], ['report', changed({ report: digest('f') })], ['rulebook', changed({ rulebook: digest('f') })],
    ['route', changed({ route: digest('f') })], ['decision', changed({ decision: 'refuse' })], ['layer', changed({ layer: 'press-office' })], ['remark', changed({ remark: digest('f') })], ['setAside', changed({ setAside: [digest('f')] })], ['lines', changed({ lines: [digest('f')] })],
    ['answers', changed({ answers: [{ question: 'party', answer: 'no' }] })],
  ]
  for (const [member, statement] of cases) assert.equal(ask(statement), member)
})

test('a remark must open to exactly what was typed', () => {
  const commitment = commitmentOf(nodeCrypto, 'remark', salt, 'Say who.'), statement = changed({ decision: 'return', remark: commitment }), typed: Typed = { key: { entry: 9 }, act: 'return', remark: ' Say who. ' }
  assert.equal(ask(statement, { typed, opened: [{ field: 'remark', salt, value: 'Say who.' }] }), undefined)
  assert.equal(ask(statement, { typed, opened: [] }), 'remark')
  assert.equal(ask(statement, { typed: { ...typed, remark: 'Something else.' }, opened: [{ field: 'remark', salt, value: 'Something else.' }] }), 'remark')
  assert.equal(ask(changed({ decision: 'return', remark: null }), { typed }), 'remark')
})

test('a package that is not what it says, or does not render from its words, is not shown at all', () => {
  assert.ok(packageShown(nodeCrypto, shown))
  assert.equal(packageShown(nodeCrypto, { ...shown, digest: digest('e') }), undefined)
  assert.equal(packageShown(nodeCrypto, { ...shown, post: id(8) as PostId }), undefined)
  assert.equal(packageShown(nodeCrypto, { ...shown, channels: { [channel]: { ...wall, host: 'evil.example' } } }), undefined)
  const junk = utf8('{}')
  assert.equal(packageShown(nodeCrypto, { ...shown, bytes: base64url(junk), digest: digestOf(nodeCrypto, junk) }), undefined)
  assert.equal(ask(signOff, { carried: carried({ shown: { ...shown, channels: {} } }) }), 'package')
})

test('a submission names the people and the channels of the page, a release the moment and the attempts', () => {
  const submit = { ...signOff, kind: 'submit', predicate: { ...on, people: [asha], channels: [channel] } } as Statement, sending: Typed = { key: { entry: 9 }, act: 'submit' }
  assert.equal(ask(submit, { typed: sending }), undefined)
  assert.equal(ask({ ...submit, predicate: { ...submit.predicate, people: [asha, ben] } } as Statement, { typed: sending }), 'people')
  assert.equal(ask({ ...submit, predicate: { ...submit.predicate, channels: [] } } as Statement, { typed: sending }), 'channels')
  const release = (at: Instant, attempts: object = []) => ({ ...signOff, kind: 'release', predicate: { ...on, at, attempts } }) as Statement, releasing: Typed = { key: { entry: 9 }, act: 'release' }
  assert.equal(ask(release(now), { typed: releasing }), undefined)
  assert.equal(ask(release(later(now, 3_600_000)), { typed: releasing }), 'at')
  assert.equal(ask(release(later(now, 3_600_000)), { typed: { ...releasing, at: later(now, 3_600_000) } }), undefined)
  assert.equal(ask(release(now, [{ channel, attempt: 1 }]), { typed: releasing }), 'attempts')
  assert.equal(ask(release(now)), 'kind')
})

test('a vouch is over the enrolment that is shown, name included', () => {
  const key = new Uint8Array(44).fill(5), of = digestOf(nodeCrypto, key)
  const enrol: StatementOf<'enrol'> = {
    kind: 'enrol', demo: true, subject: { name: 'key', digest: of },
    predicate: { ...signed, person: asha, key: null, spki: base64url(key), credential: digest('9'), capacity: 'civil-servant', roles: ['press-officer'], manager: ben, name: commitmentOf(nodeCrypto, 'name', salt, 'Asha Quill'), proof: null },
  }
  const enrolment = statementToBytes(enrol), about: Shown = { of: 'key', digest: of, statement: digestOf(nodeCrypto, enrolment), enrolment: base64url(enrolment), name: 'Asha Quill', nameSalt: salt }
  const vouch: Statement = { kind: 'vouch', demo: true, subject: { name: 'key', digest: of }, predicate: { ...signed, of: about.statement } }, typed: Typed = { key: { entry: 9 }, act: 'vouch' }
  assert.equal(ask(vouch, { carried: carried({ shown: about }), typed }), undefined)
  assert.equal(ask(vouch, { carried: carried({ shown: { ...about, name: 'Mo Carbon' } }), typed }), 'enrolment')
  assert.equal(ask({ ...vouch, predicate: { ...vouch.predicate, of: digest('e') } } as Statement, { carried: carried({ shown: about }), typed }), 'of')
  assert.equal(enrolmentShown(nodeCrypto, { ...about, enrolment: base64url(utf8('{}')) }), undefined)
  const person: Shown = { of: 'person', person: asha, name: 'Asha Quill', nameSalt: salt, capacity: 'civil-servant', roles: ['press-officer'], manager: ben }
  const enrolling: Typed = { key: null, act: 'enrol', enrolled: { spki: base64url(key), credential: digest('9'), proof: null } }
  assert.equal(ask(enrol, { carried: carried({ person: asha, shown: person }), typed: enrolling }), undefined)
  for (const [member, wrong] of [['roles', { roles: ['duty-editor'] }], ['manager', { manager: asha }], ['capacity', { capacity: 'minister' }], ['name', { name: 'Ben Folio' }]] as const) assert.equal(ask(enrol, { carried: carried({ person: asha, shown: { ...person, ...wrong } as Shown }), typed: enrolling }), member)
  assert.equal(ask(enrol, { carried: carried({ person: asha, shown: person }), typed: { ...enrolling, enrolled: { ...enrolling.enrolled!, spki: base64url(new Uint8Array(44)) } } }), 'spki')
})

test('declaring, confirming, lifting and changing the policy are each over what the page carries', () => {
  const code = utf8('Be honest.'), codeShown: Shown = { of: 'code', role: 'press-officer', bytes: base64url(code), digest: digestOf(nodeCrypto, code) }
  const declare: Statement = { kind: 'declare', demo: true, subject: { name: 'code', digest: digestOf(nodeCrypto, code) }, predicate: { ...signed, role: 'press-officer' } }
  assert.equal(ask(declare, { carried: carried({ shown: codeShown }), typed: { key: { entry: 9 }, act: 'declare' } }), undefined)
  assert.equal(ask(declare, { carried: carried({ shown: { ...codeShown, bytes: base64url(utf8('Be bold.')) } }), typed: { key: { entry: 9 }, act: 'declare' } }), 'code')
  assert.equal(ask(declare, { carried: carried({ shown: { ...codeShown, role: 'duty-editor' } }), typed: { key: { entry: 9 }, act: 'declare' } }), 'role')
  const note = { field: 'note', salt, value: 'We talked.' }, declaration: Shown = { of: 'declaration', person: asha, role: 'press-officer', entry: 12, digest: digest('e'), talked: now, note: commitmentOf(nodeCrypto, 'note', salt, 'We talked.'), opened: note, days: 365 }
  const confirm: Statement = { kind: 'confirm', demo: true, subject: { name: 'declaration', digest: digest('e') }, predicate: { ...signed, declaration: 12, talked: now, note: declaration.note, until: later(now, 365 * 86_400_000) } }
  assert.equal(ask(confirm, { carried: carried({ shown: declaration }), typed: { key: { entry: 9 }, act: 'confirm' } }), undefined)
  assert.equal(ask(confirm, { carried: carried({ shown: { ...declaration, opened: { ...note, value: 'We did not talk.' } } }), typed: { key: { entry: 9 }, act: 'confirm' } }), 'noted')
  assert.equal(ask(confirm, { carried: carried({ shown: { ...declaration, days: 30 } }), typed: { key: { entry: 9 }, act: 'confirm' } }), 'until')
  const lift: Statement = { kind: 'lift', demo: true, subject: { name: 'refusal', digest: digest('e') }, predicate: { ...signed, entry: 7 } }
  assert.equal(ask(lift, { carried: carried({ shown: { of: 'refusal', entry: 7, digest: digest('e') } }), typed: { key: { entry: 9 }, act: 'lift' } }), undefined)
  assert.equal(ask(lift, { carried: carried({ shown: { of: 'refusal', entry: 8, digest: digest('e') } }), typed: { key: { entry: 9 }, act: 'lift' } }), 'entry')
  const policy: Statement = { kind: 'policy', demo: true, subject: { name: 'policy', digest: digestOf(nodeCrypto, code) }, predicate: { ...signed, replaces: null } }
  assert.equal(ask(policy, { carried: carried({ shown: { of: 'policy', bytes: base64url(code), digest: digestOf(nodeCrypto, code), replaces: null } }), typed: { key: { entry: 9 }, act: 'policy' } }), undefined)
  assert.equal(ask(policy, { carried: carried({ shown: { of: 'policy', bytes: base64url(code), digest: digestOf(nodeCrypto, code), replaces: digest('a') } }), typed: { key: { entry: 9 }, act: 'policy' } }), 'replaces')
})
