// The pages: a process that drafts, checks and shows. It holds no credential and no key, and can let nothing out.
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { CannotStart } from '../adapters/cannot-start.ts'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import type { HttpDoor } from '../adapters/http-door.ts'
import type { Part } from '../adapters/processes/part.ts'
import { loadRulebookFolder } from '../adapters/rulebook/read.ts'
import { openStore, type OpenedStore } from '../adapters/store/store.ts'
import type { RulebookDocument } from '../check/rulebook/document.ts'
import type { Reader } from '../commands/ports.ts'
import { starterPolicy } from '../commands/starter-policy.ts'
import { hex, utf8 } from '../core/bytes.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { digestOf } from '../core/digest.ts'
import { buildAssets, ROOT, type Assets } from '../pages/assets.ts'
import { keptOr } from '../pages/kept.ts'
import { stripsFor } from '../pages/shell.ts'
import { readTemplates, type Render } from '../pages/templates.ts'
import type { Policy } from '../signoff/policy.ts'
import { accessRoutes } from './access.ts'
import { composerRoutes } from './composer.ts'
import { invitationRoutes } from './invitation.ts'
import { KeptTree } from './kept-tree.ts'
import { peopleRoutes } from './people.ts'
import { postRoutes } from './post.ts'
import { recordRoutes } from './record.ts'
import { newServer } from './server.ts'
import { removeOld } from './sessions.ts'
import { settingsRoutes } from './settings.ts'
import { signInRoutes } from './sign-in.ts'
import type { App, Web } from './site.ts'
import { tokenRoutes } from './tokens.ts'
import { workRoutes } from './work.ts'

const BROWSER = join(import.meta.dirname, 'browser')
const BUNDLES = { 'composer.js': join(BROWSER, 'composer.ts'), 'passkey.js': join(BROWSER, 'passkey.ts'), 'proof.js': join(BROWSER, 'proof.ts') }

/** The documents that this version brings: kept at every start, so that a policy can name them. */
interface Shipped { readonly rulebook: Uint8Array; readonly code: Uint8Array }
export interface Prepared { readonly assets: Assets; readonly render: Render; readonly shipped: Shipped }
let kept: Prepared | undefined

/** Builds what browsers load, compiles the templates and reads rulebook and code, while the package's folder can still be read. */
export const prepare = async (home?: string): Promise<void> => void (await prepared(home))

/** What `prepare` has made; made now where it has not been. */
export async function prepared(home?: string): Promise<Prepared> {
  if (kept) return kept
  const assets = await buildAssets(BUNDLES, home)
  kept = { assets, render: readTemplates(join(import.meta.dirname, 'templates'), assets.url), shipped: await readShipped(home) }
  return kept
}

const RULEBOOK = join(ROOT, 'rulebooks/uk-government')

/** The rulebook is tested on its own examples once for these rules and this checker; a later start takes what stood the test. */
async function readShipped(home: string | undefined): Promise<Shipped> {
  const document = await keptOr<RulebookDocument>({ name: 'rulebook', key: digestOfFiles([RULEBOOK, join(ROOT, 'src/check')]), home, root: ROOT }, async () => {
    const loaded = loadRulebookFolder(RULEBOOK)
    if (!loaded.ok) throw new CannotStart(`The rulebook that this version brings cannot be used: ${String(loaded.facts['place'])} ${String(loaded.facts['wrong'])}. Install it again.`)
    return loaded.value.document
  })
  const code = ['demo/code.md', 'code.md'].map(path => join(ROOT, path)).find(path => existsSync(path))
  if (!code) throw new CannotStart('The text of the code (demo/code.md) is missing. Install this version again.')
  return { rulebook: canonicalBytes(document as unknown as Json), code: readFileSync(code) }
}

function digestOfFiles(folders: readonly string[]): string {
  const files = folders.flatMap(folder => readdirSync(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).toSorted()
  return hex(nodeCrypto.sha256(...files.flatMap(file => [utf8(`${file.slice(ROOT.length)}\n`), readFileSync(file)])))
}

/** `doors`: what main.ts has this process serve beside the pages. */
export async function start(part: Part, doors: readonly HttpDoor[] = []): Promise<void> {
  const made = await prepared(part.home), opened = await openStore(part.database(), part.body, { drafts: true })
  const app = await openSite(part, opened, made, doors), { web: site } = part.configuration
  await app.listen({ port: site.port, host: '127.0.0.1' })
  const six = await alsoOnSix(app, site.port)
  const old = setInterval(() => void removeOld(opened.pool, part.body).catch(() => {}), 15 * 60_000).unref()
  part.onStop(async () => {
    clearInterval(old)
    six?.close()
    six?.closeAllConnections()
    await app.close()
    await opened.end()
  })
  part.ready()
}

/** Everything but the listening, so that tests can ask without a port. The shipped documents are kept when it returns. */
export async function openSite(part: Part, opened: OpenedStore, { assets, render, shipped }: Prepared, doors: readonly HttpDoor[] = []): Promise<App> {
  await keepShipped(opened, shipped)
  const { web: site, sign, wall, proxies } = part.configuration, body = await opened.store.read(reader => reader.body())
  const web: Web = {
    opened, site, sign, wall, body, demo: part.demo, trial: part.trial, strips: stripsFor(part), assets, render, tree: new KeptTree(nodeCrypto), log: part.log,
    starter: reader => starterOf(reader, shipped, wall.host),
  }
  const app = await newServer(web, { secret: secretOf(part), proxies, doors })
  signInRoutes(app, web)
  if (!web.demo) invitationRoutes(app, web)
  accessRoutes(app, web)
  workRoutes(app, web)
  composerRoutes(app, web)
  postRoutes(app, web)
  peopleRoutes(app, web)
  settingsRoutes(app, web)
  tokenRoutes(app, web)
  recordRoutes(app, web)
  await app.ready()
  return app
}

const keepShipped = ({ store }: OpenedStore, { rulebook, code }: Shipped): Promise<void> =>
  store.transact(transaction => transaction.commit([{ change: 'keep-document', kind: 'rulebook', bytes: rulebook }, { change: 'keep-document', kind: 'code', bytes: code }], null))

/** The starter policy, once the trust file names the first person: who may lift a refusal stands in it. On the wall the body goes by its own name. */
async function starterOf(reader: Reader, { rulebook, code }: Shipped, wallHost: string): Promise<Policy | undefined> {
  const { first } = await reader.standing(), { id: organisation, name } = await reader.body(), arbiter = first[0]
  if (!arbiter) return undefined
  return starterPolicy({ crypto: nodeCrypto, organisation, rulebook: digestOf(nodeCrypto, rulebook), code: digestOf(nodeCrypto, code), wallHost, account: name, name, arbiter })
}

const SECRET = 'session-secret', SECRET_BYTES = 32

/** Signs the cookies; kept in the own folder, so that a restart signs nobody out. */
function secretOf(part: Part): string {
  const kept = part.read(SECRET)
  if (kept !== undefined) return kept
  const fresh = randomBytes(SECRET_BYTES).toString('hex')
  part.write(SECRET, fresh)
  return fresh
}

/** On both loopback addresses: `localhost` is either. A machine without IPv6 has one. */
async function alsoOnSix(app: App, port: number): Promise<Server | undefined> {
  const six = createServer((request, response) => app.routing(request, response))
  return new Promise((resolve, reject) => {
    six.once('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'EADDRNOTAVAIL' || fault.code === 'EAFNOSUPPORT') resolve(undefined)
      else reject(fault.code === 'EADDRINUSE' ? new CannotStart(`Port ${port} is used by another program on ::1. Stop that program, or start with other ports: --port 3100 takes 3100, 3101 and 3102.`) : fault)
    })
    six.listen({ port, host: '::1' }, () => resolve(six))
  })
}
