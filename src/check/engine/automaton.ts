// Compiles runs of letters into one automaton over typed arrays: one step a code unit finds the end of every run, whatever stands between its letters.
import { LOOK, PERHAPS, WIDTH } from './columns.ts'

/**
 * `next[state + column]` is the next state; states are multiples of WIDTH, and those from `accepting` on end at least one run or need a closer look.
 * What ends in state s stands in `ends` from `endsAt[s / WIDTH]` to `endsAt[s / WIDTH + 1]`. `depth` is how many columns a state has behind it.
 */
export interface Automaton { readonly next: Int32Array; readonly accepting: number; readonly look: number; readonly endsAt: Int32Array; readonly ends: Int32Array; readonly depth: Uint8Array }

/** A run of letters by its columns, no column twice in a row: a letter that is drawn out is one step. */
export type Run = Uint8Array

/** The same runs in the same order always give the same bytes. */
export function compileAutomaton(runs: readonly Run[]): Automaton {
  return new Compiler(runs).compile()
}

class Compiler {
  readonly #children: Int32Array
  readonly #last: Uint8Array
  readonly #depth: Uint8Array
  readonly #ends: number[][] = [[]]
  readonly #fail: Int32Array
  #count = 1

  constructor(runs: readonly Run[]) {
    const most = runs.reduce((sum, run) => sum + run.length, 1)
    this.#children = new Int32Array(most * WIDTH)
    this.#last = new Uint8Array(most)
    this.#depth = new Uint8Array(most)
    this.#fail = new Int32Array(most)
    for (const [id, run] of runs.entries()) this.#plant(run, id)
  }

  #plant(run: Run, id: number): void {
    let state = 0
    for (const column of run) {
      let child = this.#children[state * WIDTH + column]!
      if (child === 0) {
        child = this.#count++
        this.#children[state * WIDTH + column] = child
        this.#last[child] = column
        this.#depth[child] = this.#depth[state]! + 1
        this.#ends.push([])
      }
      state = child
    }
    this.#ends[state]!.push(id)
  }

  compile(): Automaton {
    const order = this.#complete()
    const places = new Int32Array(this.#count), sorted = [...order.filter(state => this.#ends[state]!.length === 0), ...order.filter(state => this.#ends[state]!.length > 0)]
    sorted.forEach((state, place) => { places[state] = place })
    const accepting = sorted.findIndex(state => this.#ends[state]!.length > 0)
    return { ...this.#table(sorted, places), accepting: (accepting < 0 ? this.#count : accepting) * WIDTH, look: this.#count * WIDTH }
  }

  /** Fills in where each state goes on every column, breadth first; gives the states in that order. */
  #complete(): readonly number[] {
    const order = [0]
    for (const state of order) {
      for (let column = 1; column < WIDTH; column++) {
        const at = state * WIDTH + column, child = this.#children[at]!
        const beside = state === 0 ? 0 : this.#children[this.#fail[state]! * WIDTH + column]!
        if (child !== 0) {
          order.push(child)
          this.#fail[child] = beside
          this.#ends[child]!.push(...this.#ends[beside]!)
        } else this.#children[at] = state !== 0 && this.#last[state] === column ? state : beside
      }
    }
    return order
  }

  #table(sorted: readonly number[], places: Int32Array): Pick<Automaton, 'next' | 'endsAt' | 'ends' | 'depth'> {
    const next = new Int32Array(this.#count * WIDTH), endsAt = new Int32Array(this.#count + 1), ends: number[] = [], depth = new Uint8Array(this.#count)
    sorted.forEach((state, place) => {
      const row = place * WIDTH
      for (let column = 1; column < WIDTH; column++) next[row + column] = places[this.#children[state * WIDTH + column]!]! * WIDTH
      next[row] = row
      for (const [perhaps, letter] of PERHAPS) {
        const on = this.#children[state * WIDTH + letter]!
        next[row + perhaps] = this.#depth[on] === this.#depth[state]! + 1 ? places[on]! * WIDTH : row
      }
      next[row + LOOK] = this.#count * WIDTH
      depth[place] = this.#depth[state]!
      endsAt[place] = ends.length
      ends.push(...this.#ends[state]!)
    })
    endsAt[this.#count] = ends.length
    return { next, endsAt, ends: Int32Array.from(ends), depth }
  }
}
