// Everything is paused under a post that waits for its time; lifted it still does not go; released again it does. A key is suspended and reinstated by two. pause-posting, lift-pause, suspend-key, reinstate-key.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PHONE, Town, type Person } from './town.ts'

let town: Town
before(async () => { town = await Town.open() })
after(() => town.close())

async function signsHere(person: Person): Promise<void> {
  await person.page.waitForURL(`${town.service.sign}/**`)
  await person.look()
  await person.press(person.page.locator('.cs-bar [data-sign="demo"]'))
  await Promise.race([person.page.locator('#after').waitFor({ state: 'visible' }), person.page.waitForURL(`${town.service.web}/**`)])
}
async function sent(author: Person, words: string): Promise<string> {
  await author.open('/work')
  await author.press(author.button('Write a post'))
  await author.page.waitForURL(/\/edit/)
  await author.page.getByRole('textbox', { name: 'The words' }).fill(words)
  const post = new URL(author.page.url()).pathname.replace('/edit', '')
  await author.press(author.button('Send for sign-off'))
  await signsHere(author)
  await author.page.waitForURL(`${town.service.web}/posts/*`)
  return post
}
async function signs(person: Person, post: string): Promise<void> {
  await person.open(post)
  await person.press(person.button('Review and sign').first())
  await signsHere(person)
}
/** Whether a reader of the wall, which is another origin, finds these words there. */
async function onTheWall(words: string): Promise<boolean> {
  const reader = await town.visitor()
  await reader.page.goto(town.service.wall)
  const found = (await reader.page.content()).includes(words)
  await reader.close()
  return found
}
async function wideAndNarrow(person: Person): Promise<void> {
  const wide = person.page.viewportSize()!
  await person.look()
  await person.page.setViewportSize(PHONE)
  await person.look()
  await person.page.setViewportSize(wide)
}

test('invariant 15: a post whose time comes in a pause goes neither then nor when it is lifted, but when it is released again', async t => {
  const [asha, ben, dora, hugh] = await Promise.all(['Asha Quill', 'Ben Folio', 'Dora Galley', 'Hugh Banner'].map(name => town.person(name))) as [Person, Person, Person, Person]
  const words = 'The north gate opens again on Monday.', post = await sent(asha, words)
  await signs(ben, post)

  await hugh.open('/work')
  hugh.presses = 0
  await hugh.press(hugh.link('Pause all posting'))
  await hugh.page.getByRole('textbox', { name: 'Why?' }).fill('Incident at the port.')
  await wideAndNarrow(hugh)
  await dora.open(post)
  await dora.press(dora.button('Review and sign').first())
  await signsHere(dora)
  await dora.open(post)
  await dora.press(dora.button('Review and release').first())
  await dora.page.waitForURL(`${town.service.sign}/**`)
  const moment = new Date(Math.floor((Date.now() + 80_000) / 60_000) * 60_000)
  await dora.page.getByLabel('When it goes out').fill(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' }).format(moment).replace(' ', 'T'))
  await dora.press(dora.button('Release for this time'))
  await dora.page.waitForURL(`${town.service.web}/posts/*`)

  await hugh.press(hugh.button('Pause all posting'))
  await hugh.reads(/Hugh Banner|You/)
  assert.equal(hugh.presses, 2, 'pausing everything takes two presses')
  t.diagnostic(`presses to pause everything: ${hugh.presses}`)
  await hugh.reads('Lift the pause (sends nothing)')
  await wideAndNarrow(hugh)
  await asha.open(post)
  await asha.page.locator('header').getByText('Incident at the port.').waitFor()

  await hugh.page.waitForTimeout(Math.max(0, moment.getTime() - Date.now()) + 2_000)
  assert.equal(await onTheWall(words), false, 'paused: its time has come and it has not gone')
  await hugh.press(hugh.button('Lift the pause (sends nothing)'))
  await signsHere(hugh)
  await hugh.page.waitForTimeout(3_000)
  assert.equal(await onTheWall(words), false, 'lifted: it has still not gone')

  await dora.open('/pause/missed')
  await dora.reads(words)
  await wideAndNarrow(dora)
  await dora.press(dora.button('Release it again'))
  await signsHere(dora)
  for (let i = 0; i < 50 && !(await onTheWall(words)); i++) await dora.page.waitForTimeout(200)
  assert.equal(await onTheWall(words), true, 'released again: it is out')
  await dora.open('/pause/missed')
  await dora.reads('Nothing was missed.')
  for (const person of [asha, ben, dora, hugh]) await person.close()
})

test('a suspended key voids a signature that waits, and counts again once two have signed', async () => {
  const [asha, ben, dora, hugh, priya] = await Promise.all(['Asha Quill', 'Ben Folio', 'Dora Galley', 'Hugh Banner', 'Priya Serif'].map(name => town.person(name))) as [Person, Person, Person, Person, Person]
  const post = await sent(asha, 'The south gate is closed on Tuesday.')
  await signs(ben, post)
  await dora.open('/people/ben-folio')
  await dora.press(dora.link('Suspend this key').first())
  await wideAndNarrow(dora)
  await dora.press(dora.button('Suspend this key'))
  await dora.page.waitForURL(/\/people\/ben-folio$/)
  await dora.reads(/Two colleagues must sign to reinstate it/)
  await asha.open(post)
  await asha.reads(/second pair of eyes/)
  await ben.open(post)
  assert.equal(await ben.button('Review and sign').count(), 0, 'the suspended key signs nothing')

  await hugh.open('/people/ben-folio')
  await hugh.press(hugh.button('Reinstate'))
  await signsHere(hugh)
  await priya.open('/people/ben-folio')
  await priya.reads(/Hugh Banner has signed to reinstate it; one more colleague must/)
  await priya.press(priya.button('Reinstate'))
  await signsHere(priya)
  await priya.open('/people/ben-folio')
  await priya.reads(/^Counts:/)
  for (const person of [asha, ben, dora, hugh, priya]) await person.close()
})
