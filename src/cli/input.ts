// Reads what a command is given, from a file or from standard input, whole or line by line, and never more than a bound.
import { createReadStream } from 'node:fs'
import type { Io } from './io.ts'

/** The most bytes of one post, and of one line. */
export const MOST_BYTES = 16_000_000

/** The bytes of the file, or of standard input when there is no name or it is "-". */
export const bytesOf = (name: string | undefined, io: Io): AsyncIterable<Uint8Array> => (name === undefined || name === '-' ? io.stdin : createReadStream(name))

/** Thrown where the input cannot be read; its message is the sentence for the reader. */
export class Unreadable extends Error {}

export async function readWhole(name: string | undefined, io: Io): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of bytesOf(name, io)) {
      length += piece.length
      if (length > MOST_BYTES) throw new Unreadable(`The input is longer than ${MOST_BYTES} bytes. Check a shorter one.`)
      pieces.push(piece)
    }
  } catch (error) {
    throw asUnreadable(name, error)
  }
  return toText(Buffer.concat(pieces))
}

/** Each line without its end, as bytes; undefined in the place of one that is too long. */
export async function* readLines(name: string | undefined, io: Io): AsyncGenerator<Uint8Array | undefined> {
  let pieces: Uint8Array[] = [], length = 0
  const take = () => {
    const line = length > MOST_BYTES ? undefined : Buffer.concat(pieces)
    pieces = []
    length = 0
    return line
  }
  const keep = (piece: Uint8Array) => {
    length += piece.length
    if (length <= MOST_BYTES) pieces.push(piece)
  }
  try {
    for await (const piece of bytesOf(name, io)) {
      let from = 0
      for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
        keep(piece.subarray(from, end))
        yield take()
        from = end + 1
      }
      keep(piece.subarray(from))
    }
  } catch (error) {
    throw asUnreadable(name, error)
  }
  if (length > 0) yield take()
}

/** Whole lines as they came, or nothing in the place of one line that is too long; `first` is the number of the first of them, from 1. */
export interface Block { readonly bytes: Uint8Array | undefined; readonly first: number }

/** Everything as blocks of whole lines, in order, one for each piece that comes. The last line need not be ended. */
export async function* readBlocks(name: string | undefined, io: Io): AsyncGenerator<Block> {
  let carried: Uint8Array[] = [], length = 0, line = 1, skipping = false
  const block = (...pieces: readonly Uint8Array[]): Block => {
    const bytes = new Uint8Array(Buffer.concat([...carried, ...pieces])), first = line
    line += countLines(bytes)
    return { bytes, first }
  }
  const tooLong = (): Block => {
    carried = []
    return { bytes: undefined, first: line++ }
  }
  try {
    for await (const piece of bytesOf(name, io)) {
      const first = piece.indexOf(10), last = piece.lastIndexOf(10)
      if (!skipping && length + (first < 0 ? piece.length : first) > MOST_BYTES) {
        yield tooLong()
        skipping = true
      }
      if (first >= 0) {
        const from = skipping ? first + 1 : 0
        if (last + 1 > from || carried.length > 0) yield block(piece.subarray(from, last + 1))
        skipping = false
        carried = []
        length = 0
      }
      if (skipping || last + 1 === piece.length) continue
      carried.push(piece.subarray(last + 1))
      length += piece.length - last - 1
    }
  } catch (error) {
    throw asUnreadable(name, error)
  }
  if (carried.length > 0) yield block()
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return lines
}

/** UTF-8, strictly; throws `Unreadable` on anything else. */
export function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Unreadable('The input is not UTF-8 text. Save it as UTF-8 and check it again.')
  }
}

function asUnreadable(name: string | undefined, error: unknown): Error {
  if (error instanceof Unreadable || !(error instanceof Error)) return error as Error
  const code = (error as NodeJS.ErrnoException).code
  const says: { readonly [code: string]: string } = { ENOENT: 'is not there', EISDIR: 'is a folder', EACCES: 'may not be read' }
  return code !== undefined && code in says ? new Unreadable(`${name ?? 'The input'} ${says[code]}.`) : error
}
