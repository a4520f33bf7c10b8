// One HTTP request to a platform: one connection, bounded time, bounded answer, and the exact knowledge whether a connection ever came about.
import { request as plain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import type { Reach } from './reach.ts'

export interface Asked {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly headers?: { readonly [name: string]: string }
  readonly body?: Uint8Array
}
/** `connected: false` means that not one byte was sent; `true` without a status that an answer never came whole. */
export type Answer = { readonly status: number; readonly body: Uint8Array } | { readonly failed: string; readonly connected: boolean }

export interface Bounds { readonly milliseconds: number; readonly longest: number }
export const USUAL_BOUNDS: Bounds = { milliseconds: 10_000, longest: 1_000_000 }

/** Asks once and follows nothing: a redirect is an answer like any other. Never throws. */
export function ask(reach: Reach, { method, host, path, headers = {}, body }: Asked, bounds: Bounds = USUAL_BOUNDS): Promise<Answer> {
  const way = reach(host)
  if (!way) return Promise.resolve({ failed: `${host} is not reached from here`, connected: false })
  return new Promise(resolve => {
    let connected = false
    const fail = (why: string): void => resolve({ failed: why, connected })
    const options: RequestOptions & { servername: string } = {
      host: way.connectTo, port: way.port, method, path, servername: way.serverName, agent: false,
      headers: { ...headers, host, connection: 'close', ...(body ? { 'content-length': String(body.length) } : {}) },
    }
    const sent = (way.secure ? secure : plain)(options, answer => void readAnswer(answer, bounds.longest).then(read => resolve({ status: answer.statusCode!, body: read }), (fault: Error) => fail(fault.message)))
    const clock = setTimeout(() => sent.destroy(new Error('no answer in time')), bounds.milliseconds)
    sent.on('socket', socket => socket.once(way.secure ? 'secureConnect' : 'connect', () => { connected = true }))
    sent.on('error', fault => fail(fault.message)).on('close', () => clearTimeout(clock))
    sent.end(body)
  })
}

async function readAnswer(answer: IncomingMessage, longest: number): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > longest) throw new Error('the answer is too long')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
