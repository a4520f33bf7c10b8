// A trial body from nothing: two links, passkeys alone, people invited and vouched for, and a post on the wall. add-person, enrol-key, vouch-for-key, change-policy, declare-understanding, confirm-understanding, begin-post, submit-post, sign-off-post, release-post.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { says } from '../../src/web/reasons.ts'
import { PHONE, Town, WIDE, type Person } from './town.ts'

let town: Town
before(async () => { town = await Town.open({ kind: 'trial' }) })
after(() => town.close())

const people = new Map<string, Person>()
const called = (name: string): Person => people.get(name)!

/** By the printed link: a signing key on the signing address, then on to the pages with a passkey for those. */
async function begins(name: string, job: string, role: string, code: string, viewport: typeof WIDE | typeof PHONE): Promise<void> {
  const person = await town.visitor({ viewport })
  people.set(name, person)
  await person.passkey()
  await person.page.goto(`${town.service.sign}/enrol/first#${code}`)
  await person.page.getByLabel('Your name').fill(name)
  await person.page.getByLabel('Your job').fill(job)
  await person.page.getByLabel(role).check()
  await person.press(person.button('Make the key'))
  await person.page.getByText(/^Your key counts since/).waitFor()
  await person.look()
  await person.press(person.page.locator('[data-after-next]'))
  await signsUp(person, name)
}

/** On the page that a link opens: whose it is stands there before anything is touched. */
async function signsUp(person: Person, name: string): Promise<void> {
  await person.page.waitForURL(`${town.service.web}/invitation**`)
  await person.reads(name)
  await person.look()
  await person.press(person.button('Make the passkey and sign in'))
  await person.page.waitForURL(`${town.service.web}/work`)
  await person.look()
}

/** Signs what the signing page shows, and stays until it is judged. */
async function signsHere(person: Person): Promise<void> {
  await person.page.waitForURL(`${town.service.sign}/**`)
  await person.look()
  await person.press(person.page.locator('.cs-bar [data-sign="passkey"]'))
  await person.page.locator('#after').waitFor({ state: 'visible' })
}

test('the first two enrol by their links, and arrive on the pages with a passkey of their own', async () => {
  const [one, two] = town.service.codes!
  await begins('Hugh Banner', 'head of news', 'Head of news', one!, WIDE)
  await begins('Priya Serif', 'propriety officer', 'Propriety officer', two!, PHONE)
})

test('a passkey that is cancelled signs nobody in, and one that is known does', async () => {
  const priya = called('Priya Serif')
  await priya.open('/me')
  await priya.press(priya.button('Add a sign-in passkey'))
  await priya.reads(says('SIGN_IN_KEY_HERE'))
  await priya.look()
  await priya.press(priya.button('Sign out').first())
  await priya.page.waitForURL(`${town.service.web}/sign-in`)
  await priya.look()
  await priya.verifies(false)
  await priya.press(priya.button('Sign in with your passkey'))
  await priya.reads(says('SIGN_IN_CANCELLED'))
  await priya.look()
  await priya.verifies(true)
  priya.presses = 0
  await priya.press(priya.button('Sign in with your passkey'))
  await priya.page.waitForURL(`${town.service.web}/work`)
  assert.equal(priya.presses, 1)
})

test('both sign the starter policy', async () => {
  for (const name of ['Hugh Banner', 'Priya Serif']) {
    const person = called(name)
    await person.open('/work')
    await person.press(person.page.locator('.cs-item--first .cs-item__act a'))
    await person.page.waitForURL(`${town.service.web}/settings/policy`)
    await person.look()
    await person.press(person.page.locator('form[action="/settings/policy"] button').first())
    await signsHere(called(name))
  }
  await called('Hugh Banner').open('/settings/policy')
  await called('Hugh Banner').reads('In force')
})

test('people are added and invited; each signs in, makes a signing key, is vouched for by both, and declares', async () => {
  const hugh = called('Hugh Banner'), priya = called('Priya Serif')
  for (const [name, slug, viewport] of [['Asha Quill', 'asha-quill', WIDE], ['Ben Folio', 'ben-folio', PHONE]] as const) {
    await hugh.open('/people')
    await hugh.page.getByRole('textbox', { name: 'Name' }).fill(name)
    await hugh.page.getByRole('textbox', { name: 'Job' }).fill('press officer')
    await hugh.press(hugh.button('Add the person'))
    await hugh.page.waitForURL(`${town.service.web}/people/${slug}`)
    await hugh.press(hugh.button('Invite to sign in'))
    await hugh.reads(/It works once, until \d\d:\d\d/)
    await hugh.look()

    const person = await town.visitor({ viewport })
    people.set(name, person)
    await person.passkey()
    await person.page.goto(await hugh.page.locator('[data-link]').innerText())
    await signsUp(person, name)
    await person.open(`/people/${slug}`)
    await person.page.getByRole('checkbox', { name: 'Press officer' }).check()
    await person.page.getByRole('combobox', { name: 'Line manager' }).selectOption({ label: 'Hugh Banner' })
    await person.press(person.button('Go on to make the key'))
    await person.page.waitForURL(`${town.service.sign}/**`)
    await person.press(person.page.locator('[data-enrol]'))
    await person.page.locator('#after').waitFor({ state: 'visible' })

    for (const voucher of [hugh, priya]) {
      await voucher.open(`/people/${slug}`)
      await voucher.press(voucher.button('Look at it and vouch'))
      await signsHere(voucher)
    }
    await person.open('/me/understanding/press-officer')
    await person.press(person.button('I understand this, and it applies to my work'))
    await signsHere(person)
    await hugh.open(`/team/${slug}/confirm`)
    await hugh.page.getByRole('textbox', { name: 'What did you talk about?' }).fill('Replies during the by-election.')
    await hugh.press(hugh.button('Confirm'))
    await signsHere(hugh)
  }
})

test('three people bring one post to the wall with passkeys alone, in six presses', async t => {
  const asha = called('Asha Quill'), ben = called('Ben Folio'), hugh = called('Hugh Banner')
  await asha.open('/work')
  await asha.press(asha.button('Write a post'))
  await asha.page.waitForURL(/\/edit/)
  await asha.page.getByRole('textbox', { name: 'The words' }).fill('The ferry to Northmere runs to its winter timetable from Monday.')
  asha.presses = 0
  await asha.press(asha.button('Send for sign-off'))
  await asha.page.waitForURL(`${town.service.web}/posts/*`)
  const { pathname } = new URL(asha.page.url())
  for (const signer of [ben, hugh]) {
    signer.presses = 0
    await signer.open('/work')
    await signer.press(signer.page.locator('li').filter({ hasText: 'ferry to Northmere' }).first().getByRole('button', { name: 'Review and sign' }))
    await signer.page.waitForURL(`${town.service.sign}/**`)
    await signer.reads('runs to its winter timetable')
    await signer.press(signer.page.locator('.cs-bar [data-sign="passkey"]'))
    await signer.page.getByText(/Signed at \d\d:\d\d/).first().waitFor()
  }
  await hugh.press(hugh.page.getByRole('button', { name: /^Release now/ }).last())
  await hugh.page.getByText(/[Rr]eleased/).first().waitFor()
  const presses = asha.presses + ben.presses + hugh.presses
  t.diagnostic(`presses of an ordinary post in a trial body, three people with passkeys: ${presses}`)
  assert.equal(presses, 6)
  await asha.open(`${pathname}/who-approved`)
  await asha.reads(/^Two officials approved it/)
  await asha.page.getByText('The proof holds.').waitFor()
  await asha.page.goto(town.service.wall)
  await asha.page.getByText('runs to its winter timetable').first().waitFor()
})

test('a passkey is lost: a new link replaces it, and whoever has the old one is signed out', async () => {
  const hugh = called('Hugh Banner'), lost = called('Ben Folio'), ben = await town.visitor()
  await hugh.open('/people/ben-folio')
  await hugh.press(hugh.button('Invite to sign in'))
  const link = await hugh.page.locator('[data-link]').innerText()
  await lost.open('/work')
  assert.equal(new URL(lost.page.url()).pathname, '/work', 'nothing changes until the link is used')
  await ben.passkey()
  await ben.page.goto(link)
  await signsUp(ben, 'Ben Folio')
  await ben.open('/me')
  await ben.reads('Invited by Hugh Banner.')
  await lost.open('/work')
  await lost.page.waitForURL(`${town.service.web}/sign-in`)
  await ben.page.goto('about:blank')
  await ben.page.goto(link)
  await ben.reads(says('INVITATION_OVER'))
  await ben.look()
})

test('a session that was left open elsewhere is ended from the own page', async () => {
  const hugh = called('Hugh Banner')
  await hugh.context.clearCookies()
  await hugh.open('/me')
  await hugh.look()
  await hugh.press(hugh.button('Sign in with your passkey'))
  await hugh.page.waitForURL(`${town.service.web}/me`)
  await hugh.reads('In use now.')
  await hugh.look()
  assert.equal(await hugh.button('Sign out there').count(), 1)
  await hugh.press(hugh.button('Sign out there'))
  await hugh.page.waitForURL(`${town.service.web}/me#signed-in`)
  assert.equal(await hugh.button('Sign out there').count(), 0)
})

test('without scripts the page says what is needed', async () => {
  const plain = await town.visitor({ script: false, viewport: PHONE })
  await plain.open('/sign-in')
  assert.ok((await plain.text()).includes(says('SIGN_IN_NEEDS_SCRIPT')))
})
