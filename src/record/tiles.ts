// The log as static files (C2SP tlog-tiles): hash tiles of every level, entry bundles, and the paths they lie at.
import { concat } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { HASH_LENGTH, rootOf } from './merkle.ts'
import type { NodeReader } from './proof.ts'

/** A tile is a subtree of this height, and so 256 hashes wide when it is full. */
export const TILE_HEIGHT = 8
export const TILE_WIDTH = 256
/** The longest entry that a bundle can hold: its length stands in two bytes. */
const LONGEST_IN_BUNDLE = 65_535

/** A run of hashes at one level; `width` is 256 unless it is the level's last, partial tile. */
export interface TileAt { readonly level: number; readonly index: number; readonly width: number }
export type BundleAt = Omit<TileAt, 'level'>

export const CHECKPOINT_PATH = 'checkpoint'
export const tilePath = ({ level, index, width }: TileAt): string => `tile/${level}/${numbered(index, width)}`
export const bundlePath = ({ index, width }: BundleAt): string => `tile/entries/${numbered(index, width)}`

/** 1234067 is x001/x234/067; a partial tile lies in a folder of its own. */
function numbered(index: number, width: number): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!
  return groups.map((group, i) => (i < groups.length - 1 ? 'x' : '') + group).join('/') + (width < TILE_WIDTH ? `.p/${width}` : '')
}

/** The tiles of one level of a tree of `size` leaves from tile `first` on, the partial one last. */
function* tilesOfLevel(level: number, size: number, first = 0): Generator<TileAt> {
  const hashes = Math.floor(size / TILE_WIDTH ** level), full = Math.floor(hashes / TILE_WIDTH), rest = hashes % TILE_WIDTH
  for (let index = first; index < full; index++) yield { level, index, width: TILE_WIDTH }
  if (rest > 0) yield { level, index: full, width: rest }
}

/** Every hash tile of a tree of `size` leaves, level by level. One after the other, since a size may be a hostile claim. */
export function* tilesOf(size: number): Generator<TileAt> {
  for (let level = 0; TILE_WIDTH ** level <= size; level++) yield* tilesOfLevel(level, size)
}

export function* bundlesOf(size: number): Generator<BundleAt> {
  for (const { index, width } of tilesOfLevel(0, size)) yield { index, width }
}

/** The tiles and bundles that a log of `size` leaves has and one of `old` leaves did not: what to write before the new checkpoint is shown. */
export function newSince(old: number, size: number): { readonly tiles: readonly TileAt[]; readonly bundles: readonly BundleAt[] } {
  const tiles: TileAt[] = []
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const had = Math.floor(old / TILE_WIDTH ** level)
    for (const tile of tilesOfLevel(level, size, Math.floor(had / TILE_WIDTH))) if (tile.index * TILE_WIDTH + tile.width > had) tiles.push(tile)
  }
  return { tiles, bundles: tiles.filter(tile => tile.level === 0).map(({ index, width }) => ({ index, width })) }
}

/** Everything that a static log of this size consists of, the checkpoint first. */
export function* pathsOf(size: number): Generator<string> {
  yield CHECKPOINT_PATH
  for (const tile of tilesOf(size)) yield tilePath(tile)
  for (const bundle of bundlesOf(size)) yield bundlePath(bundle)
}

/** One bundle's bytes: each entry after its length in two bytes, the high one first. */
export function leavesToBundle(leaves: readonly Uint8Array[]): Uint8Array {
  return concat(...leaves.flatMap(leaf => {
    if (leaf.length > LONGEST_IN_BUNDLE) throw new TypeError('an entry is too long for a bundle')
    return [Uint8Array.of(leaf.length >> 8, leaf.length & 255), leaf]
  }))
}

/** Reads a bundle of exactly `width` entries; throws when it is cut short or goes on. The entries are views into `bytes`. */
export function bundleToLeaves(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  const leaves: Uint8Array[] = []
  let at = 0
  while (leaves.length < width) {
    if (at + 2 > bytes.length) throw new TypeError(`ends after ${leaves.length} of its ${width} entries`)
    const from = at + 2, until = from + (bytes[at]! << 8) + bytes[at + 1]!
    if (until > bytes.length) throw new TypeError(`ends inside the entry ${leaves.length} of its ${width}`)
    leaves.push(bytes.subarray(from, until))
    at = until
  }
  if (at < bytes.length) throw new TypeError(`goes on after its ${width} entries`)
  return leaves
}

/** How many bytes the first `width` entries of a bundle take; no more than there are. */
export function lengthOfBundle(bytes: Uint8Array, width: number): number {
  let at = 0
  for (let entries = 0; entries < width && at + 2 <= bytes.length; entries++) at += 2 + (bytes[at]! << 8) + bytes[at + 1]!
  return Math.min(at, bytes.length)
}

/** Reads complete nodes out of the tiles of a tree of `size` leaves. `tile` gives a tile's bytes; one of another length is a fault. */
export function nodesFromTiles(crypto: Crypto, size: number, tile: (at: TileAt) => Uint8Array): NodeReader {
  return ({ height, index }) => {
    const level = Math.floor(height / TILE_HEIGHT), hashes = 2 ** (height % TILE_HEIGHT), first = index * hashes
    const at = { level, index: Math.floor(first / TILE_WIDTH) }
    const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - at.index * TILE_WIDTH), offset = first % TILE_WIDTH
    const bytes = tile({ ...at, width })
    if (bytes.length !== width * HASH_LENGTH) throw new TypeError(`the tile ${tilePath({ ...at, width })} has another length`)
    return subtree(crypto, Array.from({ length: hashes }, (_, i) => bytes.slice((offset + i) * HASH_LENGTH, (offset + i + 1) * HASH_LENGTH)))
  }
}

/** The root over 2^h hashes. */
const subtree = (crypto: Crypto, hashes: readonly Uint8Array[]): Uint8Array =>
  hashes.length === 1 ? hashes[0]! : subtree(crypto, hashes.flatMap((hash, i) => (i % 2 === 0 ? [rootOf(crypto, [hash, hashes[i + 1]!])] : [])))
