// The door for suspending a colleague's keys without a ticket: a person proves who asks by a touch, and what is handed in is a "no" that works at once.
import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { slugOf } from '../commands/add-person.ts'
import { base64url, base64urlToBytes } from '../core/bytes.ts'
import { canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import { digestOf, isDigest, type Digest } from '../core/digest.ts'
import { conformEnvelope, payloadOf, type Envelope } from '../core/dsse.ts'
import type { PersonId } from '../core/id.ts'
import { HOUR, isInstant, later, type Instant } from '../core/instant.ts'
import { done, refuse, type Result } from '../core/result.ts'
import { credentialOf } from '../people/enrol.ts'
import { keyCounts, keysThatCount } from '../people/standing.ts'
import { whoIsWho } from '../queries/known.ts'
import { listed, momentOf } from '../queries/words.ts'
import { checkEnvelope } from '../record/verify/assertion.ts'
import type { OfferedKey } from './carried.ts'
import type { After } from './after.ts'
import { offeredKeys } from './keys.ts'
import { envelopeForm, markForm } from './routes.ts'
import { sayRefusal, type SignServer } from './server.ts'
import { reading } from './signing.ts'

const PAGE = 'stop/suspend', PATIENCE = 4_000
const FEW = { config: { rateLimit: { max: 30 } } }
const nameForm = Type.String({ minLength: 1, maxLength: 120 })
const askBody = Type.Object({ name: nameForm, whose: nameForm, since: Type.Optional(Type.String({ maxLength: 24 })) }, { additionalProperties: false })
const signedBody = Type.Object({ mark: markForm, envelope: Type.Optional(envelopeForm), payload: Type.Optional(Type.String({ maxLength: 11_000, pattern: '^[A-Za-z0-9_-]+$' })) }, { additionalProperties: false })

/** What is touched for. It is no statement, and no verifier takes it for one; the record gets the suspensions that it asks for. */
interface Wish { readonly v: 1; readonly act: 'suspend'; readonly person: PersonId; readonly whose: PersonId; readonly keys: readonly Digest[]; readonly since: Instant; readonly nonce: string; readonly expires: Instant }

export function suspendRoutes(app: FastifyInstance, server: SignServer): void {
  app.post<{ Body: Static<typeof askBody> }>('/stop/suspension', { ...FEW, schema: { body: askBody } }, async (request, reply) => {
    const wish = await wishFor(server, request.body)
    return wish.ok ? reply.send(wish.value) : sayRefusal(server, reply, wish)
  })
  app.post<{ Body: Static<typeof signedBody> }>('/stop/suspended', { ...FEW, schema: { body: signedBody } }, async (request, reply) => {
    const { mark, payload, envelope } = request.body, { demoKeys } = server.signing
    const wish = await wishSigned(server, { mark, envelope: envelope ?? (payload && demoKeys ? demoEnvelope(server, payload) : undefined) })
    return wish.ok ? reply.send({ judged: true, ...(await suspendAll(server, wish.value)) }) : sayRefusal(server, reply, wish)
  })
}

type Asked = { readonly payload: string; readonly mark: string; readonly key: OfferedKey }

const wishFor = ({ signing }: SignServer, { name, whose, since }: Static<typeof askBody>): Promise<Result<Asked>> =>
  reading(signing, async reader => {
    const { given } = signing.opened.doors, chance = given(), standing = await reader.standing(), persons = await reader.persons()
    const person = persons.find(({ slug }) => slug === slugOf(name)), about = persons.find(({ slug }) => slug === slugOf(whose))
    const [key] = person ? await offeredKeys(reader, standing, person.id, { now: chance.now, demo: signing.demoKeys !== undefined }) : []
    const keys = about ? keysThatCount(standing.people, about.id, chance.now).map(({ credential }) => credential).toSorted() : []
    if (!person || !key) return refuse('STOP_PERSON_UNKNOWN')
    if (!about || keys.length === 0) return refuse('STOP_KEY_UNKNOWN')
    const from = since ?? chance.now
    if (!isInstant(from) || from > chance.now) return refuse('STOP_TIME_WRONG')
    const wish: Wish = { v: 1, act: 'suspend', person: person.id, whose: about.id, keys, since: from, nonce: chance.fresh(16), expires: later(chance.now, HOUR) }
    const payload = canonicalBytes(wish as unknown as Json)
    return done({ payload: base64url(payload), mark: signing.served.mark(PAGE, payload), key })
  })

/** The demo key of the person who asks; the mark shows that the wish was made here. */
function demoEnvelope({ signing }: SignServer, payload: string): Envelope | undefined {
  try {
    const bytes = base64urlToBytes(payload)
    return signing.demoKeys!.sign((parseCanonical(bytes) as unknown as Wish).person, bytes)
  } catch {
    return undefined
  }
}

async function wishSigned({ signing }: SignServer, { mark, envelope: given }: { readonly mark: string; readonly envelope: unknown }): Promise<Result<Wish>> {
  const { crypto, given: chance } = signing.opened.doors
  let envelope: Envelope, wish: Wish
  try {
    envelope = conformEnvelope(given)
    wish = parseCanonical(payloadOf(envelope)) as unknown as Wish
  } catch {
    return refuse('STATEMENT_UNREADABLE')
  }
  const { now } = chance()
  if (!signing.served.holds(PAGE, payloadOf(envelope), mark)) return refuse('NOT_SERVED')
  if (now > wish.expires) return refuse('SIGNATURE_OLD')
  const { people } = await reading(signing, reader => reader.standing()), key = people.keys[credentialOf(crypto, envelope)]
  if (!key || key.person !== wish.person || !keyCounts(key, now) || (key.demo && !signing.demoKeys)) return refuse('PASSKEY_UNKNOWN')
  const wrong = checkEnvelope(crypto, envelope, base64urlToBytes(key.spki), signing.place)
  return wrong ? refuse(wrong) : done(wish)
}

/** One stop for each key. The ids come from the wish, so that the same press twice is one suspension. */
async function suspendAll({ signing }: SignServer, wish: Wish): Promise<After> {
  const { opened: { store, doors: { crypto, given }, waitJudged }, web } = signing, judged: number[] = []
  for (const credential of wish.keys.filter(isDigest)) {
    const id = digestOf(crypto, canonicalBytes({ nonce: wish.nonce, credential })).slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    await store.transact(transaction => transaction.commit([], { id, post: null, stop: { act: 'suspend', person: wish.person, credential, since: wish.since } }))
    const judgement = await waitJudged(id, PATIENCE)
    if (judgement) judged.push(judgement.index)
  }
  const known = await reading(signing, whoIsWho), { now } = given(), whose = known.name(wish.whose)
  return {
    counts: true, index: judged.at(-1) ?? 0, intake: '', heading: `Suspended at ${momentOf(now, now)}`, release: false,
    lead: `What ${whose} signed from ${momentOf(wish.since, now)} on does not count, and nothing that ${whose} signs counts until two people reinstate the key.`,
    lines: judged.length < wish.keys.length ? ['It is handed in; the record is catching up.'] : [`It stands in the record as ${judged.length === 1 ? 'entry' : 'entries'} ${listed(judged.map(String))}.`],
    receipt: { href: `${web}/record/${judged.at(-1) ?? ''}`, text: 'See it in the record' }, next: { href: `${web}/people`, text: 'To the people' },
  }
}
