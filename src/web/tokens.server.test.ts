// The page of tokens: who makes one, that its secret is shown once, and that revoking works with the next request.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asking, tokenFor } from '../../test/api-program.ts'
import { PEOPLE } from '../../test/people-of-arrivals.ts'
import { WebSite, wordsOf } from '../../test/web-site.ts'

const GOOD = { name: 'Planning calendar', person: PEOPLE.asha.id, scope: ['read', 'check'], days: '90' }
let site: WebSite

before(async () => { site = await WebSite.open() })
after(() => site.end())

test('an administrator makes a token, whose secret is shown once and works, until it is revoked', async () => {
  const ada = await site.visit('ada'), made = await ada.post('/settings/tokens', GOOD), secret = /data-secret>([^<]+)</.exec(made.text)![1]!
  assert.match(wordsOf(made.text), /A token for Planning calendar Copy it into the program now\. .* works as Asha Quill: to read, to check, and no more/)
  assert.equal((await asking(site, secret)('GET', '/posts')).status, 200)
  const listed = await ada.get('/settings/tokens')
  assert.ok(!listed.text.includes(secret))
  assert.match(wordsOf(listed.text), /1 token works\. It can draft and check, and can never sign or release\. .* Planning calendar ✓ Works To read and check as Asha Quill\. Made by Ada Hinge on .* Last used at/)
  const token = /name="token" value="([^"]+)"/.exec(listed.text)![1]!
  assert.equal((await ada.post('/settings/tokens/revoke', { token })).location, '/settings/tokens')
  assert.equal((await asking(site, secret)('GET', '/posts')).json['code'], 'TOKEN_NOT_GOOD')
  assert.match(wordsOf((await ada.get('/settings/tokens')).text), /No program works here\. .* Revoked by Ada Hinge/)
})

test('what is left out is said beside its box, and what was typed stays', async () => {
  const ada = await site.visit('ada')
  for (const [wrong, says] of [[{ name: ' ' }, 'TOKEN_NAME_MISSING'], [{ person: '00000000-0000-4000-8000-00000000ffff' }, 'TOKEN_PERSON_MISSING'], [{ scope: [] }, 'TOKEN_SCOPE_MISSING'], [{ scope: ['release'] }, 'TOKEN_SCOPE_MISSING'], [{ days: '9999' }, 'TOKEN_END_MISSING']] as const) {
    const refused = await ada.post('/settings/tokens', { ...GOOD, ...wrong }), sentence = { TOKEN_NAME_MISSING: 'which program', TOKEN_PERSON_MISSING: 'Choose the person', TOKEN_SCOPE_MISSING: 'to read, to check or to draft', TOKEN_END_MISSING: 'a year at most' }[says]
    assert.equal(refused.status, 422, says)
    assert.ok(wordsOf(refused.text).includes(sentence), says)
    assert.match(refused.text, /No token was made/)
  }
  assert.match((await ada.post('/settings/tokens', { ...GOOD, scope: [] })).text, /value="Planning calendar"/)
})

test('nobody else makes one; the person as whom it works sees it and revokes it, and another does not', async () => {
  const { id, secret } = await tokenFor(site, 'ben', { name: 'Ben’s editor' }), [asha, ben] = [await site.visit('asha'), await site.visit('ben')]
  assert.equal((await asha.post('/settings/tokens', GOOD)).status, 403)
  assert.doesNotMatch((await asha.get('/settings/tokens')).text, /Ben’s editor|Make a token/)
  const refused = await asha.post('/settings/tokens/revoke', { token: id })
  assert.deepEqual([refused.status, /Only an administrator makes and revokes tokens/.test(refused.text), 'TOKENS_NOT_YOURS'], [403, true, 'TOKENS_NOT_YOURS'])
  assert.match((await ben.get('/settings/tokens')).text, /Ben’s editor/)
  await ben.post('/settings/tokens/revoke', { token: id })
  assert.equal((await asking(site, secret)('GET', '/posts')).status, 401)
  assert.equal((await ben.post('/settings/tokens/revoke', { token: '00000000-0000-4000-8000-00000000ffff' })).status, 404, 'TOKEN_NOT_THERE')
})
