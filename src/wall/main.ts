// The wall: the built-in public timeline, a process of its own that takes posts for its token and shows them to everybody.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../adapters/cannot-start.ts'
import type { Part } from '../adapters/processes/part.ts'
import { instantOf } from '../core/instant.ts'
import { openWall } from './posts.ts'
import { serve } from './serve.ts'

let style = ''

/** Reads the style sheet while the package's folder can still be read. */
export function prepare(): Promise<void> {
  style = readFileSync(new URL('wall.css', import.meta.url), 'utf8')
  return Promise.resolve()
}

export async function start(part: Part): Promise<void> {
  const token = part.read('wall-token')
  if (token === undefined || token.length < 16) throw new CannotStart(`${join(part.home, 'wall-token')} is missing or too short. Restore the folder from the backup, or put a long random token there and connect the channel again.`)
  const { web, wall: site } = part.configuration
  const wall = openWall(join(part.home, 'posts.jsonl'))
  const close = await serve(site, { wall, token, style, web: web.origin, demo: part.demo, trial: part.trial, now: () => instantOf(Date.now()) })
  part.onStop(() => {
    close()
    wall.close()
  })
  part.ready()
}
