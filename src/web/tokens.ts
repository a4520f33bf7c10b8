// API tokens: who has which, making one, whose secret is shown once, and revoking one, which works with the next request.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { apiTokensOver, newTokenSecret, type ApiTokens } from '../adapters/identity/api-tokens.ts'
import { LASTS, mayRevoke, newToken } from '../commands/token.ts'
import { refuse, type Refusal } from '../core/result.ts'
import { factsFor } from '../queries/asking.ts'
import { tokensPage } from '../queries/tokens-page.ts'
import { fullDayOf } from '../queries/words.ts'
import { FEW } from './sign-in.ts'
import { actorOf, ask, draw, sayRefusal, sentenceOf, type App, type Web } from './site.ts'

const BACK = { href: '/settings/tokens', text: 'API tokens' }, withToken = { _csrf: Type.Optional(Type.String()) }
const form = Type.Object({ ...withToken, name: Type.Optional(Type.String({ maxLength: 1_000 })), person: Type.Optional(Type.String({ maxLength: 36 })), scope: Type.Optional(Type.Array(Type.String({ maxLength: 10 }), { maxItems: 3 })), days: Type.Optional(Type.Integer()) })

export function tokenRoutes(app: App, web: Web): void {
  const tokens = apiTokensOver(web.opened.pool, web.body.id)
  app.get('/settings/tokens', (request, reply) => showTokens(web, tokens, request, reply))
  app.post('/settings/tokens', { schema: { body: form }, config: FEW }, async (request, reply) => {
    const { name = '', person = '', scope = [], days = 0 } = request.body, typed = { name, person, scopes: scope, days }
    const known = (await web.opened.store.read(reader => reader.persons())).find(({ id }) => id === person), made = await ask(web, request, async asking => newToken(await factsOf(asking), typed, () => known !== undefined))
    if (!made.ok) return made.code === 'TOKENS_NOT_YOURS' ? sayRefusal(web, request, reply, made, { back: BACK }) : showTokens(web, tokens, request, reply, { typed, refusal: made })
    const { freshId, fresh } = web.opened.doors.given(), secret = newTokenSecret(fresh)
    await tokens.make({ id: freshId(), ...made.value }, secret)
    return draw(web, request, reply, 'token-made.njk', { title: 'The token', back: BACK }, { token: made.value, secret, person: known!.name, until: fullDayOf(made.value.until) })
  })
  app.post('/settings/tokens/revoke', { schema: { body: Type.Object({ ...withToken, token: Type.String({ pattern: '^[0-9a-f-]{36}$' }) }) } }, async (request, reply) => {
    const token = (await tokens.all()).find(({ id }) => id === request.body.token)
    const barred = token ? await ask(web, request, async asking => mayRevoke(await factsOf(asking), token)) : refuse('TOKEN_NOT_THERE')
    if (barred || !token) return sayRefusal(web, request, reply, barred ?? refuse('TOKEN_NOT_THERE'), { back: BACK })
    await tokens.revoke(token.id, actorOf(request))
    return reply.redirect(BACK.href, 303)
  })
}

const factsOf = async (asking: Parameters<typeof factsFor>[0]) => factsFor(asking, (await asking.reader.body()).id, await asking.reader.standing(), undefined)

interface Wrong { readonly typed: { readonly name: string; readonly person: string; readonly scopes: readonly string[]; readonly days: number }; readonly refusal: Refusal }

/** The box that a refusal is about, for the link in the summary. */
const BOXES: { readonly [code: string]: string } = { TOKEN_NAME_MISSING: 'name', TOKEN_PERSON_MISSING: 'person', TOKEN_SCOPE_MISSING: 'scope', TOKEN_END_MISSING: 'days' }

async function showTokens(web: Web, tokens: ApiTokens, request: FastifyRequest, reply: FastifyReply, wrong?: Wrong): Promise<FastifyReply> {
  const all = await tokens.all(), page = await ask(web, request, asking => tokensPage(asking, all)), said = wrong && await sentenceOf(web, wrong.refusal)
  return draw(web, request, reply, 'tokens.njk', { title: 'API tokens', back: { href: '/settings/policy', text: 'Policy' } }, { page, lasts: LASTS, typed: wrong?.typed ?? { name: '', person: '', scopes: [], days: 90 }, wrong: said?.sentence, wrongAt: wrong && BOXES[wrong.refusal.code] }, said?.status ?? 200)
}
