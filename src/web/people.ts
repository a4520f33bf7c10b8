// People, one's own page, the team, and the acts that bind keys and understandings; every "yes" leads on to the signing origin.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { addPerson } from '../commands/add-person.ts'
import { confirmUnderstanding } from '../commands/confirm-understanding.ts'
import { declareUnderstanding } from '../commands/declare-understanding.ts'
import { enrolKey } from '../commands/enrol-key.ts'
import { prepareSigned, runPlain } from '../commands/run.ts'
import { vouchForKey } from '../commands/vouch-for-key.ts'
import { refuse, type Refusal } from '../core/result.ts'
import { codePage } from '../queries/me.ts'
import { peoplePage } from '../queries/people-page.ts'
import { enrolmentFor, personPage } from '../queries/person-page.ts'
import { confirmPage, teamPage } from '../queries/team-page.ts'
import { dateOf, instantOfBox } from '../queries/words.ts'
import { actorOf, ask, draw, now, sayRefusal, sentenceOf, toSign, type App, type Web } from './site.ts'
import { codeToBlocks } from '../pages/prose.ts'

const withToken = Type.Object({ _csrf: Type.Optional(Type.String()) })
const slugged = Type.Object({ slug: Type.String({ maxLength: 120 }) })

export function peopleRoutes(app: App, web: Web): void {
  app.get('/people', (request, reply) => showPeople(web, request, reply))
  app.post('/people', { schema: { body: Type.Object({ ...withToken.properties, name: Type.Optional(Type.String({ maxLength: 1_000 })), job: Type.Optional(Type.String({ maxLength: 1_000 })) }) } }, async (request, reply) => {
    const typed = { name: (request.body.name ?? '').trim(), job: (request.body.job ?? '').trim() }
    const added = await runPlain(web.opened.doors, addPerson, { actor: actorOf(request), input: typed })
    if (added.ok) return reply.redirect(`/people/${added.value.slug}`, 303)
    return added.code === 'RIGHT_MISSING' ? sayRefusal(web, request, reply, added, { action: 'add-person', back: { href: '/people', text: 'People' } }) : showPeople(web, request, reply, { typed, refusal: added })
  })
  app.get('/people/:slug', { schema: { params: slugged } }, async (request, reply) => {
    const page = await ask(web, request, asking => personPage(asking, request.params.slug))
    if (!page.ok) return sayRefusal(web, request, reply, page)
    return draw(web, request, reply, 'person.njk', { title: page.value.name, nav: 'people', back: { href: '/people', text: 'People' } }, { page: page.value, invites: !web.demo && page.value.mayEnrol && !page.value.own })
  })
  enrolRoute(app, web)
  app.post('/keys/:credential/vouch', { schema: { params: Type.Object({ credential: Type.String({ maxLength: 64 }) }), body: withToken } }, async (request, reply) => {
    const prepared = await prepareSigned(web.opened.doors, vouchForKey, { actor: actorOf(request), input: { credential: request.params.credential } })
    return prepared.ok ? toSign(web, reply, prepared.value.ticket) : sayRefusal(web, request, reply, prepared, { action: 'vouch-for-key', back: { href: '/people', text: 'People' } })
  })
  meRoutes(app, web)
  teamRoutes(app, web)
}

async function showPeople(web: Web, request: FastifyRequest, reply: FastifyReply, wrong?: { readonly typed: { readonly name: string; readonly job: string }; readonly refusal: Refusal }): Promise<FastifyReply> {
  const said = wrong && await sentenceOf(web, wrong.refusal)
  return draw(web, request, reply, 'people.njk', { title: 'People', nav: 'people' }, { page: await ask(web, request, peoplePage), typed: wrong?.typed, wrong: said?.sentence }, said?.status ?? 200)
}

/** Whoever asks for nothing gets what the person holds already; an administrator may ask for more, and two colleagues vouch or do not. */
function enrolRoute(app: App, web: Web): void {
  const body = Type.Object({ ...withToken.properties, capacity: Type.Optional(Type.Enum(['civil-servant', 'special-adviser', 'minister', 'contractor'])), role: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 })), manager: Type.Optional(Type.String({ maxLength: 36 })) })
  app.post('/people/:slug/enrol', { schema: { params: slugged, body } }, async (request, reply) => {
    const actor = actorOf(request), back = { href: `/people/${request.params.slug}`, text: 'The person' }, { capacity, role, manager } = request.body
    const usual = await ask(web, request, asking => enrolmentFor(asking, request.params.slug))
    if (!usual.ok) return sayRefusal(web, request, reply, usual, { action: 'enrol-key', back })
    const input = { person: usual.value.person, capacity: capacity ?? usual.value.capacity, roles: [...(role ?? usual.value.roles)], manager: manager === undefined ? usual.value.manager : manager === '' ? null : manager }
    const prepared = await prepareSigned(web.opened.doors, enrolKey, { actor, input })
    return prepared.ok ? toSign(web, reply, prepared.value.ticket) : sayRefusal(web, request, reply, prepared, { action: 'enrol-key', back })
  })
}

function meRoutes(app: App, web: Web): void {
  const role = Type.Object({ role: Type.String({ maxLength: 40 }) })
  app.get('/me/understanding/:role', { schema: { params: role } }, async (request, reply) => {
    const page = await ask(web, request, asking => codePage(asking, request.params.role))
    if (!page.ok) return sayRefusal(web, request, reply, page, { action: 'declare-understanding', back: { href: '/me', text: 'Your page' } })
    return draw(web, request, reply, 'understanding.njk', { title: `The Code as ${page.value.title.toLowerCase()}`, nav: 'me', back: { href: '/me', text: 'Your page' } }, { page: page.value, blocks: codeToBlocks(page.value.code) })
  })
  app.post('/me/understanding/:role', { schema: { params: role, body: withToken } }, async (request, reply) => {
    const prepared = await prepareSigned(web.opened.doors, declareUnderstanding, { actor: actorOf(request), input: { role: request.params.role } })
    return prepared.ok ? toSign(web, reply, prepared.value.ticket) : sayRefusal(web, request, reply, prepared, { action: 'declare-understanding', back: { href: '/me', text: 'Your page' } })
  })
}

function teamRoutes(app: App, web: Web): void {
  app.get('/team', async (request, reply) => draw(web, request, reply, 'team.njk', { title: 'Your team', nav: 'people' }, { page: await ask(web, request, teamPage) }))
  app.get('/team/:slug/confirm', { schema: { params: slugged } }, (request, reply) => showConfirm(web, request, reply, request.params.slug))
  app.post('/team/:slug/confirm', { schema: { params: slugged, body: Type.Object({ ...withToken.properties, talked: Type.Optional(Type.String({ maxLength: 40 })), note: Type.Optional(Type.String({ maxLength: 100_000 })) }) } }, async (request, reply) => {
    const { slug } = request.params, typed = { talked: request.body.talked ?? '', note: (request.body.note ?? '').replaceAll('\r\n', '\n') }
    const page = await ask(web, request, asking => confirmPage(asking, slug))
    if (!page.ok) return sayRefusal(web, request, reply, page, { action: 'confirm-understanding', back: { href: '/team', text: 'Your team' }, typed: typed.note })
    const prepared = await prepareSigned(web.opened.doors, confirmUnderstanding, { actor: actorOf(request), input: { person: page.value.person, role: page.value.roleName, talked: talkedAt(typed.talked, now(web)), note: typed.note } })
    return prepared.ok ? toSign(web, reply, prepared.value.ticket) : showConfirm(web, request, reply, slug, { typed, refusal: prepared.code === 'INPUT_WRONG' ? refuse('REMARK_TOO_LONG', { most: 2_000 }) : prepared })
  })
}

/** The day of the talk as an instant: its beginning, and for today now, since it cannot lie in the future. */
const talkedAt = (date: string, at: string): string => (date === dateOf(at) ? at : (instantOfBox(`${date}T00:00`) ?? ''))

async function showConfirm(web: Web, request: FastifyRequest, reply: FastifyReply, slug: string, wrong?: { readonly typed: { readonly talked: string; readonly note: string }; readonly refusal: Refusal }): Promise<FastifyReply> {
  const page = await ask(web, request, asking => confirmPage(asking, slug))
  if (!page.ok) return sayRefusal(web, request, reply, page, { action: 'confirm-understanding', back: { href: '/team', text: 'Your team' } })
  const said = wrong && await sentenceOf(web, wrong.refusal)
  return draw(web, request, reply, 'confirm.njk', { title: `Confirm ${page.value.name}`, nav: 'people', back: { href: '/team', text: 'Your team' } }, { page: page.value, typed: wrong?.typed ?? { talked: dateOf(now(web)), note: '' }, wrong: said?.sentence, wrongAt: wrong?.refusal.code === 'TALK_NOT_YET' ? 'talked' : 'note', today: dateOf(now(web)) }, said?.status ?? 200)
}
