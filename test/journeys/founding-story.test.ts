// The founding story: refused at its words, put right, signed by two, released, read on the wall, and answered for. begin-post, save-draft, submit-post, sign-off-post, release-post.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PHONE, Town, WIDE } from './town.ts'

let town: Town
before(async () => { town = await Town.open() })
after(() => town.close())

const TITLE = 'Returns: how the rules work'

for (const [device, viewport] of [['a desk', WIDE], ['a phone', PHONE]] as const) {
  test(`the 2020 caption is refused at its words, put right, signed by two, released and answered for, at ${device}`, async t => {
    const asha = await town.person('Asha Quill', { viewport })
    // The draft of the story, or on the second device the same words written again.
    if (device === 'a desk') await asha.press(asha.link(TITLE))
    else {
      await asha.press(asha.button('Write a post'))
      const boxes = asha.page.getByRole('textbox')
      await boxes.first().fill('How do returns work? This short film sets out each step.')
      await asha.press(asha.button('Caption'))
      await asha.page.getByRole('textbox', { name: 'The caption' }).fill('The rules leave room for activist lawyers to slow down every step.')
    }
    await asha.page.waitForURL(/\/posts\/\d+\/edit/)

    // Marked as it is typed, with the rule, why, its source and what to write instead.
    const card = asha.page.locator('[data-part="caption"]')
    await card.getByText('“activist lawyers” disparages people who bring a legal challenge').waitFor()
    assert.equal(await card.locator('mark').first().innerText(), 'activist lawyers')
    await card.getByText('Rule POL-02').waitFor()
    await asha.look()

    // Sending is refused in the same words.
    await asha.press(asha.button('Send for sign-off'))
    await asha.page.getByRole('alert').filter({ hasText: 'activist lawyers' }).first().waitFor()
    assert.match(asha.page.url(), /\/posts\/\d+\/(edit|submit)/)

    // One press puts it right; sending is a signature.
    asha.presses = 0
    await asha.press(card.getByRole('button', { name: /^Use this/ }).first())
    await asha.page.getByText('Changed.').first().waitFor()
    assert.doesNotMatch(await asha.page.getByRole('textbox', { name: 'The caption' }).inputValue(), /activist lawyers/)
    const mended = asha.presses
    await asha.press(asha.button('Send for sign-off'))
    await asha.page.waitForURL(`${town.service.sign}/**`)
    await asha.look()
    await asha.press(asha.page.getByRole('button', { name: /demo key/ }).last())
    await asha.page.waitForURL(`${town.service.web}/posts/*`)
    const sent = asha.presses - mended
    await asha.reads(/Waiting/)
    await asha.look()
    const { pathname } = new URL(asha.page.url()), number = pathname.split('/')[2]!

    // The author and the adviser cannot sign, and are told why.
    const sol = await town.person('Sol Verso', { viewport })
    await sol.open(`/posts/${number}`)
    await sol.reads(/Special advisers and ministers|cannot (sign|approve)/)
    await sol.close()

    // Two sign, at the same time, each on one page.
    const [ben, dora] = await Promise.all([town.person('Ben Folio', { viewport }), town.person('Dora Galley', { viewport })])
    for (const signer of [ben, dora]) {
      await signer.open(`/posts/${number}`)
      signer.presses = 1
      await signer.press(signer.button('Review and sign').first())
      await signer.page.waitForURL(`${town.service.sign}/**`)
      await signer.reads('The whole post, as it will appear')
      await signer.reads('legal challenges')
      await signer.look()
      await signer.press(signer.page.getByRole('button', { name: 'Sign with the demo key' }).last())
      await signer.page.getByText(/Signed at \d\d:\d\d/).first().waitFor()
    }
    // The last signer may release, in the same page.
    await dora.press(dora.page.getByRole('button', { name: /Release now/ }).last())
    await dora.page.getByText(/Released|released/).first().waitFor()
    const presses = sent + ben.presses + dora.presses
    t.diagnostic(`presses of an ordinary post, default route, three people, at ${device}: ${presses} (author ${sent}, second pair of eyes ${ben.presses}, duty editor with release ${dora.presses})`)

    // Live, read back, on the wall, and answered for.
    const reader = await town.person('Ines Ledger', { viewport })
    for (let tries = 0; ; tries++) {
      await reader.open(`/posts/${number}`)
      if (/the same as what was approved/.test(await reader.text())) break
      assert.ok(tries < 60, await reader.text())
      await reader.page.waitForTimeout(100)
    }
    await reader.look()
    await reader.open(`/posts/${number}/who-approved`)
    await reader.reads(/^Two officials approved it, none of whom wrote any of it: Ben Folio, press officer, and Dora Galley, duty editor\.$/)
    await reader.page.getByText('The proof holds.').waitFor()
    await reader.reads(/demo key/)
    await reader.look()

    const passerBy = await town.visitor({ viewport })
    await passerBy.page.goto(town.service.wall)
    await passerBy.page.getByText('legal challenges').first().waitFor()
    await town.accessible(passerBy.page)
    await passerBy.press(passerBy.page.getByRole('link', { name: /Who approved this\?/ }).first())
    await Promise.all([asha, ben, dora, reader, passerBy].map(person => person.close()))
  })
}

test('axe looked at every page of the story at both widths', t => {
  t.diagnostic(`${town.pagesChecked} pages without a finding`)
  assert.ok(town.pagesChecked >= 14)
})
