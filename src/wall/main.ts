// The wall: the built-in public timeline, a process of its own that takes posts for its token and shows them to everybody.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../adapters/cannot-start.ts'
import type { Part } from '../adapters/processes/part.ts'
import { instantOf } from '../core/instant.ts'
import { ownStyles } from '../pages/styles.ts'
import { stripsFor } from '../pages/shell.ts'
import type { WallGiven } from './answer.ts'
import { openWall } from './posts.ts'
import { serve } from './serve.ts'

let files: WallGiven['files'] | undefined

/** Reads what the page loads while the package's folder can still be read. It compiles nothing: the wall is to be there at once. */
export function prepare(): Promise<void> {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
  const icon = (name: string) => ({ type: 'image/svg+xml', text: read(`../pages/public/${name}`) })
  files = { '/wall.css': { type: 'text/css; charset=utf-8', text: ownStyles() + read('wall.css') }, '/mark.svg': icon('mark.svg'), '/icon.svg': icon('icon.svg') }
  return Promise.resolve()
}

export async function start(part: Part): Promise<void> {
  const token = part.read('wall-token')
  if (token === undefined || token.length < 16) throw new CannotStart(`${join(part.home, 'wall-token')} is missing or too short. Restore the folder from the backup, or put a long random token there and connect the channel again.`)
  const { web, wall: site } = part.configuration
  if (!files) await prepare()
  const wall = openWall(join(part.home, 'posts.jsonl'))
  const close = await serve(site, { wall, token, files: files!, web: web.origin, strips: stripsFor(part), now: () => instantOf(Date.now()) })
  part.onStop(() => {
    close()
    wall.close()
  })
  part.ready()
}
