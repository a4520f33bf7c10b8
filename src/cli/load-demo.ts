// The process that fills a new demo: it runs as sign's user, where the two one-time codes lie, and speaks to web and sign like any browser.
import { CannotStart } from '../adapters/cannot-start.ts'
import type { Part } from '../adapters/processes/part.ts'
import { readCast, readPosts, type Cast, type CastPost } from './demo/cast.ts'
import { loadDemo } from './demo/load.ts'

let read: { readonly cast: Cast; readonly posts: readonly CastPost[] } | undefined

/** Reads the demo's people and posts while the package's folder can still be read. */
export function prepare(): Promise<void> {
  read = { cast: readCast(), posts: readPosts() }
  return Promise.resolve()
}

/** Ends the process with status 0 once everything is there. */
export async function start(part: Part): Promise<void> {
  const codes: unknown = JSON.parse(part.read('demo-codes') ?? 'null')
  if (!part.demo || !Array.isArray(codes)) throw new CannotStart('Only a demo is filled with people and posts, and only where its first start left the two codes.')
  const { web, sign } = part.configuration
  await loadDemo({ web: web.origin, sign: sign.origin, codes: codes.map(String), ...read, say: text => part.log(text) })
  process.exit(0)
}
