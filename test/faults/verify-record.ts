// What must hold of a record after any number of kills: no gap, every signature, and no root that was ever signed which is not this log's.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { hex, utf8 } from '../../src/core/bytes.ts'
import { bytesToCheckpoint } from '../../src/record/checkpoint.ts'
import { exportLog, filesToSource } from '../../src/record/export.ts'
import { leafHash } from '../../src/record/merkle.ts'
import { Tree } from '../../src/record/tree.ts'
import { bytesToTrustFile } from '../../src/record/trust-file.ts'
import { verifyLog } from '../../src/record/verify/log.ts'
import { addressFor, type TrialBody } from '../trial-body.ts'

export interface VerifiedRecord { readonly entries: number; readonly signedSizes: number; readonly leaves: readonly Uint8Array[] }

/** Throws with what does not hold. `signed` are sizes and roots that the keeper is known to have signed, beside those that it published. */
export async function verifyRecord(body: TrialBody, signed: readonly (readonly [string, string])[] = []): Promise<VerifiedRecord> {
  const db = new pg.Client({ ...addressFor(body.service, 'keeper'), options: `-c app.body=${body.organisation}` })
  await db.connect()
  const { rows } = await db.query<{ index: string; leaf: Buffer }>('select index, leaf from entry order by index')
  const published = await db.query<{ note: string }>('select note from checkpoint')
  await db.end()
  const gap = rows.findIndex(({ index }, i) => Number(index) !== i)
  if (gap >= 0) throw new Error(`the entries have a gap or a double at ${gap}`)
  const home = join(body.service.data, 'keeper'), leaves = rows.map(({ leaf }) => new Uint8Array(leaf))
  const trust = bytesToTrustFile(new Uint8Array(readFileSync(join(home, 'trust.json'))))
  const verdict = await verifyLog(nodeCrypto, filesToSource(exportLog(nodeCrypto, leaves, readFileSync(join(home, 'checkpoint'), 'utf8'))), trust)
  if (verdict.answer !== 'holds') throw new Error(`the record does not verify: ${JSON.stringify(verdict)}`)
  const heads = published.rows.map(({ note }) => bytesToCheckpoint(utf8(note)))
  return { entries: rows.length, leaves, signedSizes: countSizes(leaves, [...signed, ...heads.map(({ size, root }) => [String(size), hex(root)] as const)]) }
}

/** So many sizes were signed, each with the one root that the log had at it. */
function countSizes(leaves: readonly Uint8Array[], signed: readonly (readonly [string, string])[]): number {
  const tree = new Tree(nodeCrypto), roots = [hex(tree.rootAt(0))]
  for (const leaf of leaves) {
    tree.append(leafHash(nodeCrypto, leaf))
    roots.push(hex(tree.rootAt(tree.size)))
  }
  for (const [size, root] of signed) if (roots[Number(size)] !== root) throw new Error(`size ${size} was signed with a root that the log never had`)
  return new Set(signed.map(([size]) => size)).size
}
