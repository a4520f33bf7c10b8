// The wall's adapter held to the contract of all platforms, against a real wall behind a door that can be made to fail.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { canonical, parseCanonical, type Json } from '../../../core/canonical.ts'
import { utf8 } from '../../../core/bytes.ts'
import { instantOf } from '../../../core/instant.ts'
import { platformContract, type UnderTest, type Weather } from '../contract.ts'
import { reachFrom } from '../reach.ts'
import { wallPlatform } from './wall.ts'

/** A wall of the contract: the same answers as the product's own, which adapters may not import, with what others do to posts. */
interface Kept { id: string; at: string; account: string; parts: { kind: string; text: string }[] }

const folder = mkdtempSync(join(tmpdir(), 'wall-adapter-'))
const stops: (() => void)[] = [() => rmSync(folder, { recursive: true })]
after(() => { for (const stop of stops) stop() })

async function begin(): Promise<UnderTest> {
  const posts: Kept[] = [], waiting = new Set<Socket>()
  let weather: Weather = 'fair', made = 0
  const stray: string[] = []
  const server = createServer((asked, reply) => void answer(asked, reply))
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo, host = `wall.localhost:${port}`
  stops.push(() => {
    server.close()
    server.closeAllConnections()
  })

  async function answer(asked: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = Buffer.concat(await asked.toArray() as Buffer[])
    if (asked.method === 'POST' && asked.url !== '/posts') stray.push(String(asked.headers.authorization))
    if (weather === 'drops before taking') return void asked.socket.destroy()
    if (weather === 'refuses') return void reply.writeHead(422).end('no')
    if (weather === 'redirects' && asked.method === 'POST') return void reply.writeHead(307, { location: `http://localhost:${port}/elsewhere` }).end()
    if (asked.method === 'POST') take(asked, body)
    if (weather === 'drops after taking') return void asked.socket.destroy()
    if (weather === 'slow') return void waiting.add(asked.socket)
    if (weather === 'fails after taking') return void reply.writeHead(503).end('later')
    if (weather === 'babbles') return void reply.writeHead(asked.method === 'POST' ? 201 : 200).end('{"id":')
    if (asked.method === 'POST') return void reply.writeHead(201).end(JSON.stringify({ id: posts.at(-1)!.id, at: posts.at(-1)!.at }))
    const [, one] = /^\/posts\/(.+)\.json$/.exec(asked.url!) ?? [], before = new URL(asked.url!, 'http://wall').searchParams.get('before')
    const found = one === undefined ? undefined : posts.find(({ id }) => id === one)
    if (one !== undefined) return void (found ? reply.end(canonical(found as unknown as Json)) : reply.writeHead(404).end())
    const end = before === null ? posts.length : posts.findIndex(({ id }) => id === before)
    reply.end(canonical(posts.slice(Math.max(0, end - 3), end).reverse() as unknown as Json))
  }
  function take(asked: IncomingMessage, body: Buffer): void {
    if (asked.headers.authorization !== 'Bearer a token' || asked.headers.host !== host) throw new Error('posted without the token')
    const said = parseCanonical(body) as unknown as Omit<Kept, 'id' | 'at'>
    posts.push({ id: `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`, at: instantOf(Date.now()), ...said })
  }

  const wallHost = { origin: `http://${host}`, host, port }, nobody = { ...wallHost, port: 1 }
  const bounds = { milliseconds: 400, longest: 100_000 }
  const [there, away] = [wallPlatform(reachFrom({ wall: wallHost, onlyThisMachine: true }), bounds), wallPlatform(reachFrom({ wall: nobody, onlyThisMachine: true }), bounds)]
  const now = () => (weather === 'away' ? away : there)
  return {
    adapter: {
      can: there.can, contentOf: there.contentOf, send: (...given) => now().send(...given), confirm: given => now().confirm(given), readBack: (...given) => now().readBack(...given), listTimeline: (...given) => now().listTimeline(...given),
    },
    credential: { platform: 'wall', host, path: '/posts', secret: 'a token' },
    requestsFor: text => [{ method: 'POST', host, path: '/posts', body: utf8(canonical({ account: 'arrivals', parts: [{ kind: 'text', text }] })) }],
    setWeather(next) {
      weather = next
      for (const socket of waiting) socket.destroy()
      waiting.clear()
    },
    count: words => posts.filter(({ parts }) => parts[0]!.text === words).length,
    tamper(words, how) {
      const at = posts.findIndex(({ parts }) => parts[0]!.text === words)
      if (how === 'delete') posts.splice(at, 1)
      else posts[at]!.parts[0]!.text += ' Or not.'
    },
    strayCredentials: () => stray,
  }
}

platformContract('the wall', begin)
