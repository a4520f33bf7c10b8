// The pages over a real database: the door, the token, what is refused and in which words, and that nothing typed is lost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createHash } from 'node:crypto'
import { PEOPLE } from '../../test/people-of-arrivals.ts'
import { WebSite, wordsOf, type Visitor } from '../../test/web-site.ts'
import { instantOf, later, DAY } from '../core/instant.ts'

const CAPTION = 'open to abuse allowing activist lawyers to delay and disrupt returns'
const FOUNDING = { kind: ['text', 'caption'], words: ['Small boat crossings update', CAPTION] }
let site: WebSite

before(async () => { site = await WebSite.open() })
after(() => site.end())

/** Begins a post and gives its number and the channel that is ticked. */
async function begun(visitor: Visitor): Promise<{ readonly number: number; readonly channel: string }> {
  const { location } = await visitor.post('/posts'), number = Number(/\/posts\/(\d+)\/edit/.exec(location)?.[1])
  return { number, channel: /name="channel"[^>]*value="([^"]+)"/.exec((await visitor.get(location)).text)![1]! }
}
/** A post that Asha has sent, as the record would have it after the signature. */
async function sent(): Promise<number> {
  const asha = await site.visit('asha'), { number, channel } = await begun(asha)
  await asha.post(`/posts/${number}/edit`, { kind: 'text', words: 'Ferries are running late.', channel })
  const [{ id }] = await site.query(`select id from post where number = ${number}`) as [{ id: never }]
  site.journal.now = instantOf(Date.now())
  assert.equal(site.journal.submit('asha', id, { words: 'Ferries are running late.', window: { from: later(site.journal.now, -DAY), until: later(site.journal.now, DAY) } }), undefined)
  await site.project()
  return number
}

test('without a person every page leads to the sign-in, and back again afterwards', async () => {
  const nobody = await site.visit()
  for (const path of ['/work', '/posts', '/posts/1', '/people', '/me', '/record', '/settings/policy']) assert.deepEqual([(await nobody.get(path)).status, (await nobody.get(path)).location], [303, '/sign-in'], path)
  const inside = await nobody.post('/demo/sign-in', { person: 'asha-quill' })
  assert.deepEqual([inside.status, inside.location], [303, '/settings/policy'])
})

test('another name of this machine is refused before anything else', async () => {
  for (const host of ['127.0.0.1:3900', 'localhost:3901', 'evil.example']) assert.equal((await site.app.inject({ url: '/sign-in', headers: { host } })).statusCode, 421, host)
})

test('every page carries a strict policy, and is kept nowhere', async () => {
  const { headers } = await (await site.visit('asha')).get('/work'), policy = String(headers['content-security-policy'])
  assert.match(policy, /default-src 'none'/)
  assert.doesNotMatch(policy, /unsafe|\*/)
  assert.equal(headers['cache-control'], 'no-store')
  const { text } = await (await site.visit('asha')).get('/work')
  assert.doesNotMatch(text, / style=|<style|<script(?![^>]* src=| type="application\/json")/)
})

test('signing in gives a new session, of which the table holds only the digest', async () => {
  const visitor = await site.visit()
  await visitor.get('/sign-in')
  const planted = visitor.cookie()
  await visitor.post('/demo/sign-in', { person: 'asha-quill' })
  assert.notEqual(visitor.cookie(), planted)
  const id = decodeURIComponent(visitor.cookie().split('=')[1]!).split('.')[0]!, digest = createHash('sha256').update(id).digest('hex')
  const rows = await site.query("select encode(id, 'hex') as id, data::text as data from session")
  assert.ok(rows.some(row => row['id'] === digest))
  assert.ok(rows.every(row => !String(row['data']).includes(id)))
  await visitor.post('/sign-out')
  assert.equal((await visitor.get('/work')).status, 303)
})

test('a form without its token changes nothing', async () => {
  const asha = await site.visit('asha'), posts = (await site.query('select 1 from post')).length, refused = await asha.post('/posts', {}, 'guessed')
  assert.deepEqual([refused.status, (await site.query('select 1 from post')).length], [403, posts])
  assert.match(wordsOf(refused.text), /nothing was changed/)
  assert.match(wordsOf((await asha.post('/posts/1/edit', { words: ['Typed with care'] }, 'guessed')).text), /What you typed Typed with care/)
})

test('the words of 2020 are marked, refused in the same words, put right with one press and sent', async () => {
  const asha = await site.visit('asha'), { number, channel } = await begun(asha), form = { ...FOUNDING, channel }
  assert.equal((await asha.post(`/posts/${number}/edit`, { ...form, act: 'check' })).status, 303)
  const marked = await asha.get(`/posts/${number}/edit`)
  assert.match(marked.text, /<mark class="cs-mark-block">activist lawyers<\/mark>/)
  const refused = await asha.post(`/posts/${number}/submit`, form)
  assert.equal(refused.status, 422)
  assert.match(wordsOf(refused.text), /You cannot send this yet “activist lawyers” in the caption disparages people who bring a legal challenge \(rule POL-02\)/)
  assert.ok(refused.text.includes(`\n${CAPTION}</textarea>`))
  const use = /name="use" value="([^"]+)"/.exec(marked.text)![1]!
  assert.equal((await asha.post(`/posts/${number}/edit`, { ...form, use })).location, `/posts/${number}/edit#part-1`)
  const words = /id="words-1"[^>]*>\n([^<]*)</.exec((await asha.get(`/posts/${number}/edit`)).text)![1]!
  assert.equal(words, CAPTION.replace('activist lawyers', 'legal challenges'))
  const going = await asha.post(`/posts/${number}/submit`, { kind: FOUNDING.kind, words: [FOUNDING.words[0]!, words], channel })
  assert.match(going.location, /^http:\/\/sign\.localhost:3901\/t\/[A-Za-z0-9_-]{32}$/)
  const [ticket] = await site.query('select purpose, detail::text as detail from ticket order by until desc limit 1')
  assert.equal(ticket!['purpose'], 'submit-post')
})

test('parts are added and removed by forms, and what was typed comes along', async () => {
  const asha = await site.visit('asha'), { number, channel } = await begun(asha)
  await asha.post(`/posts/${number}/edit`, { kind: 'text', words: 'One', channel, act: 'add:alt' })
  await asha.post(`/posts/${number}/edit`, { kind: ['text', 'alt'], words: ['One', 'A harbour'], channel, act: 'add:text' })
  const { text } = await asha.get(`/posts/${number}/edit`)
  assert.deepEqual([...text.matchAll(/name="kind" value="(\w+)"/g)].map(([, kind]) => kind), ['text', 'text', 'alt'])
  await asha.post(`/posts/${number}/edit`, { kind: ['text', 'text', 'alt'], words: ['One', '', 'A harbour'], channel, act: 'remove:1' })
  assert.equal((await asha.get(`/posts/${number}/edit`)).text.split('data-part=').length - 1, 2)
})

test('a save over older words loses nothing: both texts are shown, by form and by script', async () => {
  const asha = await site.visit('asha'), ben = await site.visit('ben'), { number, channel } = await begun(asha), one = { kind: 'text', channel, over: '1' }
  const saved = await asha.put(`/posts/${number}/draft`, { over: 1, kind: ['text'], words: ['Asha’s words'], channel: [channel] })
  assert.deepEqual([saved.status, (JSON.parse(saved.text) as { version: number }).version], [200, 2])
  const stale = await ben.post(`/posts/${number}/edit`, { ...one, words: 'Ben’s words' })
  assert.equal(stale.status, 409)
  assert.match(wordsOf(stale.text), /Asha Quill changed the same words at \d\d:\d\d\. Both texts are below, and nothing is lost\./)
  assert.ok(stale.text.includes('Ben’s words') && stale.text.includes('Asha’s words'))
  const script = await ben.put(`/posts/${number}/draft`, { over: 1, kind: ['text'], words: ['Ben’s words'], channel: [channel] })
  assert.equal(script.status, 409)
  assert.deepEqual((JSON.parse(script.text) as { theirs: { parts: unknown } }).theirs.parts, [{ kind: 'text', text: 'Asha’s words' }])
  assert.equal((await ben.post(`/posts/${number}/edit`, { ...one, over: '2', words: 'Ben’s words' })).status, 303)
})

test('a box that still shows the kept moment changes nothing, so that no signature is lost by looking', async () => {
  const number = await sent(), asha = await site.visit('asha'), page = (await asha.get(`/posts/${number}/edit`)).text
  const boxes = Object.fromEntries(['from', 'until'].map(name => [name, new RegExp(`name="${name}" value="([^"]+)"`).exec(page)![1]!])), entries = (await site.query('select 1 from intake')).length
  const channel = /name="channel"[^>]*value="([^"]+)"/.exec(page)![1]!
  assert.equal((await asha.post(`/posts/${number}/edit`, { kind: 'text', words: 'Ferries are running late.', channel, ...boxes })).status, 303)
  assert.equal((await site.query('select 1 from intake')).length, entries)
  assert.equal((await asha.post(`/posts/${number}/edit`, { kind: 'text', words: 'Ferries are running on time.', channel, ...boxes })).status, 303)
  assert.equal((await site.query('select 1 from intake')).length, entries + 1)
})

test('the wrong time and too long a text are refused with the composer as it was', async () => {
  const asha = await site.visit('asha'), { number, channel } = await begun(asha)
  const backwards = await asha.post(`/posts/${number}/edit`, { kind: 'text', words: 'Kept', channel, from: '2026-11-25T10:00', until: '2026-11-24T10:00' })
  assert.equal(backwards.status, 422)
  assert.match(wordsOf(backwards.text), /The latest moment must be after the earliest/)
  const long = 'word '.repeat(1_200), refused = await asha.post(`/posts/${number}/edit`, { kind: 'text', words: long, channel })
  assert.equal(refused.status, 422)
  assert.ok(refused.text.includes(long.trim().slice(0, 500)))
})

test('who may not sign is told why, with the status of the refusal', async () => {
  const number = await sent()
  const said = async (slug: 'asha' | 'sol' | 'ines'): Promise<[number, string]> => {
    const { status, text } = await (await site.visit(slug)).post(`/posts/${number}/review`)
    return [status, wordsOf(text)]
  }
  const [own, author] = await said('asha')
  assert.equal(own, 403)
  assert.match(author, /You wrote part of this post, so you cannot sign it\. Any of 5 colleagues can\./)
  assert.match((await said('sol'))[1], /Special advisers and ministers can supply lines and comment\. They cannot approve/)
  assert.match((await said('ines'))[1], /You do not sign for that on this channel/)
  assert.match((await (await site.visit('ben')).post(`/posts/${number}/review`)).location, /sign\.localhost/)
  assert.match(wordsOf((await (await site.visit('dora')).post(`/posts/${number}/release`)).text), /It cannot be released yet\. It is waiting for/)
})

test('returning needs a remark, keeps what was typed, and hands in a stop', async () => {
  const number = await sent(), dora = await site.visit('dora'), blank = await dora.post(`/posts/${number}/return`, { remark: '  ' }), long = 'why '.repeat(900)
  assert.equal(blank.status, 422)
  assert.match(wordsOf(blank.text), /Say in a sentence why/)
  const refused = await dora.post(`/posts/${number}/return`, { remark: long })
  assert.deepEqual([refused.status, refused.text.includes(long.trim())], [422, true])
  assert.equal((await (await site.visit('asha')).post(`/posts/${number}/return`, { remark: 'No' })).status, 403)
  assert.deepEqual([(await dora.post(`/posts/${number}/return`, { remark: 'Say who decides.' })).location], [`/posts/${number}`])
  const [row] = await site.query("select convert_from(bytes, 'utf8') as bytes, via from intake order by said desc limit 1")
  assert.match(String(row!['bytes']), /"act":"return"/)
  assert.doesNotMatch(String(row!['bytes']), /who decides/)
})

test('what is not there is said not to be there, and what is no address is no fault', async () => {
  const asha = await site.visit('asha')
  for (const path of ['/posts/99999', '/posts/99999/edit', '/posts/99999/who-approved', '/people/nobody', '/record/99999', '/nothing']) assert.equal((await asha.get(path)).status, 404, path)
  for (const path of ['/posts/abc', '/posts/0', '/posts/1/versions/x..y', '/record/-1', '/posts/999999999999']) {
    const { status } = await asha.get(path)
    assert.ok(status >= 400 && status < 500, `${path} ${status}`)
  }
  assert.equal((await asha.get('/me/understanding/duty-editor')).status, 403)
  assert.deepEqual(site.logged, [])
})

test('an administrator adds a person, and a name that is taken is refused with what was typed', async () => {
  const ada = await site.visit('ada'), added = await ada.post('/people', { name: 'Nia Colophon', job: 'press officer' })
  assert.equal(added.location, '/people/nia-colophon')
  const again = await ada.post('/people', { name: 'Nia Colophon', job: 'editor' })
  assert.equal(again.status, 422)
  assert.match(again.text, /value="Nia Colophon"[\s\S]*value="editor"/)
  assert.equal((await (await site.visit('asha')).post('/people', { name: 'Some Body', job: 'x' })).status, 403)
})

test('a policy that is no policy is refused, with what was typed', async () => {
  const hugh = await site.visit('hugh'), refused = await hugh.post('/settings/policy', { document: '{"v":1' })
  assert.equal(refused.status, 422)
  assert.match(wordsOf(refused.text), /This policy cannot be used/)
  assert.ok(refused.text.includes('{&quot;v&quot;:1'))
})

test('markup that somebody types stays words', async () => {
  const asha = await site.visit('asha'), { number, channel } = await begun(asha), script = '</textarea><script>alert(1)</script>'
  await asha.post(`/posts/${number}/edit`, { title: script, kind: 'text', words: script, channel })
  for (const path of [`/posts/${number}/edit`, `/posts/${number}`, '/posts', '/work', `/posts/${number}/who-approved`]) assert.ok(!(await asha.get(path)).text.includes('<script>alert'), path)
})

test('every page of every person is drawn without a fault', async () => {
  const number = await sent()
  for (const slug of ['asha', 'dora', 'priya', 'sol', 'ada', 'ines', 'hugh'] as const) {
    const visitor = await site.visit(slug)
    for (const path of ['/work', '/posts', `/posts/${number}`, `/posts/${number}/who-approved`, '/people', `/people/${PEOPLE.asha.name.toLowerCase().replace(' ', '-')}`, '/me', '/team', '/settings/policy', '/record', '/posts/new']) {
      assert.equal((await visitor.get(path)).status, 200, `${slug} ${path}`)
    }
  }
  assert.deepEqual(site.logged, [])
})
