// Returned and improved; an edit after the first signature voids it; refused and lifted; withdrawn. return-post, refuse-post, lift-refusal, withdraw-post.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Town, type Person } from './town.ts'

let town: Town
before(async () => { town = await Town.open() })
after(() => town.close())

async function written(author: Person, words: string): Promise<string> {
  await author.open('/work')
  await author.press(author.button('Write a post'))
  await author.page.waitForURL(/\/edit/)
  await author.page.getByRole('textbox', { name: 'The words' }).fill(words)
  return new URL(author.page.url()).pathname.replace('/edit', '')
}
async function sent(author: Person): Promise<void> {
  await author.press(author.button('Send for sign-off'))
  await author.page.waitForURL(`${town.service.sign}/**`)
  await author.press(author.page.locator('.cs-bar [data-sign="demo"]'))
  await author.page.waitForURL(`${town.service.web}/posts/*`)
}
async function reviewing(person: Person, post: string): Promise<void> {
  await person.open(post)
  await person.press(person.button('Review and sign').first())
  await person.page.waitForURL(`${town.service.sign}/**`)
}
async function signs(person: Person, post: string): Promise<void> {
  await reviewing(person, post)
  await person.press(person.page.locator('.cs-bar [data-sign="demo"]'))
  await person.page.getByText(/Signed at/).first().waitFor()
}

test('a post is returned with a remark, improved, and the signer sees what changed', async () => {
  const [asha, ben] = await Promise.all([town.person('Asha Quill'), town.person('Ben Folio')])
  const post = await written(asha, 'If they agree, the crossing opens.')
  await sent(asha)
  await reviewing(ben, post)
  await ben.press(ben.page.getByRole('button', { name: /^Return it to Asha/ }))
  await ben.page.getByText(/why|what has to change/i).first().waitFor()
  await ben.page.getByRole('textbox').fill('Say who decides.')
  await ben.press(ben.page.getByRole('button', { name: /^Return it to Asha/ }))
  await ben.page.getByText(/Returned/).first().waitFor()

  await asha.open(post)
  await asha.reads('Say who decides.')
  await asha.open(`${post}/edit`)
  await asha.page.getByRole('textbox', { name: 'The words' }).fill('If the harbour board agrees, the crossing opens.')
  await sent(asha)
  await reviewing(ben, post)
  await ben.reads(/What changed/)
  await ben.reads('the harbour board')
  await ben.look()
  await ben.press(ben.page.locator('.cs-bar [data-sign="demo"]'))
  await ben.page.getByText(/Signed at/).first().waitFor()
  await asha.close()
  await ben.close()
})

test('invariant 1: an edit after the first signature voids it, and everyone sees that', async () => {
  const [asha, ben] = await Promise.all([town.person('Asha Quill'), town.person('Ben Folio')])
  const post = await written(asha, 'The bridge is open until ten.')
  await sent(asha)
  await signs(ben, post)
  await asha.open(`${post}/edit`)
  await asha.reads(/what has been signed stops counting/)
  await asha.page.getByRole('textbox', { name: 'The words' }).fill('The bridge is open until eleven.')
  await asha.page.getByText(/^Saved at/).first().waitFor()
  await asha.page.waitForTimeout(2_500)
  await ben.open(post)
  await ben.reads(/no longer count|stopped counting/)
  assert.equal(await ben.button('Review and sign').count(), 0)
  await ben.look()
  await asha.close()
  await ben.close()
})

test('a refusal stands until the person or the arbiter lifts it', async () => {
  const [asha, ben, hugh] = await Promise.all([town.person('Asha Quill'), town.person('Ben Folio'), town.person('Hugh Banner')])
  const post = await written(asha, 'The hearing is on Monday.')
  await sent(asha)
  await ben.open(post)
  await ben.press(ben.button('Refuse it').or(ben.link('Refuse it')).first())
  await ben.page.getByRole('textbox').fill('It prejudges the hearing.')
  await ben.look()
  await ben.press(ben.page.getByRole('button', { name: /[Rr]efuse/ }).first())
  await ben.page.waitForURL(new RegExp(`${post}$`))
  await asha.open(post)
  await asha.reads(/It prejudges the hearing/)
  await asha.reads(/Only Ben Folio or Hugh Banner/)
  await hugh.open(post)
  await hugh.press(hugh.button('Lift the refusal'))
  await hugh.page.waitForURL(`${town.service.sign}/**`)
  await hugh.look()
  await hugh.press(hugh.page.locator('.cs-bar [data-sign="demo"]'))
  await hugh.page.locator('#after').waitFor({ state: 'visible' })
  await ben.open(post)
  await ben.button('Review and sign').first().waitFor()
  for (const person of [asha, ben, hugh]) await person.close()
})

test('one\'s own post is withdrawn at once', async () => {
  const asha = await town.person('Asha Quill')
  const post = await written(asha, 'Not needed after all.')
  await sent(asha)
  await asha.press(asha.button('Withdraw the post').or(asha.link('Withdraw the post')).first())
  const sure = asha.button('Withdraw the post')
  if (new URL(asha.page.url()).pathname !== post && (await sure.count()) > 0) await asha.press(sure.first())
  await asha.open(post)
  await asha.reads(/[Ww]ithdrawn|withdrew/)
  await asha.close()
})
