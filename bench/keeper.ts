// Measures the keeper on this machine: what it takes in at 32 clients, one act to its signed checkpoint, and how fast it is back after a restart.
import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { nodeCrypto } from '../src/adapters/crypto/node.ts'
import type { Service } from '../src/adapters/processes/service.ts'
import type { PlatformAdapter } from '../src/adapters/platforms/platform.ts'
import { openLogStore } from '../src/adapters/store/log/log-store.ts'
import { canonicalBytes, type Json } from '../src/core/canonical.ts'
import type { OrganisationId } from '../src/core/id.ts'
import { HOUR, instantOf } from '../src/core/instant.ts'
import { statementToBytes, type Statement } from '../src/core/statement.ts'
import { openFolder } from '../src/keeper/folder.ts'
import { foldVersion } from '../src/keeper/fold-version.ts'
import { openKeeper } from '../src/keeper/keeper.ts'
import { USUAL_PACE } from '../src/keeper/ports.ts'
import { statementRowId } from '../src/keeper/read-intake.ts'
import { addressFor, TrialBody } from '../test/trial-body.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '6000' }, entries: { type: 'string', default: '100000' } } })
const CLIENTS = 32, ROWS = Number(values.rows), ENTRIES = Number(values.entries)
interface Row { readonly id: string; readonly bytes: Uint8Array }

let service!: Service, organisation!: OrganisationId, keeper: Awaited<ReturnType<typeof startKeeper>> | undefined

/** The real keeper in this process, so that its start can be timed by itself. */
async function startKeeper() {
  const begun = performance.now(), home = join(service.data, 'keeper'), store = await openLogStore(addressFor(service, 'keeper'), organisation)
  const ports = { crypto: nodeCrypto, store, folder: openFolder(home), platforms: { wall: {} as PlatformAdapter }, clock: () => instantOf(Date.now()), log: () => {}, pace: USUAL_PACE }
  const opened = await openKeeper(ports, { body: organisation, demo: true, signingOrigin: service.sign, webHost: 'localhost', wallHost: new URL(service.wall).host, foldVersion: foldVersion() })
  const running = Promise.withResolvers<void>(), ended = opened.run(running.resolve)
  await Promise.race([running.promise, ended])
  return {
    took: performance.now() - begun, entries: opened.log.size,
    async stop() {
      opened.stop()
      await ended
      await store.end()
    },
  }
}

const stops = (count: number): readonly Row[] => Array.from({ length: count }, () => ({ id: randomUUID(), bytes: canonicalBytes({ post: randomUUID(), stop: { act: 'contribute', person: randomUUID() } }) }))
/** Signed declarations by one person: each is verified and folded, and counts. */
async function statements(body: TrialBody, count: number): Promise<readonly Row[]> {
  const asha = body.person('Asha Quill'), { people, policy } = await body.web.store.read(reader => reader.standing()), log = await body.tree()
  return Array.from({ length: count }, () => {
    const payload = statementToBytes({
      kind: 'declare', demo: true, subject: { name: 'code', digest: policy!.document.code.digest },
      predicate: { organisation, person: asha.id, key: people.keys[asha.passkey.credential]!.entry, nonce: randomBytes(16).toString('base64url'), expires: instantOf(Date.now() + HOUR / 2), log, role: 'press-officer' },
    } as Statement)
    return { id: statementRowId(nodeCrypto, payload), bytes: canonicalBytes({ envelope: asha.passkey.sign(payload, body.at) } as unknown as Json) }
  })
}

const at = (times: readonly number[], part: number): string => times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * part)]!.toFixed(1)
const perSecond = (count: number, milliseconds: number): string => Math.round((count / milliseconds) * 1000).toLocaleString('en-GB')

/** Hands all of it in through so many clients at once, and waits until the keeper has judged the last. */
async function handInAll(name: string, pool: pg.Pool, rows: readonly Row[]): Promise<void> {
  const began = new Map<string, number>(), inserts: number[] = [], judged = new Map<string, number>(), start = performance.now()
  let next = 0
  const client = async (): Promise<void> => {
    for (let row = rows[next++]; row; row = rows[next++]) {
      const before = performance.now()
      began.set(row.id, before)
      await pool.query({ name: 'hand-in', text: 'insert into intake (id, body, bytes) values ($1, $2, $3)', values: [row.id, organisation, Buffer.from(row.bytes)] })
      inserts.push(performance.now() - before)
    }
  }
  const watch = async (): Promise<void> => {
    for (let last = -1; judged.size < rows.length; await new Promise(resolve => setTimeout(resolve, 2))) {
      const found = await pool.query<{ intake: string; index: string }>('select intake, index from judged where index > $1 order by index', [last])
      for (const { intake, index } of found.rows) {
        last = Number(index)
        if (began.has(intake)) judged.set(intake, performance.now())
      }
    }
  }
  const watching = watch()
  await Promise.all(Array.from({ length: CLIENTS }, client))
  const inserted = performance.now() - start
  await watching
  const waits = rows.map(({ id }) => judged.get(id)! - began.get(id)!)
  console.log(`${name}, ${CLIENTS} clients: ${perSecond(rows.length, inserted)} a second handed in (p50 ${at(inserts, 0.5)} ms, p99 ${at(inserts, 0.99)} ms), ${perSecond(rows.length, performance.now() - start)} a second signed and judged (p50 ${at(waits, 0.5)} ms, p99 ${at(waits, 0.99)} ms)`)
}

const body = await TrialBody.begin(['wall'], (started, own) => {
  service = started
  organisation = own
  void startKeeper().then(opened => { keeper = opened })
})
const poolOf = (part: 'web' | 'sign', max: number) => new pg.Pool({ ...addressFor(service, part), max, options: `-c app.body=${organisation}` })
const web = poolOf('web', 10), sign = poolOf('sign', 6)

await handInAll('first thousand, to warm up', web, stops(1_000))
await handInAll('stops', web, stops(ROWS))
await handInAll('signed statements', sign, await statements(body, ROWS / 2))
const single: number[] = []
for (const { id, bytes } of await statements(body, 100)) {
  const before = performance.now()
  await sign.query('insert into intake (id, body, bytes) values ($1, $2, $3)', [id, organisation, Buffer.from(bytes)])
  await body.judged(id)
  single.push(performance.now() - before)
}
console.log(`one signed act to its signed checkpoint: p50 ${at(single, 0.5)} ms, p99 ${at(single, 0.99)} ms`)

const missing = ENTRIES - (await body.tree()).size
if (missing > 0) await handInAll('filling up', web, stops(missing))
await keeper?.stop()
for (const name of ['from the snapshot', 'from the snapshot, again', 'without a snapshot']) {
  if (name.startsWith('without')) rmSync(join(service.data, 'keeper', 'snapshot.json'))
  const opened = await startKeeper()
  console.log(`restart at ${opened.entries.toLocaleString('en-GB')} entries, ${name}: ${opened.took.toFixed(0)} ms`)
  await opened.stop()
}
await web.end()
await sign.end()
await body.end()
