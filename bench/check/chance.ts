// Chance from a fixed seed: the same posts on every machine and every run.

export interface Chance { below(most: number): number; pick<One>(from: readonly One[]): One; happens(inHundred: number): boolean }

/** Mulberry32, a well-known small generator. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000
  }
  const below = (most: number): number => Math.floor(next() * most)
  return { below, pick: from => from[below(from.length)]!, happens: inHundred => next() * 100 < inHundred }
}
