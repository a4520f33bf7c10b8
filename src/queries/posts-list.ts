// Where is that post? Every post, or those that carry the words looked for, newest first.
import type { Facts } from '../commands/facts.ts'
import { may } from '../commands/may.ts'
import type { Post } from '../commands/ports.ts'
import { bytesToPackage } from '../draft/package.ts'
import { factsFor, MOST_POSTS, type Asking } from './asking.ts'
import { whoIsWho, type Known } from './known.ts'
import { titleOf } from './title.ts'
import { anyOf, whyItWaits, type Answer } from './why-it-waits.ts'
import { plural } from './words.ts'

export interface Hit { readonly number: number; readonly title: string; readonly href: string; readonly words: string; readonly state: Answer['state']; readonly waits: string; readonly author: string }
export interface PostsList { readonly lead: string; readonly hits: readonly Hit[]; readonly looked: string; readonly mayWrite: boolean; readonly older: number | null }

const A_PAGE = 50

/** `before`: only posts with a lower number, for the next page of a long list. */
export async function postsList(asking: Asking, looked: string, before?: number): Promise<PostsList> {
  const { reader } = asking, known = await whoIsWho(reader), facts = factsFor(asking, (await reader.body()).id, await reader.standing(), undefined), posts = await reader.posts(MOST_POSTS)
  const found = looked === '' ? posts : posts.filter(post => carries(post, known, looked))
  const lead = looked === '' ? (posts.length === 0 ? 'Nothing has been written yet.' : `${plural(posts.length, 'post')}, the newest first.`) : found.length === 0 ? 'No post has these words. Search also looks in captions, subtitles, alt text and link cards.' : `${plural(found.length, 'post has', 'posts have')} these words.`
  const further = found.filter(({ number }) => before === undefined || number < before), shown = further.slice(0, A_PAGE)
  return { lead, hits: shown.map(post => hitOf({ ...facts, post }, known)), older: further.length > shown.length ? shown.at(-1)!.number : null, looked, mayWrite: may('begin-post', facts) === undefined }
}

/** Every word that was looked for, in any part, title or writer's name. */
function carries(post: Post, known: Known, looked: string): boolean {
  const haystack = [titleOf(post), String(post.number), known.name(post.author), ...post.draft.parts.map(({ text }) => text)].join('\n').toLowerCase()
  return looked.toLowerCase().split(/\s+/).every(word => haystack.includes(word))
}

function hitOf(facts: Facts & { readonly post: Post }, known: Known): Hit {
  const { post } = facts, { state, waitsFor } = whyItWaits(facts, known), words = post.draft.parts.map(({ text }) => text.trim()).find(text => text !== '') ?? ''
  return { number: post.number, title: titleOf(post), href: `/posts/${post.number}`, words: words.length > 140 ? `${words.slice(0, 140).replace(/\s+\S*$/, '')} …` : words, state, waits: state.tone === 'wait' || state.tone === 'ready' ? (waitsFor.length === 0 ? '' : `Waits for ${anyOf(waitsFor, known)}.`) : '', author: known.name(post.author) }
}

/** The number of the post whose package went out under this id of the wall, so that the wall can link to it. */
export async function postByWallId({ reader }: Asking, wallId: string): Promise<number | undefined> {
  for (const post of await reader.posts(MOST_POSTS)) {
    for (const send of Object.values(post.sends.sends)) {
      const remote = send.remote === null ? undefined : await reader.opened(send.remote)
      if (remote?.value === wallId) return bytesBelong(await reader.packageBytes(send.package), post) ? post.number : undefined
    }
  }
  return undefined
}

const bytesBelong = (bytes: Uint8Array | undefined, post: Post): boolean => bytes !== undefined && bytesToPackage(bytes).post === post.id
