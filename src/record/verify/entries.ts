// Reads the record's entries one by one: strictly, each after the one before it of its post, and counts what stands in them.
import type { Crypto } from '../../core/crypto.ts'
import { leafToEntry, type Entry } from '../../core/entry.ts'
import type { PostId } from '../../core/id.ts'
import type { Instant } from '../../core/instant.ts'
import type { PredicateKind } from '../../core/statement.ts'
import { conformKeeperEvent } from '../../core/keeper-event.ts'
import type { RecordCode } from '../reasons.ts'
import type { Anchor } from './anchor.ts'
import { Judge, type Judged, type RootAt } from './judge.ts'
import { attempt, flaw, isFlaw, type Flaw } from './verdict.ts'

/** What stands in a record, in numbers. */
export interface Counted {
  /** Statements signed by a key that was enrolled and vouched for, by kind. */
  readonly statements: { readonly [Kind in PredicateKind]?: number }
  /** Statements that do not stand, by reason: the record keeps false claims too. */
  readonly notStanding: { readonly [Code in RecordCode]?: number }
  readonly stops: number
  readonly keeper: number
  /** What was handed in and had no form: kept by its digest. */
  readonly unreadable: number
  readonly posts: number
  /** Keys that count at the end. */
  readonly keys: number
  /** When the last entry was taken in, by the keeper's clock. */
  readonly lastAt: Instant | null
}

/** Called with each entry once it has been read; `judged` is null for what nobody signed. */
export type Witness = (index: number, entry: Entry, judged: Judged | null) => void

export class EntryReader {
  readonly #judge: Judge
  readonly #witness: Witness | undefined
  readonly #chains = new Map<PostId, { n: number; last: number }>()
  readonly #statements: { [Kind in PredicateKind]?: number } = {}
  readonly #notStanding: { [Code in RecordCode]?: number } = {}
  #stops = 0
  #keeper = 0
  #unreadable = 0
  #lastAt: Instant | null = null

  constructor(crypto: Crypto, anchor: Anchor, witness?: Witness) {
    this.#judge = new Judge(crypto, anchor)
    this.#witness = witness
  }

  get judge(): Judge { return this.#judge }

  /** Takes the next leaf; answers what is wrong with the record, never with what somebody claimed in it. */
  take(index: number, leaf: Uint8Array, rootAt: RootAt): Flaw | undefined {
    const entry = attempt(() => leafToEntry(leaf), why => flaw('RECORD_ENTRY_UNREADABLE', { entry: index, why }))
    if (isFlaw(entry)) return entry
    const broken = this.#link(index, entry)
    if (broken) return flaw('RECORD_CHAIN_BROKEN', { entry: index, post: entry.post ?? 'of no name', why: broken })
    this.#lastAt = entry.at
    const judged = this.#count(index, entry, rootAt)
    this.#witness?.(index, entry, judged)
    return undefined
  }

  counted = (): Counted => ({
    statements: { ...this.#statements }, notStanding: { ...this.#notStanding }, stops: this.#stops, keeper: this.#keeper, unreadable: this.#unreadable,
    posts: this.#chains.size, keys: this.#judge.keys.length, lastAt: this.#lastAt,
  })

  #link(index: number, { post, n, prev }: Entry): string | undefined {
    const chain = post === null ? undefined : this.#chains.get(post)
    const want = { n: chain ? chain.n + 1 : 0, prev: chain ? chain.last : null }
    if (n !== want.n) return `says that it is number ${n} and is number ${want.n}`
    if (prev !== want.prev) return `names ${prev === null ? 'none' : `entry ${prev}`} as the one before it, and that is ${want.prev === null ? 'none' : `entry ${want.prev}`}`
    if (post !== null) this.#chains.set(post, { n, last: index })
    return undefined
  }

  #count(index: number, entry: Entry, rootAt: RootAt): Judged | null {
    if (entry.kind === 'stop') {
      this.#stops++
      this.#judge.stop(index, entry)
      return null
    }
    if (entry.kind === 'keeper') {
      if (isUnreadable(entry.keeper)) this.#unreadable++
      else this.#keeper++
      return null
    }
    const judged = this.#judge.judge(index, entry, rootAt)
    if (judged.stands) this.#statements[judged.statement.kind] = (this.#statements[judged.statement.kind] ?? 0) + 1
    else this.#notStanding[judged.code] = (this.#notStanding[judged.code] ?? 0) + 1
    return judged
  }
}

function isUnreadable(event: unknown): boolean {
  try {
    return conformKeeperEvent(event).kind === 'unreadable'
  } catch {
    return false
  }
}
