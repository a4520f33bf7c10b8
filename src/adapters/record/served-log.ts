// A record that is served over HTTP (C2SP tlog-tiles), as a source for verification: each answer bounded in size and time, and the whole in time.
import { HASH_LENGTH } from '../../record/merkle.ts'
import { lengthOfBundle } from '../../record/tiles.ts'
import type { LogSource } from '../../record/verify/walk.ts'
import { LONGEST_FILE, NotThere } from './not-there.ts'

/** Milliseconds that one answer may take, and the whole record. */
export interface Patience { readonly once: number; readonly whole: number }
const PATIENCE: Patience = { once: 15_000, whole: 600_000 }

/** `address` is the prefix under which `checkpoint` and `tile/` are served. Reading throws `NotThere` when it does not answer in time; what it says is not there is a missing file. */
export function openServedLog(address: string, patience = PATIENCE): LogSource {
  const prefix = address.replace(/\/+$/, ''), until = Date.now() + patience.whole
  const read = (path: string) => fetchUpTo(`${prefix}/${path}`, LONGEST_FILE, Math.min(patience.once, until - Date.now()))
  return { read: async path => (await read(path)) ?? firstOfFull(path, read) }
}

/** A log may drop a partial tile once the full one is there (tlog-tiles, Partial Tiles): what was asked for is then the first part of that. */
async function firstOfFull(path: string, read: (path: string) => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
  const [, full, width] = /^(tile\/.+)\.p\/(\d+)$/.exec(path) ?? []
  const bytes = full === undefined ? undefined : await read(full)
  if (!bytes) return undefined
  return path.startsWith('tile/entries/') ? bytes.subarray(0, lengthOfBundle(bytes, Number(width))) : bytes.subarray(0, Number(width) * HASH_LENGTH)
}

async function fetchUpTo(address: string, most: number, milliseconds: number): Promise<Uint8Array | undefined> {
  if (milliseconds <= 0) throw new NotThere(`The record at ${address} is too large or too slow to be fetched in time. Fetch it as a folder and verify that.`)
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(milliseconds) })
    if (answer.status === 404 || answer.status === 410) return await answer.body?.cancel(), undefined
    if (!answer.ok) throw new NotThere(`${address} answered with status ${answer.status}. Ask whoever serves it, or verify a copy of the folder.`)
    return await bodyUpTo(answer, most)
  } catch (fault) {
    if (fault instanceof NotThere) throw fault
    throw new NotThere(`${address} does not answer. Check the address and whether it is served.`, { cause: fault })
  }
}

async function bodyUpTo(answer: Response, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of answer.body ?? []) {
    pieces.push(piece)
    length += piece.length
    if (length >= most) break
  }
  return new Uint8Array(Buffer.concat(pieces).subarray(0, most))
}
