// The composer: begin, save, check, take a suggestion, add and remove parts, send for sign-off. Every act is a form post, so that it works without scripts.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { beginPost } from '../commands/begin-post.ts'
import { prepareSigned, runPlain } from '../commands/run.ts'
import { saveDraft } from '../commands/save-draft.ts'
import { submitPost } from '../commands/submit-post.ts'
import type { Draft, Post } from '../commands/ports.ts'
import { refuse, type Refusal, type Result } from '../core/result.ts'
import { LONGEST_PART, MOST_PARTS, PART_KINDS, type Part, type PartKind } from '../draft/part.ts'
import { composerPage, type ComposerPage } from '../queries/composer-page.ts'
import { errorsOf } from '../queries/composer-words.ts'
import { momentOf } from '../queries/words.ts'
import { actorOf, ask, draw, nextFor, sayRefusal, sentenceOf, toSign, type App, type Web } from './site.ts'
import { saveInput, typedForm, typedOf, type Typed, type TypedForm } from './typed.ts'

const numbered = Type.Object({ number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })

export function composerRoutes(app: App, web: Web): void {
  app.get('/posts/new', (request, reply) => draw(web, request, reply, 'new-post.njk', { title: 'Write a post', nav: 'posts' }, {}))
  app.post('/posts', async (request, reply) => {
    const begun = await runPlain(web.opened.doors, beginPost, { actor: actorOf(request), input: {} })
    if (!begun.ok) return sayRefusal(web, request, reply, begun, { action: 'begin-post' })
    const post = await web.opened.store.read(reader => reader.post(begun.value.post))
    return reply.redirect(`/posts/${post!.number}/edit`, 303)
  })
  app.get('/posts/:number/edit', { schema: { params: numbered } }, (request, reply) => compose(web, request, reply, request.params.number))
  app.post('/posts/:number/edit', { schema: { params: numbered, body: typedForm } }, (request, reply) => edit(web, request, reply, request.params.number, request.body))
  app.put('/posts/:number/draft', { schema: { params: numbered, body: typedForm } }, (request, reply) => autosave(web, request, reply, request.params.number, request.body))
  app.post('/posts/:number/submit', { schema: { params: numbered, body: typedForm } }, (request, reply) => submit(web, request, reply, request.params.number, request.body))
}

const readPost = (web: Web, number: number): Promise<Post | undefined> => web.opened.store.read(reader => reader.post(number))

interface Shown { readonly typed?: Typed; readonly errors?: readonly { readonly text: string; readonly href?: string }[]; readonly theirs?: Draft; readonly status?: number; readonly errorTitle?: string }

async function compose(web: Web, request: FastifyRequest, reply: FastifyReply, number: number, { typed, errors = [], theirs, status = 200, errorTitle = 'You cannot send this yet' }: Shown = {}): Promise<FastifyReply> {
  const page = await ask(web, request, asking => composerPage(asking, number, typed))
  if (!page.ok) return sayRefusal(web, request, reply, page, { action: 'save-draft', back: { href: `/posts/${number}`, text: 'The post' }, ...(typed ? { typed: typed.parts.map(({ text }) => text).join('\n\n') } : {}) })
  const { cannotSend: barred } = page.value, sendable = barred && errors.length === 0 ? { sentence: (await sentenceOf(web, barred)).sentence, next: nextFor(barred) } : null
  return draw(web, request, reply, 'composer.njk', { title: `Write: ${page.value.title}`, nav: 'posts', back: { href: '/work', text: 'My work' }, scripts: ['composer.js'], skipToBar: true }, { page: page.value, errors, errorTitle, theirs: theirs && theirsOf(theirs, page.value), cannotSend: sendable, state: stateOf(page.value), longest: LONGEST_PART }, status)
}

/** What the page's own script needs; `<` alone could end the block that carries it. */
const stateOf = (page: ComposerPage): string =>
  JSON.stringify({ number: page.number, version: page.version, rulebook: page.rulebook, channels: page.channelDocuments, body: page.preview.name }).replaceAll('<', '\\u003c')

const theirsOf = ({ title, parts, savedAt }: Draft, page: ComposerPage): object => ({ title, at: savedAt, parts: parts.map((part, i) => ({ text: part.text, mine: page.parts[i]?.text ?? '', name: page.parts[i]?.name ?? 'another part' })) })

async function edit(web: Web, request: FastifyRequest, reply: FastifyReply, number: number, form: TypedForm): Promise<FastifyReply> {
  const post = await readPost(web, number)
  if (!post) return sayRefusal(web, request, reply, refuse('POST_NOT_THERE'))
  const { typed, at } = await changed(web, request, typedOf(form, post.draft), form)
  const saved = await save(web, request, number, typed)
  if (!saved.ok) return notSaved(web, request, reply, number, typed, saved)
  return reply.redirect(`/posts/${number}/edit${at}`, 303)
}

/** Applies what the pressed button asks: a suggestion, one part more or one less. `at` is where the page should open. */
async function changed(web: Web, request: FastifyRequest, typed: Typed, { act, use }: TypedForm): Promise<{ readonly typed: Typed; readonly at: string }> {
  if (use !== undefined) return withSuggestion(web, request, typed, use)
  const [what, which] = (act ?? '').split(':')
  if (what === 'add' && typed.parts.length < MOST_PARTS) {
    const kind = PART_KINDS.find(each => each === which) ?? 'text'
    return { typed: { ...typed, parts: placedAfter(typed.parts, kind) }, at: '#add' }
  }
  if (what === 'remove' && typed.parts.length > 1) return { typed: { ...typed, parts: typed.parts.filter((_, i) => i !== Number(which)) }, at: '#add' }
  return { typed, at: '' }
}

/** In the order in which a reader meets them: a thread item after the words before it, everything else at the end. */
function placedAfter(parts: readonly Part[], kind: PartKind): readonly Part[] {
  const at = kind === 'text' ? parts.findLastIndex(part => part.kind === 'text') + 1 : parts.length
  return parts.toSpliced(at, 0, { kind, text: '' })
}

/** Replaces exactly the span of a finding that stands now; a suggestion over words that have moved changes nothing. */
async function withSuggestion(web: Web, request: FastifyRequest, typed: Typed, use: string): Promise<{ readonly typed: Typed; readonly at: string }> {
  const [part, start, end, choice, rule] = use.split(':'), index = Number(part)
  const page = await ask(web, request, asking => composerPage(asking, Number((request.params as { number: number }).number), typed))
  const finding = page.ok ? page.value.parts[index]?.findings.find(each => each.rule === rule && each.start === Number(start) && each.end === Number(end)) : undefined
  const words = finding?.instead[Number(choice)]
  if (!finding || words === undefined) return { typed, at: '' }
  return { typed: { ...typed, parts: typed.parts.map((each, i) => (i === index ? { ...each, text: each.text.slice(0, finding.start) + words + each.text.slice(finding.end) } : each)) }, at: `#part-${index}` }
}

const save = (web: Web, request: FastifyRequest, number: number, typed: Typed): Promise<Result<{ readonly version: number }>> =>
  runPlain(web.opened.doors, saveDraft, { actor: actorOf(request), post: number, input: saveInput(typed) })

async function notSaved(web: Web, request: FastifyRequest, reply: FastifyReply, number: number, typed: Typed, refusal: Refusal): Promise<FastifyReply> {
  const { sentence, status } = await sentenceOf(web, refusal.code === 'STALE_SAVE' ? await withWho(web, number, refusal) : refusal)
  const theirs = refusal.code === 'STALE_SAVE' ? (await readPost(web, number))?.draft : undefined
  return compose(web, request, reply, number, { typed, errors: [{ text: sentence, href: hrefFor(refusal.code) }], errorTitle: 'It was not saved', status, ...(theirs ? { theirs } : {}) })
}

const hrefFor = (code: string): string => (code === 'STALE_SAVE' ? '#theirs' : code === 'WINDOW_WRONG' ? '#from' : code === 'CHANNEL_UNKNOWN' ? '#channels' : '#words-0')

/** A save that lost the race inside the database does not say to whom. */
async function withWho(web: Web, number: number, refusal: Refusal): Promise<Refusal> {
  const draft = (await readPost(web, number))?.draft
  return draft && refusal.facts['person'] === undefined ? refuse('STALE_SAVE', { person: draft.savedBy, at: draft.savedAt }) : refusal
}

async function autosave(web: Web, request: FastifyRequest, reply: FastifyReply, number: number, form: TypedForm): Promise<FastifyReply> {
  const post = await readPost(web, number)
  if (!post) return reply.code(404).send(await sentenceOf(web, refuse('POST_NOT_THERE')))
  const saved = await save(web, request, number, typedOf(form, post.draft))
  if (saved.ok) return reply.send({ version: saved.value.version, saved: `Saved at ${momentOf(web.opened.doors.given().now)}` })
  const refusal = saved.code === 'STALE_SAVE' ? await withWho(web, number, saved) : saved, said = await sentenceOf(web, refusal)
  const now = saved.code === 'STALE_SAVE' ? (await readPost(web, number))?.draft : undefined
  return reply.code(said.status).send({ code: said.code, sentence: said.sentence, ...(now ? { theirs: { version: now.version, parts: now.parts } } : {}) })
}

async function submit(web: Web, request: FastifyRequest, reply: FastifyReply, number: number, form: TypedForm): Promise<FastifyReply> {
  const post = await readPost(web, number)
  if (!post) return sayRefusal(web, request, reply, refuse('POST_NOT_THERE'))
  const typed = typedOf(form, post.draft)
  const saved = form.words ? await save(web, request, number, typed) : { ok: true as const, value: { version: post.draft.version } }
  if (!saved.ok) return notSaved(web, request, reply, number, typed, saved)
  const prepared = await prepareSigned(web.opened.doors, submitPost, { actor: actorOf(request), post: number, input: { over: saved.value.version } })
  if (prepared.ok) return toSign(web, reply, prepared.value.ticket)
  return notSent(web, request, reply, number, { ...typed, over: saved.value.version }, prepared)
}

/** With open findings the summary says what the cards say; else the one sentence of the refusal. */
async function notSent(web: Web, request: FastifyRequest, reply: FastifyReply, number: number, typed: Typed, refusal: Refusal): Promise<FastifyReply> {
  const { sentence, status } = await sentenceOf(web, refusal)
  const page = await ask(web, request, asking => composerPage(asking, number, typed)), found = page.ok ? errorsOf(page.value.parts) : []
  const errors = refusal.code.startsWith('FINDING_') && found.length > 0 ? found : [{ text: sentence, href: nextFor(refusal)?.href ?? '#words-0' }]
  return compose(web, request, reply, number, { typed, errors, status })
}
