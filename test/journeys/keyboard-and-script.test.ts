// By keyboard alone through to signing, and without JavaScript up to it. begin-post, save-draft, submit-post, sign-off-post.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Town, type Person } from './town.ts'

let town: Town
before(async () => { town = await Town.open() })
after(() => town.close())

/** Moves with Tab alone until the focus is on a control of this name, and says so when it never gets there. */
async function tabTo(person: Person, name: string | RegExp, most = 80): Promise<void> {
  const matches = (text: string) => (typeof name === 'string' ? text === name : name.test(text))
  const seen: string[] = []
  for (let i = 0; i < most; i++) {
    await person.page.keyboard.press('Tab')
    const focused = await person.page.evaluate(() => {
      const here = document.activeElement as HTMLElement | null
      const label = here?.id ? document.querySelector(`label[for="${here.id}"]`)?.textContent : undefined
      const box = here?.getBoundingClientRect()
      return { text: (here?.getAttribute('aria-label') ?? label ?? here?.innerText ?? '').trim().replace(/\s+/g, ' '), seen: box ? box.width > 0 && box.bottom > 0 && box.top < innerHeight : false }
    })
    seen.push(focused.text)
    if (matches(focused.text)) return assert.ok(focused.seen, `${focused.text} has the focus and stands outside the window`)
  }
  assert.fail(`Tab never reached ${String(name)}; it went over: ${seen.join(' | ')}`)
}

test('a post is written, sent and signed by keyboard alone', async () => {
  const asha = await town.person('Asha Quill')
  await tabTo(asha, 'Write a post')
  await asha.page.keyboard.press('Enter')
  await asha.page.waitForURL(/\/edit/)
  await tabTo(asha, 'The words')
  await asha.page.keyboard.type('The lifts at Northmere are back in service.')
  await tabTo(asha, 'Send for sign-off')
  await asha.page.keyboard.press('Enter')
  await asha.page.waitForURL(`${town.service.sign}/**`)
  await tabTo(asha, /demo key/)
  await asha.page.keyboard.press('Enter')
  await asha.page.waitForURL(`${town.service.web}/posts/*`)
  const { pathname } = new URL(asha.page.url())

  const ben = await town.person('Ben Folio')
  await ben.open(pathname)
  await tabTo(ben, 'Review and sign')
  await ben.page.keyboard.press('Enter')
  await ben.page.waitForURL(`${town.service.sign}/**`)
  await tabTo(ben, /demo key/)
  await ben.page.keyboard.press('Space')
  await ben.page.getByText(/Signed at/).first().waitFor()
  assert.match(await ben.page.evaluate(() => document.activeElement?.tagName ?? ''), /^H1|H2$/, 'the focus is on the heading of what follows')
  await asha.close()
  await ben.close()
})

test('without JavaScript a post is written, checked, mended and saved; signing says that it needs it', async () => {
  const asha = await town.person('Asha Quill', { script: false })
  await asha.press(asha.button('Write a post'))
  await asha.page.waitForURL(/\/edit/)
  await asha.page.getByRole('textbox', { name: 'The words' }).fill('Returns are slowed down by activist lawyers.')
  await asha.press(asha.button('Check these words'))
  await asha.reads('“activist lawyers” disparages people who bring a legal challenge')
  await asha.press(asha.button('Send for sign-off'))
  await asha.page.getByText('activist lawyers').first().waitFor()
  assert.equal(await asha.page.getByRole('textbox', { name: 'The words' }).inputValue(), 'Returns are slowed down by activist lawyers.', 'what was typed is still there')
  await asha.press(asha.page.getByRole('button', { name: /^Use this/ }).first())
  assert.doesNotMatch(await asha.page.getByRole('textbox', { name: 'The words' }).inputValue(), /activist lawyers/)
  await asha.press(asha.button('Send for sign-off'))
  await asha.page.waitForURL(`${town.service.sign}/**`)
  await asha.page.getByText(/needs JavaScript/).first().waitFor()

  const ben = await town.person('Ben Folio', { script: false })
  await ben.open('/posts/2')
  await ben.reads(/What has happened|Who signs/)
  await asha.close()
  await ben.close()
})
