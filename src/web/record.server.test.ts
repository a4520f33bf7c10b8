// The record as the pages give it out: whole when it is, provable entry by entry, and seen to be changed when a superuser changes a byte.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { WebSite, wordsOf } from '../../test/web-site.ts'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { generateKey, signerFromPem } from '../adapters/crypto/signer.ts'
import { entryToLeaf } from '../core/entry.ts'
import { signCheckpoint } from '../record/checkpoint.ts'
import { leafHash } from '../record/merkle.ts'
import { Tree } from '../record/tree.ts'
import { verifyLog } from '../record/verify/log.ts'
import { verifyReceipt } from '../record/verify/receipt.ts'

let site: WebSite
before(async () => {
  site = await WebSite.open()
  await publish(site)
})
after(() => site.end())

/** Puts the journal's entries into the table, under a checkpoint that a fresh key has signed. */
async function publish({ journal, database }: WebSite): Promise<void> {
  const tree = new Tree(nodeCrypto), admin = new pg.Client(database.superuser)
  await admin.connect()
  for (const [index, entry] of journal.entries.entries()) {
    const leaf = entryToLeaf(entry), hash = leafHash(nodeCrypto, leaf)
    tree.append(hash)
    await admin.query('insert into entry (body, index, post, leaf, hash) values ($1, $2, $3, $4, $5)', [database.body, index, entry.post, Buffer.from(leaf), Buffer.from(hash)])
  }
  const note = signCheckpoint(nodeCrypto, { origin: journal.origin, size: tree.size, root: tree.rootAt(tree.size) }, signerFromPem(generateKey()))
  await admin.query('insert into checkpoint (body, size, note) values ($1, $2, $3)', [database.body, tree.size, note])
  await admin.end()
}

const fetched = async (path: string): Promise<Uint8Array | undefined> => {
  const answer = await site.app.inject({ url: `/log/${path}`, headers: { host: 'localhost:3900' } })
  return answer.statusCode === 200 ? new Uint8Array(answer.rawPayload) : undefined
}

test('the static log that is given out to everybody is walked from end to end', async () => {
  const verdict = await verifyLog(nodeCrypto, { read: fetched }, null)
  assert.equal(verdict.answer, 'consistent', 'sentence' in verdict ? verdict.sentence : '')
  assert.equal('size' in verdict && verdict.size, site.journal.entries.length)
})

test('what is beyond the signed tree, and what is no path of it, is not there', async () => {
  const { length } = site.journal.entries
  for (const path of ['', 'tile', 'tile/0/000', `tile/0/000.p/${length + 1}`, `tile/entries/000.p/${length + 1}`, 'tile/0/0', 'tile/-1/000', 'tile/0/x000/000', 'tile/9/000', '../../etc/passwd', 'tile/entries/000.p/0']) assert.equal(await fetched(path), undefined, path)
  assert.ok(await fetched(`tile/entries/000.p/${length}`))
})

test('an entry’s receipt proves its place, in both spellings', async () => {
  for (const form of ['', '?form=tlog-proof']) {
    const answer = await site.app.inject({ url: `/receipts/1${form}`, headers: { host: 'localhost:3900' } }), verdict = verifyReceipt(nodeCrypto, new Uint8Array(answer.rawPayload), null)
    assert.equal(verdict.answer, 'consistent', 'sentence' in verdict ? verdict.sentence : '')
  }
  assert.equal((await site.app.inject({ url: '/receipts/99999', headers: { host: 'localhost:3900' } })).statusCode, 404)
})

test('the page says that the record is whole, and shows each entry in words and bytes', async () => {
  const ines = await site.visit('ines'), { length } = site.journal.entries
  assert.match(wordsOf((await ines.get('/record')).text), new RegExp(`The record is whole: ${length} entries, checked at \\d\\d:\\d\\d\\.`))
  const entry = wordsOf((await ines.get('/record/1')).text)
  assert.match(entry, /A signing key was enrolled/)
  assert.match(entry, /"envelope":/)
})

test('a byte that a superuser changes is seen on the page, in the receipt and by the verifier', async () => {
  const other = await WebSite.open()
  await publish(other)
  const admin = new pg.Client(other.database.superuser)
  await admin.connect()
  await admin.query("update entry set leaf = set_byte(leaf, index::int, get_byte(leaf, index::int) # 1) where index in (0, 3)")
  await admin.end()
  const page = await (await other.visit('ines')).get('/record')
  assert.equal(page.status, 200)
  assert.match(wordsOf(page.text), /The record does not match its own signed root/)
  const answer = await other.app.inject({ url: '/receipts/3', headers: { host: 'localhost:3900' } })
  assert.equal(verifyReceipt(nodeCrypto, new Uint8Array(answer.rawPayload), null).answer, 'fails')
  const verdict = await verifyLog(nodeCrypto, { read: async path => { const got = await other.app.inject({ url: `/log/${path}`, headers: { host: 'localhost:3900' } }); return got.statusCode === 200 ? new Uint8Array(got.rawPayload) : undefined } }, null)
  assert.equal(verdict.answer, 'fails')
  for (const index of [0, 3]) assert.equal((await (await other.visit('ines')).get(`/record/${index}`)).status, 200, 'a damaged entry can still be looked at')
  await other.end()
})
