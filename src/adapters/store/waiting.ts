// Waits for the keeper's judgement: woken by its NOTIFY, and by a clock in case a notification was lost.
import type pg from 'pg'
import type { Reader } from '../../commands/ports.ts'

type Judgement = NonNullable<Awaited<ReturnType<Reader['judged']>>>
const CLOCK = 100

/** `waitJudged` gives the judgement, or nothing when the keeper has not come to it within so many milliseconds. */
export interface Waiting { waitJudged(intake: string, most: number): Promise<Judgement | undefined>; end(): Promise<void> }

export async function listenForJudgements(pool: pg.Pool, judged: (intake: string) => Promise<Judgement | undefined>): Promise<Waiting> {
  const woken = new Set<() => void>()
  let client: pg.PoolClient | undefined, ended = false
  const connect = async () => {
    client = await pool.connect()
    client.on('notification', () => woken.forEach(wake => wake()))
    client.on('error', () => {
      const lost = client
      client = undefined
      lost?.release(true)
      if (!ended) setTimeout(() => void connect().catch(() => {}), CLOCK).unref()
    })
    await client.query('listen sequenced')
  }
  await connect()
  const pause = (most: number) => new Promise<void>(resolve => {
    const wake = () => {
      clearTimeout(timer)
      woken.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, most)
    woken.add(wake)
  })
  return {
    async waitJudged(intake, most) {
      for (const end = performance.now() + most; ;) {
        const woke = pause(CLOCK), judgement = await judged(intake)
        if (judgement || performance.now() >= end) return judgement
        await woke
      }
    },
    async end() {
      ended = true
      const held = client
      client = undefined
      held?.release(true)
    },
  }
}
