// Measures engines side by side, by the processor's time: rounds in turn, so that whatever else the machine does falls on all of them alike; the best round counts.

export type Count = (text: string) => number | Promise<number>
export interface Runner { readonly name: string; readonly count: Count; readonly texts: readonly string[]; readonly share: number }
export interface Measured { readonly name: string; readonly postsPerSecond: number; readonly hits: number }

/** Each round goes through other texts of a runner's, `share` of them, so that none answers from memory; slow engines are given fewer. */
export async function measure(runners: readonly Runner[], rounds: number): Promise<readonly Measured[]> {
  const best = runners.map(({ name }) => ({ name, postsPerSecond: 0, hits: 0 }))
  for (let round = 0; round < rounds; round++) {
    for (const [i, { count, texts: all, share }] of runners.entries()) {
      const texts = Array.from({ length: share }, (_, n) => all[(round * share + n) % all.length]!), from = processorTime()
      let hits = 0
      for (const text of texts) {
        const found = count(text)
        hits += typeof found === 'number' ? found : await found
      }
      const rate = (texts.length * 1_000_000) / (processorTime() - from)
      if (rate > best[i]!.postsPerSecond) best[i] = { name: best[i]!.name, postsPerSecond: rate, hits }
    }
  }
  return best
}

/** Microseconds that this thread has worked. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage()
  return user + system
}
