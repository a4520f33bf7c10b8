// The model test: people of every capacity and role do whatever they like, tens of thousands of times, and the oracle says of every step whether the heart was right.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { refuse, type Refusal } from '../../src/core/result.ts'
import type { PostId } from '../../src/core/id.ts'
import { HOUR, later, MINUTE } from '../../src/core/instant.ts'
import type { Package } from '../../src/draft/package.ts'
import { apply } from '../../src/watch/fold.ts'
import { nothingFolded, type Folded } from '../../src/watch/folded.ts'
import { mayGo } from '../../src/watch/may-go.ts'
import { Oracle, passkeyHolds, type Happened } from '../oracle.ts'
import { FIRST, SLUGS, type Slug } from '../people-of-arrivals.ts'
import { SIGNING_PLACE } from '../soft-passkey.ts'
import { actAtRandom, stopsThatMightCome, type World } from './acts.ts'
import { Journal } from './journal.ts'

const SEED = Number(process.env['MODEL_SEED'] ?? 2020), RUNS = Number(process.env['MODEL_RUNS'] ?? 200), STEPS = 110
const REAL_RUNS = 24

const wordsStop = (words: string): boolean => words.includes('activist lawyers')
const check = (packed: Package): Refusal | undefined => (packed.parts.some(({ text }) => wordsStop(text)) ? refuse('FINDING_BLOCKS') : undefined)

/** How often each thing happened: a test whose generator never gets there proves nothing. */
const counted = new Map<string, number>()
const count = (what: string) => counted.set(what, (counted.get(what) ?? 0) + 1)

function oracleOver(journal: Journal): Oracle {
  const { entries, policies, origin, given, signatures } = journal
  return new Oracle({ entries, packages: { get: journal.keptPackage }, policies, origin, first: given.trust.first, rootAt: given.rootAt, signatureHolds: signatures === 'real' ? (envelope, spki) => passkeyHolds(nodeCrypto, envelope, spki, SIGNING_PLACE) : (envelope, spki) => given.verifyEnvelope(envelope, spki) === undefined, wordsStop, crypto: nodeCrypto })
}

function live(seed: number, signatures: 'quick' | 'real', steps: number): void {
  const journal = new Journal({ seed, signatures }), { chance } = journal
  const leftOut = SLUGS.filter(slug => !FIRST.includes(slug) && chance.inHundred(12)) as Slug[]
  journal.begin(undefined, leftOut)
  const world: World = { journal, posts: [journal.newPost(), journal.newPost()] }, oracle = oracleOver(journal), sends: Happened[] = []
  let judged = 0
  for (let step = 0; step < steps; step++) {
    actAtRandom(world)
    for (; judged < journal.entries.length; judged++) agreeOnEntry(journal, oracle, judged, `seed ${seed}, step ${step}`)
    if (chance.inHundred(6)) stopsNeverOpen(world, `seed ${seed}, step ${step}`)
    for (const post of world.posts) sendIfItMay(journal, oracle, sends, post, `seed ${seed}, step ${step}`)
    if (chance.inHundred(30)) journal.wait(chance.oneOf([1_000, MINUTE]))
  }
  assert.deepEqual(foldedAgain(journal), JSON.parse(JSON.stringify(journal.folded)), `seed ${seed}: folded again from a kept state it comes out differently`)
  journal.lost.clear()
  assert.deepEqual(oracle.judge(sends), [], `seed ${seed}: a send broke an invariant`)
}

/** The record folded anew, put away as JSON somewhere on the way and gone on from there, as the keeper does over a restart. */
function foldedAgain({ entries, given, chance }: Journal): Folded {
  let folded = nothingFolded()
  const restart = chance.below(entries.length)
  for (const [index, entry] of entries.entries()) {
    if (index === restart) folded = JSON.parse(JSON.stringify(folded)) as Folded
    apply(folded, entry, given)
  }
  return JSON.parse(JSON.stringify(folded)) as Folded
}

/** An entry counts for the oracle exactly when the fold took it. */
function agreeOnEntry(journal: Journal, oracle: Oracle, index: number, where: string): void {
  const refusal = journal.refusals[index]
  if (refusal) count(`not counted: ${refusal.code}`)
  if (oracle.counts(index) !== (refusal === undefined)) assert.fail(`${where}, entry ${index}: the fold says ${refusal?.code ?? 'it counts'}, and the oracle does not, of ${describe(journal, index)}`)
}

/** Asks the heart and the oracle; they must agree both ways: nothing goes that may not, and what may go is not held back. */
function sendIfItMay(journal: Journal, oracle: Oracle, sends: Happened[], post: PostId, where: string): void {
  const may = journal.mayGo(post, { check }), against = oracle.objections(post, journal.entries.length, journal.now)
  if (may.ok) assert.deepEqual(against, [], `${where}: the heart lets go what the oracle would not`)
  else assert.notDeepEqual(against, [], `${where}: the heart holds back (${may.code}) what the oracle would let go`)
  count(may.ok ? 'let go' : `held: ${may.code}`)
  if (!may.ok || !journal.chance.inHundred(85)) return
  for (const send of may.value) {
    sends.push({ post, channel: send.channel, attempt: send.attempt, package: send.package, after: journal.entries.length, at: journal.now, bodies: send.requests.map(({ body }) => body) })
    const outcome = journal.chance.oneOf(['sent', 'unknown', 'refused', 'unknown', 'refused'] as const)
    count(`outcome: ${outcome}`)
    journal.outcome(send, outcome)
  }
}

/** Whatever unsigned event comes next, no post that may not go now may go after it, now or later (ADR 0007). */
function stopsNeverOpen({ journal, posts }: World, where: string): void {
  const { chance, now } = journal, moments = [now, later(now, MINUTE), later(now, 5 * HOUR), later(now, 30 * HOUR), later(now, 60 * HOUR)]
  const held = posts.flatMap(post => moments.filter(at => !journal.mayGo(post, { check, now: at }).ok).map(at => ({ post, at })))
  for (const stop of stopsThatMightCome(journal)) {
    const post = chance.oneOf(posts), folded = structuredClone(journal.folded)
    apply(folded, { v: 1, at: now, said: now, via: 'web', post, n: 0, prev: null, kind: 'stop', stop }, journal.given)
    for (const { post: it, at } of held) {
      const may = mayGo(folded, it, { crypto: nodeCrypto, bytes: journal.bytesOf(it), check, now: at })
      if (may.ok) assert.fail(`${where}: ${JSON.stringify(stop)} lets go at ${at} what was held`)
    }
  }
}

function describe(journal: Journal, index: number): string {
  const entry = journal.entries[index]!
  return entry.kind === 'statement' ? Buffer.from(entry.envelope.payload, 'base64url').toString() : JSON.stringify(entry)
}

test(`the heart and the oracle agree over ${RUNS} records of ${STEPS} steps each (MODEL_SEED=${SEED})`, () => {
  for (let run = 0; run < RUNS; run++) live(SEED + run, 'quick', STEPS)
})

test(`they agree over real P-256 signatures too (MODEL_SEED=${SEED})`, () => {
  for (let run = 0; run < REAL_RUNS; run++) live(SEED + 1_000_000 + run, 'real', STEPS)
})

/** What the generator must have reached over the full number of runs, so that agreement means something. */
const REACHED = {
  held: [
    'ALREADY_DONE', 'CHANNEL_CLOSED', 'CLEARANCE_RAN_OUT', 'CLEARED_TOO_LATE', 'FINDING_BLOCKS', 'LAYER_OPEN', 'MISSED_IN_PAUSE', 'NEVER_SUBMITTED', 'NOT_RELEASED', 'NOT_YET', 'OUTDATED', 'PACKAGE_NOT_THERE',
    'PACKAGE_OF_ANOTHER_POST', 'PACKAGE_UNREADABLE', 'PAUSED', 'POLICY_SIGNER_SUSPENDED', 'REFUSED_STANDS', 'RENDERS_DIFFERENTLY', 'SIGNER_SUSPENDED', 'SUPPLIER_NOT_NAMED', 'WITHDRAWN',
  ],
  'not counted': [
    'ADMINISTRATOR_CANNOT_SIGN', 'ADVISER_CANNOT_SIGN', 'ATTEMPT_NOT_NEXT', 'CHANNEL_CLOSED', 'CHANNEL_UNKNOWN', 'CLEARANCE_RAN_OUT', 'CONCERNS_YOU', 'CONFIRMED_TOO_LONG', 'CONTRIBUTORS_DIFFER', 'DECLARATION_NOT_THERE',
    'EXPIRES_TOO_LATE', 'FORM', 'GONE_OUT', 'KEY_KNOWN', 'KEY_NOT_VOUCHED', 'KEY_OF_ANOTHER', 'KEY_SUSPENDED', 'KEY_UNKNOWN', 'LAYER_NOT_ASKED', 'LAYER_OPEN', 'NOTHING_TO_LIFT', 'NOTHING_TO_SIGN', 'NOT_SUSPENDED',
    'NOT_THEIR_MANAGER', 'NOT_THE_KEEPER', 'NOT_UNDERSTOOD', 'NOT_YOUR_LAYER', 'NOT_YOUR_POST', 'NO_POST', 'OTHER_BODY', 'OTHER_HISTORY', 'OTHER_KIND', 'OTHER_LOG', 'OTHER_POST', 'OTHER_RULES', 'OUTDATED', 'OUTSIDE_WINDOW',
    'OWN_POST_REFUSAL', 'POLICY_UNREADABLE', 'REFUSED_STANDS', 'RELEASER_WROTE_IT', 'REPEATED', 'RIGHT_MISSING', 'ROLE_NOT_HELD', 'SECOND_PERSON', 'SELF_CONFIRM', 'SET_ASIDE_NOT_ASKED', 'SIGNATURE_CHALLENGE', 'SIGNATURE_NOT_USER_VERIFIED', 'SIGNATURE_OLD', 'SIGNATURE_ORIGIN', 'SIGNATURE_WRONG',
    'SIGNER_ALREADY_SIGNED', 'SIGNER_SUSPENDED', 'SIGNER_WROTE_IT', 'VOUCHED_ALREADY', 'VOUCHER_NOT_ENTITLED', 'VOUCH_FOR_NOTHING', 'VOUCH_FOR_ONESELF', 'VOUCH_NOT_NEEDED', 'WITHDRAWN',
  ],
  outcome: ['sent', 'refused', 'unknown'],
}

test('every outcome and every refusal that the generator is meant to reach was reached', context => {
  if (RUNS < 200) return context.diagnostic('asked over the full number of runs alone')
  const missed = Object.entries(REACHED).flatMap(([kind, codes]) => codes.map(code => `${kind}: ${code}`)).filter(what => !counted.has(what))
  context.diagnostic(`${STEPS * RUNS} steps; let go ${counted.get('let go')} times; ${[...counted].map(([what, times]) => `${what} ${times}`).toSorted().join(', ')}`)
  assert.deepEqual(missed, [])
  assert.ok(counted.get('let go')! > RUNS)
})
