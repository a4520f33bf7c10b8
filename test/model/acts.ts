// What people of every capacity and role try in the model test, rightly and wrongly: each act hands something in and answers what became of it.
import { DAY, HOUR, later, MINUTE, type Instant } from '../../src/core/instant.ts'
import type { Digest } from '../../src/core/digest.ts'
import type { Envelope } from '../../src/core/dsse.ts'
import type { Stop } from '../../src/core/entry.ts'
import type { ChannelId, PersonId, PostId } from '../../src/core/id.ts'
import type { Refusal } from '../../src/core/result.ts'
import type { Package } from '../../src/draft/package.ts'
import { credentialOf } from '../../src/people/enrol.ts'
import { openLayers } from '../../src/signoff/clear.ts'
import type { Policy } from '../../src/signoff/policy.ts'
import { standingSubmission } from '../../src/signoff/post-standing.ts'
import { boundPolicies, postOf, sendsOf } from '../../src/watch/folded.ts'
import { CLOSED, CODE, FIRST, LOOSER, NARROWER, PEOPLE, POLICY, SLUGS, STRICTER, THE_OTHER_WALL, THE_WALL, TWICE, type Slug } from '../people-of-arrivals.ts'
import type { Journal, Wrongly } from './journal.ts'
import { DEMO, rootOf } from './journal.ts'

const SECOND = 1_000

export interface World { readonly journal: Journal; readonly posts: PostId[] }
type Act = (world: World) => Refusal | undefined

const DOCUMENTS: readonly Policy[] = [POLICY, POLICY, STRICTER, STRICTER, LOOSER, LOOSER, NARROWER, TWICE, CLOSED, { ...POLICY, arbiters: [] }, { ...POLICY, organisation: PEOPLE.asha.id as unknown as Policy['organisation'] }]
const LAYERS = ['2i', 'press-office', 'extra-check']
const RIGHT: { readonly [layer: string]: readonly Slug[] } = { '2i': ['ben', 'cleo', 'asha', 'finn', 'dora'], 'press-office': ['dora', 'finn', 'hugh'], 'extra-check': ['priya', 'omar'] }

const anybody = ({ journal: { chance } }: World): Slug => chance.oneOf(SLUGS)
const somePost = ({ journal: { chance }, posts }: World): PostId => chance.oneOf(posts)
const someEntry = ({ journal: { chance, entries } }: World): number => chance.below(entries.length + 2)

/** One act: mostly the next that the post needs, by somebody who may; else whatever anybody might try. */
export function actAtRandom(world: World): Refusal | undefined {
  const { chance } = world.journal
  startAfresh(world)
  if (chance.inHundred(55)) return goOn(world, somePost(world))
  return chance.oneOf(ACTS)(world)
}

/** A post that is out, or withdrawn, makes room for a new one, so that there is always something to do. */
function startAfresh({ journal, posts }: World): void {
  const over = posts.findIndex(post => postOf(journal.folded, post).ended?.why === 'withdrawn' || Object.values(sendsOf(journal.folded, post).sends).some(({ outcome }) => outcome === 'sent'))
  if (over !== -1 && journal.chance.inHundred(25)) posts[over] = journal.newPost()
}

/** The next thing that a post needs: submission, the first open layer, release, release again. */
function goOn(world: World, post: PostId): Refusal | undefined {
  const { journal } = world, { chance, folded } = journal, standing = postOf(folded, post), submission = standingSubmission(standing)
  const wrongly = chance.inHundred(8) ? wrong(world) : {}
  const pause = folded.pauses.find(({ lifted }) => lifted === null)
  if (pause && chance.inHundred(40)) return journal.lift(chance.oneOf(['hugh', 'priya', 'omar', 'ada', 'asha']), 'pause', pause.entry, wrongly)
  if (standing.refusals[0] && chance.inHundred(50)) return journal.lift(chance.oneOf(['hugh', 'hugh', ...SLUGS]), 'refusal', standing.refusals[0].entry, wrongly)
  if (!submission) return submit(world, post, chance.oneOf<Slug>(['asha', 'asha', 'cleo', 'ben', 'dora']), wrongly)
  const open = openLayers(standing, { people: folded.people, policies: boundPolicies(folded, submission), now: journal.now })[0]
  if (open) return journal.signOff(chance.oneOf(RIGHT[open.id] ?? SLUGS), post, open.id, chance.inHundred(92) ? 'approve' : chance.oneOf(['return', 'refuse']), wrongly)
  return release(world, post, chance.oneOf<Slug>(['hugh', 'dora', 'finn', 'hugh', 'ben']), wrongly)
}

function submit({ journal }: World, post: PostId, slug: Slug, wrongly: Wrongly = {}): Refusal | undefined {
  const { chance, now } = journal
  const words = chance.inHundred(6) ? 'a chance for activist lawyers' : 'Small boat crossings update'
  const channels: readonly ChannelId[] = chance.oneOf([[THE_WALL], [THE_WALL], [THE_OTHER_WALL], [THE_WALL, THE_OTHER_WALL]])
  const window = chance.inHundred(85) ? journal.window() : chance.oneOf([{ from: later(now, HOUR), until: later(now, 2 * HOUR) }, { from: later(now, -2 * HOUR), until: later(now, -HOUR) }, { from: now, until: later(now, 20 * MINUTE) }])
  const change = chance.inHundred(8) ? chance.oneOf(CHANGES) : undefined
  return journal.submit(slug, post, { words, channels, window, ...(change ? { change: packed => change(packed, post) } : {}), people: chance.inHundred(10) ? [PEOPLE[chance.oneOf(SLUGS)].id] : [] }, wrongly)
}

/** What an insider would do to a package before it is signed. */
const CHANGES: readonly ((packed: Package, post: PostId) => Package)[] = [
  packed => ({ ...packed, post: PEOPLE.asha.id as unknown as PostId }),
  packed => ({ ...packed, revision: packed.revision + 1 }),
  packed => ({ ...packed, organisation: PEOPLE.asha.id as unknown as Package['organisation'] }),
  packed => ({ ...packed, window: { ...packed.window, until: later(packed.window.until, DAY) } }),
  packed => ({ ...packed, parts: [{ kind: 'text', text: 'other words' }] }),
  packed => ({ ...packed, channels: packed.channels.map(channel => ({ ...channel, account: 'elsewhere' })) }),
  packed => ({ ...packed, channels: packed.channels.map(channel => ({ ...channel, requests: channel.requests.map(request => ({ ...request, host: 'elsewhere.test' })) })) }),
  packed => ({ ...packed, channels: [] }),
  packed => ({ ...packed, lines: [{ line: CODE, part: 0, start: 0, end: 5, supplier: PEOPLE.sol.id, clearance: ['official'] }] }),
  packed => ({ ...packed, extra: true }) as Package,
]

function release({ journal }: World, post: PostId, slug: Slug, wrongly: Wrongly = {}): Refusal | undefined {
  const { chance, folded, now } = journal
  const tried = Object.entries(sendsOf(folded, post).sends).filter(([, send]) => send.outcome !== 'sent')
  const attempts = chance.inHundred(90) ? tried.map(([channel, send]) => ({ channel: channel as ChannelId, attempt: send.attempt + 1 })) : [{ channel: chance.oneOf([THE_WALL, THE_OTHER_WALL]), attempt: chance.oneOf([0, 1, 2, Number.MAX_SAFE_INTEGER]) }]
  return journal.release(slug, post, { at: chance.inHundred(80) ? now : chance.oneOf([later(now, 10 * MINUTE), later(now, 3 * HOUR), later(now, -30 * SECOND), later(now, 40 * DAY)]), attempts }, wrongly)
}

/** Something that is not as it should be in a statement, its signature or its entry. */
function wrong({ journal, posts }: World): Wrongly {
  const { chance, now, entries } = journal
  const broken = (envelope: Envelope): Envelope => ({ ...envelope, signature: journal.keyOf('ben').sign(new Uint8Array(1)).signature })
  return chance.oneOf<Wrongly>([
    { key: journal.keyOf(chance.oneOf(SLUGS)) }, { key: journal.newKey() }, { envelope: broken }, { demo: true }, { via: 'web' }, { entryPost: chance.oneOf([...posts, null]) }, { subject: CODE },
    { predicate: { log: { origin: DEMO, size: 1, root: rootOf(1) } } }, { predicate: { log: { origin: journal.origin, size: 1, root: CODE } } }, { predicate: { log: { origin: journal.origin, size: entries.length + 5, root: rootOf(entries.length + 5) } } },
    { predicate: { expires: later(now, -MINUTE) } }, { predicate: { expires: later(now, 400 * DAY) } }, { predicate: { organisation: PEOPLE.asha.id } }, { predicate: { key: 0 } }, { predicate: { understanding: chance.below(entries.length + 1) } },
    { predicate: { person: PEOPLE[chance.oneOf(SLUGS)].id } }, { predicate: { contributors: CODE } }, { predicate: { revision: 7 } }, { predicate: { window: { from: now, until: later(now, 90 * DAY) } } },
    ...[{ verified: false }, { verified: false, present: true }, { present: false, verified: false }, { origin: 'http://localhost:3000' }, { rpId: 'localhost' }, { over: new Uint8Array(3) }, { crossOrigin: true }].map(claims => ({ claims })),
    { predicate: { rulebook: CODE } }, { predicate: { route: CODE } }, { predicate: { report: CODE } },
  ])
}

const stopBy = (act: 'contribute' | 'edit' | 'withdraw'): Act => world => world.journal.stop({ act, person: PEOPLE[anybody(world)].id }, world.journal.chance.inHundred(95) ? somePost(world) : null)
const objectBy = (act: 'return' | 'refuse'): Act => world => world.journal.stop({ act, person: PEOPLE[anybody(world)].id, layer: world.journal.chance.oneOf([...LAYERS, 'nothing']), remark: null }, somePost(world))

/** Unsigned events that might come next: one of each kind in somebody's name, and the suspension of each key that signed lately, from just before it did. */
export function stopsThatMightCome(journal: Journal): readonly Stop[] {
  const { chance, keys, now, entries, given } = journal
  const person = PEOPLE[chance.oneOf(SLUGS)].id, layer = chance.oneOf(LAYERS)
  const recent = entries.filter(entry => entry.kind === 'statement').slice(-8)
  return [
    { act: 'contribute', person }, { act: 'edit', person }, { act: 'withdraw', person }, { act: 'refuse', person, layer, remark: null }, { act: 'return', person, layer, remark: null }, { act: 'pause', person, reason: null },
    ...recent.map(({ envelope, said }) => ({ act: 'suspend', person, credential: credentialOf(given.crypto, envelope), since: later(said, -1) })),
    ...[0, HOUR, 900 * DAY].map(before => ({ act: 'suspend', person, credential: chance.oneOf(keys.get(chance.oneOf(SLUGS))!).credential, since: later(now, -before) })),
  ]
}

function suspend(world: World): Refusal | undefined {
  const { journal } = world, { chance } = journal, keys = journal.keys.get(anybody(world))!
  const since: Instant = later(journal.now, -chance.oneOf([0, MINUTE, 20 * MINUTE, 2 * HOUR, 3 * DAY, 900 * DAY]))
  return journal.stop({ act: 'suspend', person: PEOPLE[anybody(world)].id, credential: chance.inHundred(95) ? chance.oneOf(keys).credential : CODE, since } as Stop)
}

/** Suspends the key that signed one of the last statements, from just before it. */
function suspendRecent({ journal }: World): Refusal | undefined {
  const recent = recentSignature(journal)
  return recent && journal.stop({ act: 'suspend', person: PEOPLE.asha.id, ...recent })
}

function recentSignature({ chance, entries, given }: Journal): { readonly credential: Digest; readonly since: Instant } | undefined {
  const signed = entries.filter(entry => entry.kind === 'statement').slice(-8)
  if (signed.length === 0) return undefined
  const { envelope, said } = chance.oneOf(signed)
  return { credential: credentialOf(given.crypto, envelope), since: later(said, -1) }
}

/** Releases a post for later, and then for later still, as when a time is moved. */
function moveRelease(world: World): Refusal | undefined {
  const { journal } = world, post = somePost(world), { chance, now } = journal
  if (!postOf(journal.folded, post).submission) return goOn(world, post)
  journal.release(chance.oneOf(['hugh', 'dora', 'finn']), post, { at: later(now, chance.oneOf([MINUTE, HOUR])) })
  journal.wait(SECOND)
  return journal.release(chance.oneOf(['hugh', 'dora', 'finn']), post, { at: later(now, chance.oneOf([5 * HOUR, 30 * HOUR])) })
}

function reinstate(world: World): Refusal | undefined {
  const { journal } = world, { chance } = journal, suspended = Object.values(journal.folded.people.keys).filter(key => key.suspended !== null)
  if (suspended.length === 0) return suspend(world)
  const standing = chance.oneOf(suspended), key = [...journal.keys.values()].flat().find(({ credential }) => credential === standing.credential)!
  const entry = chance.inHundred(92) ? standing.suspendedBy! : someEntry(world)
  const helpers = chance.inHundred(70) ? chance.oneOf<readonly Slug[]>([['hugh', 'priya'], ['ines', 'omar'], ['asha', 'dora']]) : [anybody(world), anybody(world)]
  return helpers.map(slug => journal.reinstate(slug, key, entry)).at(-1)
}

/** A second key, honestly or not: of the same person or in another's name, with other roles, another capacity or another manager. */
function enrolAnother(world: World): Refusal | undefined {
  const { journal } = world, { chance } = journal, slug = anybody(world), key = chance.inHundred(85) ? journal.newKey() : journal.keyOf(slug)
  const as = chance.oneOf([{}, {}, { roles: ['duty-editor', 'press-officer'] }, { roles: ['administrator'] }, { capacity: 'special-adviser' as const }, { capacity: 'civil-servant' as const }, { manager: chance.oneOf([PEOPLE.ben.id, PEOPLE.dora.id, null]) as PersonId | null }])
  const refusal = journal.enrol(slug, { key, as, ...(chance.inHundred(8) ? wrong(world) : {}) })
  if (!refusal) journal.keys.get(slug)!.unshift(key)
  return refusal
}

function vouch(world: World): Refusal | undefined {
  const { journal } = world, { chance } = journal, slug = anybody(world), keys = journal.keys.get(slug)!
  const waiting = keys.filter(key => journal.standingOf(key)?.from === null), key = waiting.length > 0 ? chance.oneOf(waiting) : chance.oneOf(keys)
  const vouchers = chance.inHundred(50) ? FIRST : [chance.inHundred(50) ? chance.oneOf(['ben', 'dora'] as const) : anybody(world)]
  return vouchers.map(voucher => journal.vouch(voucher, slug, key, chance.inHundred(5) ? wrong(world) : {})).at(-1)
}

function understand(world: World): Refusal | undefined {
  const { journal } = world, { chance } = journal, slug = anybody(world)
  const refusal = journal.declare(slug, chance.inHundred(90) ? chance.oneOf(PEOPLE[slug].roles) : 'auditor', chance.inHundred(5) ? wrong(world) : {})
  return chance.inHundred(80) ? confirm(world, slug) : refusal
}

function confirm(world: World, slug = anybody(world)): Refusal | undefined {
  const { journal } = world, { chance, now } = journal
  const manager = SLUGS.find(other => PEOPLE[other].id === PEOPLE[slug].manager) ?? chance.oneOf(FIRST)
  return journal.confirm(chance.inHundred(80) ? manager : anybody(world), slug, chance.inHundred(85) ? later(now, chance.oneOf([HOUR, 30 * DAY, 300 * DAY])) : chance.oneOf([now, later(now, 900 * DAY)]), chance.inHundred(5) ? { predicate: { talked: later(now, DAY) } } : {})
}

function changePolicy(world: World): Refusal | undefined {
  const { journal } = world, { chance } = journal, document = chance.oneOf(DOCUMENTS)
  const signers = chance.inHundred(70) ? chance.oneOf<readonly Slug[]>([['priya', 'ines'], ['omar', 'ines'], ['hugh', 'priya'], ['priya', 'priya'], ['ines']]) : [anybody(world), anybody(world)]
  return signers.map(slug => journal.policy(slug, document, chance.inHundred(4) ? wrong(world) : {})).at(-1)
}

/** Hands in once more what was handed in before: as it was, on another post, or with something inside moved. */
function replay(world: World): Refusal | undefined {
  const { journal } = world, said = journal.entries.filter(entry => entry.kind === 'statement'), entry = journal.chance.oneOf(said)
  return journal.take({ kind: 'statement', envelope: entry.envelope }, journal.chance.inHundred(60) ? entry.post : somePost(world), 'web')
}

function forgeReceipt(world: World): Refusal | undefined {
  return world.journal.keeper({ kind: 'receipt', channel: THE_WALL, attempt: 0, package: CODE, outcome: world.journal.chance.oneOf(['sent', 'refused', 'unknown']), how: 'answer', remote: null, sentAt: null }, somePost(world), 'web')
}

/** A package is lost from where packages are kept. */
const losePackage: Act = world => {
  world.journal.lost.add(world.journal.standing(somePost(world)).submission?.digest ?? CODE)
  return undefined
}

const wait = (...spans: readonly number[]): Act => ({ journal }) => {
  journal.wait(journal.chance.oneOf(spans))
  return undefined
}

const unreadable: Act = ({ journal }) => journal.stop(journal.chance.oneOf<Stop>([{ act: 'clear' }, { act: 'edit', person: 'nobody' }, { act: 'pause', person: PEOPLE.asha.id, reason: null, more: 1 }]))

const setAside: Act = world => {
  const { journal } = world, post = somePost(world), slug = anybody(world)
  if (!postOf(journal.folded, post).submission) return undefined
  const { digest, ...on } = journal.onSubmission(slug, post, 'extra-check')
  return journal.say(slug, 'set-aside', { name: 'package', digest: digest as Digest }, { ...on, finding: CODE, reason: CODE })
}

const ACTS: readonly Act[] = [
  world => submit(world, somePost(world), anybody(world), world.journal.chance.inHundred(20) ? wrong(world) : {}),
  onPost((world, post) => world.journal.signOff(anybody(world), post, world.journal.chance.oneOf(LAYERS), world.journal.chance.oneOf(['approve', 'approve', 'return', 'refuse']), world.journal.chance.inHundred(20) ? wrong(world) : {})),
  onPost((world, post) => world.journal.signOff(anybody(world), post, world.journal.chance.oneOf([...LAYERS, 'nothing']))),
  onPost((world, post) => release(world, post, anybody(world), world.journal.chance.inHundred(20) ? wrong(world) : {})),
  stopBy('contribute'), stopBy('edit'), stopBy('edit'), stopBy('withdraw'), objectBy('return'), objectBy('refuse'), objectBy('refuse'),
  world => world.journal.stop({ act: 'pause', person: PEOPLE[anybody(world)].id, reason: null }),
  world => world.journal.lift(anybody(world), world.journal.chance.oneOf(['pause', 'refusal']), someEntry(world)),
  suspend, suspendRecent, moveRelease, moveRelease, reinstate, reinstate, reinstate, reinstate, enrolAnother, vouch, vouch, understand, understand, confirm, changePolicy, changePolicy, replay, replay, forgeReceipt, unreadable, setAside, losePackage,
  wait(SECOND, MINUTE, 10 * MINUTE), wait(MINUTE, HOUR), wait(HOUR, HOUR, HOUR, 30 * HOUR, 3 * DAY, 200 * DAY, 400 * DAY),
]

/** Only where there is, or was, something to sign. */
function onPost(act: (world: World, post: PostId) => Refusal | undefined): Act {
  return world => {
    const post = somePost(world)
    return postOf(world.journal.folded, post).submission ? act(world, post) : submit(world, post, anybody(world))
  }
}
