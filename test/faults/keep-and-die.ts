// The real keeper in a process of its own, with its ports wrapped so that it is killed at one point: for the crash table. The product itself has no such switch.
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import type { DatabaseAddress } from '../../src/adapters/database-url.ts'
import type { SendOutcome } from '../../src/adapters/platforms/platform.ts'
import { reachFrom } from '../../src/adapters/platforms/reach.ts'
import { wallPlatform } from '../../src/adapters/platforms/wall/wall.ts'
import { openLogStore } from '../../src/adapters/store/log/log-store.ts'
import { utf8, utf8ToText } from '../../src/core/bytes.ts'
import type { OrganisationId } from '../../src/core/id.ts'
import { instantOf } from '../../src/core/instant.ts'
import { openFolder } from '../../src/keeper/folder.ts'
import { foldVersion } from '../../src/keeper/fold-version.ts'
import { openKeeper } from '../../src/keeper/keeper.ts'
import { USUAL_PACE, type Ports } from '../../src/keeper/ports.ts'
import { bytesToCheckpoint } from '../../src/record/checkpoint.ts'

/** Where it is killed: at the first time that the keeper comes to this step. */
export const POINTS = [
  'before commit', 'after commit', 'before signing', 'before the rename', 'after signing', 'before showing', 'after showing',
  'before arming', 'in the middle of arming', 'after arming', 'after sending', 'before the receipt', 'after the receipt', 'before settling', 'in the middle of settling', 'after settling',
  'before the snapshot', 'after the snapshot', 'before marking the code as spent', 'before the trust file', 'after the trust file',
] as const
export type Point = (typeof POINTS)[number]

/** What the outside does to a send: the answer never comes, the platform says no, nobody is there, or it takes the post when everybody has stopped looking. */
export type Twin = 'answers' | 'drops the answer' | 'refuses' | 'is away once' | 'takes it late'

export interface Keeping {
  readonly address: Omit<DatabaseAddress, 'password'> & { readonly password: string }
  readonly body: OrganisationId
  readonly home: string
  readonly wall: { readonly origin: string; readonly host: string; readonly port: number }
  readonly signingOrigin: string
  readonly die: Point | null
  readonly twin: Twin
  /** A file to which every root is written that is about to be signed. */
  readonly signedRoots: string
}

const keeping = JSON.parse(process.argv[2]!) as Keeping
const at = (point: Point): void => {
  if (keeping.die === point) process.kill(process.pid, 'SIGKILL')
}

const store = await openLogStore({ ...keeping.address, password: () => keeping.address.password }, keeping.body)
const folder = openFolder(keeping.home)
const wall = wallPlatform(reachFrom({ wall: keeping.wall, onlyThisMachine: true }), { milliseconds: 1_500, longest: 1_000_000 })
let sends = 0

const ports: Ports = {
  crypto: nodeCrypto,
  store: {
    ...store,
    async append(batch) {
      const receipt = batch.entries.some(({ leaf }) => utf8ToText(leaf).includes('"kind":"receipt"'))
      at('before commit')
      if (receipt) at('before the receipt')
      await store.append(batch)
      at('after commit')
      if (receipt) at('after the receipt')
    },
    async publish(publication) {
      at('before showing')
      await store.publish(publication)
      at('after showing')
    },
  },
  folder: {
    read: name => folder.read(name),
    write(name, text) {
      if (name === 'checkpoint') {
        at('before signing')
        const { size, root } = bytesToCheckpoint(utf8(text))
        appendFileSync(keeping.signedRoots, `${size} ${Buffer.from(root).toString('hex')}\n`)
        writeFileSync(join(keeping.home, 'checkpoint.new'), text)
        at('before the rename')
      }
      if (name === 'snapshot.json') at('before the snapshot')
      if (name === 'codes-spent.json') at('before marking the code as spent')
      if (name === 'trust.json' && folder.read(name)) at('before the trust file')
      folder.write(name, text)
      if (name === 'checkpoint') at('after signing')
      if (name === 'snapshot.json') at('after the snapshot')
      if (name === 'trust.json' && text.includes('"spki"')) at('after the trust file')
    },
    append(name, line) {
      const arming = line.startsWith('{"armed"'), settling = line.startsWith('{"settled"')
      if (arming) at('before arming')
      if (settling) at('before settling')
      if ((arming && keeping.die === 'in the middle of arming') || (settling && keeping.die === 'in the middle of settling')) {
        appendFileSync(join(keeping.home, name), line.slice(0, line.length / 2))
        process.kill(process.pid, 'SIGKILL')
      }
      folder.append(name, line)
      if (arming) at('after arming')
      if (settling) at('after settling')
    },
  },
  platforms: {
    wall: {
      ...wall,
      async send(requests, credential): Promise<SendOutcome> {
        sends++
        if (keeping.twin === 'refuses') return { outcome: 'refused', why: 'status 422' }
        if (keeping.twin === 'is away once' && sends === 1) return wall.send(requests.map(each => ({ ...each, host: 'localhost:1' })), { ...credential, host: 'localhost:1' })
        if (keeping.twin === 'takes it late') {
          setTimeout(() => void wall.send(requests, credential), 900)
          return { outcome: 'unknown', why: keeping.twin }
        }
        const came = await wall.send(requests, credential)
        at('after sending')
        return keeping.twin === 'drops the answer' ? { outcome: 'unknown', why: keeping.twin } : came
      },
    },
  },
  clock: () => instantOf(Date.now()),
  log: text => process.stdout.write(text + '\n'),
  pace: { ...USUAL_PACE, looks: [0, 50, 100, 100], later: [300, 300, 300, 300], readBacks: [0, 200], again: 100, snapshotEvery: 0, snapshotAfter: 3 },
}

const keeper = await openKeeper(ports, { body: keeping.body, demo: true, signingOrigin: keeping.signingOrigin, webHost: 'localhost:3000', wallHost: keeping.wall.host, foldVersion: foldVersion() })
process.on('SIGTERM', () => keeper.stop())
await keeper.run(() => process.stdout.write('ready\n'))
await store.end()
