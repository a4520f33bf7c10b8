// The signing origin: a process of its own, without session, cookie or any secret but its database password, that shows what it has hashed and takes signatures.
import { join } from 'node:path'
import { invitationLink, inviteFirst } from '../adapters/identity/invitations.ts'
import { listenOnLoopback } from '../adapters/listen.ts'
import type { Part } from '../adapters/processes/part.ts'
import { openStore, type OpenedStore } from '../adapters/store/store.ts'
import type { PersonId } from '../core/id.ts'
import { buildAssets, type Assets } from '../pages/assets.ts'
import { stripsFor } from '../pages/shell.ts'
import { readTemplates, type Render } from '../pages/templates.ts'
import { openDemoKeys } from './demo-keys.ts'
import { demoRoutes } from './demo-sign.ts'
import { firstRoutes } from './first.ts'
import { ticketRoutes } from './routes.ts'
import { newServer } from './server.ts'
import { openServed } from './served.ts'
import type { Signing } from './signing.ts'
import { stopRoutes } from './stop.ts'
import { suspendRoutes } from './suspend.ts'

const BUNDLES = { 'sign.js': join(import.meta.dirname, 'browser/sign.ts') }
let prepared: { readonly assets: Assets; readonly render: Render } | undefined

/** Builds what browsers load and compiles the templates, while the package's folder can still be read. */
export async function prepare(home?: string): Promise<void> {
  const assets = await buildAssets(BUNDLES, home)
  prepared = { assets, render: readTemplates(join(import.meta.dirname, 'templates'), assets.url) }
}

export async function start(part: Part): Promise<void> {
  if (!prepared) await prepare(part.home)
  const { configuration: { sign: site, web, proxies } } = part, opened = await openStore(part.database(), part.body, { drafts: false })
  const bodyName = await opened.store.read(async reader => (await reader.body()).name)
  const signing: Signing = {
    opened, bodyName, place: { signingOrigin: site.origin, rpId: new URL(site.origin).hostname }, web: web.origin, served: openServed(part), demoKeys: part.demo ? openDemoKeys(part) : undefined, strips: stripsFor(part),
    inviteFirst: person => linkFor(opened, part, person),
  }
  const server = { signing, site, proxies, ...prepared!, log: part.log }, app = await newServer(server)
  ticketRoutes(app, server)
  firstRoutes(app, server)
  stopRoutes(app, server)
  suspendRoutes(app, server)
  if (signing.demoKeys) demoRoutes(app, server, signing.demoKeys)
  const close = await listenOnLoopback(app, site.port)
  part.onStop(async () => {
    await close()
    await opened.end()
  })
  part.ready()
  setTimeout(() => void warm(opened), WARM_AFTER).unref()
}

const CODE_BYTES = 24

async function linkFor({ pool, doors }: OpenedStore, { body, configuration }: Part, person: PersonId): Promise<string | undefined> {
  const code = doors.given().fresh(CODE_BYTES)
  return (await inviteFirst(pool, body, { person, code })) ? invitationLink(configuration.web.origin, code) : undefined
}

const WARM_AFTER = 3_000

/** Reads the rulebook in force while nobody waits, so that the first page need not. Whatever goes wrong here is said by that page. */
const warm = ({ store }: OpenedStore): Promise<unknown> =>
  store.read(async reader => {
    const { policy } = await reader.standing()
    return policy && reader.rulebook(policy.document.rulebook)
  }).catch(() => undefined)
