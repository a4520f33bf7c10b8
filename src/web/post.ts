// One post: where it stands, its versions, who approved it, and every act on it that is not writing.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Action } from '../commands/may.ts'
import { liftRefusal } from '../commands/lift-refusal.ts'
import { refusePost, returnPost } from '../commands/object-to-post.ts'
import { releasePost } from '../commands/release-post.ts'
import { loadFacts } from '../commands/facts.ts'
import { prepareSigned, runPlain } from '../commands/run.ts'
import { signOffPost } from '../commands/sign-off-post.ts'
import { withdrawPost } from '../commands/withdraw-post.ts'
import { refuse, type Refusal } from '../core/result.ts'
import { whoIsWho } from '../queries/known.ts'
import { othersWho } from '../queries/my-work.ts'
import { postPage, type PostPage } from '../queries/post-page.ts'
import { versionsPage } from '../queries/versions-page.ts'
import { whoApprovedThis } from '../queries/who-approved-this.ts'
import { actorOf, ask, draw, drawAnswer, now, sayRefusal, sentenceOf, toSign, wordedAll, type App, type Web } from './site.ts'

const params = Type.Object({ number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })
const withToken = Type.Object({ _csrf: Type.Optional(Type.String()) })

export function postRoutes(app: App, web: Web): void {
  app.get('/posts/:number', { schema: { params } }, async (request, reply) => {
    const page = await ask(web, request, asking => postPage(asking, request.params.number))
    return page.ok ? showPost(web, request, reply, page.value) : sayRefusal(web, request, reply, page)
  })
  app.get('/posts/:number/versions/:range', { schema: { params: Type.Object({ ...params.properties, range: Type.String({ pattern: '^[1-9]\\d{0,8}\\.\\.[1-9]\\d{0,8}$' }) }) } }, async (request, reply) => {
    const { number, range } = request.params, [from, to] = range.split('..').map(Number) as [number, number]
    return drawAnswer(web, request, reply, await ask(web, request, asking => versionsPage(asking, number, from, to)), 'versions.njk', ({ title }) => ({ title: `What changed: ${title}`, nav: 'posts', back: { href: `/posts/${number}`, text: title } }))
  })
  app.get('/posts/:number/who-approved', { schema: { params, querystring: Type.Object({ as: Type.Optional(Type.String({ maxLength: 10 })) }) } }, async (request, reply) => {
    const page = await ask(web, request, asking => whoApprovedThis(asking, request.params.number))
    if (page.ok && request.query.as === 'text') return reply.type('text/plain; charset=utf-8').send(`${page.value.text}\n`)
    return drawAnswer(web, request, reply, page, 'who-approved.njk', ({ title }) => ({ title: `Who approved this? ${title}`, nav: 'record', back: { href: `/posts/${request.params.number}`, text: title }, scripts: ['proof.js'] }))
  })
  actRoutes(app, web)
  objectionRoutes(app, web)
}

async function showPost(web: Web, request: FastifyRequest, reply: FastifyReply, page: PostPage, wrong: readonly string[] = [], status = 200): Promise<FastifyReply> {
  const known = await web.opened.store.read(whoIsWho), held = page.answer.held ? (await sentenceOf(web, page.answer.held)).sentence : null, cannot = page.cannot && (await sentenceOf(web, page.cannot)).sentence
  const acts = actsOf(page)
  return draw(web, request, reply, 'post.njk', { title: page.title, nav: 'posts' }, { page, acts, held, cannot, wrong, events: wordedAll(page.events, known), wall: web.wall.origin }, status)
}

interface Act { readonly href: string; readonly text: string; readonly post: boolean; readonly fields?: { readonly [name: string]: string | number }; readonly tone: '' | 'secondary' | 'warning' }

/** The buttons, from what this person may do and nothing else; the first is the one green button. */
function actsOf({ may, number, refusalEntry, everSubmitted }: PostPage): readonly Act[] {
  const at = `/posts/${number}`, can = (action: Action): boolean => may.includes(action), acts: Omit<Act, 'tone'>[] = []
  if (can('sign-off-post')) acts.push({ href: `${at}/review`, text: 'Review and sign', post: true })
  if (can('release-post')) acts.push({ href: `${at}/release`, text: 'Review and release', post: true })
  if (can('lift-refusal') && refusalEntry !== null) acts.push({ href: `${at}/lift`, text: 'Lift the refusal', post: true, fields: { entry: refusalEntry } })
  if (can('submit-post')) acts.push({ href: `${at}/edit`, text: everSubmitted ? 'Change it and send it again' : 'Write on', post: false })
  const main = acts.map((act, i): Act => ({ ...act, tone: i === 0 ? '' : 'secondary' }))
  return [
    ...main, ...(can('save-draft') && !can('submit-post') ? [{ href: `${at}/edit`, text: everSubmitted ? 'Change the words' : 'Write on', post: false, tone: 'secondary' as const }] : []),
    ...(can('return-post') ? [{ href: `${at}/return`, text: 'Return it', post: false, tone: 'secondary' as const }] : []), ...(can('refuse-post') ? [{ href: `${at}/refuse`, text: 'Refuse it', post: false, tone: 'secondary' as const }] : []),
    ...(can('withdraw-post') ? [{ href: `${at}/withdraw`, text: 'Withdraw the post', post: true, tone: 'secondary' as const }] : []),
  ]
}

function actRoutes(app: App, web: Web): void {
  const back = (number: number) => ({ href: `/posts/${number}`, text: 'The post' })
  for (const [path, command] of [['review', signOffPost], ['release', releasePost]] as const) {
    app.get(`/posts/:number/${path}`, { schema: { params } }, (request, reply) => reply.redirect(`/posts/${request.params.number}`, 303))
    app.post(`/posts/:number/${path}`, { schema: { params, body: withToken } }, async (request, reply) => {
      const { number } = request.params, prepared = await prepareSigned(web.opened.doors, command, { actor: actorOf(request), post: number, input: {} })
      return prepared.ok ? toSign(web, reply, prepared.value.ticket) : sayRefusal(web, request, reply, await withOthers(web, request, number, command.name, prepared), { action: command.name, back: back(number) })
    })
  }
  app.post('/posts/:number/lift', { schema: { params, body: Type.Object({ ...withToken.properties, entry: Type.Integer({ minimum: 0 }) }) } }, async (request, reply) => {
    const { number } = request.params, prepared = await prepareSigned(web.opened.doors, liftRefusal, { actor: actorOf(request), post: number, input: { entry: request.body.entry } })
    return prepared.ok ? toSign(web, reply, prepared.value.ticket) : sayRefusal(web, request, reply, prepared, { action: 'lift-refusal', back: back(number) })
  })
  app.post('/posts/:number/withdraw', { schema: { params, body: withToken } }, async (request, reply) => {
    const { number } = request.params, withdrawn = await runPlain(web.opened.doors, withdrawPost, { actor: actorOf(request), post: number, input: {} })
    return withdrawn.ok ? reply.redirect(`/posts/${number}`, 303) : sayRefusal(web, request, reply, withdrawn, { action: 'withdraw-post', back: back(number) })
  })
}

/** Names those who could do it instead. */
async function withOthers(web: Web, request: FastifyRequest, number: number, action: Action, refusal: Refusal): Promise<Refusal> {
  return web.opened.store.read(async reader => {
    const facts = await loadFacts(reader, { actor: actorOf(request), post: number, now: now(web), crypto: web.opened.doors.crypto })
    if (!facts.post) return refusal
    const can = othersWho(action, facts, await whoIsWho(reader))
    return can.length > 0 && can.length <= 3 ? refuse(refusal.code, { ...refusal.facts, can }) : can.length > 3 ? refuse(refusal.code, { ...refusal.facts, can: [`Any of ${can.length} colleagues`] }) : refusal
  })
}

const OBJECTIONS = {
  return: { command: returnPost, title: 'Return it to be changed', label: 'What should be changed, and why?', button: 'Send back', hint: 'The author sees this, and it stays on the record. What has been signed stops counting.' },
  refuse: { command: refusePost, title: 'Refuse it', label: 'Why must it not go out?', button: 'Refuse it', hint: 'It blocks the post until you or an arbiter lift it. To have it changed instead, return it.' },
} as const

/** Returning and refusing where the browser cannot sign: an unsigned stop, which can only be a "no". */
function objectionRoutes(app: App, web: Web): void {
  for (const [path, { command, title, label, button, hint }] of Object.entries(OBJECTIONS)) {
    const show = async (request: FastifyRequest, reply: FastifyReply, number: number, wrong?: string, typed = '', status = 200): Promise<FastifyReply> => {
      const page = await ask(web, request, asking => postPage(asking, number))
      if (!page.ok) return sayRefusal(web, request, reply, page)
      return draw(web, request, reply, 'objection.njk', { title: `${title}: ${page.value.title}`, nav: 'posts', back: { href: `/posts/${number}`, text: page.value.title } }, { page: page.value, path, title, label, button, hint, wrong, typed }, status)
    }
    app.get(`/posts/:number/${path}`, { schema: { params } }, (request, reply) => show(request, reply, request.params.number))
    app.post(`/posts/:number/${path}`, { schema: { params, body: Type.Object({ ...withToken.properties, remark: Type.Optional(Type.String({ maxLength: 100_000 })) }) } }, async (request, reply) => {
      const { number } = request.params, remark = (request.body.remark ?? '').replaceAll('\r\n', '\n')
      const done = await runPlain(web.opened.doors, command, { actor: actorOf(request), post: number, input: { remark } })
      if (done.ok) return reply.redirect(`/posts/${number}`, 303)
      const { sentence, status } = await sentenceOf(web, done.code === 'INPUT_WRONG' ? refuse('REMARK_TOO_LONG', { most: 2_000 }) : done)
      return show(request, reply, number, sentence, remark, status)
    })
  }
}
