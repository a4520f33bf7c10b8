// A program with a token: made by an administrator, it checks and drafts over the real port, people do the rest, and a revoked one does nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PHONE, Town } from './town.ts'

let town: Town
before(async () => { town = await Town.open() })
after(() => town.close())

interface Asked { readonly status: number; readonly json: { readonly [member: string]: unknown } }

async function ask(secret: string, path: string, body?: object): Promise<Asked> {
  const answer = await fetch(`${town.service.web}/api/v1${path}`, { headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) })
  return { status: answer.status, json: (await answer.json()) as Asked['json'] }
}

test('a program checks and drafts as the person whose token it has; the person finds the draft, and only people go on with it', async () => {
  const ada = await town.person('Ada Hinge')
  await ada.open('/settings/tokens')
  await ada.look()
  await ada.press(ada.button('Make the token'))
  await ada.page.getByRole('alert').getByText('Say in up to 100 letters which program the token is for.').waitFor()
  await ada.look()
  await ada.page.getByLabel('Which program is it for?').fill('Planning calendar')
  await ada.page.getByLabel(/As whom does it work/).selectOption({ label: 'Asha Quill' })
  for (const scope of ['read', 'check', 'draft']) await ada.page.locator(`#scope-${scope}`).check()
  await ada.press(ada.button('Make the token'))
  await ada.reads(/can never sign or release/)
  await ada.look()
  const secret = (await ada.page.locator('[data-secret]').textContent())!

  assert.equal((await ask(secret, '/check', { text: 'activist lawyers delay returns' })).json['verdict'], 'block')
  const begun = await ask(secret, '/posts', { title: 'Car parks', parts: [{ kind: 'text', text: 'The car park is closed on Friday.' }] })
  assert.equal(begun.status, 201)
  assert.deepEqual([(await ask(secret, '/commands/submit-post', {})).json['code'], (await ask(secret, '/commands/release-post', {})).json['code']], ['ONLY_PEOPLE_SIGN', 'ONLY_PEOPLE_SIGN'])
  const checkpoint = await fetch(`${town.service.web}/api/v1/record/checkpoint`, { headers: { authorization: `Bearer ${secret}` } })
  assert.match(await checkpoint.text(), /^log-[0-9a-f]+\.demo\.invalid\n\d+\n/)
  assert.equal((await ask(secret, '/receipts/0')).json['kind'], 'receipt')

  const asha = await town.person('Asha Quill', { viewport: PHONE })
  await asha.open(`/posts/${String(begun.json['number'])}/edit`)
  assert.equal(await asha.page.getByRole('textbox', { name: 'The words' }).inputValue(), 'The car park is closed on Friday.')
  await asha.open('/settings/tokens')
  await asha.reads(/1 token works as you/)
  await asha.look()
  await asha.press(asha.button('Revoke Planning calendar'))
  await asha.reads(/Revoked by Asha Quill/)
  assert.deepEqual([(await ask(secret, '/posts')).status, (await ask(secret, '/posts')).json['code']], [401, 'TOKEN_NOT_GOOD'])
  await asha.close()
  await ada.close()
})
