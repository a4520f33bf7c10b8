// Says on a terminal how far a long command has come; anywhere else it says nothing.
import type { Io } from './io.ts'

const EVERY = 500

export interface Progress { add(lines: number): void; end(): void }

/** Progress goes to standard error, and only where that is a terminal, so that what is piped on is the answers alone. */
export function progressOn(io: Io, isTerminal = process.stderr.isTTY): Progress {
  let lines = 0, said = 0
  const began = performance.now()
  if (!isTerminal) return { add: () => undefined, end: () => undefined }
  const say = (now: number) => {
    said = now
    io.error(`\r${lines.toLocaleString('en-GB')} lines, ${Math.round((lines * 1_000) / Math.max(1, now - began)).toLocaleString('en-GB')} a second `)
  }
  return {
    add(more) {
      lines += more
      const now = performance.now()
      if (now - said >= EVERY) say(now)
    },
    end() {
      say(performance.now())
      io.error('\n')
    },
  }
}
