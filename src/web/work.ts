// The start page, the list of posts, and the public page that says how they are checked.
import { Type } from 'typebox'
import { howWeCheck } from '../queries/how-we-check.ts'
import { myWork } from '../queries/my-work.ts'
import { postByWallId, postsList } from '../queries/posts-list.ts'
import { ask, draw, sayRefusal, type App, type Web } from './site.ts'
import { refuse } from '../core/result.ts'

export function workRoutes(app: App, web: Web): void {
  app.get('/work', async (request, reply) => {
    const page = await ask(web, request, myWork)
    return draw(web, request, reply, 'work.njk', { title: 'My work', nav: 'work', count: page.toDo.length }, { page })
  })
  app.get('/posts', { schema: { querystring: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), before: Type.Optional(Type.Integer({ minimum: 1 })) }) } }, async (request, reply) => {
    const looked = (request.query.q ?? '').trim()
    return draw(web, request, reply, 'posts.njk', { title: looked === '' ? 'Posts' : `Posts with “${looked}”`, nav: 'posts' }, { page: await ask(web, request, asking => postsList(asking, looked, request.query.before)) })
  })
  app.get('/how-we-check', async (request, reply) => draw(web, request, reply, 'how-we-check.njk', { title: 'How we check what we post' }, { page: await web.opened.store.read(howWeCheck), wall: web.wall.origin }))
  app.get('/posts/by-wall/:id', { schema: { params: Type.Object({ id: Type.String({ maxLength: 80 }) }) } }, async (request, reply) => {
    const number = await ask(web, request, asking => postByWallId(asking, request.params.id))
    return number === undefined ? sayRefusal(web, request, reply, refuse('POST_NOT_THERE')) : reply.redirect(`/posts/${number}/who-approved`, 303)
  })
}
