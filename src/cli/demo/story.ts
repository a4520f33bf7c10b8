// The story of the post of August 2020, told by a running demo: each line is what a page, the wall or the verifier really said.
import { SaidNo, signIn, type Actor, type Sites } from './actor.ts'
import { readPosts } from './cast.ts'
import { saidIn } from './read-page.ts'
import { openDraft, sendPost } from './write-post.ts'
import { visitor } from '../visit.ts'

export interface Told { readonly title: string; readonly said: readonly string[] }
export interface StoryGiven extends Sites { readonly wall: string; readonly tell: (told: Told) => void }

/** Fails (throws) where the story does not go as it should: words that pass, a sign-off that does not count, a post that does not appear. */
export async function tellStory({ web, sign, wall, tell }: StoryGiven): Promise<{ readonly number: number }> {
  const post = readPosts().find(({ putRight }) => putRight !== undefined)!, sites = { web, sign }
  const [asha, ben, dora] = await Promise.all(['asha-quill', 'ben-folio', 'dora-galley'].map(slug => signIn(sites, slug)))
  const number = await numberOf(asha!, post.title), written = await openDraft(asha!, number)
  const blocked = await saysNo(() => sendPost(asha!, written, post.title, post.parts))
  tell({ title: `Asha Quill, press officer, sends “${post.title}” for sign-off. The caption of its video is refused at its words:`, said: [`“${post.parts[post.putRight![0]!.part]!.text}”`, blocked] })

  const parts = post.parts.map((part, i) => ({ ...part, text: post.putRight!.find(change => change.part === i)?.text ?? part.text }))
  const sent = await (await sendPost(asha!, written, post.title, parts)).sign()
  tell({ title: 'Asha puts it right and sends it, which is a signature. Then Asha tries to approve it too:', said: [`“${parts[post.putRight![0]!.part]!.text}”`, `${sent.heading}. ${sent.lead}`, await saysNo(() => asha!.open(`/posts/${number}/review`))] })

  const first = await (await ben!.open(`/posts/${number}/review`)).sign()
  const page = await dora!.open(`/posts/${number}/review`), second = await page.sign()
  tell({ title: 'Two people who wrote none of it sign exactly the same bytes: Ben Folio, press officer, and Dora Galley, duty editor.', said: [`Ben: ${first.heading}. ${first.lead}`, `Dora: ${second.heading}. ${second.lead}`] })

  const released = await page.sign({ purpose: 'release-post' }), live = await untilLive(wall, parts[0]!.text)
  await untilReadBack(dora!, number)
  tell({ title: 'Dora releases it. The keeper decides once more, from the signed record alone, and sends it. On the wall:', said: [`${released.heading}. ${released.lead}`, ...live] })

  const answer = await asha!.read(`/posts/${number}/who-approved`)
  tell({ title: 'Who approved this?', said: [saidIn(answer, 'cs-answer-line') ?? missing('an answer'), saidIn(answer, 'cs-after-answer') ?? ''] })
  for (const actor of [asha!, ben!, dora!]) actor.leave()
  return { number }
}

function missing(what: string): never {
  throw new TypeError(`the page has no ${what}`)
}

async function numberOf(actor: Actor, title: string): Promise<number> {
  const found = new RegExp(`href="/posts/(\\d+)[^"]*"[^>]*>\\s*${title}\\s*<`).exec(await actor.read(`/posts?q=${encodeURIComponent(title)}`))?.[1]
  return found === undefined ? missing(`post called ${title}`) : Number(found)
}

/** The sentence with which it is refused; being let through would be another story. */
async function saysNo(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
  } catch (thrown) {
    if (thrown instanceof SaidNo) return thrown.message
    throw thrown
  }
  throw new Error('What should have been refused was let through.')
}

const LOOK_AGAIN = 50, PATIENCE = 15_000
async function until<Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN))) {
    const found = await look()
    if (found !== undefined) return found
  }
  throw new Error(`${what} within ${PATIENCE / 1000} seconds. Run the demo again; if it stays so, look at what the parts say with "countersign serve --demo".`)
}

interface Posted { readonly account: string; readonly parts: readonly { readonly text: string }[] }

function untilLive(wall: string, words: string): Promise<readonly string[]> {
  const site = visitor(wall)
  return until('The post did not appear on the wall', async () => {
    const posted = JSON.parse((await site.get('/posts.json')).text) as readonly Posted[] | { readonly posts: readonly Posted[] }
    const found = ('posts' in posted ? posted.posts : posted).find(({ parts }) => parts[0]?.text === words)
    return found && found.parts.map(({ text }) => `“${text}”`)
  }).finally(() => site.close())
}

/** The last entry of the story: what is live was read back and compared. */
const untilReadBack = (actor: Actor, number: number): Promise<true> => until('The post was not read back', async () => (/read back/i.test(await actor.read(`/posts/${number}`)) ? true : undefined))
