// The checker in Chromium: the same reports as in Node over ten thousand posts, and quick enough to run as one types in a long thread.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { chromium as playwright, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { phrasesFor } from '../../bench/check/phrases.ts'
import { makePosts } from '../../bench/check/posts.ts'
import { DISGUISES } from '../../bench/check/disguise-list.ts'
import { chanceFrom } from '../../bench/check/chance.ts'
import { loadRulebookFolder } from '../../src/adapters/rulebook/read.ts'
import { check } from '../../src/check/check.ts'
import { readText } from '../../src/check/post.ts'
import { chromium, withoutChromium } from '../../tools/chromium.mjs'

const ROOT = join(import.meta.dirname, '../..'), loaded = loadRulebookFolder(join(ROOT, 'rulebooks/uk-government'))
assert.ok(loaded.ok)
const { document, rulebook } = loaded.value

/** Ordinary posts, one in ten of them with words of the rulebook in one disguise or another. */
function texts(): readonly string[] {
  const chance = chanceFrom(10_000)
  return makePosts(phrasesFor(300), 10_000).map(({ text }, i) => (i % 10 === 0 ? `${text} So ${DISGUISES[(i / 10) % DISGUISES.length]!.hide('activist lawyers', chance)?.text ?? 'Tory cuts'} again.` : text))
}

const ask = (page: Page, posts: readonly string[]): Promise<string> => page.evaluate(all => {
  const { check: checkHere, readText: read, rules } = (window as unknown as { checker: { check: typeof check; readText: typeof readText; rules: typeof rulebook } }).checker
  return all.map(text => {
    const post = read(text)
    return post.ok ? JSON.stringify(checkHere(rules, post.value)) : post.code
  }).join('\n')
}, posts)

async function open(): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> {
  const browser = await playwright.launch(await chromium()), page = await browser.newPage()
  const { outputFiles } = await build({
    stdin: { contents: `import { check, loadRulebook, readText } from './src/check/index.ts'\nwindow.checker = { check, readText, load: document => { const loaded = loadRulebook(document); window.checker.rules = loaded.value } }`, resolveDir: ROOT, loader: 'ts' },
    bundle: true, write: false, format: 'iife', target: 'es2022', minify: true, logLevel: 'silent',
  })
  await page.addScriptTag({ content: outputFiles[0]!.text })
  await page.evaluate(facts => (window as unknown as { checker: { load: (facts: unknown) => void } }).checker.load(facts), document as unknown)
  return { page, close: () => browser.close() }
}

test('Chromium gives the same reports as Node over ten thousand posts, byte for byte', { skip: await withoutChromium() }, async () => {
  const { page, close } = await open()
  try {
    const posts = texts(), digest = (reports: string) => createHash('sha256').update(reports).digest('hex')
    const here = posts.map(text => {
      const post = readText(text)
      return post.ok ? JSON.stringify(check(rulebook, post.value)) : post.code
    }).join('\n')
    const there: string[] = []
    for (let at = 0; at < posts.length; at += 1_000) there.push(await ask(page, posts.slice(at, at + 1_000)))
    assert.ok(here.includes('"rule":"POL-02"'))
    assert.equal(digest(there.join('\n')), digest(here))
  } finally {
    await close()
  }
})

test('how long a key in a thread of 25 posts takes, with the processor slowed four times: told, since a busy machine proves nothing', { skip: await withoutChromium() }, async t => {
  const { page, close } = await open()
  try {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const thread = makePosts(phrasesFor(300), 25).map(({ text }) => text)
    const times = await page.evaluate(async parts => {
      const { checker } = window as unknown as { checker: { check: (rules: unknown, post: unknown) => unknown; readText: (text: string) => { readonly value: { readonly parts: readonly unknown[] } }; rules: unknown } }
      const taken: number[] = [], [post] = parts.map(text => checker.readText(text).value), typed = 'and the activist lawyers will delay it again. '
      for (let key = 0; key < 300; key++) {
        const now = parts.map((text, i) => ({ kind: 'text', text: i === 12 ? text + typed.slice(0, key % typed.length) : text })), from = performance.now()
        checker.check(checker.rules, { ...post, parts: now })
        taken.push(performance.now() - from)
        if (key % 20 === 0) await new Promise(done => setTimeout(done, 0))
      }
      return taken.slice(20).toSorted((a, b) => a - b)
    }, thread)
    assert.equal(times.length, 280)
    const at = (share: number) => `${times[Math.floor(times.length * share)]!.toFixed(1)} ms`
    t.diagnostic(`half of all keys within ${at(0.5)}, 95 in 100 within ${at(0.95)}, 99 in 100 within ${at(0.99)}; a frame is 16 ms`)
  } finally {
    await close()
  }
})
