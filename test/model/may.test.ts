// What a person is told that they may do, the keeper then takes: over the model's records, `may` offers nothing that the fold would refuse.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import type { Facts } from '../../src/commands/facts.ts'
import { layersOpenTo, may, type Action } from '../../src/commands/may.ts'
import type { Post } from '../../src/commands/ports.ts'
import type { ChannelId, PostId } from '../../src/core/id.ts'
import type { Refusal } from '../../src/core/result.ts'
import { actsIn } from '../../src/people/understand.ts'
import { ARRIVALS, FIRST, LOOSER, PEOPLE, SLUGS, slugOf, THE_WALL, type Slug } from '../people-of-arrivals.ts'
import { actAtRandom } from './acts.ts'
import { Journal } from './journal.ts'

const SEED = Number(process.env['MODEL_SEED'] ?? 2020), RUNS = 30, STEPS = 90

function factsOf(journal: Journal, slug: Slug, id: PostId): Facts & { readonly post: Post } {
  const { people, policy, earlierPolicies, proposals, pauses } = journal.folded, window = journal.window()
  return {
    now: journal.now, organisation: ARRIVALS, actor: PEOPLE[slug].id, crypto: nodeCrypto, standing: { people, policy, earlierPolicies, proposals, pauses, first: FIRST.map(name => PEOPLE[name].id) },
    post: { id, number: 1, author: PEOPLE.asha.id, begun: journal.now, draft: { title: '', parts: [], channels: [THE_WALL], window, version: 1, savedBy: PEOPLE.asha.id, savedAt: journal.now }, standing: journal.standing(id), sends: journal.sends(id), revisions: 1 },
  }
}

/** What becomes of an act that was offered, on a copy of the record. */
function tried(journal: Journal, act: (trial: Journal) => Refusal | undefined): Refusal | undefined {
  const trial = Object.create(journal, { folded: { value: structuredClone(journal.folded) }, entries: { value: [...journal.entries] }, refusals: { value: [...journal.refusals] } }) as Journal
  return act(trial)
}

const OFFERED: readonly (readonly [Action, (journal: Journal, slug: Slug, facts: Facts & { readonly post: Post }) => Refusal | undefined])[] = [
  ['submit-post', (journal, slug, facts) => journal.submit(slug, facts.post.id, { channels: [THE_WALL] }, { predicate: { understanding: understandingFor(facts, ['write']) } })],
  ['withdraw-post', (journal, slug, { post }) => journal.stop({ act: 'withdraw', person: PEOPLE[slug].id }, post.id)],
  ['sign-off-post', (journal, slug, facts) => {
    const layer = layersOpenTo(facts, facts.post)[0]!
    return journal.signOff(slug, facts.post.id, layer.id, 'approve', { predicate: { understanding: understandingFor(facts, layer.rights) } })
  }],
  ['refuse-post', (journal, slug, facts) => objection(journal, slug, facts, 'refuse')],
  ['return-post', (journal, slug, facts) => objection(journal, slug, facts, 'return')],
  ['release-post', (journal, slug, facts) => {
    const attempts = Object.entries(facts.post.sends.sends).filter(([, send]) => send.outcome !== 'sent').map(([channel, send]) => ({ channel: channel as ChannelId, attempt: send.attempt + 1 })), { window } = facts.post.standing.submission!
    return journal.release(slug, facts.post.id, { at: window.from > facts.now ? window.from : facts.now, attempts }, { predicate: { understanding: understandingFor(facts, ['release']) } })
  }],
  ['lift-refusal', (journal, slug, { post }) => journal.lift(slug, 'refusal', post.standing.refusals[0]!.entry)],
  ['change-policy', (journal, slug) => journal.policy(slug, { ...LOOSER, routes: { ...LOOSER.routes, full: { ...LOOSER.routes['full']!, clearanceHours: 40 } }, roles: journal.folded.policy!.document.roles, arbiters: journal.folded.policy!.document.arbiters })],
]

function understandingFor({ standing: { people, policy }, actor, now }: Facts, rights: readonly string[]): number {
  for (const right of rights) {
    const acts = actsIn(people, policy!.document.roles, actor, right, now)
    if (!('ok' in acts)) return acts.understanding.entry
  }
  return 0
}

function objection(journal: Journal, slug: Slug, facts: Facts & { readonly post: Post }, act: 'refuse' | 'return'): Refusal | undefined {
  const layers = journal.bound(facts.post.id).flatMap(policy => Object.values(policy.routes).flatMap(route => route.layers.map(({ id }) => id)))
  const refusals = [...new Set(layers)].map(layer => tried(journal, trial => trial.stop({ act, person: PEOPLE[slug].id, layer, remark: null }, facts.post.id)))
  return refusals.includes(undefined) ? undefined : refusals[0]
}

test(`what is offered to anybody in any state is taken, over ${RUNS} records (MODEL_SEED=${SEED})`, () => {
  const offered = new Map<string, number>()
  for (let run = 0; run < RUNS; run++) {
    const journal = new Journal({ seed: SEED + run }).begin(), posts = [journal.newPost(), journal.newPost()]
    for (let step = 0; step < STEPS; step++) {
      actAtRandom({ journal, posts })
      if (!journal.chance.inHundred(8)) continue
      for (const slug of SLUGS) for (const [action, act] of OFFERED) offer(journal, slug, posts[step % 2]!, action, act)
    }

    function offer(record: Journal, slug: Slug, post: PostId, action: Action, act: (typeof OFFERED)[number][1]): void {
      const facts = factsOf(record, slug, post)
      if (keyOfTheirs(record, slug) || may(action, facts)) return
      offered.set(action, (offered.get(action) ?? 0) + 1)
      const refusal = tried(record, trial => act(trial, slug, facts))
      if (refusal && !MOVED.includes(refusal.code)) assert.fail(`seed ${SEED + run}: ${slug} was offered ${action}, and the fold says ${refusal.code} ${JSON.stringify(refusal.facts)}`)
    }
  }
  for (const [action] of OFFERED) assert.ok((offered.get(action) ?? 0) > 0, `${action} was never offered`)
})

/** Of a person's keys the journal signs with the newest; where that one does not count, no offer is tried. */
const keyOfTheirs = (journal: Journal, slug: Slug): boolean => {
  const key = journal.standingOf(journal.keyOf(slug))
  return key === undefined || key.from === null || key.suspended !== null || slugOf(key.person) !== slug
}
/** What has to do with the trial alone: the same policy signed twice, or channels that this trial's submission names and the policy has not. */
const MOVED = ['SECOND_PERSON', 'CHANNEL_UNKNOWN']
