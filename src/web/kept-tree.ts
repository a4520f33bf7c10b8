// The record's tree as the pages rebuild it from what is kept: for proofs, and for the sentence that says whether the record is whole.
import type { Reader } from '../commands/ports.ts'
import { hex } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { leafHash } from '../record/merkle.ts'
import { makeReceipt, type Receipt } from '../record/receipt.ts'
import { Tree } from '../record/tree.ts'

const AT_ONCE = 1_000
/** How long an answer "the record is whole" may be shown again before everything is read anew. */
const FRESH_FOR = 10_000

export interface Rebuilt { readonly root: string; readonly size: number; readonly at: string }

export class KeptTree {
  readonly #crypto: Crypto
  #tree: Tree
  #checked: { readonly rebuilt: Rebuilt; readonly when: number } | undefined

  constructor(crypto: Crypto) {
    this.#crypto = crypto
    this.#tree = new Tree(crypto)
  }

  /** Reads every entry anew up to the signed size and gives the root that they have; an answer for the same size is kept for ten seconds. */
  async rebuild(reader: Reader): Promise<Rebuilt | undefined> {
    const signed = await reader.tree()
    if (!signed) return undefined
    if (this.#checked && this.#checked.rebuilt.size === signed.size && Date.now() - this.#checked.when < FRESH_FOR) return this.#checked.rebuilt
    const tree = await this.#grow(reader, new Tree(this.#crypto), signed.size), rebuilt = { root: hex(tree.rootAt(tree.size)), size: tree.size, at: new Date().toISOString() }
    this.#tree = tree
    this.#checked = { rebuilt, when: Date.now() }
    return rebuilt
  }

  /** The receipt of an entry under the newest checkpoint; undefined when the checkpoint does not cover it yet. */
  async receipt(reader: Reader, index: number): Promise<Receipt | undefined> {
    const signed = await reader.tree(), recorded = (await reader.entries(index, 1)).find(entry => entry.index === index)
    if (!signed || !recorded || index >= signed.size) return undefined
    const tree = await this.#upTo(reader, signed.size)
    return makeReceipt(this.#crypto, { index, leaf: recorded.leaf, checkpoint: signed.note, node: tree.node })
  }

  /** A hash tile that is kept nowhere any more: a partial one that has become full. */
  async tree(reader: Reader, size: number): Promise<Tree> {
    return this.#upTo(reader, size)
  }

  async #upTo(reader: Reader, size: number): Promise<Tree> {
    return this.#tree.size >= size ? this.#tree : this.#grow(reader, this.#tree, size)
  }

  async #grow(reader: Reader, tree: Tree, size: number): Promise<Tree> {
    while (tree.size < size) {
      const more = await reader.entries(tree.size, Math.min(AT_ONCE, size - tree.size))
      if (more.length === 0 || more[0]!.index !== tree.size) break
      for (const { index, leaf } of more) if (index === tree.size) tree.append(leafHash(this.#crypto, leaf))
    }
    return tree
  }
}
