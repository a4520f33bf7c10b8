// The policy in force, in words and as JSON, and what waits for a second person.
import { Type } from 'typebox'
import { changePolicy } from '../commands/change-policy.ts'
import { prepareSigned } from '../commands/run.ts'
import { refuse } from '../core/result.ts'
import { policyPage } from '../queries/policy-page.ts'
import { actorOf, ask, draw, sayRefusal, toSign, type App, type Web } from './site.ts'

const BACK = { href: '/settings/policy', text: 'Policy' }

export function settingsRoutes(app: App, web: Web): void {
  app.get('/settings', (_request, reply) => reply.redirect('/settings/policy', 303))
  app.get('/settings/policy', async (request, reply) =>
    draw(web, request, reply, 'policy.njk', { title: 'Policy' }, { page: await ask(web, request, async asking => policyPage(asking, await web.starter(asking.reader))) }))
  app.post('/settings/policy', { schema: { body: Type.Object({ _csrf: Type.Optional(Type.String()), document: Type.String({ maxLength: 200_000 }) }) } }, async (request, reply) => {
    const { document: typed } = request.body
    let document: unknown
    try {
      document = JSON.parse(typed)
    } catch (wrong) {
      return sayRefusal(web, request, reply, refuse('POLICY_UNREADABLE', { wrong: wrong instanceof Error ? wrong.message : 'it is no JSON' }), { action: 'change-policy', back: BACK, typed })
    }
    const prepared = await prepareSigned(web.opened.doors, changePolicy, { actor: actorOf(request), input: { document } })
    return prepared.ok ? toSign(web, reply, prepared.value.ticket) : sayRefusal(web, request, reply, prepared, { action: 'change-policy', back: BACK, typed })
  })
}
