// Tests of the check before sending: both rulebooks that bind the post, and the very report that was signed for.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { loadRulebookFolder } from '../adapters/rulebook/read.ts'
import { reportDigest } from '../check/report.ts'
import type { RulebookDocument } from '../check/rulebook/document.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { digestOf, type Digest } from '../core/digest.ts'
import type { ChannelId } from '../core/id.ts'
import type { Channel } from '../draft/channel.ts'
import type { Package } from '../draft/package.ts'
import { checkWords } from '../signoff/check-words.ts'
import type { Policy } from '../signoff/policy.ts'
import type { Submission } from '../signoff/post-standing.ts'
import { checkPackage, Rulebooks } from './check-package.ts'

const loaded = loadRulebookFolder(new URL('../../rulebooks/uk-government', import.meta.url).pathname)
assert.ok(loaded.ok)
const strict = loaded.value.document
/** The same rulebook without its rules, under which everything passes. */
const lax: RulebookDocument = { ...strict, rules: [] }
const bytesOf = (document: RulebookDocument) => canonicalBytes(document as unknown as Json)
const digestOfBook = (document: RulebookDocument): Digest => digestOf(nodeCrypto, bytesOf(document))
const documents = new Map([strict, lax].map(document => [digestOfBook(document), bytesOf(document)]))
const STRICT = digestOfBook(strict), LAX = digestOfBook(lax)

const WALL = '00000000-0000-4000-8000-0000000000c1' as ChannelId
const channel: Channel = { name: 'the wall', kind: 'departmental', platform: 'wall', jurisdiction: 'uk', account: 'arrivals', host: 'wall.localhost:3002', path: '/posts', route: 'full' }
const policy = (rulebook: Digest) => ({ rulebook, channels: { [WALL]: channel } }) as unknown as Policy
const packed = (text: string) => ({ parts: [{ kind: 'text', text: 'We answer your questions today.' }, { kind: 'caption', text }], at: null, channels: [{ channel: WALL }] }) as unknown as Package
const FINE = 'The ferry runs from nine.', BLOCKED = 'Activist lawyers delay and disrupt returns.'

async function judged(text: string, { submitted = STRICT, between = [], inForce = submitted, report }: { readonly submitted?: Digest; readonly between?: readonly Digest[]; readonly inForce?: Digest; readonly report?: Digest } = {}) {
  const rulebooks = new Rulebooks(nodeCrypto)
  await rulebooks.fetch([submitted, ...between, inForce], digest => Promise.resolve(documents.get(digest)))
  const book = rulebooks.get(submitted), { parts, at } = packed(text)
  const signedFor = report ?? (book ? reportDigest(nodeCrypto, checkWords({ rulebook: book, rulebookDigest: submitted, parts, channels: [channel], at })) : LAX)
  return checkPackage({ crypto: nodeCrypto, rulebooks, submission: { rulebook: submitted, report: signedFor } as unknown as Submission, submittedUnder: policy(submitted), policies: [...between, inForce].map(policy) }, packed(text))
}

test('words that pass may go', async () => {
  assert.equal(await judged(FINE), undefined)
})

test('a caption that the rulebook blocks does not go, whatever was signed', async () => {
  const refusal = await judged(BLOCKED)
  assert.equal(refusal?.code, 'CHECK_BLOCKS')
  assert.deepEqual(refusal?.facts, { rules: ['POL-02'] })
})

test('a stricter rulebook that came into force since holds it (invariant 9)', async () => {
  assert.equal((await judged(BLOCKED, { submitted: LAX, inForce: STRICT }))?.code, 'CHECK_BLOCKS')
})

test('a looser rulebook that came into force since does not let it through (invariant 9)', async () => {
  assert.equal((await judged(BLOCKED, { submitted: STRICT, inForce: LAX }))?.code, 'CHECK_BLOCKS')
})

test('a stricter rulebook that was in force between the two binds it too (invariant 10)', async () => {
  assert.equal((await judged(BLOCKED, { submitted: LAX, between: [STRICT], inForce: LAX }))?.code, 'CHECK_BLOCKS')
})

test('a finding of level check that nobody answered holds it', async () => {
  const level = (document: RulebookDocument): RulebookDocument => ({ ...document, rules: document.rules.map(rule => ({ ...rule, level: 'check' as const })) })
  const milder = level(strict), digest = digestOfBook(milder)
  documents.set(digest, bytesOf(milder))
  assert.equal((await judged(BLOCKED, { submitted: digest }))?.code, 'CHECK_UNANSWERED')
})

test('another report than the one that was signed for holds it', async () => {
  assert.equal((await judged(FINE, { report: LAX }))?.code, 'REPORT_DIFFERS')
})

test('a rulebook that is not kept, or is another than its digest says, holds it', async () => {
  const nowhere = 'ab'.repeat(32) as Digest, swapped = 'cd'.repeat(32) as Digest
  documents.set(swapped, bytesOf(lax))
  for (const digest of [nowhere, swapped]) assert.equal((await judged(FINE, { submitted: digest }))?.code, 'RULEBOOK_NOT_THERE')
  assert.equal((await judged(FINE, { inForce: nowhere }))?.code, 'RULEBOOK_NOT_THERE')
})
