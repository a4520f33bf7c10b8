// The store of one body as one part's role sees it: fills the ports of commands and queries.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Given, Store } from '../../commands/ports.ts'
import type { Doors } from '../../commands/run.ts'
import type { OrganisationId } from '../../core/id.ts'
import { instantOf } from '../../core/instant.ts'
import { nodeCrypto } from '../crypto/node.ts'
import type { DatabaseAddress } from '../database-url.ts'
import { handOver, makeChange } from './changes.ts'
import { inBody, openPool } from './connection.ts'
import { readerOver } from './reader.ts'
import { ticketsOver, type Tickets } from './tickets.ts'
import { listenForJudgements, type Waiting } from './waiting.ts'

export interface OpenedStore {
  readonly store: Store
  /** What `run.ts` needs: the store, node's crypto, the clock and chance. */
  readonly doors: Doors
  readonly tickets: Tickets
  readonly waitJudged: Waiting['waitJudged']
  readonly pool: ReturnType<typeof openPool>
  end(): Promise<void>
}

const AGAIN = 5, SETTLED_WITHIN = 1_000

export const chance = (): Given => ({ now: instantOf(Date.now()), freshId: randomUUID, fresh: bytes => randomBytes(bytes).toString('base64url') })

/** Opens the store. `drafts`: whether the role may read working copies. */
export async function openStore(address: DatabaseAddress, body: OrganisationId, { drafts, connections = 7 }: { readonly drafts: boolean; readonly connections?: number }): Promise<OpenedStore> {
  const pool = openPool(address, connections)
  const store: Store = {
    read: work => inBody(pool, body, 'read', client => work(readerOver(client, body, drafts))),
    transact: work => withAgain(() => inBody(pool, body, 'write', client => work({
      ...readerOver(client, body, drafts),
      commit: async (changes, entry) => {
        for (const change of changes) await makeChange(client, body, change)
        if (entry) await handOver(client, body, entry)
      },
    }))),
  }
  const waiting = await listenForJudgements(pool, intake => store.read(reader => reader.judged(intake)))
  const settled = async (intake: string) => {
    await waiting.waitJudged(intake, SETTLED_WITHIN)
  }
  return {
    store, pool, tickets: ticketsOver(pool, body), waitJudged: waiting.waitJudged, doors: { store, crypto: nodeCrypto, given: chance, settled },
    async end() {
      await waiting.end()
      await pool.end()
    },
  }
}

/** Two posts begun at once may ask for one number: the second asks again. */
async function withAgain<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (thrown) {
      if (tries === AGAIN || (thrown as { constraint?: string }).constraint !== 'post_body_number_key') throw thrown
    }
  }
}
