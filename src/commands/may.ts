// The one function that says what a person may do next, and why not. Queries ask it for the buttons; run.ts asks it again at the door.
import type { PersonId } from '../core/id.ts'
import { refuse, type Refusal } from '../core/result.ts'
import { capacityOf, neverApproves, rolesFor, rolesOf } from '../people/standing.ts'
import { actsIn, unfitConfirmer } from '../people/understand.ts'
import { unfitVoucher } from '../people/enrol.ts'
import type { Right } from '../people/roles.ts'
import { goneOut, outSince, pausedNow } from '../publish/send-standing.ts'
import { releaseThatStands } from '../publish/standing-release.ts'
import { clear, countingSignOffs, layersAsked, openLayers } from '../signoff/clear.ts'
import type { Layer, Policy } from '../signoff/policy.ts'
import { contributed, standingSubmission, type Submission } from '../signoff/post-standing.ts'
import { boundPolicies } from '../watch/folded.ts'
import type { Facts } from './facts.ts'
import type { Post } from './ports.ts'

export const ACTIONS = [
  'begin-post', 'save-draft', 'submit-post', 'withdraw-post', 'sign-off-post', 'return-post', 'refuse-post', 'lift-refusal', 'release-post',
  'declare-understanding', 'confirm-understanding', 'add-person', 'enrol-key', 'vouch-for-key', 'change-policy',
] as const
export type Action = (typeof ACTIONS)[number]
/** Whom or what an action is about, beside the post: a person to confirm or to vouch for, a refusal to lift, a role. */
export interface About { readonly person?: PersonId; readonly credential?: string; readonly entry?: number; readonly role?: string }

/** Nothing when the actor may do this now; else why not. */
export function may(action: Action, facts: Facts, about: About = {}): Refusal | undefined {
  const { standing: { policy } } = facts
  if (action === 'enrol-key') return mayEnrol(facts, about.person)
  if (!policy) return BEFORE_POLICY.includes(action) ? firstOnly(facts) : refuse('NO_POLICY')
  switch (action) {
    case 'begin-post':
      return mayWrite(facts)
    case 'save-draft':
      return onPost(facts, post => mayWrite(facts) ?? (goneOut(post.sends) ? refuse('GONE_OUT') : post.standing.ended?.why === 'withdrawn' ? refuse('WITHDRAWN') : undefined))
    case 'submit-post':
      return onPost(facts, post => maySubmit(facts, post))
    case 'withdraw-post':
      return onPost(facts, post => (!contributed(post.standing, facts.actor) ? refuse('NOT_YOUR_POST') : goneOut(post.sends) ? refuse('GONE_OUT') : post.standing.ended?.why === 'withdrawn' ? refuse('WITHDRAWN') : undefined))
    case 'sign-off-post':
      return onSubmission(facts, (post, submission) => maySignOff(facts, post, submission))
    case 'return-post':
    case 'refuse-post':
      return onSubmission(facts, (post, submission) => mayObject(facts, post, submission))
    case 'lift-refusal':
      return onPost(facts, post => mayLift(facts, post, about.entry))
    case 'release-post':
      return onSubmission(facts, (post, submission) => mayRelease(facts, post, submission))
    case 'declare-understanding':
      return rolesOf(facts.standing.people, facts.actor, facts.now).includes(about.role ?? '') ? undefined : refuse('ROLE_NOT_HELD', { role: about.role ?? null })
    case 'confirm-understanding':
      return about.person === undefined ? refuse('DECLARATION_NOT_THERE') : mayConfirm(facts, about.person)
    case 'add-person':
      return isFirst(facts) || hasRight(facts, 'administer') ? undefined : refuse('RIGHT_MISSING', { right: 'administer' })
    case 'vouch-for-key':
      return mayVouch(facts, about.credential)
    case 'change-policy':
      return hasRight(facts, 'change-policy') ? undefined : refuse('RIGHT_MISSING', { right: 'change-policy' })
  }
}

/** The layers that this person could fill now, first the one that waits. */
export function layersOpenTo(facts: Facts, post: Post): readonly Layer[] {
  const submission = standingSubmission(post.standing)
  if (!submission || !facts.standing.policy) return []
  const open = openLayers(post.standing, { people: facts.standing.people, policies: policiesOver(facts, submission), now: facts.now })
  return open.filter(layer => layer.rights.some(right => hasRight(facts, right)))
}

/** The layers, filled or not, for which this person qualifies: whoever does may return or refuse. */
export const layersEntitledTo = (facts: Facts, submission: Submission): readonly Layer[] =>
  layersAsked(submission, policiesOver(facts, submission)).filter(layer => layer.rights.some(right => hasRight(facts, right)))

export const policiesOver = (facts: Facts, submission: Submission): readonly Policy[] => boundPolicies({ policy: facts.standing.policy, earlierPolicies: { ...facts.standing.earlierPolicies } }, submission, facts.post && outSince(facts.post.sends, submission.channels))

const hasRight = ({ standing: { people, policy }, actor, now }: Facts, right: Right): boolean => rolesFor(people, policy!.document.roles, actor, right, now).length > 0

/** What the first two people may do while no policy is in force. */
const BEFORE_POLICY: readonly Action[] = ['change-policy', 'vouch-for-key', 'add-person']

const isFirst = ({ standing, actor }: Facts): boolean => standing.first.includes(actor)

const firstOnly = (facts: Facts): Refusal | undefined => (isFirst(facts) ? undefined : refuse('NO_POLICY'))

/** Anyone makes a key for themself; for somebody else an administrator or one of the first two prepares it. It is worth nothing until it is vouched for. */
function mayEnrol(facts: Facts, person: PersonId | undefined): Refusal | undefined {
  if (person === undefined || person === facts.actor || isFirst(facts)) return undefined
  return facts.standing.policy && hasRight(facts, 'administer') ? undefined : refuse('RIGHT_MISSING', { right: 'administer' })
}

const onPost = ({ post }: Facts, ask: (post: Post) => Refusal | undefined): Refusal | undefined => (post ? ask(post) : refuse('POST_NOT_THERE'))

const onSubmission = (facts: Facts, ask: (post: Post, submission: Submission) => Refusal | undefined): Refusal | undefined =>
  onPost(facts, post => {
    const submission = standingSubmission(post.standing)
    return submission ? ask(post, submission) : refuse('NOTHING_TO_SIGN', { author: post.author })
  })

/** Advisers, ministers and administrators approve, release and refuse nothing, whatever roles they hold (invariants 4 and 18). */
const never = ({ standing: { people, policy }, actor }: Facts): Refusal | undefined => neverApproves(people, policy!.document.roles, actor)

const isAdviser = ({ standing: { people }, actor }: Facts): boolean => ['special-adviser', 'minister'].includes(capacityOf(people, actor) ?? '')

function mayWrite(facts: Facts): Refusal | undefined {
  if (isAdviser(facts)) return refuse('ADVISER_CANNOT_WRITE')
  return hasRight(facts, 'write') ? undefined : (never(facts) ?? refuse('RIGHT_MISSING', { right: 'write' }))
}

function maySubmit(facts: Facts, post: Post): Refusal | undefined {
  const barred = mayWrite(facts) ?? gate(facts, 'write')
  if (barred) return barred
  if (goneOut(post.sends)) return refuse('GONE_OUT')
  if (post.standing.ended?.why === 'withdrawn') return refuse('WITHDRAWN')
  const refusal = post.standing.refusals[0]
  if (refusal) return refuse('REFUSED_STANDS', { person: refusal.person })
  return standingSubmission(post.standing) ? refuse('SENT_ALREADY') : undefined
}

function gate({ standing: { people, policy }, actor, now }: Facts, right: Right): Refusal | undefined {
  const acts = actsIn(people, policy!.document.roles, actor, right, now)
  return 'ok' in acts ? acts : undefined
}

/** Never, wrote it, signed already, refused, not this layer, not understood: in the order in which the reader should hear it. */
function maySignOff(facts: Facts, post: Post, submission: Submission): Refusal | undefined {
  const barred = never(facts)
  if (barred) return barred
  if (contributed(post.standing, facts.actor)) return refuse('SIGNER_WROTE_IT')
  const before = countingSignOffs(post.standing, { people: facts.standing.people }).find(signed => signed.person === facts.actor)
  if (before) return refuse('SIGNER_ALREADY_SIGNED', { layer: layerTitle(facts, submission, before.layer) })
  if (goneOut(post.sends)) return refuse('GONE_OUT')
  const refusal = post.standing.refusals[0]
  if (refusal) return refuse('REFUSED_STANDS', { person: refusal.person })
  const layers = layersOpenTo(facts, post)
  if (layers.length === 0) return refuse('NOT_YOUR_LAYER', { layers: openTitles(facts, post, submission) })
  const gates = layers.map(layer => gateOf(facts, layer))
  return gates.includes(undefined) ? undefined : gates[0]
}

const gateOf = (facts: Facts, layer: Layer): Refusal | undefined => {
  const gates = layer.rights.map(right => gate(facts, right))
  return gates.includes(undefined) ? undefined : gates.find(refusal => refusal?.code !== 'RIGHT_MISSING') ?? gates[0]
}

function mayObject(facts: Facts, post: Post, submission: Submission): Refusal | undefined {
  const barred = never(facts)
  if (barred) return barred
  if (contributed(post.standing, facts.actor)) return refuse('OWN_POST_REFUSAL')
  if (goneOut(post.sends)) return refuse('GONE_OUT')
  return layersEntitledTo(facts, submission).length > 0 ? undefined : refuse('NOT_YOUR_LAYER', { layers: openTitles(facts, post, submission) })
}

function mayLift(facts: Facts, post: Post, entry: number | undefined): Refusal | undefined {
  const refusal = post.standing.refusals.find(stands => entry === undefined || stands.entry === entry)
  if (!refusal) return refuse('NOTHING_TO_LIFT')
  if (contributed(post.standing, facts.actor)) return refuse('SIGNER_WROTE_IT')
  return refusal.person === facts.actor || facts.standing.policy!.document.arbiters.includes(facts.actor) ? undefined : refuse('REFUSED_STANDS', { person: refusal.person })
}

function mayRelease(facts: Facts, post: Post, submission: Submission): Refusal | undefined {
  const { standing: { people, pauses }, now } = facts
  const barred = never(facts)
  if (barred) return barred
  if (contributed(post.standing, facts.actor)) return refuse('RELEASER_WROTE_IT')
  if (submission.channels.every(channel => post.sends.sends[channel]?.outcome === 'sent')) return refuse('GONE_OUT')
  if (now > submission.window.until) return refuse('CLEARED_TOO_LATE')
  const policies = policiesOver(facts, submission), cleared = clear(post.standing, { people, policies, now })
  if (!cleared.ok) return cleared.code === 'LAYER_OPEN' ? refuse('WAITS_FOR_LAYER', { layers: openTitles(facts, post, submission) }) : cleared
  if (!hasRight(facts, 'release')) return refuse('RELEASE_NOT_YOURS')
  if (pausedNow(pauses)) return refuse('PAUSED')
  const waiting = releaseThatStands({ post: post.standing, sends: post.sends, people, policies, pauses, now })
  if (waiting && !Object.values(post.sends.sends).some(send => send.outcome !== 'sent')) return refuse('RELEASED_ALREADY', { person: waiting.person })
  return gate(facts, 'release')
}

function mayConfirm(facts: Facts, person: PersonId): Refusal | undefined {
  const { standing: { people, first }, actor } = facts
  const unfit = unfitConfirmer(people, first, person, actor)
  if (unfit) return unfit
  return (people.persons[person]?.declarations.length ?? 0) > 0 ? undefined : refuse('DECLARATION_NOT_THERE', { person })
}

function mayVouch(facts: Facts, credential: string | undefined): Refusal | undefined {
  const { standing: { people, policy }, actor, now } = facts
  const key = credential === undefined ? undefined : people.keys[credential]
  if (!key) return refuse('VOUCH_FOR_NOTHING')
  if (key.from !== null) return refuse('VOUCH_NOT_NEEDED')
  return unfitVoucher(people, policy!.document.roles, key, actor, now)
}

const layerTitle = (facts: Facts, submission: Submission, id: string): string => layersAsked(submission, policiesOver(facts, submission)).find(layer => layer.id === id)?.title ?? id

const openTitles = (facts: Facts, post: Post, submission: Submission): readonly string[] =>
  openLayers(post.standing, { people: facts.standing.people, policies: policiesOver(facts, submission), now: facts.now }).map(layer => layer.title)
