// One reading of one post: each part is folded once, each table searched once, whatever number of rules ask.
import { STARTS, foldText, type Folded } from '../../core/fold-text.ts'
import type { CheckedPost } from '../post.ts'
import { findAll, type Hit, type Table } from './find.ts'

/** Where a rule found something; `medium` instead of words when it is a picture or a video itself. */
export interface Place { readonly part: number; readonly start: number; readonly end: number; readonly match: string; readonly medium?: number; readonly instead?: readonly string[]; readonly says?: string }

export class Reading {
  readonly post: CheckedPost
  /** The parts that are the post's own words. */
  readonly own: readonly number[]
  readonly hasLink: boolean
  readonly #folded: Folded[] = []
  readonly #wordsBefore: Uint32Array[] = []
  readonly #found = new Map<Table, Map<number, readonly Hit[]>>()

  constructor(post: CheckedPost) {
    this.post = post
    this.own = post.parts.flatMap((part, i) => (part.of === undefined ? [i] : []))
    this.hasLink = post.links > 0 || post.parts.some(part => part.of === undefined && /https?:\/\/\S|\bwww\.\w|\.(?:gov|nhs|police|parliament)\.uk\b|\bgov\.uk\/\w/i.test(part.text))
  }

  folded(part: number): Folded {
    return (this.#folded[part] ??= foldText(this.post.parts[part]!.text))
  }

  /** For each folded place of a part, how many words have begun before it; each end of a sentence counts as more words than a condition can span. */
  wordsBefore(part: number): Uint32Array {
    return (this.#wordsBefore[part] ??= countWords(this.folded(part)))
  }

  found(table: Table, part: number): readonly Hit[] {
    const byPart = this.#found.get(table) ?? new Map<number, readonly Hit[]>()
    this.#found.set(table, byPart)
    const hits = byPart.get(part) ?? findAll(table, this.folded(part))
    byPart.set(part, hits)
    return hits
  }
}

const SENTENCE = 1_000
function countWords({ letters, marks }: Folded): Uint32Array {
  const before = new Uint32Array(marks.length + 1)
  for (let at = 0; at < marks.length; at++) before[at + 1] = before[at]! + ((marks[at]! & STARTS) !== 0 ? 1 : letters[at] === '.' ? SENTENCE : 0)
  return before
}
