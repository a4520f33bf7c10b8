// Inviting somebody to sign in, and the page on which whoever is invited makes the passkey for it. Outside the demonstration alone.
import { Type } from 'typebox'
import { acceptInvitation, invitationLink, invite, invitedBy } from '../adapters/identity/invitations.ts'
import { askToMakeKey, madeKey, placeOf } from '../adapters/identity/passkeys.ts'
import { HOUR, later } from '../core/instant.ts'
import { enrolmentFor } from '../queries/person-page.ts'
import { timeOf } from '../queries/words.ts'
import { askFor, beginSession, takeAsked } from './begin-session.ts'
import { says } from './reasons.ts'
import { FEW, makingForm, sayNo } from './sign-in.ts'
import { actorOf, ask, draw, now, sayRefusal, type App, type Web } from './site.ts'

/** 24 random bytes: nobody guesses one in an hour. */
const CODE_BYTES = 24
const codeForm = Type.String({ minLength: 32, maxLength: 32, pattern: '^[A-Za-z0-9_-]+$' })

export function invitationRoutes(app: App, web: Web): void {
  const { opened: { pool, store }, body } = web, place = placeOf(web.site.origin)
  inviteRoute(app, web)
  app.get('/invitation', (request, reply) => draw(web, request, reply, 'invitation.njk', { title: 'Make your sign-in passkey', scripts: ['passkey.js'] }, { needsScript: says('SIGN_IN_NEEDS_SCRIPT') }))
  app.post('/invitation/options', { schema: { body: Type.Object({ code: codeForm }) }, config: FEW }, async (request, reply) => {
    const person = await invitedBy(pool, body.id, request.body.code), found = person && (await store.read(reader => reader.persons())).find(({ id }) => id === person)
    if (!found) return sayNo(reply, 'INVITATION_OVER')
    // Earlier keys end with this one, so none is in its way.
    const asked = await askToMakeKey(place, { person: found.id, name: found.name, held: [] })
    askFor(web, request, 'invitation', asked.challenge)
    return reply.send({ ...asked, name: found.name })
  })
  app.post('/invitation', { schema: { body: Type.Object({ code: codeForm, ...makingForm }) }, config: FEW }, async (request, reply) => {
    const challenge = takeAsked(web, request, 'invitation')
    if (challenge === undefined) return sayNo(reply, 'SIGN_IN_TOO_SLOW')
    const made = await madeKey(request.body, { challenge, place })
    if (!made) return sayNo(reply, 'SIGN_IN_NOT_PROVED')
    const person = await acceptInvitation(pool, body.id, request.body.code, made)
    if (!person) return sayNo(reply, 'INVITATION_OVER')
    return reply.send({ to: await beginSession(web, request, person, made.id) })
  })
}

/** An administrator or one of the first two makes the link, and gives it to the person; it is shown once. */
function inviteRoute(app: App, web: Web): void {
  app.post('/people/:slug/invite', { schema: { params: Type.Object({ slug: Type.String({ maxLength: 120 }) }), body: Type.Object({ _csrf: Type.Optional(Type.String()) }) }, config: FEW }, async (request, reply) => {
    const { slug } = request.params, back = { href: `/people/${slug}`, text: 'The person' }, by = actorOf(request)
    const invited = await ask(web, request, asking => enrolmentFor(asking, slug))
    if (!invited.ok) return sayRefusal(web, request, reply, invited, { action: 'add-person', back })
    const { person } = invited.value
    if (person === by) return reply.redirect('/me', 303)
    const code = web.opened.doors.given().fresh(CODE_BYTES), { name } = (await web.opened.store.read(reader => reader.persons())).find(({ id }) => id === person)!
    await invite(web.opened.pool, web.body.id, { person, code, by })
    return draw(web, request, reply, 'invited.njk', { title: `A link for ${name}`, nav: 'people', back: { href: back.href, text: name } }, { name, link: invitationLink(web.site.origin, code), until: timeOf(later(now(web), HOUR)) })
  })
}
