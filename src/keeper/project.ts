// What the keeper shows of the folded log: rows for the screens, which decide nothing, and the tiles that proofs are made from.
import type { FoldedRow, JudgedRow, TileRow } from '../adapters/store/log/projection.ts'
import type { Json } from '../core/canonical.ts'
import type { PostId } from '../core/id.ts'
import { newSince, tilePath, TILE_WIDTH } from '../record/tiles.ts'
import type { Tree } from '../record/tree.ts'
import type { TrustFile } from '../record/trust-file.ts'
import { postOf, sendsOf, type Folded } from '../watch/folded.ts'
import type { Taken } from './fold-log.ts'
import { isPruned } from './snapshot.ts'

const shown = (value: object): Json => value as unknown as Json

/** How each thing handed in was judged, for whoever waits for it. */
export const judgedRows = (taken: readonly Taken[]): readonly JudgedRow[] =>
  taken.flatMap(({ intake, index, why }) => (intake === null ? [] : [{ intake, index, why: why?.code ?? null, facts: why?.facts ?? {} }]))

/** The rows that these entries may have changed. */
export function foldedRows(folded: Folded, trust: TrustFile, taken: readonly Taken[]): readonly FoldedRow[] {
  const posts = new Set(taken.flatMap(({ entry }) => (entry.post === null ? [] : [entry.post])))
  return [...(taken.some(changesStanding) ? [standingRow(folded, trust)] : []), ...[...posts].filter(post => !isPruned(folded, post)).map(post => postRow(folded, post))]
}

/** Whether an entry may change more than its own post: people, keys, policy, pauses. */
export const changesStanding = ({ entry }: Taken): boolean => entry.post === null && entry.kind !== 'keeper'

export function standingRow({ people, policy, earlierPolicies, proposals, pauses }: Folded, { first }: TrustFile): FoldedRow {
  return { kind: 'standing', id: 'now', value: shown({ people, policy, earlierPolicies, proposals, pauses, first: first.map(({ person }) => person) }) }
}

const postRow = (folded: Folded, post: PostId): FoldedRow => ({ kind: 'post', id: post, value: shown({ standing: postOf(folded, post), sends: sendsOf(folded, post) }) })

/** The hash tiles that a tree has and did not have at `old` leaves. Entry bundles are made from the entries by whoever serves them. */
export const newTiles = (tree: Tree, old: number): readonly TileRow[] => newSince(old, tree.size).tiles.map(at => ({ path: tilePath(at), bytes: tree.tile(at) }))

/** The folders of partial tiles whose tile is full now. Until then older partial tiles stay, for readers of an older checkpoint. */
export const filledTiles = (tree: Tree, old: number): readonly string[] => newSince(old, tree.size).tiles.filter(({ width }) => width === TILE_WIDTH).map(at => `${tilePath(at)}.p/`)
