// The signing pages in a browser with a virtual authenticator, on a trial body: what is shown, what is refused, and that nothing else is signed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { addPerson } from '../../src/commands/add-person.ts'
import type { SignedCommand } from '../../src/commands/command.ts'
import { confirmUnderstanding } from '../../src/commands/confirm-understanding.ts'
import { declareUnderstanding } from '../../src/commands/declare-understanding.ts'
import { enrolKey } from '../../src/commands/enrol-key.ts'
import { releasePost } from '../../src/commands/release-post.ts'
import { prepareSigned, runPlain } from '../../src/commands/run.ts'
import { signOffPost } from '../../src/commands/sign-off-post.ts'
import { submitPost } from '../../src/commands/submit-post.ts'
import { vouchForKey } from '../../src/commands/vouch-for-key.ts'
import { utf8 } from '../../src/core/bytes.ts'
import type { Reasons } from '../../src/core/reason.ts'
import type { PersonId } from '../../src/core/id.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { chance } from '../../src/adapters/store/store.ts'
import { reasons as commandReasons } from '../../src/commands/reasons.ts'
import { boxOf } from '../../src/queries/words.ts'
import { reasons, type SignCode } from '../../src/sign/reasons.ts'
import { withoutChromium } from '../../tools/chromium.mjs'
import { must, TrialBody, type Words } from '../trial-body.ts'
import { launch, newDevice, type Device } from './virtual-passkey.ts'

const skip = await withoutChromium()
let body: TrialBody, browser: Browser, dora: Device, doraId: PersonId
/** The sentence of a reason, as far as it says no more than the code itself. */
const sentence = (code: SignCode): string => (reasons as Reasons)[code]!.says({}).split('(')[0]!.trim()
const words = (...texts: readonly string[]): Words => texts.map((text, i) => ({ kind: i === 0 ? 'text' as const : 'caption' as const, text }))

before(async () => {
  if (skip) return
  body = await TrialBody.begin(['keeper', 'wall', 'sign'])
  browser = await launch()
  dora = await newDevice(browser)
  doraId = body.person('Dora Galley').id
})
after(async () => {
  await browser?.close()
  await body?.end()
})

async function link(actor: PersonId, command: unknown, { post, input = {} }: { readonly post?: number; readonly input?: unknown }): Promise<string> {
  const prepared = await prepareSigned(body.web.doors, command as SignedCommand, { actor, ...(post === undefined ? {} : { post }), input })
  assert.ok(prepared.ok, prepared.ok ? '' : prepared.code)
  return `${body.service.sign}/t/${prepared.value.ticket}`
}
const review = (post: number) => link(doraId, signOffPost, { post })
const heading = (page: Page) => page.locator('#after [data-after-heading]')
async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes.map(node => node.target.join(' ')).join(', ')}`), [])
}
async function submitted(...texts: readonly string[]): Promise<number> {
  const post = await body.write(words(...texts))
  must(await body.submit(post))
  return post.number
}

test('a key is made and signs its own enrolment: two touches, and the digest to compare is shown', { skip }, async () => {
  await dora.page.goto(await link(doraId, enrolKey, { input: { person: doraId, capacity: 'civil-servant', roles: ['duty-editor'], manager: body.person('Hugh Banner').id } }))
  await axe(dora.page)
  await dora.page.getByRole('button', { name: 'Make the key' }).click()
  await heading(dora.page).waitFor()
  assert.match(await heading(dora.page).innerText(), /^Your key was made at \d\d:\d\d$/)
  const digest = /compared: ([0-9a-f]{64})/.exec(await dora.page.locator('[data-after-lines]').innerText())?.[1]
  const { people } = await body.web.store.read(reader => reader.standing()), key = Object.values(people.keys).find(each => each.digest === digest)
  assert.equal(key?.person, doraId)
  for (const voucher of ['Hugh Banner', 'Priya Serif']) must(await body.act(body.person(voucher), vouchForKey as unknown as SignedCommand, { input: { credential: key.credential } }))
})

test('reviewing shows the post, asks for nothing else, and one press signs; the last signer goes on to the release', { skip }, async () => {
  const number = await submitted('How do returns work? This short film sets out each step.', 'A legal challenge can add time to a return.')
  must(await body.signOff((await body.post(number))!, body.person('Ben Folio')))
  await dora.page.goto(await review(number))
  assert.equal(await dora.page.locator('.cs-caption').first().innerText(), 'You are the duty editor. This is signature 2 of 2.')
  await dora.page.getByText('A legal challenge can add time to a return.').waitFor()
  await dora.page.getByText('✓ No findings.').waitFor()
  for (const line of ['You have seen all of this post, and it may go out as it stands.', 'Your name, your capacity and the time stay on the record for good.', 'If one byte changes, your signature stops counting.']) await dora.page.getByText(line).waitFor()
  await axe(dora.page)
  if (process.env['SHOTS']) await dora.page.screenshot({ path: `${process.env['SHOTS']}/sign-1280.png`, fullPage: true })
  await dora.page.locator('#bar').getByRole('button', { name: 'Sign', exact: true }).click()
  await heading(dora.page).waitFor()
  if (process.env['SHOTS']) await dora.page.screenshot({ path: `${process.env['SHOTS']}/signed-1280.png`, fullPage: true })
  assert.match(await heading(dora.page).innerText(), /^Signed at \d\d:\d\d$/)
  assert.equal(await dora.page.locator('[data-after-lead]').innerText(), 'Everyone has signed. It has not gone out yet.')
  assert.equal(await dora.page.evaluate(() => document.activeElement?.hasAttribute('data-after-heading')), true)
  await axe(dora.page)
  await dora.page.getByRole('button', { name: 'Release now' }).click()
  await dora.page.getByText(/^Released at/).waitFor()
  await body.until((await body.post(number))!, ({ sends }) => Object.values(sends.sends).some(send => send.outcome === 'sent'))
  assert.deepEqual(dora.faults, [])
})

test('what changed since the last look stands first, with the remark, and everything else is the same', { skip }, async () => {
  const post = await body.write(words('If they agree, the return stops.', 'They have 14 days to reply.'))
  must(await body.submit(post))
  await dora.page.goto(await review(post.number))
  await dora.page.getByLabel('What has to change, or why it must not go out').fill('Say who decides.')
  await dora.page.getByRole('button', { name: 'Return it to Asha Quill' }).click()
  await dora.page.getByText(/^Returned at/).waitFor()
  await body.edit((await body.post(post.number))!, words('If the court agrees, the return stops.', 'They have 14 days to reply.'))
  must(await body.submit((await body.post(post.number))!))
  await dora.page.goto(await review(post.number))
  if (process.env['SHOTS']) await dora.page.screenshot({ path: `${process.env['SHOTS']}/changed-1280.png`, fullPage: true })
  const changed = dora.page.locator('#changed')
  assert.equal(await changed.getByRole('heading', { level: 2 }).innerText(), 'What changed since you returned it')
  assert.match(await changed.innerText(), /You returned version 1 at \d\d:\d\d: “Say who decides\.” This is version 2\./)
  assert.deepEqual([await changed.locator('del').innerText(), await changed.locator('ins').innerText()], ['they agree', 'the court agrees'])
  await changed.getByText('Nothing else changed: the caption is the same, byte for byte.').waitFor()
})

test('PAGE_DIFFERS: a word that is drawn otherwise than it is carried stops the signature, and nothing is handed in', { skip }, async () => {
  const number = await submitted('Ferries run on Monday.')
  await dora.page.goto(await review(number))
  await dora.page.locator('[data-preview-parts] p').first().evaluate(part => { part.textContent = 'Ferries run on Tuesday.' })
  await dora.page.locator('#bar').getByRole('button', { name: 'Sign', exact: true }).click()
  await dora.page.getByText(sentence('PAGE_DIFFERS')).waitFor()
  await dora.page.getByText('(words)').waitFor()
  assert.equal((await body.post(number))!.standing.signOffs.length, 0)
})

test('PAGE_DIFFERS: a statement that says something else than the page stops the signature', { skip }, async () => {
  const number = await submitted('Ferries run on Wednesday.'), other = await submitted('Ferries never run.')
  const elsewhere = await link(doraId, signOffPost, { post: other })
  const stolen = await newDevice(browser)
  await stolen.page.goto(elsewhere)
  await dora.page.goto(await review(number))
  await dora.page.route('**/statement', async route => {
    const asked = route.request().postDataJSON() as object
    await route.continue({ postData: JSON.stringify({ ...asked, ticket: elsewhere.split('/').at(-1) }) })
  })
  await dora.page.locator('#bar').getByRole('button', { name: 'Sign', exact: true }).click()
  await dora.page.getByText(/We did not sign this/).waitFor()
  await dora.page.unroute('**/statement')
  assert.equal((await body.post(number))!.standing.signOffs.length + (await body.post(other))!.standing.signOffs.length, 0)
})

test('TOUCH_CANCELLED: a sheet that is closed signs nothing and says so; the next press signs', { skip }, async () => {
  const number = await submitted('Ferries run on Thursday.')
  await dora.page.goto(await review(number))
  await dora.cdp.send('WebAuthn.setUserVerified', { authenticatorId: dora.authenticator, isUserVerified: false })
  await dora.page.locator('#bar').getByRole('button', { name: 'Sign', exact: true }).click()
  await dora.page.getByText(sentence('TOUCH_CANCELLED')).waitFor()
  assert.equal(await dora.page.evaluate(() => document.activeElement?.id), 'problem')
  await dora.cdp.send('WebAuthn.setUserVerified', { authenticatorId: dora.authenticator, isUserVerified: true })
  await dora.page.locator('#bar').getByRole('button', { name: 'Sign', exact: true }).click()
  await dora.page.getByText(/^Signed at/).waitFor()
})

test('who may not sign sees the same page, with the reason where the button would be', { skip }, async () => {
  const number = await submitted('Ferries run on Friday.'), ticket = await review(number)
  must(await body.signOff((await body.post(number))!, body.person('Ben Folio')))
  must(await body.signOff((await body.post(number))!, body.person('Hugh Banner')))
  await dora.page.goto(ticket)
  await dora.page.locator('#post').getByText('Ferries run on Friday.').waitFor()
  assert.equal(await dora.page.locator('[data-sign]').count(), 0)
  assert.match(await dora.page.locator('#sign').innerText(), /waiting for/)
})

test('sending and releasing ask for the passkey as the page opens, and lead back to the post: the press was made there', { skip }, async () => {
  await dora.page.route(`${body.service.web}/**`, route => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>The post</title>' }))
  const post = await body.write(words('Ferries run on Saturday.'), body.person('Dora Galley'))
  await dora.page.goto(await link(doraId, submitPost, { post: post.number, input: { over: post.draft.version } }))
  await dora.page.waitForURL(`${body.service.web}/posts/${post.number}`)
  assert.notEqual((await body.post(post.number))!.standing.submission, null)
  const cleared = await body.cleared(words('Ferries run on Sunday.'))
  await dora.page.goto(await link(doraId, releasePost, { post: cleared.number }))
  await dora.page.waitForURL(`${body.service.web}/posts/${cleared.number}`)
  assert.equal((await body.post(cleared.number))!.sends.releases.length, 1)
})

test('a release may wait for a moment inside the window, also on the page after the last signature, and for none outside', { skip }, async () => {
  const number = await submitted('Ferries run from tomorrow.')
  must(await body.signOff((await body.post(number))!, body.person('Ben Folio')))
  await dora.page.goto(await review(number))
  assert.equal(await dora.page.getByLabel('When it goes out').isVisible(), false)
  await dora.page.locator('#bar').getByRole('button', { name: 'Sign', exact: true }).click()
  await dora.page.getByText(/^Signed at/).waitFor()
  const box = dora.page.getByLabel('When it goes out'), soonest = await box.inputValue()
  await box.fill(`${Number(soonest.slice(0, 4)) + 1}${soonest.slice(4)}`)
  await dora.page.getByRole('button', { name: 'Release for this time' }).click()
  await dora.page.getByText(commandReasons['OUTSIDE_WINDOW'].says()).waitFor()
  const later = boxOf(new Date(Date.now() + 3_600_000).toISOString())
  await box.fill(later)
  await axe(dora.page)
  await dora.page.getByRole('button', { name: 'Release for this time' }).click()
  await dora.page.getByText(/^Released at/).waitFor()
  const [release] = (await body.post(number))!.sends.releases
  assert.equal(boxOf(release!.at), later)
  assert.deepEqual((await body.post(number))!.sends.sends, {})
})

test('declaring shows the whole code, confirming the note, vouching the roles: each is held against what is signed', { skip }, async () => {
  await dora.page.goto(await link(doraId, declareUnderstanding, { input: { role: 'duty-editor' } }))
  await dora.page.getByText('honesty, integrity, impartiality, objectivity').waitFor()
  await axe(dora.page)
  await dora.page.locator('#bar').getByRole('button', { name: 'Declare' }).click()
  await dora.page.getByText(/^Declared at/).waitFor()
  assert.equal(await dora.page.locator('[data-after-lead]').innerText(), 'Hugh Banner confirms it after talking with you. Then it counts.')
  must(await body.act(body.person('Hugh Banner'), confirmUnderstanding as unknown as SignedCommand, { input: { person: doraId, role: 'duty-editor', talked: chance().now, note: 'We talked again.' } }))
  const newcomer = await body.join('Finn Leading', ['press-officer'], { understood: false })
  await body.enrol({ ...newcomer, passkey: (await import('../soft-passkey.ts')).makePasskey() }, { capacity: 'civil-servant', roles: ['press-officer'], manager: body.person('Hugh Banner').id })
  const { people } = await body.web.store.read(reader => reader.standing()), waiting = Object.values(people.keys).find(key => key.from === null)!
  await dora.page.goto(await link(doraId, vouchForKey, { input: { credential: waiting.credential } }))
  for (const text of ['Finn Leading', 'civil servant', 'press officer', 'Hugh Banner', waiting.digest]) await dora.page.locator('[data-lines]').getByText(text, { exact: true }).first().waitFor()
  await axe(dora.page)
  await dora.page.locator('[data-lines] dd').nth(2).evaluate(roles => { roles.textContent = 'duty editor' })
  await dora.page.locator('#bar').getByRole('button', { name: 'Vouch' }).click()
  await dora.page.getByText(/We did not sign this/).waitFor()
  assert.deepEqual(dora.faults, [])
})

test('the door without a link: a post is refused and a key suspended, each with a number or a name and a touch', { skip }, async () => {
  const number = await submitted('Ferries run against advice.'), newcomer = await body.join('Mo Carbon', ['press-officer'], { understood: false })
  await dora.page.goto(`${body.service.sign}/stop`)
  await axe(dora.page)
  if (process.env['SHOTS']) await dora.page.screenshot({ path: `${process.env['SHOTS']}/stop-1280.png`, fullPage: true })
  await dora.page.getByRole('button', { name: 'Refuse it and sign' }).click()
  await dora.page.getByText('Write the number of the post, as in 142.').waitFor()
  await dora.page.getByLabel('Number of the post').fill(String(number))
  await dora.page.locator('#stop').getByLabel('Your name').fill('Dora Galley')
  await dora.page.getByLabel('Why it must not go out').fill('It prejudges the hearing.')
  await dora.page.getByRole('button', { name: 'Refuse it and sign' }).click()
  await dora.page.getByText(/^Refused at/).waitFor()
  assert.equal((await body.post(number))!.standing.refusals.length, 1)
  await dora.page.goto(`${body.service.sign}/stop`)
  await dora.page.locator('#suspend').getByLabel('Your name').fill('Dora Galley')
  await dora.page.getByLabel('Whose key').fill('Mo Carbon')
  await dora.page.getByRole('button', { name: 'Suspend it and sign' }).click()
  await dora.page.getByText(/^Suspended at/).waitFor()
  const { people } = await body.web.store.read(reader => reader.standing())
  assert.notEqual(people.keys[newcomer.passkey.credential]!.suspended, null)
})

test('whoever has no key that counts is told how to get one', { skip }, async () => {
  const added = await runPlain(body.web.doors, addPerson, { actor: body.person('Hugh Banner').id, input: { name: 'Cleo Stet', job: 'press officer' } })
  assert.ok(added.ok)
  const keyless = added.value.person, number = await submitted('Ferries run at noon.')
  const ticket = { purpose: 'sign-off-post', person: keyless, post: (await body.post(number))!.id, digest: null, detail: {} }, text = chance().fresh(24)
  await body.web.store.transact(transaction => transaction.commit([{ change: 'issue-ticket', ticket, hash: nodeCrypto.sha256(utf8(text)) }], null))
  await dora.page.goto(`${body.service.sign}/t/${text}`)
  assert.equal(await dora.page.locator('[data-sign]').count(), 0)
  assert.match(await dora.page.locator('#sign').innerText(), /You do not sign for that|no signing key/)
  const declaring = { ...ticket, purpose: 'declare-understanding', post: null, detail: { role: 'press-officer' } }, other = chance().fresh(24)
  await body.web.store.transact(transaction => transaction.commit([{ change: 'issue-ticket', ticket: declaring, hash: nodeCrypto.sha256(utf8(other)) }], null))
  await dora.page.goto(`${body.service.sign}/t/${other}`)
  assert.match(await dora.page.locator('#sign').innerText(), /You do not hold this role/)
})

test('a phone sees one column with the bar at the bottom, and without scripts it is told why it cannot sign', { skip }, async () => {
  const number = await submitted('Ferries run at night.'), phone = await newDevice(browser, { width: 390, height: 844 })
  await phone.page.goto(await review(number))
  await axe(phone.page)
  if (process.env['SHOTS']) await phone.page.screenshot({ path: `${process.env['SHOTS']}/sign-390.png`, fullPage: true })
  assert.equal(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true)
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await plain.goto(await review(number))
  assert.equal(await plain.locator('noscript p').first().innerText(), sentence('SIGN_NEEDS_SCRIPT'))
})
