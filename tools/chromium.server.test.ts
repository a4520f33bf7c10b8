// Tests that the Chromium which is found really opens a page and has the virtual authenticator that the journeys need.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromium as playwright } from '@playwright/test'
import { chromium, withoutChromium } from './chromium.mjs'

test('the Chromium of the browser tests opens a page and signs with a passkey', { skip: await withoutChromium() }, async () => {
  const browser = await playwright.launch(await chromium())
  try {
    const page = await browser.newPage()
    await page.setContent('<h1>Countersign</h1>')
    assert.equal(await page.textContent('h1'), 'Countersign')
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const options = { protocol: 'ctap2', transport: 'internal', hasUserVerification: true } as const
    assert.ok((await devtools.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId)
  } finally {
    await browser.close()
  }
})
