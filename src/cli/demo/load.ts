// Fills a new demo over HTTP alone, by the same forms and signatures that people use: its people and keys, the policy, understandings, three posts.
import { reasons } from '../../commands/reasons.ts'
import { dateOf } from '../../queries/words.ts'
import { SaidNo, signIn, type Actor, type Signed, type SigningPage, type Sites } from './actor.ts'
import { readCast, readPosts, type Cast, type CastPerson, type CastPost } from './cast.ts'
import { enrolFirst } from './enrol-first.ts'
import { documentIn } from './read-page.ts'
import { sendPost, writePost, type Written } from './write-post.ts'

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
  const there = await addPeople(first[0]!, cast)
  const [, others] = await Promise.all([
    Promise.all(cast.people.map(person => enrolPerson(first, person, there))),
    Promise.all(cast.people.filter(({ slug, understanding }) => understanding !== 'none' || posts.some(({ author }) => author === slug)).map(async ({ slug }) => [slug, await signIn(sites, slug)] as const)),
  ])
  say(`${cast.people.length} more people have keys, each vouched for by two`)
  const actors = new Map([...others, ...cast.first.map(({ slug }, i) => [slug, first[i]!] as const)])
  await Promise.all(cast.people.filter(({ understanding }) => understanding !== 'none').map(person => understand(actors, person, { note: cast.note, again: there.known.has(person.slug) })))
  say('Understandings of the Code are declared and confirmed')
  await loadPosts(actors, posts)
  say(`${posts.length} posts are written`)
  await Promise.all([...actors.values()].map(actor => actor.post('/sign-out')))
  for (const actor of actors.values()) actor.leave()
}

/** Both sign the starter policy that the page offers; nothing to do where one is in force. */
async function firstPolicy(first: readonly Actor[]): Promise<void> {
  const document = documentIn(await first[0]!.read('/settings/policy'))
  if (document === undefined) return
  await Promise.all(first.map(async actor => counts(await (await actor.open('/settings/policy', { document })).sign())))
}

/** Who was known before this load, and everybody's id as the pages know it. */
interface There { readonly known: ReadonlySet<string>; readonly ids: ReadonlyMap<string, string> }

/** Adds whoever is not there yet. */
async function addPeople(first: Actor, { people, first: two }: Cast): Promise<There> {
  const known = new Set<string>()
  await Promise.all(people.map(async ({ name, job, slug }) => {
    if ((await unless([reasons.NAME_TAKEN.says({ name })], () => first.post('/people', { name, job }))) === undefined) known.add(slug)
  }))
  const page = await first.read(`/people/${people[0]!.slug}`)
  return { known, ids: new Map([...two, ...people].map(({ name, slug }) => [slug, new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>${name}<`).exec(page)?.[1] ?? ''])) }
}

/** Makes the key, and has both first people vouch for it: one of them is everybody's line manager. */
async function enrolPerson(first: readonly Actor[], { slug, capacity, roles, manager }: CastPerson, { known, ids }: There): Promise<void> {
  const [one] = first, keyed = known.has(slug) && !/has no signing key yet/.test(await one!.read(`/people/${slug}`))
  const credential = keyed ? undefined : await newKey(await one!.open(`/people/${slug}/enrol`, { capacity, role: roles, manager: ids.get(manager) ?? '' }))
  await Promise.all(first.map(async actor => {
    const waits = credential ?? credentialWaiting(await actor.read(`/people/${slug}`))
    if (waits !== undefined) counts(await (await actor.open(`/keys/${waits}/vouch`)).sign())
  }))
}

async function newKey(page: SigningPage): Promise<string> {
  const signed = await page.sign({ demo: true }), { statement } = signed
  counts(signed)
  if (statement.kind !== 'enrol') throw new TypeError('the page for making a key signed something else')
  return statement.predicate.credential
}

const credentialWaiting = (html: string): string | undefined => /action="\/keys\/([0-9a-f]{64})\/vouch"/.exec(html)?.[1]

async function understand(actors: ReadonlyMap<string, Actor>, { slug, roles, manager, understanding }: CastPerson, { note, again }: { readonly note: string; readonly again: boolean }): Promise<void> {
  for (const role of roles) {
    const actor = actors.get(slug)!, page = again ? await actor.read(`/me/understanding/${role}`) : ''
    if (/Current until/.test(page)) continue
    if (!/waits for the manager/.test(page)) counts(await (await actor.open(`/me/understanding/${role}`)).sign())
    if (understanding === 'confirmed') counts(await (await actors.get(manager)!.open(`/team/${slug}/confirm`, { talked: dateOf(new Date().toISOString()), note })).sign())
  }
}

/** Begun one after the other, so that their numbers are always the same; then each goes its own way. A post whose title is there already is left as it stands. */
async function loadPosts(actors: ReadonlyMap<string, Actor>, posts: readonly CastPost[]): Promise<void> {
  const page = await [...actors.values()][0]!.read('/posts'), going: Promise<void>[] = []
  for (const post of posts) {
    if (page.includes(`>${post.title}<`)) continue
    going.push(sendOn(actors, post, await writePost(actors.get(post.author)!, post.title, post.parts)))
  }
  await Promise.all(going)
}

async function sendOn(actors: ReadonlyMap<string, Actor>, { title, author, parts, signed, released }: CastPost, written: Written): Promise<void> {
  if (!signed) return
  counts(await (await sendPost(actors.get(author)!, written, title, parts)).sign())
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

