// Chance that can be repeated: a small generator of numbers from a seed, for tests that act at random and print their seed.

export interface Chance {
  /** A whole number from 0 up to, and without, `below`. */
  readonly below: (below: number) => number
  readonly oneOf: <Value>(values: readonly Value[]) => Value
  /** True in so many of a hundred cases. */
  readonly inHundred: (cases: number) => boolean
  readonly bytes: (length: number) => Uint8Array
}

/** Mulberry32: quick, and the same in every engine. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const below = (most: number) => Math.floor(next() * most)
  return { below, oneOf: values => values[below(values.length)]!, inHundred: cases => below(100) < cases, bytes: length => Uint8Array.from({ length }, () => below(256)) }
}
