// One example of everything that is written for good: each statement, stop and keeper's event, an entry of each kind, a package, a revision, a policy.
// All of it is made up of counted ids and digests, so that it comes out the same byte for byte on every machine.
import { base64url, utf8 } from '../../src/core/bytes.ts'
import { digestOf, type Digest } from '../../src/core/digest.ts'
import type { Envelope } from '../../src/core/dsse.ts'
import type { Entry } from '../../src/core/entry.ts'
import type { ChannelId, OrganisationId, PersonId, PostId } from '../../src/core/id.ts'
import type { Instant } from '../../src/core/instant.ts'
import type { KnownKeeperEvent } from '../../src/core/keeper-event.ts'
import { statementToBytes, type OnPackage, type Signed, type Statement } from '../../src/core/statement.ts'
import type { KnownStop } from '../../src/core/stop.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { buildPackage, bytesToPackage, type Package } from '../../src/draft/package.ts'
import type { Revision } from '../../src/draft/revision.ts'
import type { Policy } from '../../src/signoff/policy.ts'

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const PERSON = uuid(1) as PersonId, OTHER = uuid(2) as PersonId, ORGANISATION = uuid(10) as OrganisationId, POST = uuid(20) as PostId, CHANNEL = uuid(30) as ChannelId
const AT = '2026-11-24T09:00:00.000Z' as Instant, LATER = '2026-11-24T10:00:00.000Z' as Instant
const digest = (name: string): Digest => digestOf(nodeCrypto, utf8(name))
const nonce = (number: number): string => base64url(new Uint8Array(16).fill(number))

const signed = (number: number, key: number | null = 7): Signed => ({ organisation: ORGANISATION, person: PERSON, key, nonce: nonce(number), expires: LATER, log: { origin: 'arrivals.example', size: 42, root: digest('root') } })
const onPackage = (number: number): OnPackage => ({
  ...signed(number), act: 'post', post: POST, revision: 3, contributors: digest('contributors'), window: { from: AT, until: LATER }, report: digest('report'), rulebook: digest('rulebook'), route: digest('policy'), understanding: 12,
})

/** Every predicate once; releases and refusals with what they may leave out, too. */
export const statementOfEachKind = (): readonly Statement[] => [
  { kind: 'enrol', demo: false, subject: { name: 'key', digest: digest('key') }, predicate: { ...signed(1, null), spki: base64url(utf8('a public key')), credential: digest('credential'), capacity: 'civil-servant', roles: ['duty-editor', 'press-officer'], manager: OTHER, name: digest('name'), proof: null } },
  { kind: 'enrol', demo: true, subject: { name: 'key', digest: digest('key') }, predicate: { ...signed(2, null), spki: base64url(utf8('a public key')), credential: digest('credential'), capacity: 'special-adviser', roles: [], manager: null, name: digest('name'), proof: digest('proof') } },
  { kind: 'vouch', demo: false, subject: { name: 'key', digest: digest('key') }, predicate: { ...signed(3), of: digest('enrolment') } },
  { kind: 'declare', demo: false, subject: { name: 'code', digest: digest('code') }, predicate: { ...signed(4), role: 'press-officer' } },
  { kind: 'confirm', demo: false, subject: { name: 'declaration', digest: digest('declaration') }, predicate: { ...signed(5), declaration: 11, talked: AT, note: digest('note'), until: LATER } },
  { kind: 'policy', demo: false, subject: { name: 'policy', digest: digest('policy') }, predicate: { ...signed(6), replaces: null } },
  { kind: 'submit', demo: false, subject: { name: 'package', digest: digest('package') }, predicate: { ...onPackage(7), people: [PERSON, OTHER], channels: [CHANNEL] } },
  { kind: 'sign-off', demo: true, subject: { name: 'package', digest: digest('package') }, predicate: { ...onPackage(8), layer: '2i', decision: 'approve', remark: null, setAside: [digest('a finding')], lines: [digest('a line')], answers: [{ question: 'humour', answer: 'not-sure' }] } },
  { kind: 'sign-off', demo: false, subject: { name: 'package', digest: digest('package') }, predicate: { ...onPackage(9), layer: 'press-office', decision: 'refuse', remark: digest('remark'), setAside: [], lines: [], answers: [] } },
  { kind: 'set-aside', demo: false, subject: { name: 'package', digest: digest('package') }, predicate: { ...onPackage(10), finding: digest('a finding'), reason: digest('reason') } },
  { kind: 'release', demo: false, subject: { name: 'package', digest: digest('package') }, predicate: { ...onPackage(11), at: AT, attempts: [{ channel: CHANNEL, attempt: 1 }] } },
  { kind: 'lift', demo: false, subject: { name: 'refusal', digest: digest('an entry') }, predicate: { ...signed(12), entry: 33 } },
  { kind: 'lift', demo: false, subject: { name: 'pause', digest: digest('an entry') }, predicate: { ...signed(13), entry: 34 } },
  { kind: 'reinstate', demo: false, subject: { name: 'key', digest: digest('key') }, predicate: { ...signed(14), suspended: 35 } },
]

export const stopOfEachKind = (): readonly KnownStop[] => [
  { act: 'contribute', person: PERSON }, { act: 'edit', person: PERSON }, { act: 'withdraw', person: PERSON }, { act: 'refuse', person: PERSON, layer: '2i', remark: digest('remark') }, { act: 'return', person: PERSON, layer: '2i', remark: null },
  { act: 'pause', person: PERSON, reason: digest('reason') }, { act: 'suspend', person: PERSON, credential: digest('credential'), since: AT }, { act: 'add-person', person: PERSON, added: OTHER, name: digest('name') },
]

export const keeperEventOfEachKind = (): readonly KnownKeeperEvent[] => [
  { kind: 'begun', log: digest('log key') }, { kind: 'unreadable', digest: digest('bytes'), from: 'web', count: 3, why: 'no JSON' }, { kind: 'held', package: digest('package'), why: 'PAUSED' },
  { kind: 'receipt', channel: CHANNEL, attempt: 0, package: digest('package'), outcome: 'sent', how: 'answer', remote: digest('remote'), sentAt: AT },
  { kind: 'receipt', channel: CHANNEL, attempt: 1, package: digest('package'), outcome: 'unknown', how: 'looked', remote: null, sentAt: null },
  { kind: 'read-back', channel: CHANNEL, attempt: 0, package: digest('package'), sameness: 'equal', seenAt: LATER },
]

/** Envelopes of made-up signatures: what an entry holds, not what verifies. */
const passkeyEnvelope = (): Envelope => ({ payload: base64url(statementToBytes(statementOfEachKind()[6]!)), credential: base64url(utf8('credential id')), clientData: base64url(utf8('{"type":"webauthn.get"}')), authData: base64url(new Uint8Array(37)), signature: base64url(utf8('signature')) })
const demoEnvelope = (): Envelope => ({ payload: base64url(statementToBytes(statementOfEachKind()[7]!)), key: base64url(utf8('a demo key')), signature: base64url(utf8('signature')) })

export const entryOfEachKind = (): readonly Entry[] => {
  const about = { v: 1, at: LATER, said: AT, post: POST, n: 4, prev: 40 } as const
  return [
    { ...about, via: 'sign', kind: 'statement', envelope: passkeyEnvelope() }, { ...about, via: 'sign', kind: 'statement', envelope: demoEnvelope() }, { ...about, via: 'web', kind: 'stop', stop: { act: 'edit', person: PERSON } },
    { ...about, via: 'keeper', post: null, n: 0, prev: null, kind: 'keeper', keeper: { kind: 'begun', log: digest('log key') } },
  ]
}

export const revisionExample = (): Revision => ({
  v: 1, post: POST, number: 3, act: 'post', parts: [{ kind: 'text', text: 'Small boat crossings update' }, { kind: 'caption', text: 'Naïve “quotes”, a line\nbreak and 🚢' }], channels: [CHANNEL], window: { from: AT, until: LATER }, cutBy: PERSON, cutAt: AT, why: 'sent',
})

/** As it is built, and with everything in it that this version can hold. */
export const packageExamples = (): readonly Package[] => {
  const built = bytesToPackage(buildPackage({ revision: revisionExample(), organisation: ORGANISATION, channels: policyExample().channels, salt: base64url(new Uint8Array(32).fill(5)) }))
  return [built, {
    ...built, at: AT, media: [{ digest: digest('a picture'), length: 12_345, type: 'image/png' }], lines: [{ line: digest('a line'), part: 1, start: 0, end: 5, supplier: OTHER, clearance: ['ministerial', 'official'] }],
    captured: [{ of: 'link', address: 'https://example.gov.uk/a', digest: digest('a page'), title: 'A page', text: 'Its words' }],
  }]
}

export const policyExample = (): Policy => ({
  v: 1, organisation: ORGANISATION, rulebook: digest('rulebook'), code: { digest: digest('code'), days: 365 },
  roles: { 'press-officer': { title: 'press officer', rights: ['2i', 'write'] }, 'head-of-news': { title: 'head of news', rights: ['change-policy', 'pause', 'press-office', 'release'] } },
  routes: { full: { title: '2i and press office', layers: [{ id: '2i', title: 'second pair of eyes', rights: ['2i'], count: 1 }, { id: 'press-office', title: 'press office', rights: ['press-office'], count: 1 }], clearanceHours: 48 } },
  channels: { [CHANNEL]: { name: 'the wall', kind: 'departmental', platform: 'wall', jurisdiction: 'uk', account: 'arrivals', host: 'wall.localhost:3002', path: '/posts', route: 'full' } },
  arbiters: [OTHER],
})
