// The arm file: what is about to be sent, written and synced outside the database before the first byte, so that it is never sent twice (invariant 14).
import { canonical, type Json } from '../core/canonical.ts'
import { utf8ToText } from '../core/bytes.ts'
import { digest, id, instant, members, natural, optional, words } from '../core/form.ts'
import type { Digest } from '../core/digest.ts'
import type { ChannelId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Folder } from './ports.ts'

const FILE = 'arm'

/** One attempt at one channel. `content` is the digest by which the platform's timeline would show it. */
export interface Arm {
  readonly post: PostId
  readonly channel: ChannelId
  readonly attempt: number
  readonly package: Digest
  readonly content: Digest
  readonly at: Instant
}
type Attempt = Pick<Arm, 'post' | 'channel' | 'attempt'>

const attempt = { post: id, channel: id, attempt: natural }
const lineForm = { armed: members({ ...attempt, package: digest, content: digest, at: instant }), disarmed: members(attempt), settled: members({ ...attempt, remote: optional(words(500)) }) }

const nameOf = ({ post, channel, attempt: nth }: Attempt): string => `${post} ${channel} ${nth}`

export class ArmFile {
  readonly #folder: Folder
  readonly #armed = new Map<string, Arm>()
  /** The attempts at one channel of one post. */
  readonly #attempts = new Map<string, Set<Arm>>()
  readonly #settled = new Set<string>()
  readonly #remotes = new Set<string>()

  private constructor(folder: Folder) {
    this.#folder = folder
  }

  /** Reads it. A line cut short by a crash was never synced, so nothing was sent after it. */
  static open(folder: Folder): ArmFile {
    const file = new ArmFile(folder), bytes = folder.read(FILE)
    for (const line of bytes ? utf8ToText(bytes).split('\n') : []) file.#takeLine(line)
    return file
  }

  /** Posts on platforms that are known to have come from settled sends. */
  get remotes(): ReadonlySet<string> { return this.#remotes }

  /** Whether this attempt was begun, whatever came of it. */
  has = (given: Attempt): boolean => this.#armed.has(nameOf(given))

  isSettled = (given: Attempt): boolean => this.#settled.has(nameOf(given))

  all = (): readonly Arm[] => [...this.#armed.values()]

  of = (post: PostId, channel: ChannelId): readonly Arm[] => [...(this.#attempts.get(`${post} ${channel}`) ?? [])]

  /** When this post was first armed for this channel. */
  firstArmed = (post: PostId, channel: ChannelId): Instant | undefined => this.of(post, channel).map(({ at }) => at).toSorted()[0]

  /** Durable when it returns: only then may the first byte go. If we crash after it, the next start looks and sends nothing. */
  arm(arm: Arm): void {
    this.#append({ armed: { ...arm } })
    this.#keepArmed(arm)
  }

  /** Takes an arm back when no connection came about. If we crash before it, the next start looks, and a person decides. */
  disarm({ post, channel, attempt: nth }: Attempt): void {
    this.#append({ disarmed: { post, channel, attempt: nth } })
    this.#dropArmed({ post, channel, attempt: nth })
  }

  /** Notes that the outcome is in the log. If we crash before it, the next start finds the outcome there. */
  settle({ post, channel, attempt: nth }: Attempt, remote: string | null): void {
    this.#append({ settled: { post, channel, attempt: nth, remote } })
    this.#keepSettled({ post, channel, attempt: nth, remote })
  }

  #append(line: Json): void {
    this.#folder.append(FILE, canonical(line))
  }

  #keepArmed(arm: Arm): void {
    this.#armed.set(nameOf(arm), arm)
    const name = `${arm.post} ${arm.channel}`
    this.#attempts.set(name, (this.#attempts.get(name) ?? new Set()).add(arm))
  }

  #dropArmed(given: Attempt): void {
    const arm = this.#armed.get(nameOf(given))
    if (!arm) return
    this.#armed.delete(nameOf(given))
    this.#attempts.get(`${arm.post} ${arm.channel}`)?.delete(arm)
  }

  #keepSettled({ remote, ...given }: Attempt & { readonly remote: string | null }): void {
    this.#settled.add(nameOf(given))
    if (remote !== null) this.#remotes.add(remote)
  }

  #takeLine(line: string): void {
    const said = readLine(line)
    if (said?.armed) this.#keepArmed(said.armed)
    if (said?.disarmed) this.#dropArmed(said.disarmed)
    if (said?.settled) this.#keepSettled(said.settled)
  }
}

interface Line { readonly armed?: Arm; readonly disarmed?: Attempt; readonly settled?: Attempt & { readonly remote: string | null } }

function readLine(line: string): Line | undefined {
  try {
    const said = JSON.parse(line) as { readonly [kind: string]: unknown }
    return Object.entries(lineForm).some(([kind, form]) => Object.hasOwn(said, kind) && form(said[kind]) === undefined) ? (said as Line) : undefined
  } catch {
    return undefined
  }
}
