// The commands about people: keys, understandings and the policy, over the real fold, with every refusal.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryBody, must } from '../../test/memory-body.ts'
import { makePasskey } from '../../test/soft-passkey.ts'
import type { Json } from '../core/canonical.ts'
import type { PersonId } from '../core/id.ts'
import { DAY, later } from '../core/instant.ts'
import { addPerson } from './add-person.ts'
import { beginPost } from './begin-post.ts'
import { changePolicy } from './change-policy.ts'
import { confirmUnderstanding } from './confirm-understanding.ts'
import { declareUnderstanding } from './declare-understanding.ts'
import { enrolKey } from './enrol-key.ts'
import { stateSigned } from './run.ts'
import { signOffPost } from './sign-off-post.ts'
import { submitPost } from './submit-post.ts'
import { vouchForKey } from './vouch-for-key.ts'

const codeOf = (result: { readonly ok: boolean; readonly code?: string }) => (result.ok ? null : result.code)
const WORDS = [{ kind: 'text', text: 'Ferries run to the winter timetable from Monday.' }] as const

test('an administrator adds a person; by itself that allows nothing', async () => {
  const body = await MemoryBody.begin()
  assert.equal(codeOf(await body.run('Ada Hinge', addPerson, { input: { name: 'Cleo Stet', job: 'press officer' } })), null)
  assert.equal(codeOf(await body.run('Ada Hinge', addPerson, { input: { name: 'Cléo  Stet', job: 'press officer' } })), 'NAME_TAKEN')
  assert.equal(codeOf(await body.run('Ada Hinge', addPerson, { input: { name: '!!!', job: 'press officer' } })), 'NAME_UNREADABLE')
  assert.equal(codeOf(await body.run('Asha Quill', addPerson, { input: { name: 'Finn Leading', job: 'press officer' } })), 'RIGHT_MISSING')
  assert.equal(codeOf(await body.run('Ada Hinge', addPerson, { input: { name: '', job: 'x' } })), 'INPUT_WRONG')
})

test('invariant 21: a key counts once two who may have vouched for it, the line manager one of them', async () => {
  const body = await MemoryBody.begin(), finn = makePasskey(), asha = body.known('Asha Quill')
  assert.equal(await body.enrol('Asha Quill', { ...asha, passkey: finn }, { capacity: 'civil-servant', roles: ['press-officer'], manager: body.known('Hugh Banner').id }, enrolKey), null)
  const input = { credential: finn.credential }
  assert.equal(body.folded.people.keys[finn.credential]?.from, null)
  assert.equal(await body.act('Asha Quill', vouchForKey, { input }), 'VOUCH_FOR_ONESELF')
  assert.equal(await body.act('Ada Hinge', vouchForKey, { input }), 'VOUCHER_NOT_ENTITLED')
  assert.equal(await body.act('Sol Verso', vouchForKey, { input }), 'ADVISER_CANNOT_SIGN')
  assert.equal(await body.act('Ben Folio', vouchForKey, { input }), null)
  assert.equal(await body.act('Ben Folio', vouchForKey, { input }), 'VOUCHED_ALREADY')
  assert.equal(body.folded.people.keys[finn.credential]?.from, null)
  assert.equal(await body.act('Hugh Banner', vouchForKey, { input }), null)
  assert.notEqual(body.folded.people.keys[finn.credential]?.from, null)
  assert.equal(await body.act('Dora Galley', vouchForKey, { input }), 'VOUCH_NOT_NEEDED')
  assert.equal(await body.act('Dora Galley', vouchForKey, { input: { credential: 'a'.repeat(64) } }), 'VOUCH_FOR_NOTHING')
})

test('nobody asks for a key in somebody else\'s name but an administrator or one of the first two', async () => {
  const body = await MemoryBody.begin(), { id } = body.known('Asha Quill'), asked = { capacity: 'civil-servant', roles: ['duty-editor'], manager: null }
  assert.equal(codeOf(await body.prepare('Ben Folio', enrolKey, { input: { person: id, ...asked } })), 'RIGHT_MISSING')
  assert.equal(codeOf(await body.prepare('Asha Quill', enrolKey, { input: { person: id, ...asked } })), null)
  assert.equal(codeOf(await body.prepare('Ada Hinge', enrolKey, { input: { person: id, ...asked } })), null)
  const stranger = await body.prepare('Ada Hinge', enrolKey, { input: { person: '00000000-0000-4000-8000-000000000000', ...asked } })
  assert.ok(stranger.ok)
  const stated = await stateSigned(body.doors, enrolKey, body.ticket(stranger.value.ticket), { key: null, enrolled: { spki: makePasskey().spki, credential: makePasskey().credential, demo: false, proof: null } })
  assert.equal(codeOf(stated), 'PERSON_UNKNOWN')
})

test('an understanding is declared for a role that one holds, and confirmed by the line manager alone', async () => {
  const body = await MemoryBody.begin(), mo = body.known('Mo Carbon'), confirm = (name: string, more: object = {}) => body.act(name, confirmUnderstanding, { input: { person: mo.id, role: 'press-officer', talked: body.now, note: 'We talked.', ...more } })
  assert.equal(await body.act('Mo Carbon', declareUnderstanding, { input: { role: 'duty-editor' } }), 'ROLE_NOT_HELD')
  assert.equal(await confirm('Hugh Banner'), 'DECLARATION_NOT_THERE')
  must(await body.act('Mo Carbon', declareUnderstanding, { input: { role: 'press-officer' } }))
  assert.equal(await confirm('Mo Carbon'), 'SELF_CONFIRM')
  assert.equal(await confirm('Priya Serif'), 'NOT_THEIR_MANAGER')
  assert.equal(await confirm('Hugh Banner', { talked: later(body.now, DAY) }), 'TALK_NOT_YET')
  assert.equal(await confirm('Hugh Banner', { note: ' ' }), 'NOTE_MISSING')
  assert.equal(await confirm('Hugh Banner'), null)
  assert.equal(body.folded.people.persons[mo.id]?.understandings.length, 1)
})

test('nobody confirms the person by whom they were confirmed themselves', async () => {
  const body = await MemoryBody.begin({}), hugh = body.known('Hugh Banner').id
  await body.join('Dora Galley', ['head-of-news'])
  const second = makePasskey()
  must(await body.enrol('Hugh Banner', { ...body.known('Hugh Banner'), passkey: second }, { capacity: 'civil-servant', roles: ['head-of-news'], manager: body.known('Dora Galley').id }, enrolKey))
  for (const voucher of ['Dora Galley', 'Priya Serif']) must(await body.act(voucher, vouchForKey, { input: { credential: second.credential } }))
  must(await body.act('Hugh Banner', declareUnderstanding, { input: { role: 'head-of-news' } }))
  assert.equal(await body.act('Dora Galley', confirmUnderstanding, { input: { person: hugh, role: 'head-of-news', talked: body.now, note: 'We talked.' } }), 'RING_CONFIRM')
})

test('invariant 9: a policy is changed by two people, and nobody decides what concerns themselves', async () => {
  const body = await MemoryBody.begin(), { document, digest } = body.folded.policy!, change = (name: string, changed: object) => body.act(name, changePolicy, { input: { document: { ...document, ...changed } } })
  const stricter = { routes: { full: { ...document.routes['full']!, clearanceHours: 24 } } }
  assert.equal(await change('Asha Quill', stricter), 'RIGHT_MISSING')
  assert.equal(await change('Hugh Banner', { organisation: '00000000-0000-4000-8000-000000000000' }), 'POLICY_UNREADABLE')
  assert.equal(await body.act('Hugh Banner', changePolicy, { input: { document: { anything: 1.5 } as unknown as Json } }), 'POLICY_UNREADABLE')
  assert.equal(await change('Hugh Banner', { arbiters: [] }), 'CONCERNS_YOU')
  assert.equal(await change('Hugh Banner', stricter), null)
  assert.equal(body.folded.policy?.digest, digest)
  assert.equal(await change('Hugh Banner', stricter), 'SECOND_PERSON')
  assert.equal(await change('Priya Serif', stricter), null)
  assert.notEqual(body.folded.policy?.digest, digest)
})

test('without a policy only the first two may do anything, and that is to agree on one', async () => {
  const body = await MemoryBody.begin({})
  body.folded.policy = null
  assert.equal(codeOf(await body.run('Hugh Banner', beginPost)), 'NO_POLICY')
  const outsider = { ...body.known('Hugh Banner'), id: '00000000-0000-4000-8000-000000000009' as PersonId }
  assert.equal(codeOf(await body.doors.store.read(async () => (await import('./run.ts')).prepareSigned(body.doors, changePolicy, { actor: outsider.id, input: { document: {} } }))), 'NO_POLICY')
})

test('what is to be signed is read from its own bytes, and nothing is stated over what does not fit', async () => {
  const body = await MemoryBody.begin(), post = await body.written(WORDS)
  const prepared = await body.prepare('Asha Quill', submitPost, { post: post.number, input: { over: post.draft.version } })
  assert.ok(prepared.ok)
  const ticket = body.ticket(prepared.value.ticket), key = body.folded.people.keys[body.known('Asha Quill').passkey.credential]!, { doors } = body
  const over = async (change: Partial<Parameters<typeof body.doors.store.read>[0] extends (reader: infer R) => unknown ? R : never>, digest = ticket.digest) =>
    codeOf(await stateSigned({ ...doors, store: { ...doors.store, read: work => doors.store.read(reader => work({ ...reader, ...change })) } }, submitPost, { ...ticket, digest }, { key }))
  assert.equal(await over({}), null)
  assert.equal(await over({ packageBytes: async () => undefined }), 'PACKAGE_NOT_THERE')
  assert.equal(await over({ rulebook: async () => undefined }), 'RULEBOOK_NOT_THERE')
  assert.equal(await over({ tree: async () => undefined }), 'RECORD_NOT_BEGUN')
  assert.equal(await over({ post: async () => undefined }), 'POST_NOT_THERE')
  const other = await body.written([{ kind: 'text', text: 'Another post.' }]), second = await body.prepare('Asha Quill', submitPost, { post: other.number, input: { over: other.draft.version } })
  assert.ok(second.ok)
  assert.equal(await over({}, body.ticket(second.value.ticket).digest), 'PACKAGE_OF_ANOTHER_POST')
  const { policy } = body.folded, [channel, known] = Object.entries(policy!.document.channels)[0]!
  body.folded.policy = { ...policy!, document: { ...policy!.document, channels: { [channel]: { ...known, path: '/elsewhere' } } } }
  assert.equal(await over({}), 'RENDERS_DIFFERENTLY')
})

test('a web process without the rulebook in force sends nothing for sign-off', async () => {
  const body = await MemoryBody.begin(), post = await body.written(WORDS), { doors } = body
  const { prepareSigned } = await import('./run.ts')
  const blind = { ...doors, store: { ...doors.store, transact: (work => doors.store.transact(transaction => work({ ...transaction, rulebook: async () => undefined }))) as typeof doors.store.transact } }
  assert.equal(codeOf(await prepareSigned(blind, submitPost, { actor: body.known('Asha Quill').id, post: post.number, input: { over: post.draft.version } })), 'RULEBOOK_NOT_THERE')
  assert.equal(codeOf(await body.prepare('Asha Quill', signOffPost, { post: post.number })), 'NOTHING_TO_SIGN')
})
