// People: an understanding declared and confirmed, a person added, a key made and vouched for, a policy changed by two. declare-understanding, confirm-understanding, add-person, enrol-key, vouch-for-key, change-policy.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Town, type Person } from './town.ts'

let town: Town
before(async () => { town = await Town.open() })
after(() => town.close())

async function signsHere(person: Person): Promise<void> {
  await person.page.waitForURL(`${town.service.sign}/**`)
  await person.look()
  await person.press(person.page.locator('.cs-bar [data-sign="demo"]'))
  await Promise.race([person.page.locator('#after').waitFor({ state: 'visible' }), person.page.waitForURL(`${town.service.web}/**`)])
}

test('somebody whose understanding is not confirmed cannot send; the manager confirms it, and then it goes', async () => {
  const mo = await town.person('Mo Carbon')
  await mo.press(mo.button('Write a post'))
  await mo.page.waitForURL(/\/edit/)
  await mo.page.getByRole('textbox', { name: 'The words' }).fill('The car park is closed on Friday.')
  await mo.press(mo.button('Send for sign-off'))
  await mo.page.waitForURL(/\/submit$/)
  await mo.reads(/Hugh Banner has not confirmed it/)
  assert.equal(await mo.page.getByRole('textbox', { name: 'The words' }).inputValue(), 'The car park is closed on Friday.', 'what was typed is still there')
  await mo.look()

  const hugh = await town.person('Hugh Banner')
  await hugh.open('/team')
  await hugh.press(hugh.page.locator('li').filter({ hasText: 'Mo Carbon' }).first().getByRole('button', { name: 'Confirm after you have talked' }))
  await hugh.look()
  await hugh.press(hugh.button('Confirm'))
  await hugh.page.getByRole('alert').getByText('Say in a sentence what you talked about.').first().waitFor()
  await hugh.page.getByRole('textbox', { name: 'What did you talk about?' }).fill('Replies during the by-election.')
  await hugh.press(hugh.button('Confirm'))
  await signsHere(hugh)

  await mo.press(mo.button('Send for sign-off'))
  await signsHere(mo)
  await mo.page.waitForURL(`${town.service.web}/posts/*`)
  await mo.close()
  await hugh.close()
})

test('somebody who has declared nothing reads the Code and declares', async () => {
  const cleo = await town.person('Cleo Stet')
  await cleo.open('/me/understanding/press-officer')
  await cleo.look()
  await cleo.press(cleo.button('I understand this, and it applies to my work'))
  await signsHere(cleo)
  await cleo.open('/me')
  await cleo.reads(/Hugh Banner/)
  await cleo.close()
})

test('a person is added, makes a passkey, and counts once two have vouched', async () => {
  const ada = await town.person('Ada Hinge')
  await ada.open('/people')
  await ada.press(ada.button('Add the person'))
  await ada.page.getByRole('alert').first().waitFor()
  await ada.page.getByRole('textbox', { name: 'Name' }).fill('Finn Leading')
  await ada.page.getByRole('textbox', { name: 'Job' }).fill('press officer')
  await ada.press(ada.button('Add the person'))
  await ada.passkey()
  await ada.open('/people/finn-leading')
  await ada.look()
  await ada.page.getByRole('checkbox', { name: 'Press officer' }).check()
  await ada.page.getByRole('combobox', { name: 'Line manager' }).selectOption({ label: 'Hugh Banner' })
  await ada.press(ada.button('Go on to make the key'))
  await ada.page.waitForURL(`${town.service.sign}/**`)
  await ada.press(ada.page.locator('[data-enrol]'))
  await ada.page.locator('#after').waitFor({ state: 'visible' })

  await ada.open('/people/finn-leading')
  await ada.reads(/counts|vouched/)
  await ada.close()
})

test('a policy is proposed by one person and in force once a second has signed the same', async () => {
  const [hugh, priya] = await Promise.all([town.person('Hugh Banner'), town.person('Priya Serif')])
  await hugh.open('/settings/policy')
  await hugh.look()
  await hugh.page.getByText('The whole document, to change').click()
  const box = hugh.page.getByRole('textbox'), document = await box.inputValue()
  await box.fill(document.replace('"clearanceHours": 48', '"clearanceHours": 24'))
  await hugh.press(hugh.button('Propose this change'))
  await signsHere(hugh)
  await hugh.open('/settings/policy')
  await hugh.reads(/You proposed this change/)
  await priya.open('/settings/policy')
  await priya.press(priya.button('Approve the change'))
  await signsHere(priya)
  await priya.open('/settings/policy')
  await priya.reads(/24 hours/)
  await hugh.close()
  await priya.close()
})
