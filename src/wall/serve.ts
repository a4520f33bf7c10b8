// The wall's door: loopback alone, one host name, bounded requests, and headers that let the page do nothing but be read.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Site } from '../adapters/configuration.ts'
import { answer, type Answer, type WallGiven } from './answer.ts'
import { LONGEST_POST } from './posts.ts'

const HEADERS = {
  'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
}
const LOOPBACK = ['127.0.0.1', '::1']

/** Opens the door and gives back how to close it. Throws when the port is taken. */
export async function serve(site: Site, given: WallGiven): Promise<() => void> {
  const servers: Server[] = []
  for (const host of LOOPBACK) {
    const server = createServer((asked, reply) => void respond(site, given, asked, reply))
    server.requestTimeout = 10_000
    if (await listening(server, site.port, host)) servers.push(server)
  }
  return () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
}

/** False where the machine has no such address family. */
function listening(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => (fault.code === 'EADDRNOTAVAIL' || fault.code === 'EAFNOSUPPORT' ? resolve(false) : reject(fault)))
    server.listen(port, host, () => resolve(true))
  })
}

async function respond(site: Site, given: WallGiven, asked: IncomingMessage, reply: ServerResponse): Promise<void> {
  const { status, type, body, headers } = await answerTo(site, given, asked)
  reply.writeHead(status, { ...HEADERS, 'content-type': type, ...headers, ...(asked.complete ? {} : { connection: 'close' }) }).end(asked.method === 'HEAD' ? undefined : body)
}

const plain = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: body + '\n' })

async function answerTo(site: Site, given: WallGiven, asked: IncomingMessage): Promise<Answer> {
  // Any other name is a page of somebody else's that resolved to this machine (DNS rebinding).
  if (asked.headers.host !== site.host) return plain(421, `This is ${site.host}.`)
  const url = URL.parse(asked.url ?? '/', site.origin)
  const body = await bodyOf(asked)
  if (!url) return plain(400, 'This address cannot be read.')
  if (!body) return plain(413, 'This is too long.')
  try {
    return answer(given, { method: asked.method ?? 'GET', path: url.pathname, query: url.searchParams, authorization: asked.headers.authorization ?? '', body })
  } catch (fault) {
    process.stderr.write(`wall: ${(fault as Error).stack}\n`)
    return plain(500, 'The wall failed. Whether the post was taken is not known: look before sending it again.')
  }
}

/** The body, or nothing when it is too long or never came whole. */
async function bodyOf(asked: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of asked as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > LONGEST_POST) return undefined
      pieces.push(piece)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(pieces)
}
