// The pages of the pause and of keys, over a real database: what is refused stays on the page with what was typed, and what is allowed is handed over.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PEOPLE } from '../../test/people-of-arrivals.ts'
import { WebSite, wordsOf } from '../../test/web-site.ts'

let site: WebSite
before(async () => { site = await WebSite.open() })
after(() => site.end())

const stops = async (act: string) => (await site.query('select bytes from intake')).map(row => Buffer.from(row['bytes'] as Buffer).toString()).filter(text => text.includes(`"act":"${act}"`))
const keyOf = (slug: keyof typeof PEOPLE): string => Object.values(site.journal.folded.people.keys).find(({ person }) => person === PEOPLE[slug].id)!.credential

test('every page leads to the pause, which asks for a reason and says whom it is for', async () => {
  const [hugh, asha] = await Promise.all([site.visit('hugh'), site.visit('asha')])
  assert.match((await asha.get('/work')).text, /href="\/pause">Pause all posting/)
  assert.match(wordsOf((await asha.get('/pause')).text), /You may not pause posting here/)
  assert.equal((await asha.post('/pause', { reason: 'Because.' })).status, 403)
  const refused = await hugh.post('/pause', { reason: '' })
  assert.deepEqual([refused.status, /Say in a sentence why everything is to stop/.test(refused.text)], [422, true])
  assert.equal((await hugh.post('/pause', { reason: 'x'.repeat(2_001) })).status, 422)
  assert.deepEqual(await stops('pause'), [])
  assert.equal((await hugh.post('/pause', { reason: 'Incident at the port.' })).location, '/pause')
  assert.equal((await stops('pause')).length, 1)
})

test('while everything is paused each page says so, and only those who may lift it are offered that', async () => {
  site.journal.stop({ act: 'pause', person: PEOPLE.hugh.id, reason: null }, null)
  await site.project()
  const [hugh, ada] = await Promise.all([site.visit('hugh'), site.visit('ada')]), { entry } = site.journal.folded.pauses[0]!
  for (const path of ['/work', '/people', '/record', '/pause']) assert.match((await ada.get(path)).text, /cs-strip--stop.*All posting is paused\./, path)
  assert.doesNotMatch((await ada.get('/pause')).text, /Lift the pause \(sends nothing\)/)
  assert.match((await hugh.get('/pause')).text, /Lift the pause \(sends nothing\)/)
  assert.equal((await ada.post('/pause/lift', { entry: String(entry) })).status, 403)
  assert.match((await hugh.post('/pause/lift', { entry: String(entry) })).location, /^http:\/\/sign\.localhost:3901\/t\//)
  assert.equal((await hugh.post('/pause/lift', { entry: '99999' })).status, 409)
  assert.match(wordsOf((await hugh.get('/pause/missed')).text), /Nothing was missed\./)
})

test('one session suspends one key of somebody else an hour, and its own always', async () => {
  const asha = await site.visit('asha'), since = '2026-01-05T10:00'
  assert.match((await asha.get('/people/ben-folio')).text, new RegExp(`/keys/${keyOf('ben')}/suspend`))
  assert.match(wordsOf((await asha.get(`/keys/${keyOf('ben')}/suspend`)).text), /Suspend Ben Folio’s key .*\? What it signed since/)
  assert.equal((await asha.post(`/keys/${keyOf('ben')}/suspend`, { since: '2999-01-05T10:00' })).status, 422)
  assert.equal((await asha.post(`/keys/${keyOf('ben')}/suspend`, { since })).location, '/people/ben-folio')
  const again = await asha.post(`/keys/${keyOf('dora')}/suspend`, { since })
  assert.deepEqual([again.status, /less than an hour ago/.test(again.text), 'SUSPEND_TOO_SOON'], [409, true, 'SUSPEND_TOO_SOON'])
  assert.equal((await asha.post(`/keys/${keyOf('asha')}/suspend`, { since })).location, '/people/asha-quill')
  assert.equal((await stops('suspend')).length, 2)
  assert.equal((await asha.get(`/keys/${'a'.repeat(64)}/suspend`)).status, 403)
})

test('a suspended key is offered for reinstating to those who may', async () => {
  site.journal.stop({ act: 'suspend', person: PEOPLE.asha.id, credential: keyOf('finn') as never, since: site.journal.now }, null)
  await site.project()
  const [hugh, ada] = await Promise.all([site.visit('hugh'), site.visit('ada')])
  assert.match(wordsOf((await hugh.get('/people/finn-leading')).text), /Two colleagues must sign to reinstate it\. .*Reinstate/)
  assert.doesNotMatch((await ada.get('/people/finn-leading')).text, /\/reinstate"/)
  assert.match((await hugh.post(`/keys/${keyOf('finn')}/reinstate`)).location, /\/t\//)
  assert.equal((await ada.post(`/keys/${keyOf('finn')}/reinstate`)).status, 403)
})
