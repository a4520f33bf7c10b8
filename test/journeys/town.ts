// What journeys stand on: a service of their own, people each in a browser of their own with a virtual passkey, presses counted, axe on each page.
import AxeBuilder from '@axe-core/playwright'
import { chromium as playwright, type Browser, type BrowserContext, type CDPSession, type Locator, type Page } from '@playwright/test'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startService, type Service } from '../../src/adapters/processes/service.ts'
import { chromium } from '../../tools/chromium.mjs'
import { freePorts } from '../free-ports.ts'

export const WIDE = { width: 1280, height: 900 } as const
export const PHONE = { width: 390, height: 844 } as const
const PATIENCE = 15_000

/** What a page may never have, whatever it shows. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export interface Visit { readonly viewport?: { readonly width: number; readonly height: number }; readonly script?: boolean }

/** A demonstration, or a trial body with nobody in it yet, with a browser: closed as a whole. */
export class Town {
  readonly service: Service
  readonly #data: string
  readonly #browser: Browser
  readonly faults: string[] = []
  readonly #checked = new Set<string>()

  private constructor(service: Service, data: string, browser: Browser) {
    this.service = service
    this.#data = data
    this.#browser = browser
  }

  static async open({ kind = 'demo' }: { readonly kind?: 'demo' | 'trial' } = {}): Promise<Town> {
    const data = mkdtempSync(join(tmpdir(), 'countersign-journey-'))
    const [service, browser] = await Promise.all([
      startService({ data, ports: await freePorts(), kind, quiet: process.env['JOURNEY_LOUD'] === undefined, durable: false }),
      chromium().then(found => playwright.launch({ executablePath: found.executablePath, args: found.args, env: found.env })),
    ])
    return new Town(service, data, browser)
  }
  async close(): Promise<void> {
    await this.#browser.close()
    await this.service.stop()
    rmSync(this.#data, { recursive: true, force: true })
    assert.deepEqual(this.faults, [], 'the browser reported faults')
  }

  /** Somebody at the door, not signed in. */
  async visitor({ viewport = WIDE, script = true }: Visit = {}): Promise<Person> {
    const context = await this.#browser.newContext({ viewport, javaScriptEnabled: script, locale: 'en-GB', timezoneId: 'Europe/London' })
    context.setDefaultTimeout(PATIENCE)
    const page = await context.newPage()
    page.on('pageerror', fault => this.faults.push(`${page.url()}: ${fault.message}`))
    page.on('console', said => {
      if (said.type() === 'error' && !/status of (4\d\d|503)/.test(said.text())) this.faults.push(`${page.url()}: ${said.text()}`)
    })
    return new Person(this, context, page, script)
  }
  /** One of the people of the demonstration, signed in with one press. */
  async person(name: string, visit: Visit = {}): Promise<Person> {
    const person = await this.visitor(visit)
    await person.open('/')
    await person.press(person.page.getByRole('button', { name: `Be ${name}`, exact: true }))
    await person.page.waitForURL(`${this.service.web}/work`)
    person.presses = 0
    return person
  }

  /** Finds nothing with axe; each page at each width once in a run. */
  async accessible(page: Page): Promise<void> {
    const { pathname, origin } = new URL(page.url()), name = `${origin} ${pathname.replace(/\d+|[\w-]{32}/g, 'n')} ${page.viewportSize()?.width} ${await page.title()}`
    if (this.#checked.has(name)) return
    this.#checked.add(name)
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`), [], `axe on ${page.url()}`)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(overflow <= 1, `${page.url()} is ${overflow} px wider than ${page.viewportSize()?.width} px`)
  }
  get pagesChecked(): number {
    return this.#checked.size
  }
}

export class Person {
  readonly town: Town
  readonly context: BrowserContext
  readonly page: Page
  presses = 0
  readonly #script: boolean
  #cdp: CDPSession | undefined
  #authenticator = ''

  constructor(town: Town, context: BrowserContext, page: Page, script: boolean) {
    this.town = town
    this.context = context
    this.page = page
    this.#script = script
  }

  /** Opens an address of the web origin and holds it to axe where scripts run. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.town.service.web + path)
    await this.look()
  }
  async look(): Promise<void> {
    if (this.#script) await this.town.accessible(this.page)
  }
  /** One press: a tap on a control. */
  async press(control: Locator): Promise<void> {
    this.presses++
    await control.click()
  }
  button = (name: string | RegExp): Locator => this.page.getByRole('button', { name, exact: typeof name === 'string' })
  link = (name: string | RegExp): Locator => this.page.getByRole('link', { name, exact: typeof name === 'string' })
  async reads(text: string | RegExp): Promise<void> {
    await this.page.locator('main').getByText(text).first().waitFor()
  }
  text = (): Promise<string> => this.page.locator('main').innerText()

  /** Plugs in a virtual authenticator that verifies its user. It belongs to this page. */
  async passkey(): Promise<void> {
    this.#cdp = await this.context.newCDPSession(this.page)
    await this.#cdp.send('WebAuthn.enable')
    const { authenticatorId } = await this.#cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
    this.#authenticator = authenticatorId
  }
  /** Whether the authenticator knows its user: where it does not, the browser ends the asking as if the sheet had been closed. */
  async verifies(isUserVerified: boolean): Promise<void> {
    await this.#cdp!.send('WebAuthn.setUserVerified', { authenticatorId: this.#authenticator, isUserVerified })
  }
  close = (): Promise<void> => this.context.close()
}
