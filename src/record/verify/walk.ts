// Walks through a static log: every bundle hashed, every tile compared, the root held against the checkpoint's, nothing missing and nothing more.
import { sameBytes } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { Checkpoint } from '../checkpoint.ts'
import { HASH_LENGTH, leafHash } from '../merkle.ts'
import { bundlePath, bundlesOf, bundleToLeaves, pathsOf, tilePath, tilesOf, TILE_WIDTH, type BundleAt } from '../tiles.ts'
import { Tree } from '../tree.ts'
import { attempt, flaw, isFlaw, type Flaw } from './verdict.ts'

/** Where a log's files come from. `paths` lists all that is there, if that can be known: then one too many is a flaw. */
export interface LogSource {
  readonly read: (path: string) => Uint8Array | undefined | Promise<Uint8Array | undefined>
  readonly paths?: readonly string[]
}

/** Called with each leaf in order, as long as all leaves were those of the tiles; `tree` holds every leaf up to and including it. */
export type LeafReader = (index: number, leaf: Uint8Array, tree: Tree) => Flaw | undefined

interface Found { readonly tree: Tree; readonly first: { differs?: Flaw; tile?: Flaw; wrong?: Flaw } }

/**
 * Answers the tree of a log that is whole, or the first thing wrong with it. That the root differs is said before anything else,
 * since then the entries are not those that were signed.
 */
export async function walk(crypto: Crypto, source: LogSource, head: Checkpoint, each: LeafReader): Promise<Tree | Flaw> {
  const found: Found = { tree: new Tree(crypto), first: {} }
  for (const bundle of bundlesOf(head.size)) {
    const missing = await walkBundle(crypto, source, bundle, found, each, head.size)
    if (missing) return missing
  }
  if (!sameBytes(found.tree.rootAt(head.size), head.root)) return found.first.differs ?? flaw('RECORD_ROOT_DIFFERS', { size: head.size })
  const { tile, wrong } = found.first
  return tile ?? (await wrongInTiles(source, found.tree, head.size)) ?? extraFile(source, head.size) ?? wrong ?? found.tree
}

async function walkBundle(crypto: Crypto, source: LogSource, at: BundleAt, { tree, first }: Found, each: LeafReader, size: number): Promise<Flaw | undefined> {
  const file = bundlePath(at), tile = tilePath({ level: 0, ...at })
  const [bytes, hashes] = await Promise.all([source.read(file), source.read(tile)])
  if (!bytes || !hashes) return flaw('RECORD_FILE_MISSING', { file: bytes ? tile : file, size })
  const leaves = attempt(() => bundleToLeaves(bytes, at.width), why => flaw('RECORD_BUNDLE_DAMAGED', { file, why }))
  if (isFlaw(leaves)) return leaves
  for (const leaf of leaves) {
    const index = tree.size, offset = (index % TILE_WIDTH) * HASH_LENGTH, hash = leafHash(crypto, leaf)
    tree.append(hash)
    if (!sameHash(hash, hashes, offset)) {
      first.differs ??= flaw('RECORD_ENTRY_DIFFERS', { file, entry: index, tile })
      first.tile ??= flaw('RECORD_TILE_DIFFERS', { file: tile })
    }
    if (!first.differs && !first.wrong) {
      const wrong = each(index, leaf, tree)
      if (wrong) first.wrong = { ...wrong, file }
    }
  }
  if (hashes.length !== at.width * HASH_LENGTH) first.tile ??= flaw('RECORD_TILE_DIFFERS', { file: tile })
  return undefined
}

/** Compared where it lies: a copy for each hash would cost more than the hash. */
function sameHash(hash: Uint8Array, hashes: Uint8Array, offset: number): boolean {
  for (let i = 0; i < HASH_LENGTH; i++) if (hash[i] !== hashes[offset + i]) return false
  return true
}

/** The tiles above the leaves; level 0 was compared with them. */
async function wrongInTiles(source: LogSource, tree: Tree, size: number): Promise<Flaw | undefined> {
  for (const at of tilesOf(size)) {
    if (at.level === 0) continue
    const file = tilePath(at), bytes = await source.read(file)
    if (!bytes) return flaw('RECORD_FILE_MISSING', { file, size })
    if (!sameBytes(bytes, tree.tile(at))) return flaw('RECORD_TILE_DIFFERS', { file })
  }
  return undefined
}

function extraFile({ paths }: LogSource, size: number): Flaw | undefined {
  if (!paths) return undefined
  const belongs = new Set(pathsOf(size))
  const extra = paths.find(path => !belongs.has(path))
  return extra === undefined ? undefined : flaw('RECORD_FILE_EXTRA', { file: extra })
}
