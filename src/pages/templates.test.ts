// Templates: what comes from people is words and never markup, and every page has its frame.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripsFor, type Shell } from './shell.ts'
import { readTemplates } from './templates.ts'

const render = readTemplates(undefined, name => `/assets/${name}`)
const shell: Shell = { title: 'A <title>', body: 'Department for Arrivals', home: '/', nav: [{ href: '/work', text: 'My work', current: true, count: 2 }], me: { name: 'Asha Quill', href: '/me' }, strips: stripsFor({ demo: true, trial: false, protected: false }), footer: [] }
const said = (heading: string): string => render('message.njk', { shell, message: { heading, lines: ['One line.'] } })

test('what people typed is escaped wherever it stands', () => {
  const page = said('<script>alert(1)</script>')
  assert.ok(!page.includes('<script>alert'))
  assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;'))
  assert.ok(page.includes('<title>A &lt;title&gt; - Countersign</title>'))
})

test('the frame has its landmarks, its two regions and its skip link, and no style or script of its own', () => {
  const page = said('A page')
  assert.doesNotMatch(page, /crown/i)
  for (const part of ['<main', '<header>', '<footer', 'role="status"', 'role="alert"', 'govuk-skip-link', 'aria-label="Menu"', 'waiting for you']) assert.ok(page.includes(part), part)
  assert.doesNotMatch(page, / style="|<style|<script(?![^>]* src=)| on[a-z]+="/)
})

test('each kind of installation says what it is before anything else', () => {
  const lead = (demo: boolean, trial: boolean, apart: boolean): string => stripsFor({ demo, trial, protected: apart }).map(({ lead: first, text }) => `${first} ${text}`).join()
  assert.equal(lead(true, false, true), 'Demonstration. Everyone here is invented, and the service can sign as anybody.')
  assert.match(lead(true, false, false), /Separated, not protected/)
  assert.match(lead(false, true, true), /^Trial\./)
  assert.equal(lead(false, false, true), '')
  assert.match(lead(false, false, false), /^Separated, not protected\./)
})

test('a template that is not there is a fault, not an empty page', () => {
  assert.throws(() => render('nothing.njk', { shell }), /no template/)
})
