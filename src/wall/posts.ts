// The wall's posts: one line each in a file of its own, synced before anybody hears that they are there.
import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { canonical, canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import { conform, id, instant, members, words } from '../core/form.ts'
import type { Instant } from '../core/instant.ts'
import { utf8 } from '../core/bytes.ts'
import { partsForm, type Part } from '../draft/part.ts'

/** What is handed in, and what stands on the wall. */
export interface WallContent { readonly account: string; readonly parts: readonly Part[] }
export interface WallPost extends WallContent { readonly id: string; readonly at: Instant }

/** The longest post that is taken, in bytes. */
export const LONGEST_POST = 200_000
const content = { account: words(120, 1), parts: partsForm }
const contentForm = members(content), postForm = members({ id, at: instant, ...content })

/** Reads what is handed in strictly; throws on anything that is not canonical JSON of exactly this form. */
export const bytesToContent = (bytes: Uint8Array): WallContent => conform<WallContent>('the post', contentForm, parseCanonical(bytes, LONGEST_POST))

export interface Wall {
  /** Takes a post. It is durable when this returns. The same words twice are two posts: deliberately nothing here knows better. */
  add(content: WallContent, now: Instant): WallPost
  find(post: string): WallPost | undefined
  /** Newest first; from the one after `before`, where that is given and known. */
  list(most: number, before?: string): readonly WallPost[]
  close(): void
}

/** Opens the wall of a file, and makes the file where there is none. */
export function openWall(path: string): Wall {
  const posts = existsSync(path) ? readPosts(readFileSync(path, 'utf8')) : []
  const byId = new Map(posts.map(post => [post.id, post]))
  const file = openSync(path, 'a', 0o600)
  // A line that a crash cut short must not be joined to the next one.
  writeSync(file, '\n')
  return {
    add(given, now) {
      const last = posts.at(-1)?.at
      const post: WallPost = { id: randomUUID(), at: last !== undefined && last > now ? last : now, account: given.account, parts: given.parts }
      writeWhole(file, utf8(canonical(post as unknown as Json) + '\n'))
      fsyncSync(file)
      posts.push(post)
      byId.set(post.id, post)
      return post
    },
    find: post => byId.get(post),
    list(most, before) {
      const end = before === undefined ? posts.length : posts.findIndex(post => post.id === before)
      return posts.slice(Math.max(0, end - most), Math.max(0, end)).reverse()
    },
    close: () => closeSync(file),
  }
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

/** A line that cannot be read was cut short by a crash, before anybody heard of the post. */
function readPosts(text: string): WallPost[] {
  return text.split('\n').flatMap(line => {
    try {
      return [conform<WallPost>('the post', postForm, parseCanonical(utf8(line)))]
    } catch {
      return []
    }
  })
}

export const postToBytes = (post: WallPost): Uint8Array => canonicalBytes(post as unknown as Json)
