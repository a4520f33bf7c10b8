// Real passkeys for people of the demonstration: enrolled, vouched for, and the presses of an ordinary post counted. enrol-key, vouch-for-key.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PHONE, Town, type Person } from './town.ts'

let town: Town
before(async () => { town = await Town.open() })
after(() => town.close())

/** Makes a passkey from the person's own page: two touches, of which making the key is one. */
async function enrol(person: Person, slug: string): Promise<void> {
  await person.passkey()
  await person.open(`/people/${slug}`)
  await person.page.getByText('Make a signing key').first().click()
  await person.press(person.button('Go on to make the key'))
  await person.page.waitForURL(`${town.service.sign}/**`)
  await person.look()
  await person.press(person.page.locator('[data-enrol]'))
  await person.page.getByRole('heading', { level: 1 }).filter({ hasText: /key/i }).first().waitFor()
  await person.page.locator('#after').waitFor({ state: 'visible' })
}

test('an ordinary post takes six presses by three people with passkeys on phones', async t => {
  const [asha, ben, dora] = await Promise.all(['Asha Quill', 'Ben Folio', 'Dora Galley'].map(name => town.person(name, { viewport: PHONE })))
  await enrol(asha!, 'asha-quill')
  await enrol(ben!, 'ben-folio')
  await enrol(dora!, 'dora-galley')

  await asha!.open('/work')
  await asha!.press(asha!.button('Write a post'))
  await asha!.page.waitForURL(/\/edit/)
  await asha!.page.getByRole('textbox', { name: 'The words' }).fill('The ferry to Northmere runs to its winter timetable from Monday.')
  asha!.presses = 0
  await asha!.press(asha!.button('Send for sign-off'))
  await asha!.page.waitForURL(`${town.service.web}/posts/*`)
  assert.equal(asha!.presses, 1, 'sending is one press: the passkey is asked for as the page opens')
  const { pathname } = new URL(asha!.page.url())

  for (const [signer, layer] of [[ben!, 'second pair of eyes'], [dora!, 'press office']] as const) {
    signer.presses = 0
    await signer.open('/work')
    const item = signer.page.locator('li').filter({ hasText: 'ferry to Northmere' }).first()
    await signer.press(item.getByRole('button', { name: 'Review and sign' }))
    await signer.page.waitForURL(`${town.service.sign}/**`)
    await signer.reads('runs to its winter timetable')
    await signer.press(signer.page.locator('.cs-bar [data-sign="passkey"]'))
    await signer.page.getByText(/Signed at \d\d:\d\d/).first().waitFor()
    assert.equal(signer.presses, 2, `${layer}: opened and signed`)
  }
  await dora!.press(dora!.page.getByRole('button', { name: /^Release now/ }).last())
  await dora!.page.getByText(/[Rr]eleased/).first().waitFor()
  const presses = asha!.presses + ben!.presses + dora!.presses
  t.diagnostic(`presses of an ordinary post, default route, three people with passkeys: ${presses}`)
  assert.equal(presses, 6)

  await asha!.open(`${pathname}/who-approved`)
  await asha!.reads(/^Two officials approved it/)
  await asha!.page.getByText('The proof holds.').waitFor()
  assert.doesNotMatch((await asha!.text()).split('How to check')[0]!, /demo key/, 'no demo key was used')
  for (const person of [asha!, ben!, dora!]) await person.close()
})
