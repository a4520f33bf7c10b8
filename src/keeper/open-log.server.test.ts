// Tests of opening the log: a database that does not reproduce what was signed is refused, a snapshot is believed only under the signed root, and a crash between commit and signature is caught up.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import type pg from 'pg'
import { KeptLog, until } from '../../test/kept-log.ts'
import { memoryFolder, type MemoryFolder } from '../../test/memory-folder.ts'
import { personId } from '../../test/memory-log.ts'
import { CannotStart } from '../adapters/cannot-start.ts'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { canonicalBytes } from '../core/canonical.ts'
import { utf8ToText } from '../core/bytes.ts'
import { entryToLeaf, leafToEntry } from '../core/entry.ts'
import { bytesToCheckpoint } from '../record/checkpoint.ts'
import { leafHash } from '../record/merkle.ts'
import type { Snapshot } from './snapshot.ts'

let kept: KeptLog, web: pg.Client, admin: pg.Client
let good: MemoryFolder
const posts = [randomUUID(), randomUUID()]
before(async () => {
  kept = await KeptLog.begin()
  web = await kept.as('web')
  admin = await kept.as('superuser')
  for (let i = 0; i < 20; i++) await add(posts[i % 2]!)
  await kept.stop()
  good = copy(kept.folder)
})
beforeEach(() => { kept.folder = copy(good) })
after(() => kept.end())

const copy = (folder: MemoryFolder): MemoryFolder => memoryFolder(Object.fromEntries([...folder.files].map(([name, bytes]) => [name, utf8ToText(bytes)])))
async function add(post: string): Promise<void> {
  const id = randomUUID()
  await web.query('insert into intake (id, body, bytes) values ($1, $2, $3)', [id, kept.database.body, Buffer.from(canonicalBytes({ post, stop: { act: 'contribute', person: personId(1) } }))])
  await until(async () => (await web.query('select from judged where intake = $1', [id])).rowCount === 1)
}
const signedSize = (): number => bytesToCheckpoint(kept.folder.read('checkpoint')!).size

/** Does something to the database as its superuser, tries, and undoes it. */
async function refusedAfter(change: string, values: unknown[] = []): Promise<void> {
  await admin.query('create table kept_aside as table entry')
  await admin.query(change, values)
  const before = kept.folder.text('checkpoint')
  try {
    await assert.rejects(kept.start(), (fault: unknown) => fault instanceof CannotStart && /Nothing is signed or sent/.test(fault.message))
    assert.equal(kept.folder.text('checkpoint'), before, 'nothing was signed')
  } finally {
    await admin.query('delete from entry')
    await admin.query('insert into entry select * from kept_aside')
    await admin.query('drop table kept_aside')
  }
}

for (const [what, change] of [
  ['the last entry is deleted', 'delete from entry where index = (select max(index) from entry)'],
  ['an entry in the middle is deleted', 'delete from entry where index = 5'],
  ['the first entry is deleted', 'delete from entry where index = 0'],
  ['all entries are deleted', 'delete from entry'],
  ['two entries change places', 'update entry set leaf = other.leaf, hash = other.hash from entry as other where (entry.index = 5 and other.index = 6) or (entry.index = 6 and other.index = 5)'],
] as const) {
  test(`${what}: the keeper says so and signs nothing, with a snapshot or without`, async () => {
    await refusedAfter(change)
    kept.folder.files.delete('snapshot.json')
    await refusedAfter(change)
  })
}

test('a stored hash is changed and its leaf is not: the leaves themselves are read, and they give the signed root', async () => {
  await admin.query(`update entry set hash = sha256('other') where index = 5`)
  await kept.start()
  await kept.stop()
  const { rows } = await admin.query<{ leaf: Buffer }>('select leaf from entry where index = 5')
  await admin.query('update entry set hash = $1 where index = 5', [Buffer.from(leafHash(nodeCrypto, rows[0]!.leaf))])
})

test('a leaf is changed, and its hash made to match: the keeper says so', async () => {
  const { rows } = await admin.query<{ leaf: Buffer }>('select leaf from entry where index = 5')
  const changed = entryToLeaf({ ...leafToEntry(new Uint8Array(rows[0]!.leaf)), said: '2020-01-01T00:00:00.000Z' as never })
  await refusedAfter('update entry set leaf = $1, hash = $2 where index = 5', [Buffer.from(changed), Buffer.from(leafHash(nodeCrypto, changed))])
})

test('a whole database opens, from the snapshot and without it, to the same state', async () => {
  await kept.start()
  const withSnapshot = structuredClone(kept.keeper!.log.folded), root = kept.keeper!.log.rootAt(signedSize())
  await kept.stop()
  kept.folder.files.delete('snapshot.json')
  await kept.start()
  assert.deepEqual(kept.keeper!.log.folded, withSnapshot)
  assert.equal(kept.keeper!.log.rootAt(signedSize()), root)
  await kept.stop()
})

test('a snapshot of another state than the signed root’s is not believed', async () => {
  const snapshot = JSON.parse(good.text('snapshot.json')!) as Snapshot
  for (const wrong of [{ ...snapshot, root: 'ab'.repeat(32) }, { ...snapshot, size: snapshot.size - 1, folded: { ...snapshot.folded, size: snapshot.size - 1 } }]) {
    kept.folder.write('snapshot.json', JSON.stringify({ ...wrong, folded: { ...wrong.folded, pauses: [{ entry: 1, from: '2026-01-01T00:00:00.000Z', lifted: null }] } }))
    await kept.start()
    assert.deepEqual(kept.keeper!.log.folded.pauses, [])
    await kept.stop()
  }
})

test('a snapshot that other code folded is folded again', async () => {
  kept.folder.write('snapshot.json', JSON.stringify({ ...JSON.parse(good.text('snapshot.json')!) as Snapshot, version: 'older code', folded: { size: -1 } }))
  await kept.start()
  assert.ok(kept.keeper!.log.folded.posts[posts[0] as never])
  await kept.stop()
})

test('entries that a crash left without a signature are signed at the next start, and shown', async () => {
  const before = signedSize()
  await kept.start()
  await add(posts[0]!)
  await kept.stop()
  const newer = copy(kept.folder)
  // The crash: committed, and neither signed nor shown.
  kept.folder = copy(good)
  await admin.query('delete from judged where index >= $1', [before])
  await admin.query('delete from checkpoint where size > $1', [before])
  await kept.start()
  assert.equal(signedSize(), before + 1)
  assert.equal(kept.folder.text('checkpoint'), newer.text('checkpoint'), 'the same size has the same root, and the same checkpoint')
  assert.equal((await web.query('select from judged where index >= $1', [before])).rowCount, 1)
  assert.equal((await web.query('select from checkpoint where size > $1', [before])).rowCount, 1)
  await kept.stop()
  good = copy(kept.folder)
})

test('what was shown and then lost with the machine is shown again, from the first entry on', async () => {
  await admin.query('delete from judged')
  await admin.query('delete from folded')
  await admin.query('delete from tile')
  await admin.query('delete from checkpoint where size > 3')
  await kept.start()
  await kept.stop()
  const { rows } = await admin.query<{ judged: string; folded: string; tiles: string; newest: string }>('select (select count(*) from judged) as judged, (select count(*) from folded) as folded, (select count(*) from tile) as tiles, (select max(size) from checkpoint) as newest')
  assert.deepEqual(rows, [{ judged: String(signedSize() - 1), folded: '3', tiles: '1', newest: String(signedSize()) }])
})

test('an older backup of the database is refused: it does not hold what was signed', async () => {
  await kept.start()
  await add(posts[1]!)
  await kept.stop()
  await refusedAfter('delete from entry where index = (select max(index) from entry)')
})
