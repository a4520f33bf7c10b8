// One reading of one post: each part is laid out once, each table searched once, whatever number of rules ask.
import type { CheckedPost } from '../post.ts'
import { findAll, type Budget, type Hit, type Table } from './find.ts'
import { STARTS, foldText, type Disguised, type Folded } from '../../core/fold-text.ts'

/** Words of a later part that a match goes on into. */
export interface Onwards { readonly part: number; readonly start: number; readonly end: number; readonly match: string }
/** Where a rule found something; `medium` instead of words when it is a picture or a video itself. */
export interface Place { readonly part: number; readonly start: number; readonly end: number; readonly match: string; readonly medium?: number; readonly instead?: readonly string[]; readonly says?: string; readonly and?: readonly Onwards[] }

/** One text laid out for matching, and what was found in it so far. */
export class Sheet {
  readonly folded: Folded
  readonly #found = new Map<Table, readonly Hit[]>()
  #wordsBefore: Uint32Array | undefined

  constructor(text: string, disguised: readonly Disguised[] = []) {
    this.folded = foldText(text, disguised)
  }

  /** For each folded place, how many words have begun before it; each end of a sentence counts as more words than a condition can span. */
  get wordsBefore(): Uint32Array {
    return (this.#wordsBefore ??= countWords(this.folded))
  }

  found(table: Table, budget?: Budget): readonly Hit[] {
    const hits = this.#found.get(table) ?? findAll(table, this.folded, undefined, budget)
    this.#found.set(table, hits)
    return hits
  }
}

/** Many times what a long post takes that is written without malice. */
const MOST_TRIES = 20_000
const LINK = /https?:\/\/\S|\bwww\.\w|\.(?:gov|nhs|police|parliament)\.uk\b|\bgov\.uk\/\w/i

export class Reading {
  readonly post: CheckedPost
  readonly #sheets: Sheet[] = []
  #own: readonly number[] | undefined
  #hasLink: boolean | undefined

  /** Patterns that may still be tried on this post. */
  readonly budget: Budget = { left: MOST_TRIES }

  constructor(post: CheckedPost) {
    this.post = post
  }

  /** The parts that are the post's own words. */
  get own(): readonly number[] {
    return (this.#own ??= this.post.parts.flatMap((part, i) => (part.of === undefined ? [i] : [])))
  }

  get hasLink(): boolean {
    return (this.#hasLink ??= this.post.links > 0 || this.post.parts.some(part => part.of === undefined && LINK.test(part.text)))
  }

  sheet(part: number): Sheet {
    return (this.#sheets[part] ??= new Sheet(this.post.parts[part]!.text))
  }
}

const SENTENCE = 1_000
function countWords({ letters, marks }: Folded): Uint32Array {
  const before = new Uint32Array(marks.length + 1)
  for (let at = 0; at < marks.length; at++) before[at + 1] = before[at]! + ((marks[at]! & STARTS) !== 0 ? 1 : letters[at] === '.' ? SENTENCE : 0)
  return before
}
