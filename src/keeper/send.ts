// Sends what may go: considers each released post when something changed or its moment has come, decides, arms, sends once, records.
import type { SendOutcome } from '../adapters/platforms/platform.ts'
import type { PostId } from '../core/id.ts'
import { millisecondsOf } from '../core/instant.ts'
import type { Refusal } from '../core/result.ts'
import type { Send } from '../publish/let-go.ts'
import type { Submission } from '../signoff/post-standing.ts'
import { boundPolicies, sendsOf, type Folded } from '../watch/folded.ts'
import type { Arm, ArmFile } from './arm-file.ts'
import { Rulebooks } from './check-package.ts'
import { decide, releasedSubmission, type Ready } from './decide.ts'
import type { Taken } from './fold-log.ts'
import { Looking, lookFor, outcomeKnown } from './look.ts'
import type { Place, Ports } from './ports.ts'
import { changesStanding } from './project.ts'
import { ReadingBack } from './read-back.ts'
import { recordOutcome } from './record-outcome.ts'
import type { Sequencer } from './sequence.ts'

export interface SenderGiven { readonly ports: Ports; readonly place: Place; readonly folded: Folded; readonly arms: ArmFile; readonly sequencer: Sequencer }

/** No reason to tell anybody: it is not yet time, or it is done. */
const QUIET = new Set(['NOT_YET', 'ALREADY_DONE'])
/** What may change without an entry. */
const OUTSIDE = new Set(['PACKAGE_NOT_THERE', 'RULEBOOK_NOT_THERE', 'CHANNEL_NOT_CONNECTED', 'CREDENTIAL_OF_ANOTHER_HOST', 'PLATFORM_AWAY'])
/** The longest pause, in tries' worth of `again`, between two tries at a platform that is away. */
const LONGEST_AWAY = 12

export class Sender {
  readonly #given: SenderGiven
  readonly #rulebooks: Rulebooks
  readonly #looking: Looking
  readonly #readingBack: ReadingBack
  /** When each post is to be considered next, in milliseconds. */
  readonly #due = new Map<PostId, number>()
  /** How often in a row a post's platform was away. */
  readonly #away = new Map<PostId, number>()

  constructor(given: SenderGiven) {
    this.#given = given
    this.#rulebooks = new Rulebooks(given.ports.crypto)
    this.#readingBack = new ReadingBack(given)
    this.#looking = new Looking({ ...given, found: sent => this.#readingBack.add(sent) })
  }

  /** What a crash left: arms whose outcome the log has are settled, those that are in doubt are looked for; and every released post is considered. */
  async resume(): Promise<void> {
    const { ports: { store }, folded, arms } = this.#given
    for (const arm of arms.all()) {
      const send = folded.sends[arm.post]?.sends[arm.channel]
      if (folded.posts[arm.post]) this.#looking.begin(arm)
      if (outcomeKnown(folded, arm) && !arms.isSettled(arm)) arms.settle(arm, send?.attempt === arm.attempt && send.remote !== null ? (await store.opened(send.remote))?.value ?? null : null)
    }
    await this.#readingBack.resume()
    this.#considerAll()
  }

  /** Hears what was folded, signed and shown. */
  told(taken: readonly Taken[]): void {
    if (taken.some(changesStanding)) this.#considerAll()
    for (const { entry } of taken) if (entry.post !== null) this.#considerSoon(entry.post)
  }

  /** Does what is due, and answers in how many milliseconds something will be. */
  async step(): Promise<number> {
    await this.#looking.step()
    // Those that are due now, each once: what comes up meanwhile is for the next step.
    const due = [...this.#due].filter(([, when]) => when <= this.#now())
    for (const [post] of due) await this.#consider(post)
    await this.#readingBack.step()
    return Math.max(0, Math.min(this.#looking.next(), this.#readingBack.next(), ...this.#due.values()) - this.#now())
  }

  #now = (): number => millisecondsOf(this.#given.ports.clock())

  #considerAll(): void {
    for (const post of Object.keys(this.#given.folded.sends) as PostId[]) this.#considerSoon(post)
  }

  #considerSoon(post: PostId): void {
    const { folded } = this.#given, submission = releasedSubmission(folded, post)
    if (submission && !submission.channels.every(channel => sendsOf(folded, post).sends[channel]?.outcome === 'sent')) this.#due.set(post, 0)
    else this.#due.delete(post)
  }

  async #consider(post: PostId): Promise<void> {
    this.#due.delete(post)
    const submission = releasedSubmission(this.#given.folded, post)
    if (!submission) return
    for (const arm of submission.channels.flatMap(channel => this.#given.arms.of(post, channel))) this.#looking.begin(arm)
    const bytes = this.#decide(post, undefined).code === 'PACKAGE_NOT_THERE' ? await this.#fetch(submission) : undefined
    if (releasedSubmission(this.#given.folded, post)?.digest !== submission.digest) return this.#considerSoon(post)
    const ready = this.#decide(post, bytes)
    if (!ready.ok) return this.#leave(post, submission, ready)
    if (ready.value.send.attempt > 0 && !(await this.#isSurelyNotThere(ready.value))) return
    // Looking took time: what is decided now is decided for now, and from here to the first byte nothing is waited for.
    const still = this.#decide(post, bytes)
    if (!still.ok || !isSame(still.value.send, ready.value.send)) return this.#considerSoon(post)
    await this.#send(still.value, submission)
  }

  #decide(post: PostId, bytes: Uint8Array | undefined): ReturnType<typeof decide> & { readonly code?: string } {
    const { ports, place, folded, arms, sequencer } = this.#given
    if (!sequencer.allSigned) throw new Error('something is folded and not signed: nothing may be sent')
    return decide({ ports, place, folded, arms, rulebooks: this.#rulebooks, now: ports.clock() }, post, bytes)
  }

  /** The package's bytes, and the rulebooks that bind it. */
  async #fetch(submission: Submission): Promise<Uint8Array | undefined> {
    const { ports: { store }, folded } = this.#given
    await this.#rulebooks.fetch([submission.rulebook, ...boundPolicies(folded, submission).map(({ rulebook }) => rulebook)], digest => store.document(digest))
    return store.package(submission.digest)
  }

  #armFor({ post, channel, attempt, package: packed, requests }: Send): Arm {
    const { ports: { platforms, clock }, folded } = this.#given
    const { platform } = folded.policy!.document.channels[channel]!
    return { post, channel, attempt, package: packed, content: platforms[platform].contentOf(requests), at: clock() }
  }

  /** Before a further attempt it looks once more: what a person did not find may have appeared. */
  async #isSurelyNotThere({ send }: Ready): Promise<boolean> {
    const arm = this.#armFor(send), found = await lookFor(this.#given, arm)
    if (found.found === 'not-there') return true
    if (found.found === 'there') {
      this.#given.arms.arm(arm)
      await recordOutcome(this.#given, arm, { outcome: 'sent', how: 'found', remote: found.remote, sentAt: found.at })
      this.#readingBack.add({ arm, remote: found.remote })
    }
    this.#due.set(send.post, this.#now() + (found.found === 'there' ? 0 : this.#given.ports.pace.again))
    return false
  }

  async #send({ send, credential }: Ready, submission: Submission): Promise<void> {
    const { ports: { platforms, clock }, folded, arms } = this.#given
    const { platform } = folded.policy!.document.channels[send.channel]!
    const arm = this.#armFor(send)
    // If we crash before the line is synced, nothing was sent; if after, the next start looks and sends nothing.
    arms.arm(arm)
    const came = await platforms[platform].send(send.requests, credential)
    if (came.outcome === 'sent') {
      await recordOutcome(this.#given, arm, { outcome: 'sent', how: 'answer', remote: came.remote, sentAt: came.at ?? clock() })
      this.#readingBack.add({ arm, remote: came.remote })
    } else await this.#notSent(arm, came, submission)
    this.#considerSoon(send.post)
    if (came.outcome === 'not-sent') this.#due.set(send.post, this.#now() + this.#pauseFor(send.post))
    else this.#away.delete(send.post)
  }

  /** Longer each time, so that a platform that is away is not asked all day, and the arm file does not grow by it. */
  #pauseFor(post: PostId): number {
    const before = this.#away.get(post) ?? 0
    this.#away.set(post, before + 1)
    return this.#given.ports.pace.again * Math.min(2 ** before, LONGEST_AWAY)
  }

  async #notSent(arm: Arm, came: Exclude<SendOutcome, { outcome: 'sent' }>, submission: Submission): Promise<void> {
    const { ports: { log }, arms } = this.#given
    log(`${arm.post} on ${arm.channel}: ${came.outcome}, ${came.why}`)
    switch (came.outcome) {
      case 'refused':
        return recordOutcome(this.#given, arm, { outcome: 'refused', how: 'answer', remote: null, sentAt: null })
      case 'unknown':
        return this.#looking.begin(arm)
      case 'not-sent':
        arms.disarm(arm)
        return this.#hold(arm.post, submission, 'PLATFORM_AWAY')
    }
  }

  async #leave(post: PostId, submission: Submission, { code }: Refusal): Promise<void> {
    const again = this.#now() + this.#given.ports.pace.again
    if (code === 'NOT_YET') this.#due.set(post, this.#begins(post, submission, again))
    if (OUTSIDE.has(code)) this.#due.set(post, again)
    if (!QUIET.has(code)) await this.#hold(post, submission, code)
  }

  /** When the last release over this submission wants it to go; `again`, where that is over and it is an earlier one that holds. */
  #begins(post: PostId, { digest, window }: Submission, again: number): number {
    const release = sendsOf(this.#given.folded, post).releases.findLast(each => each.digest === digest)!
    const begins = Math.max(millisecondsOf(release.at), millisecondsOf(window.from))
    return begins > this.#now() ? begins : again
  }

  /** One entry for each package and reason, as long as the reason stays the same. */
  async #hold(post: PostId, { digest }: Submission, why: string): Promise<void> {
    const { held } = sendsOf(this.#given.folded, post)
    if (held?.why === why && held.package === digest) return
    await this.#given.sequencer.record(post, { kind: 'held', package: digest, why })
  }
}

const isSame = (one: Send, other: Send): boolean => one.channel === other.channel && one.attempt === other.attempt && one.package === other.package
