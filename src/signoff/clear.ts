// Clearance: the value that proves that every layer is satisfied for one digest. Only this file can make one.
import type { Digest } from '../core/digest.ts'
import type { ChannelId, PersonId, PostId } from '../core/id.ts'
import { HOUR, later, type Instant } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import { actCounts, type People } from '../people/standing.ts'
import { stillUnderstood } from '../people/understand.ts'
import { clearanceHours, hasChannel, layersFor, stricter, type Layer, type Policy } from './policy.ts'
import { contributed, standingSubmission, type PostStanding, type SignOff, type Submission } from './post-standing.ts'
import { qualifies } from './qualify.ts'

export interface Seat { readonly layer: string; readonly person: PersonId; readonly entry: number; readonly said: Instant }
declare const made: unique symbol
export interface Clearance {
  readonly post: PostId
  readonly digest: Digest
  readonly revision: number
  readonly channels: readonly ChannelId[]
  readonly seats: readonly Seat[]
  /** When the last layer was satisfied, and when the clearance runs out. */
  readonly at: Instant
  readonly until: Instant
  readonly [made]: true
}
const clearances = new WeakSet<object>()

/** Whether this value was made by `clear` in this process, and not put together by somebody else. */
export const isClearance = (value: object): value is Clearance => clearances.has(value)

export interface ClearGiven {
  readonly people: People
  /** Every policy in force since the submission: all must be satisfied (invariants 9 and 10). The last is the one in force. */
  readonly policies: readonly Policy[]
  readonly now: Instant
  /** Only approvals before this entry are looked at: those that a release made there can rest on. */
  readonly before?: number | undefined
}

/** Clears a post when every layer of every policy is filled by people of whom none wrote it and none sits twice; else says what is missing. */
export function clear(standing: PostStanding, given: ClearGiven): Result<Clearance> {
  const submission = standingSubmission(standing)
  if (!submission) return refuse(standing.ended?.why === 'withdrawn' ? 'WITHDRAWN' : standing.submission ? 'OUTDATED' : 'NEVER_SUBMITTED')
  const wrong = stopped(standing, submission, given)
  if (wrong) return wrong
  const { seats, open } = seat(standing, submission, given)
  if (open.length > 0 || seats.length === 0) return refuse('LAYER_OPEN', { layers: open.map(layer => layer.id) })
  const at = seats.reduce((latest, { said }) => (said > latest ? said : latest), submission.said)
  const until = later(at, Math.min(...given.policies.map(policy => clearanceHours(policy, submission.channels))) * HOUR)
  if (given.now > until) return refuse('CLEARANCE_RAN_OUT', { until })
  const clearance = { post: standing.post, digest: submission.digest, revision: submission.revision, channels: submission.channels, seats, at, until } as Clearance
  clearances.add(clearance)
  return done(clearance)
}

function stopped(standing: PostStanding, submission: Submission, { people, policies }: ClearGiven): Refusal | undefined {
  if (submission.channels.some(channel => policies.some(policy => !hasChannel(policy, channel)))) return refuse('CHANNEL_CLOSED')
  if (!actCounts(people, submission)) return refuse('SIGNER_SUSPENDED', { person: submission.person })
  if (!stillUnderstood(people, submission.person, submission.understanding, submission.said)) return refuse('NOT_UNDERSTOOD')
  const refusal = standing.refusals[0]
  return refusal ? refuse('REFUSED_STANDS', { person: refusal.person }) : undefined
}

/** Every layer that any of the policies asks, the stricter where two ask one. */
export function layersAsked(submission: Submission, policies: readonly Policy[]): readonly Layer[] {
  const layers = new Map<string, Layer>()
  for (const layer of policies.flatMap(policy => layersFor(policy, submission.channels))) layers.set(layer.id, stricter(layers.get(layer.id), layer))
  return [...layers.values()]
}

/** The approvals whose signer's key counts still and who is no contributor; whether each qualifies at its layer is for `clear` to ask. */
export const countingSignOffs = (standing: PostStanding, { people }: Pick<ClearGiven, 'people'>): readonly SignOff[] =>
  standing.signOffs.filter(({ credential, entry, said, person }) => credential !== null && actCounts(people, { credential, entry, said }) && !contributed(standing, person))

/** The layers that still want somebody. */
export function openLayers(standing: PostStanding, given: ClearGiven): readonly Layer[] {
  const submission = standingSubmission(standing)
  return submission ? seat(standing, submission, given).open : []
}

/**
 * Gives each place of each layer to one signer of that layer who qualifies under every policy that asks it, nobody twice (invariant 3).
 * The latest go first: then an approval that falls away can only shorten a clearance, and never, by making room for a later one, lengthen it.
 */
function seat(standing: PostStanding, submission: Submission, given: ClearGiven): { readonly seats: readonly Seat[]; readonly open: readonly Layer[] } {
  const seats: Seat[] = [], open: Layer[] = [], taken = new Set<PersonId>()
  const signed = countingSignOffs(standing, given).filter(signOff => signOff.entry < (given.before ?? Infinity) && qualifies(given, submission.channels, signOff)).toReversed()
  for (const layer of layersAsked(submission, given.policies)) {
    const fits = signed.filter(({ layer: at, person }) => at === layer.id && !taken.has(person)).slice(0, layer.count)
    for (const { person, entry, said } of fits) {
      taken.add(person)
      seats.push({ layer: layer.id, person, entry, said })
    }
    if (fits.length < layer.count || layer.rights.length === 0) open.push(layer)
  }
  return { seats, open }
}
