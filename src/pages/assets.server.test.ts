// What browsers load: built once, kept, addressed by its content, and without a typeface that is licensed for others.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildAssets } from './assets.ts'

const home = mkdtempSync(join(tmpdir(), 'countersign-assets-'))

test('addresses change with the content, and everything that a page names is there', async () => {
  const assets = await buildAssets({}, home)
  for (const name of ['style.css', 'first.js', 'page.js', 'icon.svg', 'mark.svg']) {
    assert.match(assets.url(name), /^\/assets\/[a-z]+-[0-9a-f]{12}\.(css|js|svg)$/)
    assert.ok(assets.at(assets.url(name))!.bytes.length > 50, name)
  }
  assert.throws(() => assets.url('nothing.js'), /no asset/)
  assert.equal(assets.at('/assets/../package.json'), undefined)
})

test('the stylesheet names no typeface but Arial, loads nothing from elsewhere', async () => {
  const assets = await buildAssets({}, home), style = assets.at(assets.url('style.css'))!.bytes.toString()
  for (const never of [/GDS Transport/i, /@font-face/i, /@import/i, /url\(\s*["']?https?:/i]) assert.ok(!never.test(style), String(never))
  assert.match(style, /\.moj-timeline__item/)
  assert.match(style, /\.govuk-error-summary/)
})

test('a second start takes what was kept; what was damaged is built again', async () => {
  await buildAssets({}, home)
  const kept = readdirSync(home).map(name => join(home, name))
  for (const file of kept) writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100))
  const begun = performance.now(), assets = await buildAssets({}, home)
  assert.ok(assets.at(assets.url('page.js'))!.bytes.length > 1_000)
  assert.ok(performance.now() - begun < 30_000)
})
