// What the wall answers: the page, its style, the lists in JSON, and one door for writing, which wants the token.
import { timingSafeEqual } from 'node:crypto'
import { canonical, type Json } from '../core/canonical.ts'
import { utf8 } from '../core/bytes.ts'
import type { Instant } from '../core/instant.ts'
import { pageOf, type PageGiven } from './page.ts'
import { bytesToContent, postToBytes, type Wall } from './posts.ts'

export interface Question { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly authorization: string; readonly body: Uint8Array }
export interface Answer { readonly status: number; readonly type: string; readonly body: string | Uint8Array; readonly headers?: { readonly [name: string]: string } }

export interface File { readonly type: string; readonly text: string }
export interface WallGiven extends Pick<PageGiven, 'web' | 'strips'> {
  readonly wall: Wall
  readonly token: string
  /** What the page loads, by its path. */
  readonly files: { readonly [path: string]: File }
  readonly now: () => Instant
}

/** How many posts a page shows and a list gives. */
const ON_A_PAGE = 50, IN_A_LIST = 100

const HTML = 'text/html; charset=utf-8', JSON_TYPE = 'application/json', TEXT = 'text/plain; charset=utf-8'
const no = (status: number, body: string, headers: { readonly [name: string]: string } = {}): Answer => ({ status, type: TEXT, body: body + '\n', headers })

export function answer(given: WallGiven, asked: Question): Answer {
  const { method, path } = asked
  if (method === 'POST') return path === '/posts' ? take(given, asked) : no(404, 'There is nothing here.')
  if (method !== 'GET' && method !== 'HEAD') return no(405, 'This address can only be read.', { allow: 'GET, HEAD' })
  if (path === '/') return show(given, asked)
  const file = Object.hasOwn(given.files, path) ? given.files[path] : undefined
  if (file) return { status: 200, type: file.type, body: file.text, headers: { 'cache-control': 'max-age=300' } }
  if (path === '/posts.json') return { status: 200, type: JSON_TYPE, body: canonical(given.wall.list(IN_A_LIST, asked.query.get('before') ?? undefined) as unknown as Json) }
  const [, one] = /^\/posts\/([0-9a-f-]{36})\.json$/.exec(path) ?? []
  const post = one === undefined ? undefined : given.wall.find(one)
  return post ? { status: 200, type: JSON_TYPE, body: postToBytes(post) } : no(404, 'There is nothing here.')
}

function show({ wall, web, strips }: WallGiven, { query }: Question): Answer {
  const before = query.get('before') ?? undefined, posts = wall.list(ON_A_PAGE + 1, before)
  const shown = posts.slice(0, ON_A_PAGE), older = posts.length > ON_A_PAGE ? `/?before=${shown.at(-1)!.id}` : undefined
  return { status: 200, type: HTML, body: pageOf({ posts: shown, web, strips, older, further: before !== undefined }) }
}

function take({ wall, token, now }: WallGiven, { authorization, body }: Question): Answer {
  if (!isToken(authorization, token)) return no(401, 'Only the keeper posts here.', { 'www-authenticate': 'Bearer' })
  let content
  try {
    content = bytesToContent(body)
  } catch (wrong) {
    return no(400, `This is no post: ${wrong instanceof Error ? wrong.message : 'unreadable'}.`)
  }
  const { id, at } = wall.add(content, now())
  return { status: 201, type: JSON_TYPE, body: canonical({ id, at }) }
}

/** Compares in a time that says nothing about where the two differ. */
function isToken(authorization: string, token: string): boolean {
  const [given, wanted] = [utf8(authorization.toWellFormed()), utf8(`Bearer ${token}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
