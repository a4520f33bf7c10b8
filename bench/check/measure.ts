// Measures engines side by side: rounds in turn, so that whatever else the machine does falls on all of them alike; the best round counts.

export type Count = (text: string) => number | Promise<number>
export interface Runner { readonly name: string; readonly count: Count; readonly texts: readonly string[] }
export interface Measured { readonly name: string; readonly postsPerSecond: number; readonly hits: number }

/** `texts` of a runner are gone through once a round; slow engines are given fewer. */
export async function measure(runners: readonly Runner[], rounds: number): Promise<readonly Measured[]> {
  const best = runners.map(({ name }) => ({ name, postsPerSecond: 0, hits: 0 }))
  for (let round = 0; round < rounds; round++) {
    for (const [i, { count, texts }] of runners.entries()) {
      const from = performance.now()
      let hits = 0
      for (const text of texts) {
        const found = count(text)
        hits += typeof found === 'number' ? found : await found
      }
      const rate = (texts.length * 1_000) / (performance.now() - from)
      if (rate > best[i]!.postsPerSecond) best[i] = { name: best[i]!.name, postsPerSecond: rate, hits }
    }
  }
  return best
}
