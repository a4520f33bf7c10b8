// The door for the first two people: a one-time code in the link's fragment, which no server gets, proves the new key. It needs no ticket and closes behind them.
import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { firstKeyProof } from '../adapters/crypto/first-key-proof.ts'
import { slugOf } from '../commands/add-person.ts'
import { enrolmentOf } from '../commands/enrol-key.ts'
import { loadFacts } from '../commands/facts.ts'
import type { Change, Person, Reader } from '../commands/ports.ts'
import { FIRST_ROLES, STARTER_ROLES } from '../commands/starter-policy.ts'
import { signedTree } from '../commands/stating.ts'
import { base64url, base64urlToBytes } from '../core/bytes.ts'
import { commitmentOf, digestOf, type Digest } from '../core/digest.ts'
import type { PersonId } from '../core/id.ts'
import { done, refuse, type Result } from '../core/result.ts'
import { statementToBytes } from '../core/statement.ts'
import { keysOf } from '../people/standing.ts'
import type { GivenStatement } from './carried.ts'
import { signServed } from './demo-sign.ts'
import type { Link } from '../pages/shell.ts'
import { checkSigned, handOverChecked, type HandedOver } from './hand-over.ts'
import { shellFor } from './layout.ts'
import { answer, enrolledForm, envelopeForm, markForm, needsScript } from './routes.ts'
import { sayPage, sayRefusal, type SignServer } from './server.ts'
import { reading } from './signing.ts'

/** What statements given here are marked with, instead of a ticket. */
const PAGE = 'enrol/first'
const FEW = { config: { rateLimit: { max: 60 } } }
const ROLES = FIRST_ROLES.map(role => ({ role, title: STARTER_ROLES[role]!.title }))

const nameForm = Type.String({ minLength: 1, maxLength: 120 })
const statementBody = Type.Object({
  name: nameForm, job: nameForm, roles: Type.Array(Type.Enum([...FIRST_ROLES]), { maxItems: 10 }), enrolled: Type.Optional(enrolledForm), demoCode: Type.Optional(Type.String({ maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' })),
}, { additionalProperties: false })
const signedBody = Type.Object({
  name: nameForm, job: nameForm, nameSalt: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), mark: markForm, envelope: Type.Optional(envelopeForm), payload: Type.Optional(Type.String({ maxLength: 11_000, pattern: '^[A-Za-z0-9_-]+$' })),
}, { additionalProperties: false })
type Asked = Static<typeof statementBody>

export function firstRoutes(app: FastifyInstance, server: SignServer): void {
  const { signing } = server
  app.get('/enrol/first', FEW, async (_request, reply) => {
    const { standing, body, tree } = await reading(signing, async reader => ({ standing: await reader.standing(), body: await reader.body(), tree: await reader.tree() }))
    if (standing.first.length >= 2) return sayPage(server, reply, 410, 'The first two people are here already', ['These links work once each, and both have been used.', 'Ask one of the first two people to add you.'])
    const carried = JSON.stringify({ ticket: null, served: signing.opened.doors.given().now, organisation: body.id, origin: tree?.origin ?? '', rpId: signing.place.rpId }).replaceAll('<', '\\u003c')
    return reply.type('text/html; charset=utf-8').send(server.render('first.njk', { shell: shellFor(signing, { title: 'Begin', signs: true }), roles: ROLES, carried, needsScript: needsScript() }))
  })
  app.post<{ Body: Asked }>('/enrol/first/statement', { ...FEW, schema: { body: statementBody } }, async (request, reply) => {
    const stated = await stateFirst(server, request.body)
    return stated.ok ? reply.send(stated.value) : sayRefusal(server, reply, stated)
  })
  app.post<{ Body: Static<typeof signedBody> }>('/enrol/first/signed', { ...FEW, schema: { body: signedBody } }, async (request, reply) => {
    const { name, job, nameSalt, mark, payload } = request.body
    const envelope = request.body.envelope ?? (payload && signing.demoKeys && signServed(server, signing.demoKeys, { page: PAGE, mark, payload }))
    const checked = await checkSigned(signing, { page: PAGE, mark, envelope, opened: [] })
    if (!checked.ok) return sayRefusal(server, reply, checked)
    const { predicate } = checked.value.statement, person = { id: predicate.person, name, nameSalt, slug: slugOf(name), job }
    if (!('name' in predicate) || predicate.name !== commitmentOf(signing.opened.doors.crypto, 'name', nameSalt, name)) return sayRefusal(server, reply, refuse('NOT_SERVED'))
    const handed = await handOverChecked(signing, { ...checked.value, changes: await unlessKnown(server, person) })
    if (handed.judgement && !(await reading(signing, reader => reader.standing())).first.includes(person.id)) return sayRefusal(server, reply, refuse('FIRST_CODE_WRONG'))
    return answer(server, reply, { person: person.id, post: null }, handed, await wayOn(server, person.id, handed))
  })
}

/** Whoever has enrolled makes another passkey on the pages next, to sign in with: this origin begins no session. In a demonstration a press does. */
async function wayOn({ signing }: SignServer, person: PersonId, { judgement }: HandedOver): Promise<Link | undefined> {
  if (judgement?.why !== null || signing.demoKeys) return undefined
  const href = await signing.inviteFirst(person)
  return href === undefined ? undefined : { href, text: 'Go on to sign in, with a second passkey' }
}

const unlessKnown = ({ signing }: SignServer, person: Person): Promise<readonly Change[]> =>
  reading(signing, async reader => ((await reader.persons()).some(({ id }) => id === person.id) ? [] : [{ change: 'add-person', person }]))

/** The statement, with what opens its commitment to the name; the page holds both against what was typed. */
type FirstStatement = GivenStatement & { readonly person: PersonId; readonly nameSalt: string }

const stateFirst = ({ signing }: SignServer, asked: Asked): Promise<Result<FirstStatement>> =>
  reading(signing, async reader => {
    const { doors: { crypto, given } } = signing.opened, chance = given(), standing = await reader.standing()
    if (standing.first.length >= 2) return refuse('FIRST_TWO_ENROLLED')
    if (asked.roles.length === 0) return refuse('FIRST_ROLES_MISSING')
    const person = await personCalled(reader, asked, { id: chance.freshId() as PersonId, nameSalt: chance.fresh(32) }), tree = await signedTree(reader)
    if (!person.ok) return person
    if (!tree.ok) return tree
    const enrolled = newKey(signing, person.value, asked)
    if (!enrolled) return refuse('STATEMENT_UNREADABLE')
    const facts = await loadFacts(reader, { actor: person.value.id, post: undefined, now: chance.now, crypto })
    const payload = statementToBytes(enrolmentOf(facts, { person: person.value, enrolled, capacity: 'civil-servant', roles: [...new Set(asked.roles)].toSorted(), manager: null }, chance, tree.value))
    return done({ payload: base64url(payload), mark: signing.served.mark(PAGE, payload), opened: [], person: person.value.id, nameSalt: person.value.nameSalt })
  })

/** A person who tried before with a wrong code is known already, and has no key that counts: the same person tries again. */
async function personCalled(reader: Reader, { name, job }: Asked, fresh: { readonly id: PersonId; readonly nameSalt: string }): Promise<Result<Person>> {
  const slug = slugOf(name), known = (await reader.persons()).find(person => person.slug === slug)
  if (slug === '') return refuse('NAME_UNREADABLE')
  if (!known) return done({ ...fresh, name, slug, job })
  const { people } = await reader.standing()
  return known.name === name && keysOf(people, known.id).every(key => key.from === null) ? done(known) : refuse('NAME_TAKEN', { name })
}

/** The key from the browser with its proof; in a demonstration the service's own key, proved with the code that the loader was given. */
function newKey({ demoKeys, opened: { doors: { crypto } } }: SignServer['signing'], person: Person, { enrolled, demoCode }: Asked) {
  if (demoCode !== undefined && demoKeys) {
    const spki = demoKeys.spkiOf(person.id)
    return { spki: base64url(spki), credential: digestOf(crypto, spki), demo: true, proof: firstKeyProof(demoCode, spki) }
  }
  try {
    return enrolled && { spki: base64url(base64urlToBytes(enrolled.spki)), credential: digestOf(crypto, base64urlToBytes(enrolled.credential)), demo: false, proof: (enrolled.proof ?? null) as Digest | null }
  } catch {
    return undefined
  }
}
