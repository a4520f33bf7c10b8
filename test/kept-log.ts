// A keeper in the test's own process, over a real database and a folder in memory, with a clock that the test sets and a platform that remembers.
import pg from 'pg'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import type { PlatformAdapter } from '../src/adapters/platforms/platform.ts'
import { openLogStore, type LogStore } from '../src/adapters/store/log/log-store.ts'
import { instantOf, type Instant } from '../src/core/instant.ts'
import { openKeeper, type Keeper } from '../src/keeper/keeper.ts'
import { USUAL_PACE, type Place, type Ports } from '../src/keeper/ports.ts'
import { newDatabase, type TestDatabase } from './database.ts'
import { memoryFolder, type MemoryFolder } from './memory-folder.ts'
import { PLACE } from './memory-log.ts'

export class KeptLog {
  readonly database: TestDatabase
  readonly place: Place
  folder: MemoryFolder
  readonly said: string[] = []
  keeper: Keeper | undefined
  #running: Promise<void> | undefined
  #store: LogStore | undefined
  readonly #clients: pg.Client[] = []

  private constructor(database: TestDatabase, folder: MemoryFolder) {
    this.database = database
    this.folder = folder
    this.place = { ...PLACE, body: database.body }
  }

  static async begin(folder = memoryFolder()): Promise<KeptLog> {
    const kept = new KeptLog(await newDatabase(), folder)
    await kept.start()
    return kept
  }

  /** Starts a keeper and returns when it has caught up; rejects when it refuses to start. */
  async start({ ports = {}, place = {} }: { readonly ports?: Partial<Ports>; readonly place?: Partial<Place> } = {}): Promise<void> {
    const store = (this.#store = await openLogStore(this.database.address('keeper'), this.database.body))
    const own: Ports = {
      crypto: nodeCrypto, store, folder: this.folder, platforms: { wall: {} as PlatformAdapter }, clock: (): Instant => instantOf(Date.now()), log: text => { this.said.push(text) }, pace: { ...USUAL_PACE, clock: 20 }, ...ports,
    }
    try {
      const keeper = (this.keeper = await openKeeper(own, { ...this.place, ...place }))
      await new Promise<void>((resolve, reject) => {
        this.#running = keeper.run(resolve)
        this.#running.catch(reject)
      })
    } catch (fault) {
      await store.end()
      throw fault
    }
  }

  /** What the keeper ends with: nothing when it was told to stop, else its doubt. */
  ended = (): Promise<unknown> => this.#running!.then(() => undefined, (fault: unknown) => fault)

  async stop(): Promise<void> {
    this.keeper?.stop()
    await this.ended()
    await this.#store?.end()
  }

  async as(part: 'web' | 'sign' | 'keeper' | 'superuser'): Promise<pg.Client> {
    const client = new pg.Client({ ...(part === 'superuser' ? this.database.superuser : this.database.address(part)), options: `-c app.body=${this.database.body}` })
    client.on('error', () => {})
    await client.connect()
    this.#clients.push(client)
    return client
  }

  async end(): Promise<void> {
    await this.stop().catch(() => {})
    for (const client of this.#clients) await client.end()
    await this.database.drop()
  }
}

/** Waits until something holds. */
export async function until<Value>(holds: () => Promise<Value | undefined | false>, most = 5_000): Promise<Value> {
  for (const end = Date.now() + most; ; await new Promise(resolve => setTimeout(resolve, 10))) {
    const value = await holds()
    if (value !== undefined && value !== false) return value
    if (Date.now() > end) throw new Error('it did not come so far in time')
  }
}
