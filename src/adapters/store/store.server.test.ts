// The store against a real database: changes and entry commit together, stale saves are refused, tickets open once.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { newDatabase } from '../../../test/database.ts'
import { Stale, type Draft } from '../../commands/ports.ts'
import type { ChannelId, PersonId, PostId } from '../../core/id.ts'
import type { Instant } from '../../core/instant.ts'
import { openStore } from './store.ts'

const person = randomUUID() as PersonId
const draftOf = (words: string, version: number): Draft => ({
  title: words, parts: [{ kind: 'text', text: words }], channels: [randomUUID() as ChannelId], window: { from: '2026-11-24T10:00:00.000Z' as Instant, until: '2026-11-25T10:00:00.000Z' as Instant },
  version, savedBy: person, savedAt: '2026-11-24T10:00:00.000Z' as Instant,
})

async function opened(name: 'web' | 'sign' = 'web') {
  const database = await newDatabase()
  const web = await openStore(database.address('web'), database.body, { drafts: true })
  await web.store.transact(transaction => transaction.commit([{ change: 'add-person', person: { id: person, name: 'Asha Quill', nameSalt: 'A'.repeat(43), slug: 'asha-quill', job: 'press officer' } }], null))
  const other = name === 'web' ? web : await openStore(database.address('sign'), database.body, { drafts: false })
  return { database, web, other, end: async () => { await web.end(); if (other !== web) await other.end(); await database.drop() } }
}
const begin = (post: PostId, words: string) => ({ change: 'begin-post', post, author: person, draft: draftOf(words, 1) }) as const

test('what a command changes and the entry that records it commit together or not at all', async () => {
  const { web, database, end } = await opened(), post = randomUUID() as PostId
  await web.store.transact(transaction => transaction.commit([begin(post, 'Ferry times')], { id: randomUUID(), post, stop: { act: 'contribute', person } }))
  await assert.rejects(web.store.transact(async transaction => {
    await transaction.commit([begin(randomUUID() as PostId, 'Never')], { id: randomUUID(), post, stop: { act: 'contribute', person } })
    throw new Error('the process ends here')
  }), /ends here/)
  const posts = await web.store.read(reader => reader.posts(10))
  assert.deepEqual(posts.map(({ draft: { title }, number }) => [title, number]), [['Ferry times', 1]])
  const { default: pg } = await import('pg')
  const admin = new pg.Client(database.superuser)
  await admin.connect()
  assert.equal((await admin.query('select count(*)::int as rows, min(via) as via from intake')).rows[0].rows, 1)
  await admin.end()
  await end()
})

test('a save over an older version is stale and changes nothing', async () => {
  const { web, end } = await opened(), post = randomUUID() as PostId
  await web.store.transact(transaction => transaction.commit([begin(post, 'First')], null))
  await web.store.transact(transaction => transaction.commit([{ change: 'save-draft', post, over: 1, draft: draftOf('Second', 2) }], null))
  await assert.rejects(web.store.transact(transaction => transaction.commit([{ change: 'save-draft', post, over: 1, draft: draftOf('Lost', 2) }], null)), Stale)
  assert.equal((await web.store.read(reader => reader.post(post)))?.draft.title, 'Second')
  await end()
})

test('posts begun at the same time each get a number of their own', async () => {
  const { web, end } = await opened()
  await Promise.all(Array.from({ length: 5 }, (_, i) => web.store.transact(transaction => transaction.commit([begin(randomUUID() as PostId, `Post ${i}`)], null))))
  assert.deepEqual((await web.store.read(reader => reader.posts(10))).map(post => post.number), [5, 4, 3, 2, 1])
  await end()
})

test('the signing origin reads posts but no working copy', async () => {
  const { web, other, end } = await opened('sign'), post = randomUUID() as PostId
  await web.store.transact(transaction => transaction.commit([begin(post, 'Secret so far')], null))
  assert.deepEqual((await other.store.read(reader => reader.post(post)))?.draft.parts, [])
  await assert.rejects(other.pool.query('select * from draft'), /permission denied/)
  await end()
})

test('a ticket opens one page, once, and serves that page alone afterwards', async () => {
  const { web, other, end } = await opened('sign'), { createHash } = await import('node:crypto')
  const ticket = 'a'.repeat(32), hash = createHash('sha256').update(ticket).digest()
  await web.store.transact(transaction => transaction.commit([{ change: 'issue-ticket', hash, ticket: { purpose: 'release-post', person, post: null, digest: null, detail: { role: 'author' } } }], null))
  assert.equal(await other.tickets.again(ticket), undefined)
  assert.deepEqual(await other.tickets.open(ticket), { purpose: 'release-post', person, post: null, digest: null, detail: { role: 'author' } })
  assert.equal(await other.tickets.open(ticket), undefined)
  assert.equal((await other.tickets.again(ticket))?.purpose, 'release-post')
  await assert.rejects(web.tickets.open(ticket), /permission denied/)
  await end()
})
