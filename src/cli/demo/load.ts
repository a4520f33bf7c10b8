// Fills a new demo over HTTP alone, by the same forms and signatures that people use: its people and keys, the policy, understandings, three posts.
import { reasons } from '../../commands/reasons.ts'
import type { PersonId } from '../../core/id.ts'
import { dateOf } from '../../queries/words.ts'
import { SaidNo, signIn, type Actor, type Signed, type Sites } from './actor.ts'
import { readCast, readPosts, type Cast, type CastPerson, type CastPost } from './cast.ts'
import { enrolFirst } from './enrol-first.ts'
import { documentIn } from './read-page.ts'
import { sendPost, writePost } from './write-post.ts'

export interface LoadGiven extends Sites {
  /** The one-time codes of the first two keys. */
  readonly codes: readonly string[]
  /** The demo's people and posts; those of the package's own folder unless they were read before. */
  readonly cast?: Cast
  readonly posts?: readonly CastPost[]
  readonly say: (text: string) => void
}

/** Idempotent: what is there already stays, so that a load which was killed half-way can be done again. Throws when something is refused that should not be. */
export async function loadDemo({ web, sign, codes, say, cast = readCast(), posts = readPosts() }: LoadGiven): Promise<void> {
  const sites = { web, sign }
  await enrolFirst(sign, cast.first, codes)
  const first = await Promise.all(cast.first.map(({ slug }) => signIn(sites, slug)))
  await firstPolicy(first)
  say(`${cast.first.map(({ name }) => name).join(' and ')} have enrolled the first two keys and signed the policy`)
  const ids = await addPeople(first[0]!, cast)
  await Promise.all(cast.people.map(person => enrolPerson(first, person, ids)))
  say(`${cast.people.length} more people have keys, each vouched for by two`)
  const actors = new Map(await Promise.all(cast.people.map(async ({ slug }) => [slug, await signIn(sites, slug)] as const)))
  cast.first.forEach(({ slug }, i) => actors.set(slug, first[i]!))
  await Promise.all(cast.people.filter(({ understanding }) => understanding !== 'none').map(person => understand(actors, person, cast.note)))
  say('Understandings of the Code are declared and confirmed')
  for (const post of posts) await loadPost(actors, post)
  say(`${posts.length} posts are written`)
  for (const actor of actors.values()) actor.leave()
}

/** Both sign the starter policy that the page offers; nothing to do where one is in force. */
async function firstPolicy(first: readonly Actor[]): Promise<void> {
  const document = documentIn(await first[0]!.read('/settings/policy'))
  if (document === undefined) return
  await Promise.all(first.map(async actor => counts(await (await actor.open('/settings/policy', { document })).sign())))
}

/** Adds whoever is not there yet, and gives everybody's id as the pages know it. */
async function addPeople(first: Actor, { people, first: two }: Cast): Promise<ReadonlyMap<string, PersonId>> {
  await Promise.all(people.map(({ name, job }) => unless([reasons.NAME_TAKEN.says({ name })], () => first.post('/people', { name, job }))))
  const page = await first.read(`/people/${people[0]!.slug}`), ids = new Map<string, PersonId>()
  for (const { name, slug } of [...two, ...people]) {
    const id = new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>${name}<`).exec(page)?.[1]
    if (id !== undefined) ids.set(slug, id as PersonId)
  }
  return ids
}

async function enrolPerson(first: readonly Actor[], { slug, capacity, roles, manager }: CastPerson, ids: ReadonlyMap<string, PersonId>): Promise<void> {
  const [one] = first
  if (/has no signing key yet/.test(await one!.read(`/people/${slug}`))) counts(await (await one!.open(`/people/${slug}/enrol`, { capacity, role: roles, manager: ids.get(manager) ?? '' })).sign({ demo: true }))
  await Promise.all(first.map(async actor => {
    const credential = credentialWaiting(await actor.read(`/people/${slug}`))
    if (credential !== undefined) counts(await (await actor.open(`/keys/${credential}/vouch`)).sign())
  }))
}

const credentialWaiting = (html: string): string | undefined => /action="\/keys\/([0-9a-f]{64})\/vouch"/.exec(html)?.[1]

async function understand(actors: ReadonlyMap<string, Actor>, { slug, roles, manager, understanding }: CastPerson, note: string): Promise<void> {
  for (const role of roles) {
    const actor = actors.get(slug)!, page = await actor.read(`/me/understanding/${role}`)
    if (/Current until/.test(page)) continue
    if (!/waits for the manager/.test(page)) counts(await (await actor.open(`/me/understanding/${role}`)).sign())
    if (understanding === 'confirmed') counts(await (await actors.get(manager)!.open(`/team/${slug}/confirm`, { talked: dateOf(new Date().toISOString()), note })).sign())
  }
}

/** A post whose title is there already is left as it stands. */
async function loadPost(actors: ReadonlyMap<string, Actor>, { title, author: by, parts, signed, released }: CastPost): Promise<void> {
  const author = actors.get(by)!
  if ((await author.read(`/posts?q=${encodeURIComponent(title)}`)).includes(`>${title}<`)) return
  const written = await writePost(author, title, parts)
  if (!signed) return
  counts(await (await sendPost(author, written, title, parts)).sign())
  for (const signer of signed) counts(await (await actors.get(signer)!.open(`/posts/${written.number}/review`)).sign())
  if (released !== undefined) counts(await (await actors.get(released)!.open(`/posts/${written.number}/release`)).sign())
}

/** What was signed must count: a demo in which something does not is not the demo. */
function counts(signed: Signed): void {
  if (!signed.counts) throw new Error(`${signed.heading}: ${signed.lead}`)
}

/** Does it, unless a page says no in one of these sentences: then it was done before. */
async function unless<Value>(sentences: readonly string[], work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof SaidNo && sentences.includes(thrown.message)) return undefined
    throw thrown
  }
}

