// A terminal for tests: what a command is given, and everything that it wrote.
import type { Io } from './io.ts'

export interface Written { readonly io: Io; out(): string; error(): string }

/** Standard input comes in the given pieces, as it does from a pipe. */
export function terminal(input: string | readonly (string | Uint8Array)[] = '', colours = false): Written {
  let out = '', error = ''
  const pieces = typeof input === 'string' ? [input] : input
  async function* stdin() {
    for (const piece of pieces) yield await Promise.resolve(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
  }
  return { io: { stdin: stdin(), out: text => { out += text }, error: text => { error += text }, terminal: colours }, out: () => out, error: () => error }
}
