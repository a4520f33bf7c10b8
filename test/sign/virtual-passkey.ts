// A browser page with a virtual authenticator: it makes passkeys and touches by itself, so that a test signs as a person would.
import { chromium as playwright, type Browser, type CDPSession, type Page } from '@playwright/test'
import { chromium } from '../../tools/chromium.mjs'

export interface Device { readonly page: Page; readonly cdp: CDPSession; readonly faults: readonly string[]; readonly authenticator: string }

export const launch = async (): Promise<Browser> => playwright.launch(await chromium())

/** A page of its own with its own authenticator; a virtual authenticator belongs to its page, so a journey stays in one. */
export async function newDevice(browser: Browser, size = { width: 1280, height: 900 }): Promise<Device> {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' }), page = await context.newPage(), faults: string[] = []
  page.on('pageerror', fault => faults.push(fault.message))
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
  })
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  return { page, cdp, faults, authenticator: authenticatorId }
}
