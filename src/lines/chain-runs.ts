// Puts the runs of one line together where they follow each other with little between: a copy with words changed, added or left out.
import type { Run } from './find-runs.ts'

/** `letters` of the line stand from `from` to `to` in the text; `longest` is the longest run among them. */
export interface Chain { readonly from: number; readonly to: number; readonly letters: number; readonly longest: Run }

/** More letters than these between two runs, and they are no longer one copy: some four words. */
const MOST_BETWEEN = 24

/** A line that stands so often in one text need not be shown more often. */
const MOST_PLACES = 10

/** The chains that count, none overlapping another in the text; of two that do, the one with more of the line. Runs come in the order of the text. */
export function chainRuns(runs: readonly Run[], counts: (chain: Chain) => boolean): readonly Chain[] {
  const found: Chain[] = []
  for (const chain of chainsByEnd(runs).toSorted((a, b) => b.letters - a.letters || a.from - b.from)) {
    if (found.length === MOST_PLACES) break
    if (!found.some(other => chain.from < other.to && other.from < chain.to) && counts(chain)) found.push(chain)
  }
  return found.toSorted((a, b) => a.from - b.from)
}

/** For each run the chain with most letters that ends with it: a chain reaches back over little, so only a few runs need to be looked at. */
function chainsByEnd(runs: readonly Run[]): readonly Chain[] {
  const chains: Chain[] = []
  for (const [i, run] of runs.entries()) {
    let chain: Chain = { from: run.at, to: run.at + run.length, letters: run.length, longest: run }
    for (let j = i - 1; j >= 0 && j >= i - MOST_BACK; j--) {
      const before = chains[j]!
      if (!follows(runs[j]!, run) || before.letters + run.length <= chain.letters) continue
      chain = { from: before.from, to: run.at + run.length, letters: before.letters + run.length, longest: before.longest.length >= run.length ? before.longest : run }
    }
    chains.push(chain)
  }
  return chains
}

/** So many runs of one line can begin within the reach of a chain, at five letters each and a few places in the line: more are not looked back at. */
const MOST_BACK = 40

const follows = (before: Run, run: Run): boolean => {
  const between = run.at - (before.at + before.length)
  return between >= 0 && between <= MOST_BETWEEN && run.in >= before.in + before.length
}
