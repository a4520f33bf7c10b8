// The adapter for the built-in wall, which knows no idempotency key: like some real platforms, what is sent twice stands there twice.
import type { Json } from '../../../core/canonical.ts'
import { utf8ToText } from '../../../core/bytes.ts'
import { digestOf, digestOfJson, type Digest } from '../../../core/digest.ts'
import { isInstant, type Instant } from '../../../core/instant.ts'
import { nodeCrypto } from '../../crypto/node.ts'
import { ask, USUAL_BOUNDS, type Answer, type Bounds } from '../ask.ts'
import type { Credential, Found, Listed, Looking, PlatformAdapter, SendOutcome } from '../platform.ts'
import type { Reach } from '../reach.ts'

/** Looking back goes over so many pages of the listing, and no further. */
const MOST_PAGES = 50

export function wallPlatform(reach: Reach, bounds: Bounds = USUAL_BOUNDS): PlatformAdapter {
  const read = (path: string, { host }: Credential): Promise<Answer> => ask(reach, { method: 'GET', host, path }, bounds)
  const listTimeline = async (since: Instant, credential: Credential): Promise<readonly Listed[] | undefined> => {
    const listed: Listed[] = []
    for (let page = 0, path = '/posts.json'; page < MOST_PAGES; page++) {
      const posts = postsIn(await read(path, credential))
      if (!posts) return undefined
      listed.push(...posts.filter(({ at }) => at >= since))
      const last = posts.at(-1)
      if (!last || last.at < since) return listed
      path = `/posts.json?before=${last.remote}`
    }
    return undefined
  }
  return {
    can: { listTimeline: true, readBack: true, amend: false, remove: false },
    contentOf: ([only]) => digestOf(nodeCrypto, only!.body),
    async send(requests, credential) {
      const [only, ...more] = requests
      if (!only || more.length > 0) throw new TypeError('the wall takes one request a post')
      if (only.host !== credential.host || only.path !== credential.path) throw new TypeError('a credential goes to its own host and path alone')
      return outcomeOf(await ask(reach, { ...only, headers: { authorization: `Bearer ${credential.secret}`, 'content-type': 'application/json' } }, bounds))
    },
    confirm: looking => confirm(looking, listTimeline),
    async readBack(remote, content, credential) {
      const answer = await read(`/posts/${encodeURIComponent(remote)}.json`, credential)
      if ('failed' in answer) return 'cannot-tell'
      if (answer.status === 404) return 'gone'
      const live = answer.status === 200 ? readPost(jsonIn(answer.body)) : undefined
      if (!live) return 'cannot-tell'
      return live.content === content ? 'equal' : 'different'
    },
    listTimeline,
  }
}

/** Only a 201 that names the post is a success, and only a 4xx a no. Everything else after a connection may have happened. */
function outcomeOf(answer: Answer): SendOutcome {
  if ('failed' in answer) return { outcome: answer.connected ? 'unknown' : 'not-sent', why: answer.failed }
  if (answer.status >= 400 && answer.status < 500) return { outcome: 'refused', why: `status ${answer.status}` }
  const said = answer.status === 201 ? jsonIn(answer.body) : undefined
  if (!isPostId(said?.id)) return { outcome: 'unknown', why: `status ${answer.status}` }
  return { outcome: 'sent', remote: said.id, at: isInstant(said.at) ? said.at : null }
}

async function confirm({ credential, content, since, except }: Looking, listTimeline: PlatformAdapter['listTimeline']): Promise<Found> {
  const listed = await listTimeline(since, credential)
  if (!listed) return { found: 'cannot-tell' }
  const own = listed.findLast(post => post.content === content && !except.has(post.remote))
  return own ? { found: 'there', remote: own.remote, at: own.at } : { found: 'not-there' }
}

interface Said { readonly id?: unknown; readonly at?: unknown; readonly account?: unknown; readonly parts?: unknown }

function jsonIn(body: Uint8Array): Said | undefined {
  try {
    const said: unknown = JSON.parse(utf8ToText(body))
    return said !== null && typeof said === 'object' ? said : undefined
  } catch {
    return undefined
  }
}

function postsIn(answer: Answer): readonly Listed[] | undefined {
  if ('failed' in answer || answer.status !== 200) return undefined
  const said: unknown = jsonIn(answer.body)
  if (!Array.isArray(said)) return undefined
  const posts = said.map(each => readPost(each as Said))
  return posts.every(post => post !== undefined) ? posts : undefined
}

/** What the page shows, as the request that would have put it there; a member too many changes nothing of what readers see. */
function readPost(said: Said | undefined): Listed | undefined {
  if (!isPostId(said?.id) || !isInstant(said.at)) return undefined
  const content = contentDigest({ account: said.account as Json, parts: said.parts as Json })
  return content && { remote: said.id, at: said.at, content }
}

function contentDigest(content: Json): Digest | undefined {
  try {
    return digestOfJson(nodeCrypto, content)
  } catch {
    return undefined
  }
}

const isPostId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)
