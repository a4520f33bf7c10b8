// The keeper: the process that holds the log's key and the platforms' credentials, listens on nothing, and believes only what is signed and in the log.
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { reachFrom } from '../adapters/platforms/reach.ts'
import { wallPlatform } from '../adapters/platforms/wall/wall.ts'
import { closedToOthers } from '../adapters/processes/folders.ts'
import { listenersOn } from '../adapters/processes/listener.ts'
import type { Part } from '../adapters/processes/part.ts'
import { openLogStore } from '../adapters/store/log/log-store.ts'
import { instantOf } from '../core/instant.ts'
import { openFolder } from './folder.ts'
import { foldVersion } from './fold-version.ts'
import { openKeeper } from './keeper.ts'
import { USUAL_PACE, type Place, type Ports } from './ports.ts'

let version = ''

/** Reads the sources' own digest while the package's folder can still be read. */
export function prepare(): Promise<void> {
  version = foldVersion()
  return Promise.resolve()
}

/** Runs until the part is told to stop. Rejects on any doubt about database, folder or record; the supervisor then starts it afresh. */
export async function start(part: Part): Promise<void> {
  if (part.protected) closedToOthers(part.home)
  if (version === '') await prepare()
  const store = await openLogStore(part.database(), part.body)
  const keeper = await openKeeper(portsOf(part, store), placeOf(part))
  part.log(`the log ${keeper.origin} has ${keeper.log.size} entries`)
  const running = keeper.run(() => part.ready())
  part.onStop(async () => {
    keeper.stop()
    await running.catch(() => {})
    await store.end()
  })
  await running
}

function portsOf(part: Part, store: Ports['store']): Ports {
  const { wall } = part.configuration, reach = reachFrom({ wall, onlyThisMachine: part.demo || part.trial, isTheWall: () => !part.protected || listensAsTheWall(part, wall.port) })
  return { crypto: nodeCrypto, store, folder: openFolder(part.home), platforms: { wall: wallPlatform(reach) }, clock: () => instantOf(Date.now()), log: text => part.log(text), pace: USUAL_PACE }
}

/**
 * Whether nobody but the wall's own user (or root, as for a socket that the system holds) listens at its port. While the wall is being started
 * again another user of this machine, web's among them, could take the port, and would be handed the token with the next post.
 */
function listensAsTheWall({ home }: Part, port: number): boolean {
  const wall = statSync(join(dirname(home), 'wall'), { throwIfNoEntry: false }), listeners = listenersOn(port)
  return !wall || !listeners || listeners.every(user => user === wall.uid || user === 0)
}

const placeOf = (part: Part): Place => ({
  body: part.body, demo: part.demo || part.trial, signingOrigin: part.configuration.sign.origin, webHost: part.configuration.web.host, wallHost: part.configuration.wall.host, foldVersion: version,
})
