// Takes the record of a running service as a folder of its own, and a copy of it in which one byte is another.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeCrypto } from '../../adapters/crypto/node.ts'
import { openServedLog } from '../../adapters/record/served-log.ts'
import { utf8, utf8ToText } from '../../core/bytes.ts'
import { bytesToCheckpoint } from '../../record/checkpoint.ts'
import { exportLog } from '../../record/export.ts'
import { bundlePath, bundlesOf, bundleToLeaves, CHECKPOINT_PATH } from '../../record/tiles.ts'
import { bytesToTrustFile, trustFileToBytes } from '../../record/trust-file.ts'

/** Writes DIR/log from what the pages serve under /log, and DIR/trust.json from the keeper's own folder. Gives the number of entries. */
export async function takeRecord({ web, data, out }: { readonly web: string; readonly data: string; readonly out: string }): Promise<number> {
  const served = openServedLog(`${web}/log`), read = async (path: string): Promise<Uint8Array> => (await served.read(path)) ?? missing(path)
  const checkpoint = utf8ToText(await read(CHECKPOINT_PATH)), { size } = bytesToCheckpoint(utf8(checkpoint)), leaves: Uint8Array[] = []
  for (const at of bundlesOf(size)) leaves.push(...bundleToLeaves(await read(bundlePath(at)), at.width))
  for (const { path, bytes } of exportLog(nodeCrypto, leaves, checkpoint)) write(join(out, 'log', path), bytes)
  write(join(out, 'trust.json'), trustFileToBytes(bytesToTrustFile(readFileSync(join(data, 'keeper', 'trust.json')))))
  return size
}

function missing(path: string): never {
  throw new TypeError(`the record is served without ${path}`)
}

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

/** Copies DIR/log and changes one letter in the middle of its entries. Gives the copy's folder. */
export function copyWithOneByteChanged(out: string, to: string, size: number): string {
  cpSync(join(out, 'log'), to, { recursive: true })
  const [first] = bundlesOf(size), file = join(to, bundlePath(first!)), bytes = readFileSync(file), at = Math.floor(bytes.length / 2)
  bytes[at] = bytes[at]! ^ 1
  writeFileSync(file, bytes)
  return to
}
