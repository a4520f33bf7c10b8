// Clearance: the value that proves that every layer is satisfied for one digest. Only this file can make one.
import type { Digest } from '../core/digest.ts'
import type { ChannelId, PersonId, PostId } from '../core/id.ts'
import { HOUR, later, type Instant } from '../core/instant.ts'
import { done, refuse, type Refusal, type Result } from '../core/result.ts'
import { capacityAllows } from '../people/roles.ts'
import { capacityOf, keyCounts, type People } from '../people/standing.ts'
import { clearanceHours, layersFor, stricter, type Layer, type Policy } from './policy.ts'
import { contributed, standingSubmission, type PostStanding, type SignOff, type Submission } from './post-standing.ts'

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
  /** The policies in force at submission and now: both must be satisfied (invariant 9). The last is the one in force. */
  readonly policies: readonly Policy[]
  readonly now: Instant
}

/** Clears a post when every layer of every policy is filled by people of whom none wrote it and none sits twice; else says what is missing. */
export function clear(standing: PostStanding, given: ClearGiven): Result<Clearance> {
  const submission = standingSubmission(standing)
  if (!submission) return refuse(standing.ended?.why === 'withdrawn' ? 'WITHDRAWN' : standing.submission ? 'OUTDATED' : 'NEVER_SUBMITTED')
  const wrong = stopped(standing, submission, given.people)
  if (wrong) return wrong
  const layers = layersAsked(submission, given.policies)
  const seats = seat(layers, countingSignOffs(standing, given))
  if (!seats) return refuse('LAYER_OPEN', { layers: openLayers(standing, given).map(layer => layer.id) })
  const at = seats.reduce((latest, { said }) => (said > latest ? said : latest), submission.said)
  const until = later(at, Math.min(...given.policies.map(policy => clearanceHours(policy, submission.channels))) * HOUR)
  if (given.now > until) return refuse('CLEARANCE_RAN_OUT', { until })
  const clearance = { post: standing.post, digest: submission.digest, revision: submission.revision, channels: submission.channels, seats, at, until } as Clearance
  clearances.add(clearance)
  return done(clearance)
}

function stopped(standing: PostStanding, submission: Submission, people: People): Refusal | undefined {
  const key = people.keys[submission.credential]
  if (!key || !keyCounts(key, submission.said)) return refuse('SIGNER_SUSPENDED', { person: submission.person })
  const refusal = standing.refusals[0]
  return refusal ? refuse('REFUSED_STANDS', { person: refusal.person }) : undefined
}

/** Every layer that any of the policies asks, the stricter where two ask one. */
export function layersAsked(submission: Submission, policies: readonly Policy[]): readonly Layer[] {
  const layers = new Map<string, Layer>()
  for (const layer of policies.flatMap(policy => layersFor(policy, submission.channels))) layers.set(layer.id, stricter(layers.get(layer.id), layer))
  return [...layers.values()]
}

/** The approvals that count now: by a key that counted when it signed, of somebody who is neither a contributor nor barred by capacity. */
export const countingSignOffs = (standing: PostStanding, { people }: Pick<ClearGiven, 'people'>): readonly SignOff[] =>
  standing.signOffs.filter(signed => {
    const key = signed.credential === null ? undefined : people.keys[signed.credential]
    const capacity = capacityOf(people, signed.person)
    return key !== undefined && keyCounts(key, signed.said) && !contributed(standing, signed.person) && capacity !== undefined && capacityAllows(capacity, signed.layer)
  })

/** The layers that still want somebody. */
export function openLayers(standing: PostStanding, given: ClearGiven): readonly Layer[] {
  const submission = standingSubmission(standing)
  if (!submission) return []
  const signed = countingSignOffs(standing, given)
  return layersAsked(submission, given.policies).filter(layer => signed.filter(({ layer: at }) => at === layer.id).length < layer.count || layer.rights.length === 0)
}

/** Gives each place of each layer to one signer of that layer, nobody twice; nothing when that cannot be done. */
function seat(layers: readonly Layer[], signed: readonly SignOff[]): readonly Seat[] | undefined {
  const seats: Seat[] = [], taken = new Set<PersonId>()
  for (const layer of layers) {
    const fits = signed.filter(({ layer: at, person }) => at === layer.id && !taken.has(person)).slice(0, layer.count)
    if (fits.length < layer.count || layer.rights.length === 0) return undefined
    for (const { person, entry, said } of fits) {
      taken.add(person)
      seats.push({ layer: layer.id, person, entry, said })
    }
  }
  return seats
}
