// The whole tree in memory: every complete node, so that any earlier root, any proof and any tile can be read from it (64 bytes an entry).
import type { Crypto } from '../core/crypto.ts'
import { HASH_LENGTH, peakHeights, Range, rootOf, type NodeAt } from './merkle.ts'
import { TILE_HEIGHT, TILE_WIDTH, type TileAt } from './tiles.ts'

interface Row { bytes: Uint8Array; count: number }

export class Tree {
  readonly #crypto: Crypto
  readonly #range: Range
  /** One row of hashes for each height. */
  readonly #rows: Row[] = []

  constructor(crypto: Crypto) {
    this.#crypto = crypto
    this.#range = Range.empty(crypto)
  }

  get size(): number { return this.#range.size }

  append(leafHash: Uint8Array): this {
    this.#range.append(leafHash, ({ height }, node) => this.#keep(height, node))
    return this
  }

  /** A complete node; throws when the tree does not have it. */
  readonly node = ({ height, index }: NodeAt): Uint8Array => {
    const row = this.#rows[height]
    if (!row || index >= row.count) throw new RangeError(`the tree has no node ${index} at height ${height}`)
    return row.bytes.subarray(index * HASH_LENGTH, (index + 1) * HASH_LENGTH)
  }

  /** The root when the tree had `size` leaves, from 0 to now. */
  rootAt(size: number): Uint8Array {
    let from = 0
    const peaks = peakHeights(size).map(height => {
      const peak = this.node({ height, index: from / 2 ** height })
      from += 2 ** height
      return peak
    })
    return rootOf(this.#crypto, peaks)
  }

  /** The bytes of a hash tile. */
  tile({ level, index, width }: TileAt): Uint8Array {
    const row = this.#rows[level * TILE_HEIGHT], first = index * TILE_WIDTH
    if (!row || first + width > row.count) throw new RangeError(`the tree has no tile ${index} of width ${width} at level ${level}`)
    return row.bytes.subarray(first * HASH_LENGTH, (first + width) * HASH_LENGTH)
  }

  #keep(height: number, node: Uint8Array): void {
    const row = (this.#rows[height] ??= { bytes: new Uint8Array(HASH_LENGTH * TILE_WIDTH), count: 0 })
    if ((row.count + 1) * HASH_LENGTH > row.bytes.length) {
      const larger = new Uint8Array(row.bytes.length * 2)
      larger.set(row.bytes)
      row.bytes = larger
    }
    row.bytes.set(node, row.count++ * HASH_LENGTH)
  }
}
