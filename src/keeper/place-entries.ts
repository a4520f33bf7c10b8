// Gives what comes its place in the log: index, chain of its post, and the canonical bytes that are its leaf.
import { entryToLeaf, LONGEST_LEAF, type Entry } from '../core/entry.ts'
import type { PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { KnownKeeperEvent } from '../core/keeper-event.ts'
import type { Folded } from '../watch/folded.ts'
import type { FoldLog } from './fold-log.ts'
import type { Readable } from './read-intake.ts'

/** What will be an entry, before it has its place. */
export interface Coming { readonly intake: string | null; readonly said: Instant; readonly via: Entry['via']; readonly post: PostId | null; readonly content: Bare }
type Bare = Entry extends infer Each ? (Each extends Entry ? Omit<Each, 'v' | 'at' | 'said' | 'via' | 'post' | 'n' | 'prev'> : never) : never

/** What the keeper itself did or saw. */
export const ofKeeper = (post: PostId | null, event: KnownKeeperEvent, at: Instant): Coming => ({ intake: null, said: at, via: 'keeper', post, content: { kind: 'keeper', keeper: event } })

/** What somebody handed in. */
export function ofRow({ row, post, content }: Readable, folded: Folded): Coming {
  const about = { intake: row.id, said: row.said, via: row.via }
  if (content.kind === 'stop') return { ...about, post, content }
  return { ...about, post: post ?? postLifted(content.statement, folded), content: { kind: 'statement', envelope: content.envelope } }
}

/** A lifted refusal belongs to the post that was refused, so that the post's chain tells of it. */
function postLifted({ kind, subject, predicate }: Extract<Readable['content'], { kind: 'statement' }>['statement'], folded: Folded): PostId | null {
  if (kind !== 'lift' || subject.name !== 'refusal') return null
  return Object.values(folded.posts).find(({ refusals }) => refusals.some(({ entry }) => entry === predicate.entry))?.post ?? null
}

export interface Placed { readonly entry: Entry; readonly leaf: Uint8Array; readonly intake: string | null }

/** Gives each its index, and its place in the chain of its post. */
export function place(coming: readonly Coming[], log: FoldLog, at: Instant): readonly Placed[] {
  const chains = new Map<PostId, { readonly last: number; readonly count: number }>()
  return coming.map(({ intake, content, ...about }, i) => {
    const chain = about.post === null ? undefined : chains.get(about.post) ?? log.folded.chains[about.post]
    if (about.post !== null) chains.set(about.post, { last: log.size + i, count: (chain?.count ?? 0) + 1 })
    const entry = { v: 1, at, ...about, n: chain?.count ?? 0, prev: chain?.last ?? null, ...content } as Entry
    const leaf = entryToLeaf(entry)
    if (leaf.length > LONGEST_LEAF) throw new Error('an entry became longer than a leaf may be')
    return { entry, leaf, intake }
  })
}
