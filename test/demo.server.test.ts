// The demo whole: loaded over HTTP, loaded again without doubling anything, signed with a real passkey, and told as a story whose record verifies.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startService, type Service } from '../src/adapters/processes/service.ts'
import { openStore, type OpenedStore } from '../src/adapters/store/store.ts'
import { SaidNo, signIn } from '../src/cli/demo/actor.ts'
import { readCast, readPosts } from '../src/cli/demo/cast.ts'
import { loadDemo } from '../src/cli/demo/load.ts'
import { demo } from '../src/cli/demo.ts'
import { verify } from '../src/cli/verify.ts'
import { visitor } from '../src/cli/visit.ts'
import { base64urlToBytes } from '../src/core/bytes.ts'
import { leafToEntry } from '../src/core/entry.ts'
import type { OrganisationId } from '../src/core/id.ts'
import { goneOut } from '../src/publish/send-standing.ts'
import { freePorts } from './free-ports.ts'
import { makeDemoKey, makePasskey } from './soft-passkey.ts'
import { addressFor } from './trial-body.ts'

const home = mkdtempSync(join(tmpdir(), 'countersign-demo-test-'))
let service: Service, opened: OpenedStore
before(async () => {
  service = await startService({ data: join(home, 'data'), ports: await freePorts(), kind: 'demo', quiet: true, durable: false })
  const { organisation } = JSON.parse(readFileSync(join(service.data, 'installation.json'), 'utf8')) as { organisation: OrganisationId }
  opened = await openStore(addressFor(service, 'web'), organisation, { drafts: true })
})
after(async () => {
  await opened?.end()
  await service?.stop()
  rmSync(home, { recursive: true, force: true })
  if (service) rmSync(service.data, { recursive: true, force: true })
})

const standing = () => opened.store.read(reader => reader.standing())
const posts = () => opened.store.read(reader => reader.posts(100))
const idOf = async (slug: string) => (await opened.store.read(reader => reader.persons())).find(person => person.slug === slug)!.id

test('the loader leaves everybody of the cast where the story wants them', async () => {
  const { people, first, policy } = await standing(), cast = readCast()
  assert.ok(policy)
  assert.deepEqual(first, [await idOf('hugh-banner'), await idOf('priya-serif')])
  for (const { slug, roles, understanding, capacity } of cast.people) {
    const id = await idOf(slug), key = Object.values(people.keys).find(each => each.person === id)!
    assert.deepEqual([key.roles, key.capacity, key.demo, key.from !== null], [roles, capacity, true, true], slug)
    const held = people.persons[id]!
    assert.deepEqual([held.understandings.length, held.declarations.length], { confirmed: [1, 0], declared: [0, 1], none: [0, 0] }[understanding], slug)
  }
  const [draft, waiting, published] = await posts()
  assert.deepEqual([draft?.draft.title, waiting?.draft.title, published?.draft.title], readPosts().toReversed().map(({ title }) => title))
  assert.deepEqual([draft?.standing.submission, waiting?.standing.signOffs.length, goneOut(published!.sends) || published!.sends.releases.length === 1], [null, 1, true])
})

test('loading again changes nothing', async () => {
  // What people handed in; the keeper may still be reading back what it sent.
  const handedIn = async () => (await opened.store.read(reader => reader.entries(0, 1_000))).filter(({ leaf }) => leafToEntry(leaf).via !== 'keeper').length
  const before = await handedIn()
  await loadDemo({ web: service.web, sign: service.sign, codes: service.codes!, say: () => {} })
  assert.equal(await handedIn(), before)
  assert.equal((await posts()).length, readPosts().length)
})

test('a passkey made for a demo person counts at once, for what the demo key was given and no more', async () => {
  const dora = await signIn(service, 'dora-galley'), sign = visitor(service.sign), id = await idOf('dora-galley'), manager = await idOf('hugh-banner')
  const enrol = async (roles: readonly string[]) => {
    const passkey = makePasskey(), ticket = (await dora.post('/people/dora-galley/enrol', { capacity: 'civil-servant', role: roles, manager })).split('/').at(-1)!
    await sign.get(`/t/${ticket}`)
    const given = JSON.parse((await sign.json('/statement', { ticket, enrolled: { spki: passkey.spki, credential: passkey.id } })).text) as { payload: string; mark: string; opened: [] }
    const envelope = passkey.sign(base64urlToBytes(given.payload), { origin: service.sign, rpId: 'sign.localhost' })
    const answer = await sign.json('/signed', { ticket, mark: given.mark, opened: given.opened, envelope })
    assert.equal(answer.status, 200, answer.text)
    return (await standing()).people.keys[passkey.credential]!
  }
  const key = await enrol(['duty-editor'])
  assert.deepEqual([key.person, key.demo, key.from !== null, key.vouchers.includes(manager)], [id, false, true, true])
  const greedy = await enrol(['duty-editor', 'head-of-news'])
  assert.deepEqual([greedy.from, greedy.vouchers], [null, []])
  dora.leave()
  sign.close()
})

test('a demo key signs only what the page was given, and no other demo key counts', async () => {
  const asha = await signIn(service, 'asha-quill'), sign = visitor(service.sign)
  const ticket = (await asha.post('/me/understanding/press-officer')).split('/').at(-1)!, page = await sign.get(`/t/${ticket}`)
  const { keys } = JSON.parse(/id="carried">(.*?)<\/script>/s.exec(page.text)![1]!) as { keys: readonly { credential: string }[] }
  const given = JSON.parse((await sign.json('/statement', { ticket, key: keys[0]!.credential })).text) as { payload: string; mark: string }
  const body = { ticket, mark: given.mark, payload: given.payload, opened: [] }
  assert.deepEqual([(await sign.json('/demo/sign', { ...body, mark: 'AAAA' })).status, (await sign.json('/demo/sign', { ...body, payload: 'AAAA' })).status], [409, 409])
  assert.equal((await sign.json('/signed', { ticket, mark: given.mark, opened: [], envelope: makeDemoKey().sign(base64urlToBytes(given.payload)) })).status, 400)
  assert.equal((await sign.json('/demo/sign', body)).status, 200)
  asha.leave()
  sign.close()
})

test('those whom the cast leaves without an understanding, or without the right, are told so by the pages', async () => {
  const sol = await signIn(service, 'sol-verso'), mo = await signIn(service, 'mo-carbon'), sign = visitor(service.sign)
  await assert.rejects(sol.open('/posts/2/review'), (fault: unknown) => fault instanceof SaidNo && /Special advisers and ministers/.test(fault.message))
  // Mo may return or refuse it, and so reads the page, on which nothing can be signed.
  const page = await sign.get(`/t/${(await mo.post('/posts/2/review')).split('/').at(-1)!}`)
  assert.match(page.text, /You do not sign for that on this channel/)
  assert.doesNotMatch(page.text, /Sign with the demo key/)
  sign.close()
  sol.leave()
  mo.leave()
})

test('the story is told in the terminal, its record holds, and a changed byte does not', async () => {
  const out = join(home, 'out'), said: string[] = [], io = { stdin: [] as never, out: (text: string) => void said.push(text), error: (text: string) => void said.push(text), terminal: false }
  assert.equal(await demo(['--out', out], io), 0, said.join(''))
  const story = said.join('')
  for (const words of ['activist lawyers', 'You wrote part of this post', 'Everyone has signed.', 'Two officials approved it, none of whom wrote any of it', '✓ The record holds', '! It fails, at entry']) assert.ok(story.includes(words), words)
  const verdict: string[] = []
  assert.equal(await verify([join(out, 'log'), '--trust', join(out, 'trust.json')], { out: text => void verdict.push(text), error: text => void verdict.push(text) }), 0, verdict.join(''))
  assert.equal(await demo(['--out', out], io), 2)
  assert.match(said.at(-1)!, /is not empty\. Give --out a new or empty folder/)
})

test('without a folder, with a file in its place or with a word too many, the demo says how to ask and starts nothing', async () => {
  const said: string[] = [], io = { stdin: [] as never, out: (text: string) => void said.push(text), error: (text: string) => void said.push(text), terminal: false }
  const file = join(home, 'file'), full = join(home, 'full')
  writeFileSync(file, 'x')
  mkdirSync(full)
  writeFileSync(join(full, 'x'), 'x')
  for (const args of [[], ['--out'], ['--out', join(home, 'new'), 'more'], ['--nothing'], ['--out', file], ['--out', full]]) assert.equal(await demo(args, io), 2, args.join(' '))
  assert.equal(existsSync(join(home, 'new')), false)
  assert.equal(await demo(['--help'], io), 0)
})
