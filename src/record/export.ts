// A log as a folder of static files, and nothing else: what `verify` reads, and all that it covers.
import { sameBytes, utf8 } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { bytesToCheckpoint } from './checkpoint.ts'
import { leafHash } from './merkle.ts'
import { bundlePath, bundlesOf, CHECKPOINT_PATH, leavesToBundle, tilePath, tilesOf, TILE_WIDTH } from './tiles.ts'
import { Tree } from './tree.ts'
import type { LogSource } from './verify/walk.ts'

export interface ExportedFile { readonly path: string; readonly bytes: Uint8Array }

/**
 * The files of a log, from all its leaves and the text of the checkpoint over them. Paths are relative, with `/` between their parts.
 * Throws when the leaves do not give the checkpoint's root: an export that could not be verified is not made.
 */
export function exportLog(crypto: Crypto, leaves: readonly Uint8Array[], checkpoint: string): readonly ExportedFile[] {
  const { size, root } = bytesToCheckpoint(utf8(checkpoint)), tree = new Tree(crypto)
  for (const leaf of leaves) tree.append(leafHash(crypto, leaf))
  if (tree.size !== size || !sameBytes(tree.rootAt(size), root)) throw new TypeError('the leaves do not give the root that the checkpoint signs')
  return [
    { path: CHECKPOINT_PATH, bytes: utf8(checkpoint) },
    ...Array.from(tilesOf(size), at => ({ path: tilePath(at), bytes: tree.tile(at) })),
    ...Array.from(bundlesOf(size), at => ({ path: bundlePath(at), bytes: leavesToBundle(leaves.slice(at.index * TILE_WIDTH, at.index * TILE_WIDTH + at.width)) })),
  ]
}

/** Exported files as a source for `verifyLog`. */
export function filesToSource(files: readonly ExportedFile[]): LogSource {
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]))
  return { read: path => byPath.get(path), paths: [...byPath.keys()] }
}
