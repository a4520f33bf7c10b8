// Signing in and out. In a demonstration its people are one press each; elsewhere the page says what is possible.
import { Type } from 'typebox'
import type { PersonId } from '../core/id.ts'
import { doors } from '../queries/doors.ts'
import { draw, type App, type Web } from './site.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'

const NOBODY = '' as PersonId
/** Pages of this site alone: an address that began with two slashes would lead elsewhere. */
const ownPage = (path: string | undefined): string => (path !== undefined && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in') ? path : '/work')

export function signInRoutes(app: App, web: Web): void {
  app.get('/', (request, reply) => (request.session.person ? reply.redirect('/work', 303) : signInPage(web, request, reply)))
  app.get('/sign-in', (request, reply) => signInPage(web, request, reply))
  if (web.demo) {
    app.post('/demo/sign-in', { schema: { body: Type.Object({ person: Type.String({ maxLength: 80 }), _csrf: Type.Optional(Type.String()) }) }, config: { rateLimit: { max: 600, timeWindow: '1 minute' } } }, async (request, reply) => {
      const { person } = request.body, persons = await web.opened.store.read(reader => reader.persons()), found = persons.find(({ id, slug }) => id === person || slug === person)
      if (!found) return signInPage(web, request, reply, 'That person is not known here. Choose one of these.')
      const next = ownPage(request.session.next)
      await request.session.regenerate()
      request.session.person = found.id
      return reply.redirect(next, 303)
    })
  }
  app.post('/sign-out', async (request, reply) => {
    await request.session.destroy()
    return reply.redirect('/sign-in', 303)
  })
  // The door: everything below it knows who asks. A person who has been removed meanwhile is nobody.
  app.addHook('preHandler', async (request, reply) => {
    if (isOpen(request)) return undefined
    const { person } = request.session
    if (person && (await web.opened.store.read(reader => reader.persons())).some(({ id }) => id === person)) return undefined
    if (request.method === 'PUT') return reply.code(403).send({ code: 'SESSION_ENDED', sentence: 'You were signed out. Sign in in another tab, then come back here: what you typed is still on this page.' })
    if (request.method === 'GET') request.session.next = request.url
    return reply.redirect('/sign-in', 303)
  })
}

const OPEN = new Set(['/', '/sign-in', '/demo/sign-in', '/sign-out', '/how-we-check', '/log/*', '/receipts/:index'])
const isOpen = (request: FastifyRequest): boolean => request.is404 || request.url.startsWith('/assets/') || OPEN.has(request.routeOptions.url ?? '')

async function signInPage(web: Web, request: FastifyRequest, reply: FastifyReply, wrong?: string): Promise<FastifyReply> {
  const people = web.demo ? await web.opened.store.read(reader => doors({ reader, actor: request.session.person ?? NOBODY, now: web.opened.doors.given().now, crypto: web.opened.doors.crypto })) : []
  return draw(web, request, reply, 'sign-in.njk', { title: 'Sign in' }, { page: { people, demo: web.demo, trial: web.trial, wrong, wall: web.wall.origin, next: request.session.next } }, wrong ? 422 : 200)
}
