// Tests of clearance: what it takes, what takes it away, and that nothing which says "no" can ever give it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PostId } from '../core/id.ts'
import { DAY, HOUR, later, MINUTE } from '../core/instant.ts'
import { Journal } from '../../test/model/journal.ts'
import { CLOSED, LOOSER, NARROWER, PEOPLE, POLICY, STRICTER, THE_OTHER_WALL, THE_WALL, TWICE, type Slug } from '../../test/people-of-arrivals.ts'
import type { Policy } from './policy.ts'
import { clear, isClearance, openLayers } from './clear.ts'
import { standingSubmission } from './post-standing.ts'

/** What `clear` says of a post, now: "cleared", or the code; and the layers that are open. */
function asked(journal: Journal, post: PostId): string {
  const standing = journal.standing(post), submission = standingSubmission(standing)
  const given = { people: journal.folded.people, policies: submission ? journal.bound(post) : [journal.folded.policy!.document], now: journal.now }
  const cleared = clear(standing, given)
  if (cleared.ok) return 'cleared'
  return cleared.code === 'LAYER_OPEN' ? `open: ${openLayers(standing, given).map(({ id }) => id).join()}` : cleared.code
}
const suspend = (journal: Journal, slug: Slug, since = journal.now) => journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: journal.keyOf(slug).credential, since })
const must = (...refusals: readonly ({ readonly code: string } | undefined)[]) => {
  for (const refusal of refusals) assert.equal(refusal?.code, undefined)
}
const signedByTwo = (journal: Journal, policy: Policy, [one, two]: readonly [Slug, Slug] = ['priya', 'ines']) => must(journal.policy(one, policy), journal.policy(two, policy))

function submitted(policy?: Policy) {
  const journal = new Journal().begin(policy), post = journal.newPost()
  must(journal.submit('asha', post))
  return { journal, post }
}
function cleared() {
  const { journal, post } = submitted()
  must(journal.signOff('ben', post, '2i'), journal.signOff('dora', post, 'press-office'))
  assert.equal(asked(journal, post), 'cleared')
  return { journal, post }
}

test('a post is cleared once every layer is signed, in whatever order', () => {
  for (const order of [[['ben', '2i'], ['dora', 'press-office']], [['dora', 'press-office'], ['ben', '2i']]] as const) {
    const { journal, post } = submitted()
    assert.equal(asked(journal, post), 'open: 2i,press-office')
    must(journal.signOff(order[0][0], post, order[0][1]))
    assert.equal(asked(journal, post), `open: ${order[1][1]}`)
    must(journal.signOff(order[1][0], post, order[1][1]))
    assert.equal(asked(journal, post), 'cleared')
  }
})

test('only `clear` makes a clearance', () => {
  const { journal, post } = cleared(), standing = journal.standing(post)
  const made = clear(standing, { people: journal.folded.people, policies: [POLICY], now: journal.now })
  assert.ok(made.ok && isClearance(made.value))
  assert.ok(made.ok && !isClearance({ ...made.value }))
})

test('invariant 1: what was never sent, was changed, returned or withdrawn is not cleared', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  assert.equal(asked(journal, post), 'NEVER_SUBMITTED')
  for (const [act, code] of [['edit', 'OUTDATED'], ['withdraw', 'WITHDRAWN']] as const) {
    const { journal: other, post: it } = cleared()
    must(other.stop({ act, person: PEOPLE.asha.id }, it))
    assert.equal(asked(other, it), code)
  }
})

test('invariant 1: after a new submission nothing that was signed before counts', () => {
  const { journal, post } = cleared()
  must(journal.submit('asha', post))
  assert.equal(asked(journal, post), 'open: 2i,press-office')
  assert.equal(journal.standing(post).outdated.length, 2)
})

test('invariant 2: an approval falls away when its signer turns out to have contributed', () => {
  const { journal, post } = cleared()
  must(journal.stop({ act: 'contribute', person: PEOPLE.ben.id }, post))
  assert.equal(asked(journal, post), 'open: 2i')
})

test('invariant 3: one person never fills two places, whatever keys and roles they have', () => {
  const { journal, post } = submitted(TWICE)
  must(journal.signOff('dora', post, '2i'))
  assert.equal(journal.signOff('dora', post, 'press-office')?.code, 'SIGNER_ALREADY_SIGNED')
  assert.equal(journal.signOff('dora', post, '2i')?.code, 'SIGNER_ALREADY_SIGNED')
  const key = journal.newKey()
  must(journal.enrol('dora', { key }), journal.vouch('hugh', 'dora', key), journal.vouch('priya', 'dora', key))
  assert.equal(journal.signOff('dora', post, 'press-office', 'approve', { key })?.code, 'SIGNER_ALREADY_SIGNED')
  must(journal.signOff('finn', post, 'press-office'))
  assert.equal(asked(journal, post), 'open: 2i')
  must(journal.signOff('ben', post, '2i'))
  assert.equal(asked(journal, post), 'cleared')
})

test('invariant 3: two approvals by one person, however they came into the record, fill one place', () => {
  const { journal, post } = submitted()
  must(journal.signOff('dora', post, '2i'))
  const standing = journal.standing(post), [one] = standing.signOffs
  const twice = { ...standing, signOffs: [one!, { ...one!, entry: one!.entry + 1, layer: 'press-office', understanding: journal.understanding('dora', 'press-office') }] }
  const given = { people: journal.folded.people, policies: [POLICY], now: journal.now }
  assert.deepEqual(openLayers(twice, given).map(({ id }) => id), ['press-office'])
  assert.ok(!clear(twice, given).ok)
})

test('invariant 5: an approval goes on counting when its understanding runs out', () => {
  const journal = new Journal().begin(), post = journal.newPost()
  must(journal.submit('asha', post), journal.signOff('ben', post, '2i'), journal.signOff('dora', post, 'press-office'))
  must(journal.declare('ben', 'press-officer'), journal.confirm('hugh', 'ben', later(journal.now, MINUTE)))
  journal.wait(HOUR)
  assert.equal(asked(journal, post), 'cleared')
})

test('invariant 5: what a key signed from the moment named in its suspension does not count', () => {
  const { journal, post } = cleared()
  suspend(journal, 'ben', later(journal.now, MINUTE))
  assert.equal(asked(journal, post), 'cleared', 'what it signed before does')
  suspend(journal, 'ben')
  assert.equal(asked(journal, post), 'open: 2i')
  suspend(journal, 'asha')
  assert.equal(asked(journal, post), 'SIGNER_SUSPENDED')
})

test('invariant 5: an approval falls away with the confirmation that it rests on', () => {
  const journal = new Journal().begin(undefined, ['ben'])
  must(journal.enrol('ben'), journal.vouch('hugh', 'ben'), journal.vouch('priya', 'ben'), journal.declare('ben', 'press-officer'))
  journal.wait(HOUR)
  must(journal.confirm('hugh', 'ben'))
  const post = journal.newPost()
  must(journal.submit('asha', post), journal.signOff('ben', post, '2i'), journal.signOff('dora', post, 'press-office'))
  suspend(journal, 'hugh', later(journal.now, -MINUTE))
  assert.equal(asked(journal, post), 'open: 2i')
})

test('invariant 5: a submission falls away with the confirmation that it rests on', () => {
  const journal = new Journal().begin(undefined, ['asha'])
  must(journal.enrol('asha'), journal.vouch('hugh', 'asha'), journal.vouch('priya', 'asha'), journal.declare('asha', 'press-officer'))
  journal.wait(HOUR)
  must(journal.confirm('hugh', 'asha'))
  const post = journal.newPost()
  must(journal.submit('asha', post))
  suspend(journal, 'hugh', later(journal.now, -MINUTE))
  assert.equal(asked(journal, post), 'NOT_UNDERSTOOD')
})

test('invariant 6: a refusal blocks whatever else was signed', () => {
  const { journal, post } = cleared()
  must(journal.signOff('finn', post, 'press-office', 'refuse'))
  assert.equal(asked(journal, post), 'REFUSED_STANDS')
})

test('invariant 8: a clearance runs out after the hours of its route, the shortest of its channels', () => {
  const { journal, post } = cleared()
  journal.wait(48 * HOUR)
  assert.equal(asked(journal, post), 'cleared')
  journal.wait(1)
  assert.equal(asked(journal, post), 'CLEARANCE_RAN_OUT')
  const other = new Journal().begin(), two = other.newPost()
  must(other.submit('asha', two, { channels: [THE_WALL, THE_OTHER_WALL] }), other.signOff('ben', two, '2i'), other.signOff('dora', two, 'press-office'))
  other.wait(24 * HOUR + 1)
  assert.equal(asked(other, two), 'CLEARANCE_RAN_OUT')
})

test('invariant 9: a layer that a newer policy asks opens what was cleared', () => {
  const { journal, post } = cleared()
  signedByTwo(journal, STRICTER)
  assert.equal(asked(journal, post), 'open: extra-check')
  must(journal.signOff('omar', post, 'extra-check'))
  assert.equal(asked(journal, post), 'cleared')
})

test('invariant 9: who signed under the older policy must qualify under the newer one too', () => {
  const { journal, post } = cleared()
  signedByTwo(journal, NARROWER)
  assert.equal(asked(journal, post), 'open: press-office', 'the layer asks for a right that Dora does not have')
  assert.equal(journal.signOff('finn', post, 'press-office')?.code, 'NOT_YOUR_LAYER')
})

test('invariant 9: a right taken from a role takes its approvals along', () => {
  const { journal, post } = cleared()
  signedByTwo(journal, { ...POLICY, roles: { ...POLICY.roles, 'duty-editor': { title: 'duty editor', rights: ['2i', 'release', 'write'] } } })
  assert.equal(asked(journal, post), 'open: press-office')
})

test('invariants 9 and 10: taking a layer out of the policy clears no waiting post', () => {
  const { journal, post } = submitted()
  must(journal.signOff('ben', post, '2i'))
  signedByTwo(journal, LOOSER)
  assert.equal(asked(journal, post), 'open: press-office')
})

test('invariant 10: nor does taking out a layer that a policy in between asked', () => {
  const { journal, post } = cleared()
  signedByTwo(journal, STRICTER)
  signedByTwo(journal, POLICY)
  assert.equal(asked(journal, post), 'open: extra-check')
})

test('invariant 10: taking away the people of a layer leaves it open', () => {
  const { journal, post } = submitted()
  must(journal.signOff('ben', post, '2i'))
  journal.wait(MINUTE)
  for (const slug of ['dora', 'finn', 'hugh'] as const) suspend(journal, slug)
  assert.equal(asked(journal, post), 'open: press-office')
})

test('invariant 10: a post for a channel that was closed since is not cleared, and nothing breaks over it', () => {
  const { journal, post } = cleared()
  signedByTwo(journal, CLOSED)
  assert.equal(asked(journal, post), 'CHANNEL_CLOSED')
  signedByTwo(journal, POLICY)
  assert.equal(asked(journal, post), 'CHANNEL_CLOSED', 'it must be sent for sign-off again')
  must(journal.submit('asha', post))
  assert.equal(asked(journal, post), 'open: 2i,press-office')
})

test('a policy that asks two of a layer wants two people', () => {
  const { journal, post } = cleared()
  signedByTwo(journal, TWICE)
  assert.equal(asked(journal, post), 'open: 2i')
  must(journal.signOff('cleo', post, '2i'))
  assert.equal(asked(journal, post), 'cleared')
  journal.wait(2 * DAY)
})
