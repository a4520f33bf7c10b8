// Is everything paused, by whom and why, and what has a pause overtaken or would one hold up?
import type { Facts } from '../commands/facts.ts'
import { may } from '../commands/may.ts'
import type { Post, Reader } from '../commands/ports.ts'
import type { PersonId } from '../core/id.ts'
import type { Refusal } from '../core/result.ts'
import { lastRelease, missedInPause, pausedNow, whollyOut, type Pause, type Release } from '../publish/send-standing.ts'
import { standingSubmission } from '../signoff/post-standing.ts'
import { factsFor, MOST_POSTS, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { readEntry } from './read-entry.ts'
import { titleOf } from './title.ts'
import { atOf, whenOf } from './words.ts'

/** Who paused and why, as the entry itself says; the reason where it is kept. */
export async function pausedBy(reader: Reader, pause: Pause): Promise<{ readonly person: PersonId; readonly reason: string | undefined } | undefined> {
  const [recorded] = await reader.entries(pause.entry, 1), said = recorded && readEntry(recorded)
  if (said?.kind !== 'stop' || said.stop.act !== 'pause') return undefined
  return { person: said.stop.person, reason: said.stop.reason === null ? undefined : (await reader.opened(said.stop.reason))?.value }
}

export interface RunningPause { readonly entry: number; readonly words: string }

/** The pause that runs, in a sentence for the strip of every page; nothing when posting goes on. */
export async function runningPause({ reader, now }: Pick<Asking, 'reader' | 'now'>): Promise<RunningPause | undefined> {
  const pause = pausedNow((await reader.standing()).pauses)
  if (!pause) return undefined
  const [by, known] = await Promise.all([pausedBy(reader, pause), whoIsWho(reader)])
  return { entry: pause.entry, words: `${known.name(by?.person)} paused it ${atOf(pause.from, now)}${by?.reason ? `: “${by.reason.trim()}”` : '.'} You can write and sign; nothing goes out until it is lifted.` }
}

export interface OvertakenPost { readonly number: number; readonly title: string; readonly words: string; readonly due: string; readonly mayRelease: boolean; readonly mayWithdraw: boolean }
export interface PausePage {
  readonly running: RunningPause | null
  /** While posting goes on: what a pause would hold up. While it is paused: what is held up. */
  readonly waiting: readonly OvertakenPost[]
  /** How many posts an earlier pause overtook that nobody has looked at since. */
  readonly missed: number
  readonly cannotPause: Refusal | null
  readonly cannotLift: Refusal | null
}

export async function pausePage(asking: Asking): Promise<PausePage> {
  const read = await readReleased(asking), { facts } = read
  return {
    running: (await runningPause(asking)) ?? null, waiting: read.posts.filter(({ missed }) => !missed).map(overtaken(read)), missed: read.posts.filter(({ missed }) => missed).length,
    cannotPause: may('pause-posting', facts) ?? null, cannotLift: may('lift-pause', facts) ?? null,
  }
}

/** Every released post that a pause, lifted since, overtook and that nobody has released again or withdrawn. */
export async function missedPage(asking: Asking): Promise<{ readonly posts: readonly OvertakenPost[] }> {
  const read = await readReleased(asking)
  return { posts: read.posts.filter(({ missed }) => missed).map(overtaken(read)) }
}

interface Released { readonly post: Post; readonly release: Release; readonly missed: boolean }
interface Read { readonly facts: Facts; readonly known: Known; readonly posts: readonly Released[] }

/** The released posts that have not gone out on every channel, the first due first. */
async function readReleased(asking: Asking): Promise<Read> {
  const { reader } = asking, standing = await reader.standing(), facts = factsFor(asking, (await reader.body()).id, standing, undefined)
  const posts = (await reader.posts(MOST_POSTS)).flatMap((post): Released[] => {
    const submission = standingSubmission(post.standing), release = submission && lastRelease(post.sends, submission.digest)
    return release && !whollyOut(post.sends, submission.channels) ? [{ post, release, missed: missedInPause(release, standing.pauses) }] : []
  })
  return { facts, known: await whoIsWho(reader), posts: posts.toSorted((a, b) => (a.release.at < b.release.at ? -1 : 1)) }
}

const overtaken = ({ facts, known }: Read) => ({ post, release }: Released): OvertakenPost => {
  const asked = { ...facts, post }
  return {
    number: post.number, title: titleOf(post), words: post.draft.parts.map(({ text }) => text).join('\n\n'), due: `${known.name(release.person)} released it; due ${whenOf(release.at, facts.now)}.`,
    mayRelease: may('release-post', asked) === undefined, mayWithdraw: may('withdraw-post', asked) === undefined,
  }
}
